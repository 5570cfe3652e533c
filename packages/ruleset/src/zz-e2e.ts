import { makeIndicator, type IndicatorSource, type SourceRow } from "@sigwright/core";
import { generate, defaultTemplate, memoryOutput, NO_GUARDS } from "./index.ts";
import { suricata } from "../../suricata/src/index.ts";
import { writeFileSync } from "node:fs";
const n = Number(process.argv[2] ?? 2000);
function* rows(): Generator<SourceRow> {
  for (let i = 0; i < n; i++) {
    const k = i % 10;
    const [type, value] = k < 4 ? ["Host", `h${i}.bad-domain.com`] : k < 7 ? ["Address", `45.${i >> 16 & 255}.${i >> 8 & 255}.${i & 255}`] : k < 8 ? ["CIDR", `46.${i >> 8 & 255}.${i & 255}.0/24`] : ["URL", `http://u${i}.bad-domain.com/p/${i}?"a;b|\\é=${i}`];
    const m = makeIndicator({ type, value, rating: 4, confidence: 80, link: "https://app.example.com/x?id=" + i }, { source: "t", line: i });
    if (m.status === "indicator") yield { kind: "indicator", indicator: m.indicator, remarks: [] };
    else throw new Error(JSON.stringify(m));
  }
}
const source: IndicatorSource = { spec: "x", read: async function* () { yield* rows(); } };
const output = memoryOutput();
const t0 = performance.now(); const c0 = process.cpuUsage();
const r = await generate({ source, template: defaultTemplate(), guards: NO_GUARDS, rulesets: [{ format: suricata }], name: "out", now: "2026-01-01T00:00:00Z", tool: "t", output });
const c = process.cpuUsage(c0);
console.log(r.status, ((performance.now() - t0) / 1000).toFixed(2), "s wall", (c.user / 1e6).toFixed(2), "cpu", Math.round(process.memoryUsage().rss / 1e6), "MB");
if (r.status === "failed") console.log(JSON.stringify(r.diagnostics.slice(0, 3).map((d) => d.diagnostic)));
for (const [p, t] of output.files ?? []) { console.log(p, t.length); writeFileSync("/tmp/suricata/e2e-" + p.replaceAll("/", "_"), t); }

/**
 * How fast filters are applied: `npx node --conditions=@sigwright/source tools/bench/filter/bench.mjs`. CPU seconds of
 * a million evaluations over 10,000 unlike indicators, the best of five, garbage collection and the reasons of those
 * that are left out included.
 */
import process from "node:process";
import { compileFilter, DEFAULT_FILTER, parseFilter } from "@sigwright/filter";

const EVALUATIONS = 1_000_000;
const RUNS = 5;
const now = new Date("2026-01-31T00:00:00Z");

const indicators = Array.from({ length: 10_000 }, (_, i) => ({
  type: i % 2 === 0 ? "Host" : "Address",
  value: i % 2 === 0 ? `host-${i}.example` : `10.${i % 200}.${i % 256}.1`,
  ...(i % 7 === 0 ? {} : { rating: i % 6 }),
  confidence: i % 101,
  tags: i % 3 === 0 ? ["sinkhole: cert", "loader"] : ["loader"],
  labels: [],
  attributes: [{ type: "Source", value: "Blog of a CERT" }],
  groups: [],
  lastSeen: new Date(now.getTime() - (i % 60) * 86_400_000).toISOString(),
  provenance: { source: "bench" },
}));

const filters = [
  DEFAULT_FILTER,
  'typeName in ("Host", "URL") and rating >= 3 and not tag startswith "sinkhole" and lastSeen >= now - 30d',
  "lastSeen >= now - 30d",
  "address in (10.0.0.0/8, 192.168.0.0/16)",
  'attribute."Source" contains "cert"',
  'value matches "^host-[0-9]*8\\.example$"',
];

console.log("CPU s per 1,000,000   passes   filter");
for (const text of filters) {
  const passes = compileFilter(parseFilter(text).filter, { now });
  const seconds = Array.from({ length: RUNS }, () => measure(passes));
  const share = indicators.filter((indicator) => passes(indicator).passes).length / indicators.length;
  console.log(`${Math.min(...seconds).toFixed(3).padStart(19)} ${`${(100 * share).toFixed(0)}%`.padStart(8)}   ${text}`);
}

function measure(passes) {
  const before = process.cpuUsage();
  for (let done = 0; done < EVALUATIONS; done += indicators.length) {
    for (const indicator of indicators) passes(indicator);
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/**
 * How many conversations can be tried in one replay: `npx node tools/bench/engine/bench.mjs [cases…]` after
 * `npm run build`. Each case is one DNS lookup or one request for a host of its own, and each host has a rule for either,
 * so every case must fire exactly one. The time is that of everything: packets, capture file, Suricata and its log.
 */
import process from "node:process";
import { directRequest, dnsConversation, EngineError, findSuricata, httpConversation, replayCases } from "@sigwright/engines";
import { printRow } from "../table.mjs";

const SIZES = [500, 5000];
const WIDTHS = [28, 8, 8, 18];

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : SIZES;
if (!sizes.every((size) => Number.isSafeInteger(size) && size > 0)) {
  console.error("usage: node bench.mjs [cases…]: whole numbers above 0");
  process.exit(2);
}
const engine = await installedEngine();
if (engine !== undefined) {
  printRow(["replay", "rules", "seconds", "ms for each case"], WIDTHS);
  for (const size of sizes) await measure(size, engine);
}

async function installedEngine() {
  try {
    return await findSuricata();
  } catch (error) {
    if (!(error instanceof EngineError) || error.kind !== "missing") throw error;
    console.error("Suricata is not installed: nothing to replay with");
    return undefined;
  }
}

/**
 * @param {number} size
 * @param {import("@sigwright/engines").SuricataEngine} installed
 */
async function measure(size, installed) {
  const hosts = Array.from({ length: size }, (_, index) => `host-${index}.bench.example`);
  const rules = hosts.flatMap((host, index) => {
    const match = `content:"${host}"; bsize:${host.length};`;
    return [
      `alert dns any any -> any any (msg:"dns"; dns.query; ${match} sid:${1_000_000 + 2 * index};)`,
      `alert http any any -> any any (msg:"http"; flow:established,to_server; http.host; ${match} sid:${1_000_001 + 2 * index};)`,
    ];
  });
  const cases = hosts.map((host, index) => ({
    id: host,
    conversations: [
      index % 2 === 0
        ? dnsConversation({ name: host })
        : httpConversation({ requests: [directRequest({ host, target: "/" })] }),
    ],
  }));
  const start = performance.now();
  const fired = await replayCases(`${rules.join("\n")}\n`, cases, { engine: installed });
  const seconds = (performance.now() - start) / 1000;
  for (const [index, host] of hosts.entries()) {
    const alerts = fired.get(host) ?? [];
    const sid = 1_000_000 + 2 * index + (index % 2);
    if (alerts.length !== 1 || alerts[0]?.sid !== sid || alerts[0].count !== 1) throw new Error(`${host} does not fire once`);
  }
  const row = [`${size.toLocaleString("en-US")} cases`, String(rules.length), seconds.toFixed(1), ((1000 * seconds) / size).toFixed(1)];
  printRow(row, WIDTHS);
}

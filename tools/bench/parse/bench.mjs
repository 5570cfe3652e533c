/**
 * How fast rules are parsed, on real rules repeated to 20 MB: `SIGWRIGHT_CORPUS=<folder> npx node bench.mjs [case…]`.
 * The folder holds `suricata/real.dev.jsonl.gz`, one JSON object with a `rule` a line. Every run is a fresh process on
 * one file; the best of five counts. CPU seconds include garbage collection, not the decoding of bytes.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { gunzipSync } from "node:zlib";
import { cases } from "./cases.mjs";

const SIZE = 20_000_000;
const RUNS = 5;

const corpus = process.env.SIGWRIGHT_CORPUS;
if (corpus === undefined) {
  console.error("SIGWRIGHT_CORPUS names no folder: nothing to measure with");
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "sigwright-bench-"));
try {
  const path = join(folder, "all.rules");
  writeFileSync(path, repeated(realRules(corpus)));
  const wanted = process.argv.slice(2);
  console.log("case                     rules/s   peak MB");
  for (const name of wanted.length > 0 ? wanted : Object.keys(cases)) {
    const runs = Array.from({ length: RUNS }, () => run(name, path));
    const best = Math.max(...runs.map(({ rules, cpu }) => rules / cpu));
    const peak = Math.min(...runs.map((result) => result.peak));
    console.log(name.padEnd(22), String(Math.round(best)).padStart(9), peak.toFixed(0).padStart(9));
  }
} finally {
  rmSync(folder, { recursive: true });
}

function run(name, path) {
  const measure = new URL("measure.mjs", import.meta.url).pathname;
  const output = execFileSync(process.execPath, ["--conditions=@sigwright/source", measure, name, path]);
  return JSON.parse(output.toString());
}

function realRules(root) {
  const lines = gunzipSync(readFileSync(join(root, "suricata/real.dev.jsonl.gz"))).toString().trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line).rule);
}

function repeated(rules) {
  const once = `${rules.join("\n")}\n`;
  return once.repeat(Math.ceil(SIZE / once.length)).slice(0, SIZE);
}

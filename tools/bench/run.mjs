/**
 * Runs the benchmarks, each in a process of its own, and prints their tables as Markdown:
 *
 *     npm run bench                       all of them
 *     npm run bench -- startup generate   some
 *     npm run bench -- --write            and writes the tables into docs/benchmarks.md
 *
 * On the page a table stands between `<!-- bench:NAME -->` and `<!-- /bench -->`. Benches that can't run here (parse,
 * check and yara without SIGWRIGHT_CORPUS, engine without Suricata) are left out, and their tables stay as they are.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { root } from "./measured-process.mjs";
import { markdownTable } from "./table.mjs";

const PAGE = join(root, "docs/benchmarks.md");
const BENCHES = ["startup", "parse", "check", "yara", "review", "filter", "generate", "engine"];

const wanted = process.argv.slice(2).filter((argument) => argument !== "--write");
const write = process.argv.includes("--write");
const unknown = wanted.find((name) => !BENCHES.includes(name));
if (unknown !== undefined) {
  console.error(`there is no benchmark \`${unknown}\`; there are ${BENCHES.join(", ")}`);
  process.exit(2);
}

/** @type {Map<string, string>} */
const tables = new Map();
let failed = 0;
for (const name of wanted.length > 0 ? wanted : BENCHES) {
  const script = join(root, "tools/bench", name, "bench.mjs");
  const before = machine();
  const { status, stdout } = spawnSync(process.execPath, ["--conditions=@sigwright/source", script], {
    stdio: ["ignore", "pipe", "inherit"],
    encoding: "utf8",
  });
  if (stdout === "") {
    console.error(`${name} was left out${status === 0 ? "" : ` (exit code ${status})`}\n`);
    continue;
  }
  if (status !== 0) {
    failed++;
    console.error(`${name} failed with exit code ${status}\n`);
    continue;
  }
  const table = `${markdownTable(stdout)}\n\n${before}`;
  tables.set(name, table);
  console.log(`## ${name}\n\n${table}\n`);
}

if (write) {
  const page = readFileSync(PAGE, "utf8");
  const written = page.replaceAll(/(<!-- bench:(\w+) -->\n)[^]*?(<!-- \/bench -->)/g, (whole, start, name, end) => {
    const table = tables.get(name);
    return table === undefined ? whole : `${start}${table}\n${end}`;
  });
  writeFileSync(PAGE, written);
}
process.exitCode = failed > 0 ? 1 : 0;

/** What the numbers were measured on: without it they say nothing. */
function machine() {
  const model = cpus()[0]?.model.trim() ?? "unknown processor";
  const load = (loadavg()[0] ?? 0).toFixed(1);
  const date = new Date().toISOString().slice(0, 10);
  return `${date}, Node ${process.version.slice(1)}, ${availableParallelism()} cores (${model}), load before the run ${load}.`;
}

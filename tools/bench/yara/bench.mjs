/**
 * How fast YARA files are parsed and checked: `SIGWRIGHT_CORPUS=<folder> node --conditions=@sigwright/source bench.mjs`.
 * The published files that both engines load, all of them. CPU seconds of fresh processes, the best of three; where YARA is
 * installed, `yarac` compiles the same files in the same run.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { gunzipSync } from "node:zlib";
import { root } from "../measured-process.mjs";
import { printRow } from "../table.mjs";

const RUNS = 3;
const WIDTHS = [34, 9, 9, 18];
const MEASURE = join(root, "tools/bench/yara/measure.mjs");
/** External variables that published rules expect. */
const EXTERNALS = ["filename", "filepath", "extension", "filetype", "owner"].flatMap((name) => ["-d", `${name}=x`]);

const corpus = process.env["SIGWRIGHT_CORPUS"];
if (corpus === undefined) {
  console.error("SIGWRIGHT_CORPUS names no folder: nothing to measure with");
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "sigwright-bench-"));
try {
  const texts = acceptedFiles(corpus);
  writeFileSync(join(folder, "texts.json"), JSON.stringify(texts));
  const { rules, parse, check, warm } = Array.from({ length: RUNS }, measured).reduce((least, each) => (each.check < least.check ? each : least));
  printRow(["YARA", "CPU ms", "rules/s", "beside the engine"], WIDTHS);
  const engine = engineSeconds(texts);
  if (engine !== undefined) report(`yarac ${engine.version}`, engine.cpu, rules, engine.cpu);
  report("parse, first time", parse, rules, engine?.cpu);
  report("parse and check, first time", check, rules, engine?.cpu);
  report("parse and check, warm", warm, rules, engine?.cpu);
} finally {
  rmSync(folder, { recursive: true });
}

/**
 * @param {string} what
 * @param {number} cpu seconds
 * @param {number} rules
 * @param {number | undefined} engine CPU seconds
 */
function report(what, cpu, rules, engine) {
  const times = engine === undefined ? "-" : `${(engine / cpu).toFixed(1)} times as fast`;
  printRow([what, (1000 * cpu).toFixed(0), Math.round(rules / cpu).toLocaleString("en-US"), times], WIDTHS);
}

/** @returns {{ rules: number, parse: number, check: number, warm: number }} CPU seconds */
function measured() {
  return JSON.parse(execFileSync(process.execPath, ["--conditions=@sigwright/source", MEASURE, join(folder, "texts.json")], { encoding: "utf8" }));
}

/** @param {readonly string[]} texts */
function engineSeconds(texts) {
  const { status, stdout } = spawnSync("yarac", ["--version"], { encoding: "utf8" });
  if (status !== 0) {
    console.error("YARA is not installed: how long it takes to compile the files is left out");
    return undefined;
  }
  mkdirSync(join(folder, "rules"));
  // A namespace a file, as names come again: one process compiles all.
  const named = texts.map((text, index) => {
    const path = join(folder, "rules", `${index}.yar`);
    writeFileSync(path, text);
    return `n${index}:${path}`;
  });
  // What the children of a process took, Node does not say; Bash does.
  const script = 'TIMEFORMAT="%U %S"; time yarac -w "$@" /dev/null >/dev/null';
  const { status: compiled, stderr } = spawnSync("bash", ["-c", script, "bash", ...EXTERNALS, ...named], { encoding: "utf8", env: { ...process.env, LC_ALL: "C" } });
  if (compiled !== 0) throw new Error(`yarac refuses some of the files:\n${stderr.slice(-500)}`);
  const [user = NaN, system = NaN] = stderr.trim().split("\n").at(-1)?.split(" ").map(Number) ?? [];
  if (Number.isNaN(user + system)) throw new Error(`yarac could not be measured: ${stderr}`);
  return { version: stdout.trim(), cpu: user + system };
}

/** @param {string} from */
function acceptedFiles(from) {
  const lines = gunzipSync(readFileSync(join(from, "yara/files.dev.jsonl.gz"))).toString().trimEnd().split("\n");
  /** @type {{ text: string, yara: { verdict: string }, yarax: { verdict: string } }[]} */
  const files = lines.map((line) => JSON.parse(line));
  return files.filter(({ yara, yarax }) => yara.verdict === "accept" && yarax.verdict === "accept").map(({ text }) => text);
}

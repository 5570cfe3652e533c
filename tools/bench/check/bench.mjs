/**
 * How fast rules are checked: `SIGWRIGHT_CORPUS=<folder> npx node bench.mjs [rules]` after `npm run build`. The rules of
 * Emerging Threats that the engine loads are repeated to 37,000, each with a sid and a message of its own. Every run is a
 * fresh process, and the best of five counts; where Suricata is installed, it loads the same file once. Then 100,000 rules in
 * 500 files are checked, with and without what is known from earlier.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { gunzipSync } from "node:zlib";
import { measureNode, root } from "../measured-process.mjs";
import { printRow } from "../table.mjs";

const RUNS = 5;
/** What a repository of rules may have. */
const MANY = { files: 500, rules: 100_000 };
const WIDTHS = [34, 9, 9, 9, 18];
const MAIN = join(root, "packages/cli/bin/sigwright.js");
const MEASURE = join(root, "tools/bench/check/measure.mjs");
/** What the stock configuration switches off and rules use. */
const PROTOCOLS = ["modbus", "dnp3"].flatMap((name) => ["--set", `app-layer.protocols.${name}.enabled=yes`]);
const MESSAGE = /\bmsg:\s*"/;
const SID = /\bsid:\s*\d+\s*;/;

const corpus = process.env["SIGWRIGHT_CORPUS"];
if (corpus === undefined) {
  console.error("SIGWRIGHT_CORPUS names no folder: nothing to measure with");
  process.exit(2);
}
const count = process.argv.length > 2 ? Number(process.argv[2]) : 37_000;
if (!Number.isSafeInteger(count) || count < 1) {
  console.error("usage: node bench.mjs [rules]: a whole number above 0");
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "sigwright-bench-"));
try {
  const path = join(folder, "all.rules");
  const rules = acceptedRules(corpus);
  writeFileSync(path, repeated(rules, count).join(""));
  printRow(["check", "ms", "CPU ms", "rules/s", "beside the engine"], WIDTHS);
  const engine = engineSeconds(path);
  if (engine !== undefined) report(`suricata -T ${engine.version}`, engine, engine.cpu);
  report("library", librarySeconds(path), engine?.cpu);
  report("sigwright check", commandSeconds(path), engine?.cpu);
  reportEdits(path);
  reportMany(repeated(rules, MANY.rules));
} finally {
  rmSync(folder, { recursive: true });
}

/**
 * @param {string} what
 * @param {{ seconds?: number, cpu: number }} taken
 * @param {number | undefined} engine CPU seconds
 */
function report(what, { seconds, cpu }, engine) {
  const perSecond = Math.round(count / cpu).toLocaleString("en-US");
  const times = engine === undefined ? "-" : `${(engine / cpu).toFixed(1)} times as fast`;
  printRow([what, seconds === undefined ? "-" : milliseconds(seconds), milliseconds(cpu), perSecond, times], WIDTHS);
}

/** @param {number} seconds */
function milliseconds(seconds) {
  return (1000 * seconds).toFixed(0);
}

/** @param {string} path */
function librarySeconds(path) {
  const { rules, cpu } = best(() => measured("file", path), (run) => run.cpu);
  if (rules !== count) throw new Error(`${rules} rules were found where there are ${count}`);
  return { cpu };
}

/** @param {string} path */
function commandSeconds(path) {
  return best(() => measureNode([MAIN, "check", "--quiet", "--no-cache", path]), ({ cpu }) => cpu);
}

/** @param {string} path */
function engineSeconds(path) {
  const { status, stdout } = spawnSync("suricata", ["-V"], { encoding: "utf8" });
  if (status !== 0) {
    console.error("Suricata is not installed: how long it takes to load the rules is left out");
    return undefined;
  }
  const version = /version (\S+)/.exec(stdout)?.[1] ?? "";
  // What the children of a process took, Node does not say; Bash does.
  const script = 'TIMEFORMAT="%R %U %S"; time suricata -T -S "$1" -l "$2" "${@:3}" >"$2/out.txt" 2>&1';
  const { status: loaded, stderr } = spawnSync("bash", ["-c", script, "bash", path, folder, ...PROTOCOLS], { encoding: "utf8", env: { ...process.env, LC_ALL: "C" } });
  // An engine that refuses a rule leaves out most of its work.
  if (loaded !== 0) throw new Error(`Suricata ${version} refuses some of the rules:\n${readFileSync(join(folder, "out.txt"), "utf8").slice(-500)}`);
  const [seconds = NaN, user = NaN, system = NaN] = stderr.trim().split(" ").map(Number);
  if (Number.isNaN(seconds + user + system)) throw new Error(`suricata -T could not be measured: ${stderr}`);
  return { version, seconds, cpu: user + system };
}

/** @param {string} path */
function reportEdits(path) {
  const { median, slow } = best(() => measured("edit", path), (run) => run.median);
  printRow(["one edited rule, median", median.toFixed(2), "-", "-", "-"], WIDTHS);
  printRow(["one edited rule, 99 in 100 below", slow.toFixed(2), "-", "-", "-"], WIDTHS);
}

/**
 * The whole command on many files: with nothing known, with all known, with all but one file known.
 *
 * @param {readonly string[]} rules
 */
function reportMany(rules) {
  const [place, cache] = [join(folder, "many"), join(folder, "cache")];
  mkdirSync(place);
  const each = MANY.rules / MANY.files;
  const write = (/** @type {number} */ file, /** @type {number} */ edit) => {
    const text = rules.slice(file * each, (file + 1) * each).join("");
    writeFileSync(join(place, `${String(file).padStart(3, "0")}.rules`), edit === 0 ? text : text.replace(MESSAGE, (start) => `${start}${edit} `));
  };
  for (let file = 0; file < MANY.files; file++) write(file, 0);
  const check = () => measureNode([MAIN, "check", "--quiet", place], { env: { XDG_CACHE_HOME: cache } });
  let edits = 0;
  /** @type {readonly [string, () => void][]} */
  const kinds = [
    ["500 files, the first time", () => rmSync(cache, { recursive: true, force: true })],
    ["500 files, again", () => {}],
    ["500 files, one of them changed", () => write(MANY.files >> 1, ++edits)],
  ];
  for (const [what, prepare] of kinds) {
    const { seconds, cpu } = best(() => {
      prepare();
      return check();
    }, (run) => run.seconds);
    printRow([what, milliseconds(seconds), milliseconds(cpu), Math.round(MANY.rules / cpu).toLocaleString("en-US"), "-"], WIDTHS);
  }
}

/**
 * @param {"file" | "edit"} what
 * @param {string} path
 */
function measured(what, path) {
  return JSON.parse(execFileSync(process.execPath, ["--conditions=@sigwright/source", MEASURE, what, path], { encoding: "utf8" }));
}

/**
 * The run of which the number is least.
 *
 * @template Run
 * @param {() => Run} run
 * @param {(run: Run) => number} number
 */
function best(run, number) {
  return Array.from({ length: RUNS }, run).reduce((least, each) => (number(each) < number(least) ? each : least));
}

/** @param {string} from */
function acceptedRules(from) {
  const lines = gunzipSync(readFileSync(join(from, "suricata/real.dev.jsonl.gz"))).toString().trimEnd().split("\n");
  /** @type {{ rule: string, verdict: string, origin?: string }[]} */
  const rules = lines.map((line) => JSON.parse(line));
  return rules.filter(({ rule, verdict, origin }) => origin === "et" && verdict === "accept" && SID.test(rule)).map(({ rule }) => rule);
}

/**
 * As many rules as are wanted, each with a sid of its own. Those that come again have another message, too: rules that do
 * the same are told of, and a real set has hardly any.
 *
 * @param {readonly string[]} rules
 * @param {number} wanted
 */
function repeated(rules, wanted) {
  return Array.from({ length: wanted }, (_, index) => {
    const rule = rules[index % rules.length].replace(SID, `sid:${index + 1};`);
    return `${index < rules.length ? rule : rule.replace(MESSAGE, (start) => `${start}${index} `)}\n`;
  });
}

/**
 * The example: a report's indicators become Suricata rules, every row is accounted for, and the rules are tried.
 *
 *     npm run example                 makes the rules in tools/example/output
 *     npm run example -- --update     writes tools/example/expected anew
 *
 * Runs on what was built. Ends with 1 when the rules do not do what they should, 0 also where Suricata is missing.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { defang, observe, visibleText } from "@sigwright/core";
import { EngineError, findSuricata, loadTest, replayCases } from "@sigwright/engines";
import { ARGUMENTS } from "./arguments.mjs";
import { heading, layOut, paint, say, table } from "./page.mjs";
import { trafficFor } from "./traffic.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const command = fileURLToPath(new URL("../../packages/cli/bin/sigwright.js", import.meta.url));
const output = join(here, "output");
const expected = join(here, "expected");

const update = process.argv.includes("--update");

async function run() {
  const rows = readFileSync(join(here, "indicators.ndjson"), "utf8").trimEnd().split("\n");
  heading("1. A report");
  say(`${relative(process.cwd(), here) || "."}/indicators.ndjson has ${rows.length} rows, all invented, like these:`);
  say();
  for (const index of [0, 15, 12]) say(paint("dim", `  ${visibleText(shortened(rows[index] ?? "", 116))}`));

  heading("2. Rules are made of it");
  say(`${paint("dim", "$")} sigwright ${ARGUMENTS.join(" ").replaceAll(" --", " \\\n    --")}`);
  say();
  rmSync(output, { recursive: true, force: true });
  const generated = generate("inherit");
  // 1 says that a row could not be read: the report has one such row on purpose.
  if (generated.status !== 1) {
    say(paint("red", `sigwright ended with exit code ${generated.status}, not with 1 for the one row that can't be read.`));
    return 1;
  }
  say();
  say(paint("dim", "Exit code 1: the rules are written, and one row could not be read."));
  if (update) keepAsExpected();

  const text = readFileSync(join(output, "glass-heron.rules"), "utf8");
  const rules = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  heading("3. Three of the rules");
  for (const part of ["dns.query;", "http.uri.raw;", "alert ip "]) {
    const rule = rules.find((line) => line.includes(part));
    if (rule !== undefined) layOut(rule);
  }
  say(paint("dim", `All ${rules.length} are in ${relative(process.cwd(), join(output, "glass-heron.rules"))}.`));

  const outcomes = readOutcomes();
  heading("4. What became of every row");
  table(outcomes.toSorted((a, b) => ORDER.indexOf(a.outcome.status) - ORDER.indexOf(b.outcome.status)).map(outcomeRow));

  heading("5. Suricata tries them");
  return tryRules(text, outcomes);
}

/** @param {"inherit" | "pipe"} stdout */
function generate(stdout) {
  const { error, ...result } = spawnSync(process.execPath, [command, ...ARGUMENTS], {
    cwd: here,
    stdio: ["ignore", stdout, "inherit"],
    env: { ...process.env, ...(stdout === "pipe" ? { NO_COLOR: "1" } : {}) },
    encoding: "utf8",
  });
  if (error !== undefined) throw error;
  return result;
}

function keepAsExpected() {
  rmSync(output, { recursive: true, force: true });
  const { stdout } = generate("pipe");
  rmSync(expected, { recursive: true, force: true });
  mkdirSync(expected);
  cpSync(output, expected, { recursive: true });
  writeFileSync(join(expected, "summary.txt"), stdout);
  say(paint("yellow", `${relative(process.cwd(), expected)} was written anew.`));
}

/**
 * @typedef {{ type: string | null, value: string | null, sids: number[],
 *   outcome: { status: string, reason?: string, clause?: string, list?: string, into?: string } }} OutcomeLine
 */

/** @returns {OutcomeLine[]} */
function readOutcomes() {
  const lines = readFileSync(join(output, "manifest.ndjson"), "utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line));
}

const ORDER = ["emitted", "merged", "filtered", "guarded", "unsupported", "malformed"];
const COLORS = /** @type {const} */ ({
  emitted: "green", merged: "green", filtered: "yellow", guarded: "yellow", unsupported: "yellow", malformed: "red",
});

/** @param {OutcomeLine} line */
function outcomeRow({ type, value, outcome, sids }) {
  const { status, reason, clause, into } = outcome;
  const color = Object.entries(COLORS).find(([name]) => name === status)?.[1] ?? "dim";
  const why =
    sids.length > 0 ? `sid ${sids.join(", ")}` : status === "filtered" ? `${clause}: ${reason}` : (into ?? reason ?? "");
  return [paint(color, status), type ?? "", shortened(shown({ type, value }), 40), paint("dim", visibleText(shortened(why, 90)))];
}

/**
 * A value as reports write it, so that nobody clicks on it.
 *
 * @param {{ type: string | null, value: string | null }} line
 */
function shown({ type, value }) {
  const isNetworkName = type === "Host" || type === "URL" || type === "EmailAddress";
  return visibleText(isNetworkName ? defang(value ?? "") : (value ?? ""));
}

/**
 * @param {string} text
 * @param {OutcomeLine[]} outcomes
 */
async function tryRules(text, outcomes) {
  let engine;
  try {
    engine = await findSuricata();
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    say("Suricata is not installed here, so the rules were not tried. On Debian 12 this installs it:");
    say(`  ${paint("dim", "$")} sudo tools/engines/install.sh`);
    say("Elsewhere install Suricata 7 or name its program in SIGWRIGHT_SURICATA, and run this again.");
    return 0;
  }
  say(`Suricata ${engine.version} at ${engine.path}`);
  say();
  const loaded = await loadTest(text, { engine });
  for (const { line, reasons } of loaded.problems) say(`  ${paint("red", "✗")} line ${line ?? "?"}: ${reasons.join("; ")}`);
  if (!loaded.accepted || loaded.problems.length > 0) return 1;
  say(`  ${paint("green", "✓")} loads all ${loaded.loaded} rules`);
  say();

  const cases = outcomes
    .filter(({ outcome, type, value }) => outcome.status === "emitted" && type !== null && value !== null)
    .flatMap((line) => {
      const seen = observe({ type: line.type ?? "", value: line.value ?? "" });
      if (seen.status !== "observed") return [];
      return seen.observations.flatMap((observation) =>
        trafficFor(observation).map((traffic) => ({ ...traffic, line, id: `${line.type} ${line.value}: ${traffic.what}` })),
      );
    });
  const fired = await replayCases(text, cases.map(({ id, conversation }) => ({ id, conversations: [conversation] })), { engine });

  let wrong = 0;
  for (const line of new Set(cases.map((traffic) => traffic.line))) {
    const judged = cases.filter((traffic) => traffic.line === line).map((traffic) => {
      const alerts = (fired.get(traffic.id) ?? []).flatMap(({ sid, count }) => Array.from({ length: count }, () => sid));
      const isRight = traffic.fires ? alerts.length === 1 && line.sids.includes(alerts[0] ?? 0) : alerts.length === 0;
      return { ...traffic, alerts, isRight };
    });
    const faults = judged.filter(({ isRight }) => !isRight);
    wrong += faults.length;
    say(`  ${faults.length === 0 ? paint("green", "✓") : paint("red", "✗")} ${paint("bold", shown(line))}`);
    for (const [fires, label] of /** @type {const} */ ([[true, "fires once on"], [false, "silent on"]])) {
      const good = judged.filter((traffic) => traffic.fires === fires && traffic.isRight);
      if (good.length > 0) say(`      ${paint("dim", label.padEnd(13))}  ${good.map(({ what }) => what).join(", ")}`);
    }
    for (const { what, alerts } of faults) {
      say(paint("red", `      on ${what}: ${alerts.length === 0 ? "silent" : `fires ${alerts.join(", ")}`}`));
    }
  }
  say();
  const hits = cases.filter(({ fires }) => fires).length;
  if (wrong > 0) {
    say(paint("red", `${wrong} of ${cases.length} conversations did not do what they should.`));
    return 1;
  }
  say(paint("green", `All ${hits} conversations that must be seen fired one rule, once; all ${cases.length - hits} near misses fired none.`));
  const tried = new Set([...fired.values()].flat().map(({ sid }) => sid));
  const untried = text.split("\n").filter((rule) => rule.startsWith("alert ") && !tried.has(Number(/ sid:(\d+);/.exec(rule)?.[1])));
  if (untried.length > 0) {
    const protocols = [...new Set(untried.map((rule) => rule.split(" ")[1]))].join(", ");
    say(paint("dim", `${untried.length} rules were loaded but not tried: there is no traffic for them here (${protocols}).`));
  }
  return 0;
}

/**
 * @param {string} text
 * @param {number} length
 */
function shortened(text, length) {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

process.exitCode = await run();

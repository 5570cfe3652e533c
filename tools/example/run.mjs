/**
 * The example: an incident on a simulated ThreatConnect becomes a Signature, which is tried and kept up to date.
 *
 *     npm run example                 tells the story; the rules are in tools/example/output
 *     npm run example -- --update     writes tools/example/expected anew
 *
 * Runs on what was built. Ends with 1 when something is not as it should be, 0 also where Suricata is missing.
 */
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { GENERATE, INCIDENT, SYNC, XID } from "./incident.mjs";
import { hasColor, heading, layOut, paint, say, table } from "./page.mjs";
import { sigwright, startPlatform } from "./platform.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const command = [fileURLToPath(new URL("../../packages/cli/bin/sigwright.js", import.meta.url))];
const output = join(here, "output");
const expected = join(here, "expected");
const files = join(output, "rules");
/** The exit code of `sigwright prove` where there is no Suricata. */
const ENGINE_MISSING = 3;
const update = process.argv.includes("--update");

/** Something in the story is not as it should be. */
class StoryError extends Error {}

/** @param {import("@sigwright/threatconnect-simulator").Simulator} simulator */
async function tell(simulator) {
  const { state } = simulator;
  const incident = state.group(INCIDENT);

  heading("1. An incident");
  say(`Incident ${INCIDENT} on a simulated ThreatConnect, ${paint("bold", incident.name)}, all invented:`);
  say();
  table(state.indicators.map(indicatorRow));

  heading("2. Its network indicators become rules, and the rules its Signature");
  const synced = await show(simulator, SYNC);
  mkdirSync(output, { recursive: true });

  const { stdout: rules } = await plain(simulator, ["signature", "download", XID, "--out", "-", "--store", "threatconnect:"]);
  writeFileSync(join(output, `incident-${INCIDENT}.rules`), rules);
  const alerts = rules.split("\n").filter((line) => line.startsWith("alert "));
  heading("3. Three of the rules");
  for (const part of ["dns.query;", "http.uri.raw;", "alert ip "]) {
    const rule = alerts.find((line) => line.includes(part));
    if (rule !== undefined) layOut(rule);
  }
  say(paint("dim", `All ${alerts.length} are in ${relative(process.cwd(), join(output, `incident-${INCIDENT}.rules`))}.`));

  heading("4. The Signature as the platform holds it");
  const shown = await plain(simulator, ["signature", "show", XID, "--store", "threatconnect:"]);
  const [about = ""] = shown.stdout.split("\n\n");
  say(about);
  writeFileSync(join(output, "signature.txt"), `${about}\n`);

  heading("5. The rules as files, proven in Suricata");
  await plain(simulator, [...GENERATE, "--out", files]);
  say(`${paint("dim", "$")} sigwright ${GENERATE.join(" ")} --out ${relative(process.cwd(), files)}`);
  await prove(simulator);

  heading("6. The same once more");
  const { writes, requests } = state;
  const asked = requests.length;
  const again = await show(simulator, SYNC, (text) => text.slice(text.indexOf("The signature is")));
  if (state.writes !== writes) throw new StoryError("the second run wrote something");
  say();
  say(paint("green", `${requests.length - asked} requests, all of them questions: nothing was written.`));
  writeFileSync(join(output, "second.txt"), again);

  heading("7. An analyst takes a skull away, or two");
  const doubtful = state.indicator("25.201.8.19");
  say(`25.201.8.19 was rated ${doubtful.rating} and is rated 1 now.`);
  state.edit(doubtful, { rating: 1 });
  const third = await show(simulator, SYNC, (text) => text.slice(text.indexOf("Signature updated")));
  const [made] = state.signatures;
  if (made === undefined || made.indicators.has(doubtful.id)) throw new StoryError("the indicator is still associated");
  say();
  say(paint("green", "Its rule and its association are gone; its sid is kept for the day it returns."));
  writeFileSync(join(output, "third.txt"), third);
  writeFileSync(join(output, "first.txt"), synced);
}

/**
 * Proves the generated rules, where Suricata is installed.
 *
 * @param {import("@sigwright/threatconnect-simulator").Simulator} simulator
 */
async function prove(simulator) {
  const args = ["prove", relative(process.cwd(), files)];
  const { exitCode, stdout, stderr } = await sigwright(simulator, command, args, { color: hasColor });
  say(`${paint("dim", "$")} sigwright ${args.join(" ")}`);
  say();
  say((stdout + stderr).trimEnd());
  if (exitCode === ENGINE_MISSING) say("The rules were not proven here.");
  else if (exitCode !== 0) throw new StoryError("a rule does not do what it is for");
}

/**
 * Runs the command and shows what it prints, or a part of it. Gives what it prints without colours.
 *
 * @param {import("@sigwright/threatconnect-simulator").Simulator} simulator
 * @param {readonly string[]} args
 * @param {(text: string) => string} [part]
 */
async function show(simulator, args, part = (text) => text) {
  say(`${paint("dim", "$")} sigwright ${args.join(" ")}`);
  say();
  const { exitCode, stdout, stderr } = await sigwright(simulator, command, args, { color: hasColor });
  process.stderr.write(stderr);
  if (exitCode !== 0) throw new StoryError(`sigwright ended with exit code ${exitCode}`);
  say(part(stdout).trimEnd());
  // oxlint-disable-next-line no-control-regex -- colours
  return part(stdout).replaceAll(/\u001B\[[0-9;]*m/g, "");
}

/**
 * @param {import("@sigwright/threatconnect-simulator").Simulator} simulator
 * @param {readonly string[]} args
 */
async function plain(simulator, args) {
  const result = await sigwright(simulator, command, args);
  if (result.exitCode !== 0) throw new StoryError(`${args.join(" ")}: ${result.stderr}`);
  return result;
}

/** @param {Readonly<import("@sigwright/threatconnect-simulator").Indicator>} indicator */
function indicatorRow({ type, summary, rating, confidence, active }) {
  const skulls = "☠".repeat(Math.floor(rating ?? 0));
  const isIn = (rating ?? 0) >= 3 && (confidence ?? 0) >= 70 && active;
  const shown = summary.replace(/^http/, "hxxp").replaceAll(/(?<!\[)\.(?=[a-z])/g, "[.]");
  const row = [type, shown.length > 48 ? `${shown.slice(0, 47)}…` : shown, skulls, `${confidence} %`, active ? "" : "inactive"];
  return isIn ? row : row.map((cell) => paint("dim", cell));
}

function keepAsExpected() {
  rmSync(expected, { recursive: true, force: true });
  cpSync(output, expected, { recursive: true, filter: (source) => source !== files });
  say(paint("yellow", `${relative(process.cwd(), expected)} was written anew.`));
}

const simulator = await startPlatform();
try {
  rmSync(output, { recursive: true, force: true });
  await tell(simulator);
  if (update) keepAsExpected();
} catch (error) {
  if (!(error instanceof StoryError)) throw error;
  say(paint("red", error.message));
  process.exitCode = 1;
} finally {
  await simulator.close();
}

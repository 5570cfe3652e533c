// Suricata tries the rules: it loads them, and traffic is replayed that must make each one fire, and traffic that must not.
import { defang, observe, visibleText } from "@sigwright/core";
import { EngineError, findSuricata, loadTest, replayCases } from "@sigwright/engines";
import { paint, say } from "./page.mjs";
import { trafficFor } from "./traffic.mjs";

/** @typedef {{ readonly type: string, readonly value: string }} Indicator */

/**
 * Tries rules on what their indicators describe.
 *
 * @param {string} text the rules as they are stored
 * @param {readonly Indicator[]} indicators those that are in them
 * @returns {Promise<number>} an exit code: 0 when all is well, or Suricata is missing
 */
export async function tryRules(text, indicators) {
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

  const cases = indicators.flatMap((indicator) => {
    const seen = observe(indicator);
    if (seen.status !== "observed") return [];
    return seen.observations.flatMap((observation) =>
      trafficFor(observation).map((traffic) => ({
        ...traffic,
        indicator,
        sids: sidsOf(text, observation),
        id: `${indicator.type} ${indicator.value}: ${traffic.what}`,
      })),
    );
  });
  const fired = await replayCases(text, cases.map(({ id, conversation }) => ({ id, conversations: [conversation] })), { engine });

  let wrong = 0;
  for (const indicator of indicators) {
    const judged = cases.filter((traffic) => traffic.indicator === indicator).map((traffic) => {
      const alerts = (fired.get(traffic.id) ?? []).flatMap(({ sid, count }) => Array.from({ length: count }, () => sid));
      const isRight = traffic.fires ? alerts.length === 1 && traffic.sids.has(alerts[0] ?? 0) : alerts.length === 0;
      return { ...traffic, alerts, isRight };
    });
    const faults = judged.filter(({ isRight }) => !isRight);
    wrong += faults.length;
    say(`  ${faults.length === 0 ? paint("green", "✓") : paint("red", "✗")} ${paint("bold", shown(indicator))}`);
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
 * The sids of the rules for an observation, by the memory that the rules carry in their last comments.
 *
 * @param {string} text
 * @param {import("@sigwright/core").Observation} observation
 * @returns {ReadonlySet<number>}
 */
function sidsOf(text, { kind, key }) {
  const lines = text.matchAll(/^# sigwright-sid (\d+) suricata\/([a-z]+)\/(\S+)\/[a-z-]+ \d+ [0-9a-f]+ active$/gm);
  // A `%` of a value is written `%25` there.
  const escaped = key.replaceAll("%", "%25");
  return new Set([...lines].filter(([, , of, match]) => of === kind && match === escaped).map(([, sid]) => Number(sid)));
}

/**
 * A value as reports write it, so that nobody clicks on it.
 *
 * @param {Indicator} indicator
 */
function shown({ type, value }) {
  return visibleText(type === "Host" || type === "URL" ? defang(value) : value);
}

import { SEVERITIES } from "../reporters/finding-text.ts";
import { counted, shownNumber } from "../reporters/style.ts";
import { changeEntry, findingEntry, isOnlyMoved, movedEntries, type ReviewEntry } from "./review-entries.ts";
import { codeSpan, messageText } from "./markdown-text.ts";
import type { Detour } from "../git/replaced-paths.ts";
import type { PlacedFinding } from "./new-findings.ts";
import type { EngineLoad, ReviewReport, RulesetProof, TargetCheck } from "./review-report.ts";
import type { ChangeKind, RuleChange } from "./rule-change.ts";

/** Characters a comment may have: under what GitHub takes (65,536), with room for what is put around it. */
const LONGEST = 60_000;
/** Entries that are told one by one in a section; beyond these the rest is counted. */
const MOST = 200;
/** Room for the title of a section and a word about what is left out of it. */
const SECTION_ROOM = 200;

interface Section {
  readonly title: string;
  readonly count: number;
  readonly entries: readonly ReviewEntry[];
}

/**
 * A review as one comment in Markdown: safe whatever the rules hold, and never longer than platforms take. What matters
 * comes first; the texts of rules are folded, and left out where there is no room left for them. No section can take the
 * room of the others.
 */
export function reviewMarkdown(report: ReviewReport): string {
  const { changes, findings } = report;
  const isChanged = (change: RuleChange): boolean => change.kinds.includes("changed");
  const isOther = (change: RuleChange): boolean => !isChanged(change) && !isLost(change) && !isGained(change);
  const moved = movedEntries(changes.filter(isOnlyMoved));
  const others = changes.filter((change) => isOther(change) && !isOnlyMoved(change));
  const sections: readonly Section[] = [
    { title: "New findings", count: findings.length, entries: findings.toSorted(byRank).slice(0, MOST).map(findingEntry) },
    sectionOf("Changed in meaning", changes.filter(isChanged)),
    sectionOf("Removed or disabled", changes.filter(isLost)),
    sectionOf("Added or enabled", changes.filter(isGained)),
    { title: others.length === 0 ? "Moved" : "Other", count: others.length + moved.length, entries: [...moved, ...others.slice(0, MOST).map(changeEntry)] },
  ];
  const shown = sections.filter(({ count }) => count > 0);
  let text = `### Review of detection rules\n\n${headline(report)}\n`;
  for (const [index, { title, count, entries }] of shown.entries()) {
    const left = shown.length - index;
    const room = (LONGEST - text.length - left * SECTION_ROOM) / left;
    const [told, number] = fitting(entries, room);
    text += `\n#### ${title} (${shownNumber(count)})\n\n${told}`;
    if (number < count) text += `\n… and ${shownNumber(count - number)} more; \`--reporter json\` lists them.\n`;
  }
  return text;
}

function isLost({ kinds }: RuleChange): boolean {
  return !kinds.includes("changed") && (kinds.includes("removed") || kinds.includes("disabled"));
}

function isGained({ kinds }: RuleChange): boolean {
  return !kinds.includes("changed") && (kinds.includes("added") || kinds.includes("enabled"));
}

function sectionOf(title: string, changes: readonly RuleChange[]): Section {
  return { title, count: changes.length, entries: changes.toSorted(byWeight).slice(0, MOST).map(changeEntry) };
}

function byRank(a: PlacedFinding, b: PlacedFinding): number {
  return rankOf(a) - rankOf(b);
}

/** What a change does to its own judge comes before all that it is judged for. */
function rankOf({ finding: { located } }: PlacedFinding): number {
  const { code, severity } = located.diagnostic;
  return code.startsWith("configuration/") ? -1 : SEVERITIES.indexOf(severity);
}

/** What a reviewer must not miss comes first: odd bookkeeping and wider rules, then narrower ones; the rest as it stands. */
function byWeight(a: RuleChange, b: RuleChange): number {
  return weightOf(b) - weightOf(a);
}

function weightOf({ remarks, meaning }: RuleChange): number {
  if (remarks.length > 0 || meaning.some(({ effect }) => effect === "wider")) return 2;
  return meaning.some(({ effect }) => effect === "narrower") ? 1 : 0;
}

/** As many entries as fit, and their number. What room they leave, their folded texts take, from the first one on. */
function fitting(entries: readonly ReviewEntry[], room: number): readonly [string, number] {
  const told: ReviewEntry[] = [];
  let left = room;
  for (const entry of entries.slice(0, MOST)) {
    if (entry.text.length > left) break;
    told.push(entry);
    left -= entry.text.length;
  }
  const pieces = told.map(({ text, folded }) => {
    if (folded.length > left) return text;
    left -= folded.length;
    return text + folded;
  });
  return [`${pieces.join("").trimEnd()}\n`, told.length];
}

function headline(report: ReviewReport): string {
  const { changes, unchanged, findings, mended, checks, unread, load = [], proofs = [], base } = report;
  const kinds: readonly ChangeKind[] = ["added", "removed", "changed", "enabled", "disabled", "moved"];
  const counts = kinds.flatMap((kind) => {
    const count = changes.filter((change) => change.kinds.includes(kind)).length;
    return count === 0 ? [] : [`**${shownNumber(count)}** ${kind}`];
  });
  const first = counts.length === 0 ? "No rule changed" : counts.join(", ");
  const lines = [
    `${first}; ${counted(unchanged, "rule")} as before, compared with ${codeSpan(base)}.`,
    `${counted(findings.length, "new finding")}${mended === 0 ? "" : `, ${shownNumber(mended)} mended`}.`,
    ...Array.from(checks, ([target, check]) => checkText(target, check, unread.length === 0)),
    ...(unread.length === 0 ? [] : [unreadText(unread)]),
  ];
  lines.push(...load.map(loadText), ...proofs.slice(0, MOST_PROOFS).map(proofText));
  return lines.join("  \n");
}

/** What the check said for a target: it is no engine, and knows only what it read. */
function checkText(target: string, { rules, refused, asBefore, notText }: TargetCheck, isWhole: boolean): string {
  const who = `The check for ${codeSpan(target)}`;
  const unknown = notText === 0 ? "" : `; ${counted(notText, "file")} ${notText === 1 ? "is" : "are"} no text`;
  if (rules === 0) return `${notText === 0 ? "ℹ️" : "⚠️"} ${who} finds no rule${unknown}.`;
  if (refused === 0) return `${notText === 0 && isWhole ? "✅" : "⚠️"} ${who} ${rules === 1 ? "does not refuse the rule" : `refuses none of ${counted(rules, "rule")}`}${unknown}.`;
  const known = asBefore === 0 ? "" : asBefore === refused ? ", as it did before" : `, ${shownNumber(asBefore)} of them as before`;
  return `${asBefore === refused ? "⚠️" : "❌"} ${who} refuses ${shownNumber(refused)} of ${counted(rules, "rule")}${known}${unknown}.`;
}

/** Links and submodules that are named; the rest is counted. */
const MOST_UNREAD = 10;

function unreadText(unread: readonly Detour[]): string {
  const names = unread.slice(0, MOST_UNREAD).map(({ path, kind }) => `the ${kind} ${codeSpan(path)}`);
  const more = unread.length > MOST_UNREAD ? [`${shownNumber(unread.length - MOST_UNREAD)} more`] : [];
  return `⚠️ New or turned elsewhere, and not looked into: ${[...names, ...more].join(", ")}.`;
}

/** What an engine made of the change. It was asked about what changed, and only about that. */
function loadText({ engine, version, before, after, disagreements }: EngineLoad): string {
  const name = codeSpan(`${engine} ${version}`);
  const lost = after.rules - after.loaded;
  const old = before.rules === 0 ? "" : ` (before: ${shownNumber(before.loaded)} of ${shownNumber(before.rules)})`;
  const says =
    after.rules === 0
      ? "has nothing to load: what changed is gone"
      : lost === 0
        ? `was asked and loads ${after.rules === 1 ? "the changed rule" : `all ${counted(after.rules, "changed rule")}`}`
        : `was asked and loads ${shownNumber(after.loaded)} of ${counted(after.rules, "changed rule")}`;
  const differs = disagreements.length === 0 ? "" : `; it differs from the check on ${shownNumber(disagreements.length)}`;
  return `${lost > 0 ? "❌" : disagreements.length > 0 ? "⚠️" : "✅"} ${name} ${says}${old}${differs}.`;
}

/** Rulesets whose proof is told, and signatures of each that are named; the findings name all. */
const MOST_PROOFS = 20;
const MOST_FAILED = 3;

/** What an engine showed of what changed in generated rules. */
function proofText({ path, engine, changed, proven, notFired, nearMissFired, noisy, notProvable, failed, remarks, reason }: RulesetProof): string {
  if (engine === undefined) return `⚠️ Nothing of ${codeSpan(path)} is proven: ${messageText(reason ?? "nobody knows why")}.`;
  const provable = changed - notProvable;
  const faults = ([["did not fire", notFired], ["fired on a near miss", nearMissFired], ["fired more than once on a flow", noisy]] as const).flatMap(([what, count]) => (count === 0 ? [] : [`${shownNumber(count)} ${what}`]));
  const names = failed.slice(0, MOST_FAILED).map(({ gid, sid, name }) => (sid === null ? codeSpan(name ?? "?") : `sid ${gid === null || gid === 1 ? "" : `${gid}:`}${sid}`));
  const more = failed.length > MOST_FAILED ? ["…"] : [];
  const what = faults.length === 0 ? "" : `; ${faults.join(", ")} (${[...names, ...more].join(", ")})`;
  const without = notProvable === 0 ? "" : `; of ${shownNumber(notProvable)} nothing can be shown`;
  const first = provable === 0 ? `nothing that changed in ${codeSpan(path)} can be proven` : `proves ${shownNumber(proven)} of ${counted(provable, "changed signature")} of ${codeSpan(path)}`;
  const sign = faults.length > 0 ? "❌" : proven < provable || provable === 0 ? "⚠️" : "✅";
  return [`${sign} ${codeSpan(engine)}${provable === 0 ? ":" : ""} ${first}${what}${provable === 0 ? "" : without}.`, ...remarks.map((remark) => `ℹ️ ${messageText(remark)}.`)].join("  \n");
}

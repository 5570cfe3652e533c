import { visibleText, type Fix, type LocatedDiagnostic, type MeaningChange } from "@sigwright/core";
import { placeOf } from "../reporters/place.ts";
import { counted } from "../reporters/style.ts";
import { codeBlock, codeSpan, messageText } from "./markdown-text.ts";
import type { PlacedFinding } from "./new-findings.ts";
import { type PlacedRule, type RuleChange, shownIdentity } from "./rule-change.ts";

/** One entry of a list in Markdown. */
export interface ReviewEntry {
  readonly text: string;
  /** What is folded below it and can be left out. */
  readonly folded: string;
}

/** Characters of a rule that are shown. */
const LONGEST_RULE = 2000;
/** Differences of one rule that are told; a change of more is read in the rule itself. */
const MOST_DIFFERENCES = 20;

/** A new finding, with what would mend it where that is one line. */
export function findingEntry({ path, finding: { located } }: PlacedFinding): ReviewEntry {
  const { diagnostic } = located;
  const { line } = placeOf(located);
  const help = diagnostic.help === undefined ? "" : `  \n  ${messageText(diagnostic.help)}`;
  const sign = diagnostic.severity === "error" ? "❌" : diagnostic.severity === "warning" ? "⚠️" : "ℹ️";
  const text = `- ${sign} ${codeSpan(`${path}:${line}`)}: ${messageText(diagnostic.message)} (${codeSpan(diagnostic.code)})${help}\n`;
  const mended = suggestedLine(located);
  return { text, folded: mended === undefined ? "" : `\n${indented(codeBlock([mended], "suggestion"))}\n\n` };
}

/**
 * The line as the fix would have it: a reviewer reads it before it is taken, so one that is not surely safe is offered,
 * too, where it is the only one. None where what is shown would not be what is taken: long lines, odd characters.
 */
function suggestedLine(located: LocatedDiagnostic): string | undefined {
  const { diagnostic, source } = located;
  const [fix, ...others] = suggestions(diagnostic.fixes ?? []);
  const edit = fix?.edits[0];
  if (edit === undefined || others.length > 0) return undefined;
  const { line } = source.positionAt(edit.range.start);
  if (line !== placeOf(located).line) return undefined;
  const old = source.lineAt(line);
  const start = edit.range.start - (source.lineStart(line) ?? 0);
  const end = start + (edit.range.end - edit.range.start);
  if (start < 0 || end > old.length) return undefined;
  const mended = old.slice(0, start) + edit.newText + old.slice(end);
  return mended.length <= LONGEST_RULE && visibleText(mended) === mended ? mended : undefined;
}

function suggestions(fixes: readonly Fix[]): readonly Fix[] {
  const single = fixes.filter(({ edits }) => edits.length === 1);
  const safe = single.filter(({ safe: isSafe }) => isSafe);
  return safe.length > 0 ? safe : single;
}

const EFFECTS: Readonly<Record<MeaningChange["effect"], string>> = { wider: "🔺 wider: ", narrower: "🔻 narrower: ", other: "" };

/** What became of a rule, and what that means. */
export function changeEntry(change: RuleChange): ReviewEntry {
  const { before, after, kinds, meaning, description, remarks } = change;
  const rule = (after ?? before)!;
  const name = rule.rule.name === undefined || rule.rule.sid === undefined ? "" : ` ${codeSpan(rule.rule.name)}`;
  // Where it moved from stands behind.
  const what = kinds.length === 0 ? "" : `: ${kinds.toSorted((a, b) => Number(a === "moved") - Number(b === "moved")).join(", ")}`;
  const from = kinds.includes("moved") ? ` from ${codeSpan(before!.file.path)}` : "";
  // Of two rules that have nothing in common every option differs.
  const isOther = remarks.some(({ code }) => code === "sid-reused");
  const differences = isOther ? [] : [...meaning.map(({ message, effect }) => EFFECTS[effect] + messageText(message)), ...description.map(({ message }) => messageText(message))];
  if (kinds.includes("changed") && meaning.length === 0 && !isOther) differences.unshift("what it looks for changed");
  const lines = [
    `- **${identityText(rule)}**${name} in ${codeSpan(placeText(rule))}${what}${from}`,
    // What was done to the rule as such comes before any number of differences.
    ...remarks.map(({ message }) => `⚠️ ${messageText(message)}`).map(listed),
    ...differences.slice(0, MOST_DIFFERENCES).map(listed),
    ...(differences.length > MOST_DIFFERENCES ? [`  - and ${counted(differences.length - MOST_DIFFERENCES, "difference")} more`] : []),
  ];
  return { text: `${lines.join("\n")}\n`, folded: foldedRules(change) };
}

function listed(line: string): string {
  return `  - ${line}`;
}

function identityText({ rule }: PlacedRule): string {
  return rule.sid === undefined && rule.name !== undefined ? `rule ${codeSpan(rule.name)}` : shownIdentity(rule);
}

function placeText({ file, rule }: PlacedRule): string {
  return `${file.path}:${file.source.positionAt(rule.range.start).line}`;
}

/** Whether all that happened to a rule is that it stands in another file. */
export function isOnlyMoved({ kinds, remarks, description }: RuleChange): boolean {
  return kinds.length === 1 && kinds[0] === "moved" && remarks.length === 0 && description.length === 0;
}

/** Rules that only moved, by where from and where to: a file that got another name is one entry. */
export function movedEntries(changes: readonly RuleChange[]): readonly ReviewEntry[] {
  const byWay = new Map<string, RuleChange[]>();
  for (const change of changes) {
    const way = JSON.stringify([change.before!.file.path, change.after!.file.path]);
    const known = byWay.get(way);
    if (known === undefined) byWay.set(way, [change]);
    else known.push(change);
  }
  return [...byWay.values()].map((moved): ReviewEntry => {
    const { before, after } = moved[0]!;
    const who = moved.length === 1 ? `**${identityText(after!)}**` : counted(moved.length, "rule");
    return { text: `- ${who} moved from ${codeSpan(before!.file.path)} to ${codeSpan(after!.file.path)}, otherwise unchanged\n`, folded: "" };
  });
}

function foldedRules({ before, after, kinds, description }: RuleChange): string {
  if (before !== undefined && after !== undefined && !kinds.includes("changed") && description.length === 0) return "";
  const lines = [...ruleLines("-", before), ...ruleLines("+", after)];
  return `\n  <details><summary>${before === undefined || after === undefined ? "the rule" : "before and after"}</summary>\n\n${indented(codeBlock(lines, "diff"))}\n\n  </details>\n\n`;
}

function ruleLines(sign: string, placed: PlacedRule | undefined): readonly string[] {
  if (placed === undefined) return [];
  const { range, enabled } = placed.rule;
  const text = shortened(placed.file.source.text.slice(range.start, range.end));
  return text.split(/\r?\n/).map((line) => `${sign} ${enabled ? "" : "# "}${line}`);
}

function shortened(text: string): string {
  return text.length <= LONGEST_RULE ? text : `${text.slice(0, LONGEST_RULE)}…`;
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, "  ");
}

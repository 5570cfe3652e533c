import type { MeaningChange } from "@sigwright/core";
import { placeOf } from "../reporters/place.ts";
import { counted, shownNumber } from "../reporters/style.ts";
import { codeBlock, codeSpan, messageText } from "./markdown-text.ts";
import type { PlacedFinding } from "./new-findings.ts";
import type { ReviewReport } from "./review-report.ts";
import { type ChangeKind, type PlacedRule, type RuleChange, shownIdentity } from "./rule-change.ts";

/** Characters a comment may have: under what GitHub takes (65,536), with room for what is put around it. */
const LONGEST = 60_000;
/** Characters of a rule that are shown. */
const LONGEST_RULE = 2000;
/** Changes that are not told one by one in a section, beyond these. */
const MOST = 200;

/**
 * A review as one comment in Markdown: safe whatever the rules hold, and never longer than platforms take. What matters
 * comes first; the texts of rules are folded.
 */
export function reviewMarkdown(report: ReviewReport): string {
  const sections = [
    { title: "New findings", entries: report.findings.map(findingText) },
    { title: "Changed in meaning", entries: sectionOf(report, (change) => change.kinds.includes("changed")) },
    { title: "Removed or disabled", entries: sectionOf(report, isLost) },
    { title: "Added or enabled", entries: sectionOf(report, isGained) },
    { title: "Other", entries: sectionOf(report, (change) => !change.kinds.includes("changed") && !isLost(change) && !isGained(change)) },
  ];
  let text = `### Review of detection rules\n\n${headline(report)}\n`;
  for (const { title, entries } of sections) {
    if (entries.length === 0) continue;
    text += `\n#### ${title} (${entries.length})\n\n`;
    const [shown, count] = fitting(entries, LONGEST - text.length);
    text += shown;
    if (count < entries.length) text += `\n… and ${shownNumber(entries.length - count)} more; \`--reporter json\` lists them.\n`;
  }
  return text;
}

function isLost({ kinds }: RuleChange): boolean {
  return !kinds.includes("changed") && (kinds.includes("removed") || kinds.includes("disabled"));
}

function isGained({ kinds }: RuleChange): boolean {
  return !kinds.includes("changed") && (kinds.includes("added") || kinds.includes("enabled"));
}

function sectionOf({ changes }: ReviewReport, isWanted: (change: RuleChange) => boolean): readonly string[] {
  return changes.filter(isWanted).map(changeText);
}

/** As many entries as fit, and their number. */
function fitting(entries: readonly string[], room: number): readonly [string, number] {
  let text = "";
  let count = 0;
  for (const entry of entries.slice(0, MOST)) {
    // A word about the rest, and the titles of what follows.
    if (text.length + entry.length > room - 500) break;
    text += entry;
    count++;
  }
  return [text, count];
}

function headline(report: ReviewReport): string {
  const { changes, unchanged, findings, mended, summary, refused, engine, base } = report;
  const kinds: readonly ChangeKind[] = ["added", "removed", "changed", "enabled", "disabled", "moved"];
  const counts = kinds.flatMap((kind) => {
    const count = changes.filter((change) => change.kinds.includes(kind)).length;
    return count === 0 ? [] : [`**${count}** ${kind}`];
  });
  const first = counts.length === 0 ? "No rule means anything else" : counts.join(", ");
  const lines = [
    `${first}; ${counted(unchanged, "rule")} as before, compared with ${codeSpan(base)}.`,
    `${counted(findings.length, "new finding")}${mended === 0 ? "" : `, ${mended} mended`}.`,
    ...Array.from(refused, ([target, count]) =>
      count === 0 ? `✅ ${codeSpan(target)} loads every rule.` : `❌ ${codeSpan(target)} refuses ${count} of ${counted(summary.rules, "rule")}.`,
    ),
  ];
  if (engine !== undefined) {
    lines.push(
      engine.disagreements === 0
        ? `✅ ${messageText(engine.engine)} was asked and says the same.`
        : `⚠️ ${messageText(engine.engine)} was asked and differs on ${counted(engine.disagreements, "rule")}.`,
    );
  }
  return lines.join("  \n");
}

function findingText({ path, finding: { located } }: PlacedFinding): string {
  const { diagnostic, source } = located;
  const { line } = placeOf(located);
  const help = diagnostic.help === undefined ? "" : `  \n  ${messageText(diagnostic.help)}`;
  const sign = diagnostic.severity === "error" ? "❌" : diagnostic.severity === "warning" ? "⚠️" : "ℹ️";
  const head = `- ${sign} ${codeSpan(`${path}:${line}`)}: ${messageText(diagnostic.message)} (${codeSpan(diagnostic.code)})${help}\n`;
  const fix = diagnostic.fixes?.find(({ edits, safe }) => safe && edits.length === 1);
  if (fix === undefined) return head;
  const { range, newText } = fix.edits[0]!;
  const old = source.lineAt(line);
  const start = range.start - (source.lineStart(line) ?? 0);
  const end = start + (range.end - range.start);
  if (start < 0 || end > old.length) return head;
  const mended = old.slice(0, start) + newText + old.slice(end);
  return `${head}\n${indented(codeBlock([shortened(mended)], "suggestion"))}\n\n`;
}

const EFFECTS: Readonly<Record<MeaningChange["effect"], string>> = { wider: "🔺 wider: ", narrower: "🔻 narrower: ", other: "" };

function changeText(change: RuleChange): string {
  const { before, after, kinds, meaning, remarks } = change;
  const rule = (after ?? before)!;
  const name = rule.rule.name === undefined || shownIdentity(rule.rule).endsWith(rule.rule.name) ? "" : ` ${codeSpan(rule.rule.name)}`;
  const what = kinds.length === 0 ? "" : `: ${kinds.join(", ")}`;
  const from = kinds.includes("moved") ? ` from ${codeSpan(before!.file.path)}` : "";
  const lines = [`- **${identityText(rule)}**${name} in ${codeSpan(placeText(rule))}${what}${from}`];
  for (const { message, effect } of meaning) lines.push(`  - ${EFFECTS[effect]}${messageText(message)}`);
  if (kinds.includes("changed") && meaning.length === 0) lines.push("  - what it looks for changed");
  for (const { message } of remarks) lines.push(`  - ⚠️ ${messageText(message)}`);
  return `${lines.join("\n")}\n${kinds.length === 1 && kinds[0] === "moved" ? "" : foldedRules(change)}`;
}

function identityText({ rule }: PlacedRule): string {
  return rule.sid === undefined && rule.name !== undefined ? `rule ${codeSpan(rule.name)}` : shownIdentity(rule);
}

function placeText({ file, rule }: PlacedRule): string {
  return `${file.path}:${file.source.positionAt(rule.range.start).line}`;
}

function foldedRules({ before, after, kinds }: RuleChange): string {
  if (before !== undefined && after !== undefined && !kinds.includes("changed")) return "";
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

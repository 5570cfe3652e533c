import { counted, shownNumber } from "../reporters/style.ts";
import { changeEntry, findingEntry, isOnlyMoved, movedEntries, type ReviewEntry } from "./review-entries.ts";
import { codeSpan, messageText } from "./markdown-text.ts";
import type { ReviewReport } from "./review-report.ts";
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
 * comes first; the texts of rules are folded, and left out where there is not enough room for them. No section can take
 * the room of the others.
 */
export function reviewMarkdown(report: ReviewReport): string {
  const { changes, findings } = report;
  const isChanged = (change: RuleChange): boolean => change.kinds.includes("changed");
  const isOther = (change: RuleChange): boolean => !isChanged(change) && !isLost(change) && !isGained(change);
  const moved = movedEntries(changes.filter(isOnlyMoved));
  const others = changes.filter((change) => isOther(change) && !isOnlyMoved(change));
  const sections: readonly Section[] = [
    { title: "New findings", count: findings.length, entries: findings.slice(0, MOST).map(findingEntry) },
    sectionOf("Changed in meaning", changes.filter(isChanged)),
    sectionOf("Removed or disabled", changes.filter(isLost)),
    sectionOf("Added or enabled", changes.filter(isGained)),
    { title: "Other", count: others.length + moved.length, entries: [...moved, ...others.slice(0, MOST).map(changeEntry)] },
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
  return { title, count: changes.length, entries: changes.slice(0, MOST).map(changeEntry) };
}

/** As many entries as fit, and their number: with what is folded if all fit so, else without. */
function fitting(entries: readonly ReviewEntry[], room: number): readonly [string, number] {
  const whole = entries.map(({ text, folded }) => text + folded).join("");
  if (whole.length <= room) return [whole, Math.min(entries.length, MOST)];
  let told = "";
  let number = 0;
  for (const { text } of entries.slice(0, MOST)) {
    if (told.length + text.length > room) break;
    told += text;
    number++;
  }
  return [told, number];
}

function headline(report: ReviewReport): string {
  const { changes, unchanged, findings, mended, summary, refused, engine, base } = report;
  const kinds: readonly ChangeKind[] = ["added", "removed", "changed", "enabled", "disabled", "moved"];
  const counts = kinds.flatMap((kind) => {
    const count = changes.filter((change) => change.kinds.includes(kind)).length;
    return count === 0 ? [] : [`**${shownNumber(count)}** ${kind}`];
  });
  const first = counts.length === 0 ? "No rule changed" : counts.join(", ");
  const lines = [
    `${first}; ${counted(unchanged, "rule")} as before, compared with ${codeSpan(base)}.`,
    `${counted(findings.length, "new finding")}${mended === 0 ? "" : `, ${shownNumber(mended)} mended`}.`,
    ...Array.from(refused, ([target, count]) =>
      count === 0 ? `✅ ${codeSpan(target)} loads every rule.` : `❌ ${codeSpan(target)} refuses ${shownNumber(count)} of ${counted(summary.rules, "rule")}.`,
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

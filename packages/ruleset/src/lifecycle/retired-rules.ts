import { SourceText, visibleText } from "@sigwright/core";
import type { RuleView, SignatureFormat } from "@sigwright/core";
import type { SidEntry } from "../ledger/sid-ledger.ts";
import type { RetirementReason } from "./retirement-reason.ts";

/** What the rules of retired signatures are taken from. */
export interface RetiredRulesOptions {
  readonly format: SignatureFormat;
  /** The rules file of the run before. */
  readonly previous: string;
  /** Entries of the ledger whose signatures are not in the ruleset any more. */
  readonly entries: readonly SidEntry[];
  /** By key, for those that are retired by this run. */
  readonly reasons: ReadonlyMap<string, RetirementReason>;
  /** ISO 8601; its day is the day of retirement. */
  readonly now: string;
}

/** Rules of retired signatures as comments, to stand at the end of a rules file; the text is empty when there are none. */
export interface RetiredRulesText {
  readonly text: string;
  readonly count: number;
}

const TITLE = "# Retired signatures. Their sids stay theirs; take nothing of this up without looking why it went.";
const MARKER = /^# retired [0-9]{4}-[0-9]{2}-[0-9]{2}: sid ([0-9]{1,10})\b/;
const LONGEST_REASON = 300;

/**
 * Finds the rules of retired signatures in the file of the run before and comments them out, each under a line that says
 * when and why it went; what stood so there already stays as it is. A rule that the format would not read as the same
 * rule, disabled, is left out: a comment must never wake up.
 */
export function retiredRules({ format, previous, entries, reasons, now }: RetiredRulesOptions): RetiredRulesText {
  const nothing = { text: "", count: 0 };
  if (entries.length === 0 || format.parse === undefined || format.rules === undefined) return nothing;
  const source = SourceText.fromString(previous);
  const bySid = new Map<number, SidEntry>(entries.map((entry) => [entry.sid, entry]));
  const blocks = new Map<string, string>();
  for (const rule of format.rules(format.parse(source).document)) {
    const entry = rule.sid === undefined ? undefined : bySid.get(rule.sid);
    if (entry === undefined || blocks.has(entry.key)) continue;
    const text = previous.slice(rule.range.start, rule.range.end).replace(/^# ?/, "");
    // Somebody has laid it out on several lines; a comment ends with its line.
    if (/[\r\n]/.test(text)) continue;
    const marker = rule.enabled ? markerOf(entry, reasons.get(entry.key), now) : markerAbove(previous, rule);
    if (marker === undefined) continue;
    const block = `${marker}\n# ${text}\n`;
    if (isAsleep(format, block, rule)) blocks.set(entry.key, block);
  }
  if (blocks.size === 0) return nothing;
  const sorted = [...blocks.keys()].toSorted().map((key) => blocks.get(key)!);
  return { text: `\n${TITLE}\n${sorted.join("")}`, count: blocks.size };
}

/** No character of a reason can end the comment, and the full stop keeps a backslash from taking the next line in. */
function markerOf({ sid }: SidEntry, reason: RetirementReason | undefined, now: string): string {
  const why = reason === undefined ? "" : `, ${visibleText(reason.text.slice(0, LONGEST_REASON))}`;
  return `# retired ${now.slice(0, 10)}: sid ${sid}${why}.`;
}

/** The line of {@link markerOf} right above a rule that stands commented out, if it is the rule's own. */
function markerAbove(text: string, rule: RuleView): string | undefined {
  const start = text.lastIndexOf("\n", rule.range.start - 1) + 1;
  if (start === 0) return undefined;
  const line = text.slice(text.lastIndexOf("\n", start - 2) + 1, start - 1).trimEnd();
  return MARKER.exec(line)?.[1] === String(rule.sid) && line.endsWith(".") ? line : undefined;
}

/** Whether a block is read as one rule, the same one, and disabled. */
function isAsleep(format: SignatureFormat, block: string, { sid, fingerprint }: RuleView): boolean {
  const { document, diagnostics } = format.parse!(SourceText.fromString(block));
  const rules = format.rules!(document);
  if (diagnostics.some(({ rejects }) => rejects)) return false;
  return rules.length === 1 && rules[0]?.enabled === false && rules[0].sid === sid && rules[0].fingerprint === fingerprint;
}

import type { DialectKeyword } from "../keyword.ts";
import type { Rule, RuleOption } from "../../tree.ts";
import type { RuleState } from "../rule-state.ts";

/** A rule with what is known of its meaning. */
export interface ComparedRule {
  readonly rule: Rule;
  /** The text of the file it stands in. */
  readonly text: string;
  /** What the engine would make of it; absent when it would refuse the rule, of which only the text is certain then. */
  readonly state: RuleState | undefined;
  /** The row of a keyword. */
  readonly keyword: (name: string) => DialectKeyword | undefined;
}

// Text in quotes, in which blanks and commas count, or a run of what separates words.
const QUOTED_OR_GAP = /("(?:\\[^]|[^"\\])*"?)|[\s,]+/g;

/** The value of an option with no blanks but those that separate words, so that layout is no difference. */
export function valueText({ value }: RuleOption): string {
  return (value ?? "")
    .replaceAll(QUOTED_OR_GAP, (gap: string, quoted: string | undefined) => quoted ?? (gap.includes(",") ? gap.replaceAll(/\s+/g, "") : " "))
    .trim();
}

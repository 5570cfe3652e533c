import type { Range } from "@sigwright/core";
import type { Rule, RuleOption } from "../tree.ts";
import type { ArgumentText } from "./argument.ts";
import type { DialectKeyword } from "./keyword.ts";
import type { RuleReport } from "./rule-report.ts";
import type { RuleState } from "./rule-state.ts";

/** One option while it is being checked, with the value that its keyword's form makes. */
export interface OptionContext<Value = unknown> {
  readonly state: RuleState;
  readonly report: RuleReport;
  readonly keyword: DialectKeyword;
  readonly option: RuleOption;
  readonly nameRange: Range;
  /** The value as it stands, or the name where there is none: where faults of the value are. */
  readonly valueRange: Range;
  /** The value without blanks, negation and quotes; `undefined` when there is none. */
  readonly argument: ArgumentText | undefined;
  /** What the keyword's argument form made of the value; `undefined` without form or value. */
  readonly value: Value;
  readonly negated: boolean;
}

/**
 * A fact about one keyword that fits no column of the table. It reports what the engine refuses; the keyword's role
 * takes effect only when nothing was reported. It stands in rows whose form makes the value it asks for.
 */
export interface OptionCheck<Value = unknown> {
  /** What is checked, in a few words; for the generated keyword reference. */
  readonly summary: string;
  check(this: void, context: OptionContext<Value>): void;
}

/** A fact about a rule as a whole. */
export interface RuleCheck {
  readonly summary: string;
  /** `text` is the text of the file the rule is part of. */
  readonly check: (rule: Rule, state: RuleState, report: RuleReport, text: string) => void;
}

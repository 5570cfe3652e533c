import type { Range } from "@sigwright/core";

/** A word or quoted text, and where it stands; escapes are resolved. */
export interface SyntaxWord {
  readonly text: string;
  readonly range: Range;
}

/** A value as it is written; what it means is for its field to say. */
export interface SyntaxValue extends SyntaxWord {
  readonly kind: "quoted" | "bare";
}

/** Operators by one spelling each: `==` and `EQ` are `=`. */
export type SyntaxOperator =
  | "="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "in"
  | "contains"
  | "startswith"
  | "endswith"
  | "like"
  | "matches";

/** An operator and its values. */
export interface SyntaxComparison {
  readonly kind: "compare";
  readonly negated: boolean;
  readonly operator: { readonly name: SyntaxOperator; readonly range: Range };
  /** Whether the values stand in parentheses. */
  readonly list: boolean;
  readonly values: readonly SyntaxValue[];
  readonly valuesRange: Range;
}

/** What is asked of a field. */
export type SyntaxTest = SyntaxComparison | { readonly kind: "exists"; readonly negated: boolean };

/** What the grammar makes of a filter: the shape only, nothing is checked against the fields yet. */
export type SyntaxNode =
  | { readonly kind: "and" | "or"; readonly operands: readonly SyntaxNode[]; readonly range: Range }
  | { readonly kind: "not"; readonly operand: SyntaxNode; readonly range: Range }
  | SyntaxNested
  | SyntaxClause;

/** `hasTag(name = "x")` and the like. */
export interface SyntaxNested {
  readonly kind: "nested";
  readonly name: SyntaxWord;
  readonly inner: SyntaxNode;
  readonly range: Range;
}

/** A field and, unless it stands alone, its test. */
export interface SyntaxClause {
  readonly kind: "clause";
  readonly name: SyntaxWord;
  /** What follows the dot in `attribute."Source"`. */
  readonly part: SyntaxWord | undefined;
  readonly test: SyntaxTest | undefined;
  readonly range: Range;
}

import type { Range } from "@sigwright/core";

/** Names of the fields an indicator can be filtered by; the table `FILTER_FIELDS` says what each one is. */
export type FilterFieldName =
  | "typeName"
  | "value"
  | "rating"
  | "confidence"
  | "active"
  | "tag"
  | "label"
  | "attribute"
  | "group"
  | "owner"
  | "source"
  | "description"
  | "dateAdded"
  | "lastModified"
  | "firstSeen"
  | "lastSeen"
  | "expires"
  | "address"
  | "host"
  | "md5"
  | "sha1"
  | "sha256"
  | "fileSize";

/** A field as it stands in a filter. */
export interface FieldReference {
  readonly name: FilterFieldName;
  /** For `attribute`: the attribute's type; absent when the value of any attribute is meant. */
  readonly attribute?: string;
  readonly range: Range;
}

/** How a field is compared. `exists` takes no values, `in` and the text operators one or more, the others one. */
export type FilterOperator =
  | "="
  | "<"
  | "<="
  | ">"
  | ">="
  | "in"
  | "contains"
  | "startswith"
  | "endswith"
  | "like"
  | "matches"
  | "exists";

/** A piece of text, or the name of an indicator type (without blanks when it is one of ThreatConnect's). */
export interface TextValue {
  readonly type: "text";
  readonly text: string;
  readonly range: Range;
}

/** A number as the field counts it: skulls, per cent, bytes. */
export interface NumberValue {
  readonly type: "number";
  readonly number: number;
  readonly range: Range;
}

/** `true` or `false`. */
export interface BooleanValue {
  readonly type: "boolean";
  readonly boolean: boolean;
  readonly range: Range;
}

/** How exactly a date is given: it stands for the whole day, minute, second or millisecond. */
export type DatePrecision = "day" | "minute" | "second" | "millisecond";

/** A date in UTC. `start` is in milliseconds since 1970. */
export interface AbsoluteDateValue {
  readonly type: "date";
  readonly base: "absolute";
  readonly start: number;
  readonly precision: DatePrecision;
  readonly range: Range;
}

/** A date counted from the moment, or the day (UTC), of the evaluation. `offset` is in milliseconds. */
export interface RelativeDateValue {
  readonly type: "date";
  readonly base: "now" | "today";
  readonly offset: number;
  readonly range: Range;
}

/** A date, fixed or counted from the evaluation. */
export type DateValue = AbsoluteDateValue | RelativeDateValue;

/** An address (full prefix) or network, in canonical text with the host bits cleared. */
export interface NetworkValue {
  readonly type: "network";
  readonly family: 4 | 6;
  readonly address: string;
  readonly prefix: number;
  readonly range: Range;
}

/** What a field can be compared with; a field takes values of one type only. */
export type FilterValue = TextValue | NumberValue | BooleanValue | DateValue | NetworkValue;

/** One test of one field. */
export interface Comparison {
  readonly type: "comparison";
  readonly field: FieldReference;
  readonly operator: FilterOperator;
  /** True for `!=`, `not in`, `not contains`, `is null` and the like. */
  readonly negated: boolean;
  readonly values: readonly FilterValue[];
  readonly range: Range;
}

/** All operands must hold. There are two or more, and none is itself a conjunction. */
export interface Conjunction {
  readonly type: "and";
  readonly operands: readonly FilterExpression[];
  readonly range: Range;
}

/** One operand must hold. There are two or more, and none is itself a disjunction. */
export interface Disjunction {
  readonly type: "or";
  readonly operands: readonly FilterExpression[];
  readonly range: Range;
}

/** The operand must not hold; the operand is never itself a negation. */
export interface Negation {
  readonly type: "not";
  readonly operand: FilterExpression;
  readonly range: Range;
}

/** A filter's tree. Nesting is bounded by `MAX_FILTER_DEPTH`, so walking it by recursion is safe. */
export type FilterExpression = Conjunction | Disjunction | Negation | Comparison;

/** A filter that has been parsed and checked: plain, JSON-safe data. Ranges are places in `text`. */
export interface Filter {
  readonly text: string;
  readonly expression: FilterExpression;
}

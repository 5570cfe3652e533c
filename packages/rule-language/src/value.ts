import type { Diagnostic, Range } from "@sigwright/core";

/** A piece of a value; its range is in the file. */
export interface Token extends Range {
  readonly text: string;
}

/** A key and what belongs to it: `count 5`, `attack_target Client`. */
export interface Pair {
  readonly key: Token;
  readonly value: Token | undefined;
}

interface ValueBase extends Range {
  /** What is wrong in the value; empty most of the time. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Bytes to look for: `content`. */
export interface PatternValue extends ValueBase {
  readonly kind: "pattern";
  readonly negated: boolean;
  /** The bytes the pattern stands for in a file of this encoding, escapes and `|hex|` resolved. */
  readonly bytes: Uint8Array;
  /** Snort 3: what follows the quoted string. */
  readonly modifiers: readonly Pair[];
}

/** Text for people: `msg`. */
export interface TextValue extends ValueBase {
  readonly kind: "text";
  readonly negated: boolean;
  readonly quoted: boolean;
  /** Without quotes and escapes. */
  readonly text: string;
  /** The text as it stands, inside the quotes. */
  readonly textRange: Range;
  readonly modifiers: readonly Pair[];
}

/** A regular expression: `pcre`. */
export interface RegexValue extends ValueBase {
  readonly kind: "regex";
  readonly negated: boolean;
  readonly quoted: boolean;
  /** Between the delimiters, as it stands; `undefined` when there are none. */
  readonly regex: Token | undefined;
  readonly flags: Token | undefined;
}

/** Words between commas: `flow`, `flowbits`. */
export interface WordsValue extends ValueBase {
  readonly kind: "words";
  readonly words: readonly Token[];
}

/** Keys with values between commas: `threshold`, `byte_test` in part, `dataset`. */
export interface PairsValue extends ValueBase {
  readonly kind: "pairs";
  readonly pairs: readonly Pair[];
}

/** A whole number, exact up to 2^53, with the unit that stands behind it. */
export interface NumberToken extends Token {
  readonly value: number;
  readonly unit: Token | undefined;
}

/** A number, a comparison with one, or a range of numbers: `dsize`, `urilen`, `depth`. */
export interface IntegerValue extends ValueBase {
  readonly kind: "integer";
  /** `=` when nothing is written; `<>`, `-`, `:` and `<=>` as they stand between two numbers. */
  readonly operator: string;
  /** The only number, or the one before the range's operator; `undefined` when the range is open there. */
  readonly low: NumberToken | undefined;
  /** The number behind the range's operator. */
  readonly high: NumberToken | undefined;
}

/** Where more is told: `reference`. */
export interface ReferenceValue extends ValueBase {
  readonly kind: "reference";
  readonly scheme: Token;
  readonly target: Token | undefined;
}

/** Entries of a key and free text between commas: `metadata`. */
export interface MetadataValue extends ValueBase {
  readonly kind: "metadata";
  readonly entries: readonly Pair[];
}

/** A value that is taken as it stands. */
export interface RawValue extends ValueBase {
  readonly kind: "raw";
  readonly text: string;
}

/** What a shape is read as. */
export interface ValueByShape {
  readonly pattern: PatternValue;
  readonly text: TextValue;
  readonly regex: RegexValue;
  readonly words: WordsValue;
  readonly pairs: PairsValue;
  readonly integer: IntegerValue;
  readonly reference: ReferenceValue;
  readonly metadata: MetadataValue;
  readonly raw: RawValue;
}

/** How the value of an option is to be read: a property of its keyword. */
export type ValueShape = keyof ValueByShape;

/** What reading any value gives. */
export type Value = ValueByShape[ValueShape];

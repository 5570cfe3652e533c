import type { Range } from "@sigwright/core";

/**
 * The value of one option as a keyword gets it: outer blanks, an outer negation and outer quotes are off where the
 * keyword's row lets them be. The text is that of the file; nothing is copied until someone asks.
 */
export interface ArgumentText {
  /** The whole file, or the value alone when it stood on several lines that the engine joins. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What is wrong with an argument: at which place of its text, what, and what would have been right. */
export interface ArgumentFault {
  readonly range: Range;
  /** Lower case, no full stop, offending text in backticks; stands behind the keyword's name. */
  readonly message: string;
  readonly help?: string;
  readonly expected?: readonly string[];
}

/** An understood argument, or the fault that the engine would see. */
export type ArgumentResult<Value> = { readonly value: Value } | { readonly fault: ArgumentFault };

/** A form that arguments can have. Forms are made by the functions in `arguments/`, so that a table row reads as data. */
export interface ArgumentForm<Value = unknown> {
  /** The form in words: "a number from 0 to 255, alone, compared or as a range". */
  readonly summary: string;
  readonly parse: (argument: ArgumentText) => ArgumentResult<Value>;
}

/** The argument as a string. */
export function argumentString(argument: ArgumentText): string {
  return argument.text.slice(argument.start, argument.end);
}

/** What a fault may say beside its message; `start` and `end` narrow it down and default to the whole argument. */
export interface FaultDetails {
  readonly start?: number;
  readonly end?: number;
  readonly help?: string;
  readonly expected?: readonly string[];
}

/** A fault that covers a stretch of an argument, by default all of it. */
export function fault(argument: ArgumentText, message: string, details: FaultDetails = {}): { readonly fault: ArgumentFault } {
  const { start = argument.start, end = argument.end, ...rest } = details;
  return { fault: { range: { start, end: Math.max(end, start) }, message, ...rest } };
}

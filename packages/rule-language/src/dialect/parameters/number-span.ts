import { readInteger } from "../arguments/integer.ts";

/** A number, a comparison with one, or a range. `low` and `high` are equal unless it is a range. */
export interface NumberSpan {
  readonly compare: "=" | "!" | "<" | ">" | "<=" | ">=" | "<>" | "<=>";
  readonly low: number;
  readonly high: number;
}

const OPERATOR = /[=!<>]/;
const OPERATOR_END = /[^=!<>]|$/;
// Digits, with blanks anywhere behind the first.
const BEFORE = /^ *(?:[-+x0-9a-fA-F][x0-9a-fA-F ]*)?$/;
const AFTER = /^ ?(?:[-+x0-9a-fA-F][x0-9a-fA-F ]*)?$/;

const COMPARISONS: Readonly<Record<string, NumberSpan["compare"]>> = {
  "": "=",
  "=": "=",
  "!": "!",
  "!=": "!",
  "<": "<",
  ">": ">",
  "<=": "<=",
  ">=": ">=",
  "<>": "<>",
  "<=>": "<=>",
};

/** Reads a number, comparison or range; undefined when the text is none. */
export function readSpan(given: string): NumberSpan | undefined {
  const at = given.search(OPERATOR);
  const operatorStart = at === -1 ? given.length : at;
  const operatorEnd = operatorStart + given.slice(operatorStart).search(OPERATOR_END);
  const operator = given.slice(operatorStart, operatorEnd);
  const compare = COMPARISONS[operator];
  const [before, after] = [given.slice(0, operatorStart), given.slice(operatorEnd)];
  if (compare === undefined || !BEFORE.test(before) || !AFTER.test(after)) return undefined;
  const [low, high] = [numberIn(before), numberIn(after)];
  if (low === undefined || high === undefined) return undefined;
  if (compare === "<>" || compare === "<=>") return low === NONE || high === NONE ? undefined : { compare, low, high };
  if (low !== NONE) return high === NONE && operator === "" ? { compare, low, high: low } : undefined;
  return high === NONE ? undefined : { compare, low: high, high };
}

const NONE = "none";

function numberIn(part: string): number | typeof NONE | undefined {
  const digits = part.replaceAll(" ", "");
  return digits === "" ? NONE : readInteger(digits, "c");
}

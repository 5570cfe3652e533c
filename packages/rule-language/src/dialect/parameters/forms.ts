import { readInteger } from "../arguments/integer.ts";
import { readSpan } from "./number-span.ts";
import type { ParameterForm } from "./parameter.ts";

/** There or not. */
export const flag: ParameterForm = { summary: "no value", isFlag: true, parse: () => ({ value: true }) };

/** Text that is not empty. */
export const text: ParameterForm = textOf("a text");

/** Text that is not empty; `summary` says what it stands for. */
export function textOf(summary: string): ParameterForm {
  return { summary, parse: (given) => (given === "" ? { problem: "a value is missing" } : { value: given }) };
}

/** A whole number in C's notation. The engine takes a missing one for 0. */
export function wholeNumber(min: number, max: number): ParameterForm {
  const summary = `a whole number from ${min} to ${max}`;
  return {
    summary,
    parse: (given) => {
      const value = given === "" ? 0 : readInteger(given, "c");
      if (value === undefined) return { problem: `\`${given}\` is no whole number` };
      if (value < min || value > max) return { problem: given === "" ? "a value is missing" : `${given} is not from ${min} to ${max}` };
      return { value };
    },
  };
}

/** A number, a comparison with one, or a range between two (`<>` without its ends, `<=>` with them). */
export function span(min: number, max: number): ParameterForm {
  const bounds = max === Infinity ? `from ${min} on` : `from ${min} to ${max}`;
  return {
    summary: `a number ${bounds}, alone, compared (\`>5\`) or as a range (\`5<>9\`)`,
    parse: (given) => {
      const value = readSpan(given);
      if (value === undefined) return { problem: given === "" ? "a value is missing" : `\`${given}\` is no number, comparison or range` };
      if (value.compare === "<>" || value.compare === "<=>") {
        if (value.low > value.high) return { problem: `the range \`${given}\` ends before it starts`, help: "write the lower number first" };
      }
      if (value.low < min || value.high > max) return { problem: `\`${given}\` is not ${bounds}` };
      return { value };
    },
  };
}

/** One of a few words, exactly. */
export function choice(...words: readonly string[]): ParameterForm {
  return {
    summary: `one of ${words.map((word) => `\`${word}\``).join(", ")}`,
    parse: (given) => (words.includes(given) ? { value: given } : { problem: given === "" ? "a value is missing" : `\`${given}\` is not one of them`, expected: words }),
  };
}

/**
 * One of a few words, exactly. The engine looks a text up in the words as it lists them, with `|` between: several
 * neighbours pass for the first of them.
 */
export function listed(...words: readonly string[]): ParameterForm {
  const plain = choice(...words);
  const list = `|${words.join("|")}|`;
  return {
    summary: plain.summary,
    parse: (given) => {
      const isRun = given !== "" && !words.includes(given) && list.includes(`|${given}|`);
      return isRun ? { value: given.slice(0, given.indexOf("|")), remark: `the engine takes \`${given}\` for the first of the words` } : plain.parse(given);
    },
  };
}

/** Any text; `true` means yes and all else no. */
export const yesOrNo: ParameterForm = { summary: "`true` or `false`", parse: (given) => ({ value: given === "true" }) };

import { closest } from "@sigwright/core";
import { type ParameterForm, readInteger } from "@sigwright/rule-language/dialect";

/** A number in C's notation up to `max`, or one of some names; without `max` any number, and below 0 none. */
export function numberOrName(max: number | undefined, names: readonly string[], what: string): ParameterForm {
  const summary = max !== undefined && max < 0 ? `the name of ${what}` : `the number or name of ${what}`;
  return {
    summary,
    parse: (text) => {
      const number = readInteger(text, "c");
      if (number !== undefined && max === undefined) return { value: number };
      if (number !== undefined && max! >= 0) return number >= 0 && number <= max! ? { value: number } : { problem: `${text} is not from 0 to ${max}` };
      if (names.includes(text)) return { value: text };
      const near = closest(text, names);
      return { problem: `\`${text}\` is no name of ${what}`, ...(near === undefined ? {} : { help: `did you mean \`${near}\`?`, expected: [near] }) };
    },
  };
}

/** Any number in C's notation. */
export const unsignedNumber: ParameterForm = {
  summary: "a number",
  parse: (text) => {
    const value = readInteger(text, "c");
    return value === undefined ? { problem: `\`${text}\` is no number` } : { value };
  },
};

import { type ArgumentForm, argumentString, fault, type LimitValue, readInteger } from "@sigwright/rule-language/dialect";

const LETTER = /^[A-Za-z]/;

/** Numbers that `depth` and `offset` may have. */
export const POSITION: readonly [min: number, max: number] = [0, 65535];
/** Numbers that `distance` and `within` may have. */
export const DISTANCE: readonly [min: number, max: number] = [-1048576, 1048576];

/** A number of bytes, or the name of a value that an option before it reads from the traffic. */
export function limit([min, max]: readonly [min: number, max: number]): ArgumentForm<LimitValue> {
  return {
    summary: `a number from ${min} to ${max}, or the name of a value that \`byte_extract\` or \`byte_math\` reads`,
    parse: (argument) => {
      const text = argumentString(argument);
      if (LETTER.test(text)) return { value: { variable: text } };
      const value = readInteger(text, "c");
      if (value === undefined) return fault(argument, `\`${text}\` is no whole number`);
      if (value < min || value > max) return fault(argument, `${text.trim()} is not from ${min} to ${max}`);
      return { value };
    },
  };
}

import { type ArgumentForm, argumentString, fault, type LimitValue, readInteger, readLeadingInteger } from "@sigwright/rule-language/dialect";

const LETTER = /^[A-Za-z]/;

interface LimitRange {
  readonly min: number;
  readonly max: number;
  /** What stands behind the number is ignored. */
  readonly ignoresRest?: true;
}

/** Numbers that `depth` and `offset` may have. */
export const POSITION: LimitRange = { min: 0, max: 65535 };
/** Numbers that `distance` and `within` may have. */
export const DISTANCE: LimitRange = { min: -1048576, max: 1048576, ignoresRest: true };

/** A number of bytes, or the name of a value that an option before it reads from the traffic. */
export function limit({ min, max, ignoresRest }: LimitRange): ArgumentForm<LimitValue> {
  return {
    summary: `a number from ${min} to ${max}, or the name of a value that \`byte_extract\` or \`byte_math\` reads`,
    parse: (argument) => {
      const text = argumentString(argument);
      if (LETTER.test(text)) return { value: { variable: text } };
      const value = ignoresRest === true ? readLeadingInteger(text, "c") : readInteger(text, "c");
      if (value === undefined) return fault(argument, `\`${text}\` is no whole number`);
      if (value < min || value > max) return fault(argument, `${text.trim()} is not from ${min} to ${max}`);
      return { value };
    },
  };
}

import { type ArgumentForm, argumentString, countCaptures, expressionFault, fault } from "@sigwright/rule-language/dialect";
import type { CheckEnvironment } from "../dialect/environment.ts";

const LONGEST_KEY = 255;

/** The argument of `xor`: a key in hexadecimal. */
export const xorKey: ArgumentForm<string> = {
  summary: `a key of up to ${LONGEST_KEY} bytes in hexadecimal: \`"0d0ac8ff"\``,
  parse: (argument) => {
    const key = argumentString(argument);
    if (key.length % 2 === 1) return fault(argument, "the key ends with half a byte");
    if (key.length / 2 > LONGEST_KEY) return fault(argument, `the key has more than ${LONGEST_KEY} bytes`);
    const other = key.search(/[^0-9A-Fa-f]/);
    return other === -1 ? { value: key } : fault(argument, `\`${key[other]!}\` is no hexadecimal digit`, { start: argument.start + other, end: argument.start + other + 1 });
  },
};

/** The argument of `pcrexform`: an expression that captures once. */
export function capturingExpression({ compilePcre }: CheckEnvironment): ArgumentForm<string> {
  return {
    summary: "an expression with one group that captures",
    parse: (argument) => {
      const pattern = argumentString(argument);
      const structure = expressionFault(pattern, false);
      if (structure !== undefined) return fault(argument, structure.message, { start: argument.start + structure.start, end: argument.start + structure.end, ...(structure.help === undefined ? {} : { help: structure.help }) });
      const problem = compilePcre?.(pattern, "");
      if (problem !== undefined) return fault(argument, `PCRE2 says: ${problem}`);
      const captures = countCaptures(pattern);
      return captures === 1 ? { value: pattern } : fault(argument, `the expression captures ${captures} times`, { help: "write one group as `(…)` and others as `(?:…)`" });
    },
  };
}

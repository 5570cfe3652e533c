import { type ArgumentForm, argumentString, fault } from "@sigwright/rule-language/dialect";
import { part } from "./flow-counts.ts";

const WORDS = ["all", "any"];
const INDEX = /^[+-]?\d+$/;

/** The indexes there are. */
export interface IndexOptions {
  readonly min: number;
  readonly max: number;
}

/** A value, and which of several it is compared with: `bind_response,all`, `300,-1`. */
export function indexed(value: ArgumentForm, { min, max }: IndexOptions): ArgumentForm {
  return {
    summary: `${value.summary}, then \`all\`, \`any\` or an index behind a comma if wanted`,
    parse: (argument) => {
      const text = argumentString(argument);
      const comma = text.indexOf(",");
      if (comma === -1) return value.parse(argument);
      const index = text.slice(comma + 1);
      const isIndex = INDEX.test(index) && Number(index) >= min && Number(index) <= max;
      if (!isIndex && !WORDS.includes(index)) return fault(argument, `\`${index}\` is no index`, { start: argument.start + comma + 1, expected: WORDS });
      return value.parse(part(argument, 0, comma));
    },
  };
}

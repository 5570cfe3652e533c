import { type ArgumentForm, argumentString, type CursorValue, fault, isUnsignedValue, type OptionCheck, unsigned, type UnsignedValue } from "@sigwright/rule-language/dialect";

/** A length of the URI and the buffer that it is for. */
export type UrlLength = CursorValue & { readonly length: UnsignedValue };

/** Whether the value of a match is the length of a URI. */
export function isUrlLength(value: unknown): value is UrlLength {
  return typeof value === "object" && value !== null && "length" in value && isUnsignedValue(value.length);
}

// What is read of a value; what stands behind it is ignored. A range that is none is read as its first number.
const RANGE = /^ *\d+ *(?:-|<>) *\d+/;
const LENGTH = /^ *(?:=? *\d+(?:[kmg]b)?|(?:>=|<=|>|<|!=|!|=) *\d+)/i;
const RICH = String.raw`(?:0x[0-9a-fA-F]+|\d+(?:[kKmMgG][iI]?[bB])?)`;
const RICH_RANGE = new RegExp(`^ *!?${RICH} *(?:-|<>) *${RICH}`);
const RICH_LENGTH = new RegExp(`^ *(?:=? *${RICH}|(?:>=|<=|>|<|!=|!|=) *${RICH})`);
const MASK = new RegExp(`^ *& *${RICH} *!?= *${RICH}`);
const RAW = /^ *, *raw/;

/** The argument of `urilen`; `richer`: in all the ways in which 8.0 writes numbers. */
export function urlLength({ richer = false }: { readonly richer?: boolean } = {}): ArgumentForm<UrlLength> {
  const size = unsigned(16, { richer });
  const forms = richer ? [RICH_RANGE, RICH_LENGTH, MASK] : [RANGE, LENGTH];
  return {
    summary: "a length from 0 to 65535, alone, compared or as a range, then `raw` or `norm` behind a comma",
    parse: (argument) => {
      const text = argumentString(argument);
      for (const form of forms) {
        const length = form.exec(text)?.[0];
        if (length === undefined) continue;
        const result = size.parse({ ...argument, end: argument.start + length.length });
        if ("fault" in result) {
          if (form === forms[0]) continue;
          return result;
        }
        const isRaw = RAW.test(text.slice(length.length));
        return { value: { length: result.value, buffer: isRaw ? "http_raw_uri" : "http_uri" } };
      }
      return fault(argument, `\`${text}\` is no length`);
    },
  };
}

/** A range that can never match, which the engine takes for its first number and ignores the rest. */
export const urlRange: OptionCheck<UrlLength> = {
  summary: "a range with nothing in it is read as its first number",
  check: ({ argument, value: { length }, valueRange, report }) => {
    if (length.compare === "range" || !RANGE.test(argumentString(argument!))) return;
    report.warn("range-read-as-number", valueRange, `the engine reads this as ${length.number} and ignores the rest, as nothing lies between the two numbers`, { help: "the ends of a range don't belong to it: `5<>9` is 6 to 8" });
  },
};

import { type ArgumentForm, argumentString, type CursorValue, fault, unsigned, type UnsignedValue } from "@sigwright/rule-language/dialect";

/** A length of the URI and the buffer that it is for. */
export type UrlLength = CursorValue & { readonly length: UnsignedValue };

// What stands behind the number is read as far as it is understood, and the rest ignored.
const LENGTH = /^ *(?:\d+ *(?:-|<>) *\d+|=? *\d+(?:[kmg]b)?|(?:>=|<=|>|<|!=|!|=) *\d+)/i;
const RAW = /^ *, *raw/;
const size = unsigned(16);

/** The argument of `urilen`. */
export const urlLength: ArgumentForm<UrlLength> = {
  summary: "a length from 0 to 65535, alone, compared or as a range, then `raw` or `norm` behind a comma",
  parse: (argument) => {
    const text = argumentString(argument);
    const length = LENGTH.exec(text)?.[0];
    if (length === undefined) return fault(argument, `\`${text}\` is no length`);
    const result = size.parse({ ...argument, end: argument.start + length.length });
    if ("fault" in result) return result;
    const isRaw = RAW.test(text.slice(length.length));
    return { value: { length: result.value, buffer: isRaw ? "http_raw_uri" : "http_uri" } };
  },
};

import type { ArgumentForm } from "@sigwright/rule-language/dialect";
import { contentBytes } from "./content-bytes.ts";

const DOT = 0x2e;

/** The extension of a file name: a pattern that stands behind a dot. */
export const fileExtension: ArgumentForm<Uint8Array> = {
  summary: `${contentBytes.summary}; a dot before it is understood`,
  parse: (argument) => {
    const parsed = contentBytes.parse(argument);
    if ("fault" in parsed) return parsed;
    const bytes = new Uint8Array(parsed.value.length + 1);
    bytes[0] = DOT;
    bytes.set(parsed.value, 1);
    return { value: bytes };
  },
};

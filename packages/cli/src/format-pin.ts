import type { Range } from "@sigwright/core";

/** A line that says what format its file is: `# sigwright: format=snort3`. */
export interface FormatPin {
  /** The id as it is written; it need not be that of a format. */
  readonly id: string;
  readonly range: Range;
}

/** Lines from the top in which a pin is looked for: behind a licence, before the rules. */
const LINES = 40;
/** Characters of them: a file may be one long line. */
const CHARACTERS = 16 * 1024;

/** A comment of any of the formats, with nothing else in it. */
const PIN = /^[ \t]*(?:#+|\/\/+|;|\/?\*+)[ \t]*sigwright:[ \t]*format[ \t]*=[ \t]*([A-Za-z0-9._-]+)[ \t]*(?:\*\/)?[ \t\r]*$/;

/** The pin of a file, the first of several; undefined when it has none near its top. */
export function formatPin(text: string): FormatPin | undefined {
  let start = 0;
  for (const line of text.slice(0, CHARACTERS).split("\n", LINES)) {
    const id = PIN.exec(line.replace(/^\uFEFF/, ""))?.[1];
    if (id !== undefined) return { id, range: { start, end: start + line.trimEnd().length } };
    start += line.length + 1;
  }
  return undefined;
}

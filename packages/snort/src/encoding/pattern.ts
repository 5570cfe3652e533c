import { contentPattern, escapePattern, wireBytes } from "@sigwright/rule-language/template";

/** The two rule languages of Snort. */
export type SnortDialect = "snort2" | "snort3";

/** Bytes that one `content` gets: longer patterns are several that follow each other. */
export const LONGEST_CONTENT = 255;

/** How and where a content is looked for. */
export interface ContentOptions {
  readonly nocase?: true;
  readonly offset?: number;
  readonly depth?: number;
  readonly distance?: number;
  readonly within?: number;
  /** `only`: Snort 2 looks for it and does not look where it is. */
  readonly fast?: true | "only";
  /** Snort 2: the HTTP buffer it is in. Snort 3 selects the buffer before it. */
  readonly buffer?: string;
}

/** A `content` option: with modifiers behind it in Snort 2, and behind its text in Snort 3. */
export function content(dialect: SnortDialect, bytes: Uint8Array, { nocase, fast, buffer, ...places }: ContentOptions = {}): string {
  const isSnort2 = dialect === "snort2";
  const pattern = `content:"${contentPattern(bytes)}"`;
  const words: string[] = [];
  if (nocase === true) words.push("nocase");
  for (const [name, value] of Object.entries(places)) words.push(`${name}${isSnort2 ? ":" : " "}${value}`);
  if (fast === "only" && isSnort2) words.push("fast_pattern:only");
  else if (fast !== undefined) words.push("fast_pattern");
  if (buffer !== undefined && isSnort2) words.push(buffer);
  return isSnort2 ? [pattern, ...words].map((word) => `${word};`).join(" ") : `${[pattern, ...words].join(",")};`;
}

/** `content` options for bytes from the start of a buffer on, without a gap. */
export function contentChain(dialect: SnortDialect, bytes: Uint8Array, first: ContentOptions, buffer: string | undefined): string {
  const options: string[] = [];
  for (let at = 0; at < bytes.length; at += LONGEST_CONTENT) {
    const piece = bytes.subarray(at, at + LONGEST_CONTENT);
    const place = at === 0 ? first : { distance: 0, within: piece.length };
    options.push(content(dialect, piece, { ...place, ...(buffer === undefined ? {} : { buffer }) }));
  }
  return options.join(" ");
}

/** A text inside a regular expression. */
export function escaped(text: string): string {
  return escapePattern(wireBytes(text));
}

/** A `pcre` option; flags of Snort 2's buffers are given by the caller. */
export function pcre(pattern: string, flags: string): string {
  return `pcre:"/${pattern}/${flags}";`;
}

import type { LiteralMatch } from "@sigwright/core";
import { isWellFormed, wireBytes } from "@sigwright/rule-language/template";
import { content, contentChain, escaped, pcre, type SnortDialect } from "./pattern.ts";

/** Bytes of a literal that a rule can hold: an expression takes four for one. */
const LONGEST_LITERAL = 500;

/** Where in mail an address is looked for. */
export type MailVariant = "envelope" | "header";

/** Why a text can't be looked for as it is, or `undefined` when it can. Completes "not emitted because …". */
export function textObstacle(text: string): string | undefined {
  if (text.length > LONGEST_LITERAL || wireBytes(text).length > LONGEST_LITERAL) return `it has more than the ${LONGEST_LITERAL} bytes that a rule has room for`;
  if (text.trim() === "") return "it is blank";
  if (text !== text.trim()) return "it begins or ends with a blank, which engines take off";
  if (/[\0\r\n]/.test(text)) return "it has a line end or a zero byte, which no header field can hold";
  return isWellFormed(text) ? undefined : "it has half a surrogate pair, which has no bytes";
}

/** The whole of a `User-Agent` field, byte for byte. */
export function userAgent(dialect: SnortDialect, { text }: LiteralMatch): string {
  const bytes = wireBytes(text);
  if (dialect === "snort3") {
    const first = { depth: Math.min(bytes.length, 255), fast: true } as const;
    return `http_header: field user-agent; bufferlen:${bytes.length}; ${contentChain(dialect, bytes, first, undefined)}`;
  }
  const longest = bytes.subarray(0, 255);
  return `${content(dialect, longest, { fast: true, buffer: "http_header" })} ${pcre(`^(?i:User-Agent)\\x3a[ \\t]*${escaped(text)}[ \\t]*\\r?$`, "mH")}`;
}

/** From the start of what is looked at, over lines that are not empty: so far headers go, and commands before them. */
const IN_HEADERS = "^(?:[^\\r\\n]+\\r?\\n)*?";

/** The sender of a message: in the envelope, or in the headers that name one. */
export function mailAddress(dialect: SnortDialect, { text }: LiteralMatch, variant: MailVariant): string {
  const found = content(dialect, wireBytes(text), { nocase: true, fast: true });
  const address = escaped(text);
  const expression =
    variant === "envelope"
      ? `^MAIL FROM:[ \\t]*<${address}>`
      : `${IN_HEADERS}(?:From|Sender|Reply-To)[ \\t]*:(?:[^\\r\\n]|\\r?\\n[ \\t])*?(?<![^\\s<,:\\x22\\x3b])${address}(?![^\\s>,\\x22\\x3b])`;
  return `${found} ${pcre(expression, variant === "envelope" ? "im" : "i")}`;
}

/** The whole subject of a message, byte for byte but for folds: a line may end before any of its blanks. */
export function mailSubject(dialect: SnortDialect, { text }: LiteralMatch): string {
  const words = text.split(/([ \t]+)/);
  const longest = words.reduce((a, b) => (wireBytes(b).length > wireBytes(a).length ? b : a));
  const folded = words.map((word, index) => (index % 2 === 0 ? escaped(word) : `(?:\\r?\\n)?${escaped(word)}`)).join("");
  const found = content(dialect, wireBytes(longest).subarray(0, 255), { fast: true });
  return `${found} ${pcre(`${IN_HEADERS}(?i:Subject)[ \\t]*:[ \\t]*(?:\\r?\\n[ \\t]+)?${folded}[ \\t]*\\r?\\n(?![ \\t])`, "")}`;
}

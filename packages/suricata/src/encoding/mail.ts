import { escapePattern, wireBytes } from "@sigwright/rule-language/template";
import type { EngineVersion } from "../targets.ts";
import { contentChain, exactly } from "./content-chain.ts";

/** Where in mail an address is looked for: commands of SMTP, or fields of the message. */
export type MailVariant = "mail-from" | "rcpt-to" | "from" | "reply-to" | "to";

const COMMANDS: Readonly<Record<"mail-from" | "rcpt-to", { readonly command: string; readonly buffer: string }>> = {
  "mail-from": { command: "MAIL FROM", buffer: "smtp.mail_from" },
  "rcpt-to": { command: "RCPT TO", buffer: "smtp.rcpt_to" },
};

const FIELDS: Readonly<Record<"from" | "reply-to" | "to", string>> = {
  "from": "From",
  "reply-to": "(?:Reply-To|Sender)",
  "to": "(?:To|Cc|Bcc)",
};

/**
 * The engine looks at a stream in pieces, which begin with the first command, with a message, or in the middle of
 * something: that line is passed over. A session's next message begins behind the dot that ends the one before.
 */
const PIECE = String.raw`^[^\r\n]*\r?\n|^`;
/** Commands that stand before those with an address, and lines of base64 that answer `AUTH`. */
const COMMAND_LINES = String.raw`(?:(?:[EH]HLO|LHLO|AUTH|MAIL|RCPT|RSET|NOOP|XFORWARD|XCLIENT)\b[^\r\n]*+\r?\n|[A-Za-z0-9+\x2f]++=*\r?\n)*?`;
const IN_COMMANDS = String.raw`(?:${PIECE}|\n\.\r?\n)${COMMAND_LINES}`;
/** Fields and their folded lines: text before a field that is quoted in a message looks different. */
const FIELD_LINES = String.raw`(?:[!-9<-~]++[ \t]*+:[^\r\n]*+\r?\n|[ \t][^\r\n]*+\r?\n)*?`;
const IN_HEADERS = String.raw`(?:${PIECE}|\nDATA\r?\n|\nBDAT [^\r\n]*\r?\n)${FIELD_LINES}`;
/** What may stand right before and behind an address in a field. */
const BEFORE = String.raw`(?<![^\s<,:(\x22\x27\x3b])`;
const BEHIND = String.raw`(?![^\s>,)\x22\x27\x3b])`;

/** Detection options for a mail address in one place, in any case. */
export function addressDetection(address: string, variant: MailVariant, version: EngineVersion): string {
  const pattern = escapePattern(wireBytes(address));
  if (variant === "mail-from" || variant === "rcpt-to") {
    const { command, buffer } = COMMANDS[variant];
    const bracketed = wireBytes(`<${address}>`);
    if (version !== "7.0") return exactly(buffer, bracketed, true);
    const expression = String.raw`${IN_COMMANDS}${command}:[ \t]*<${pattern}>`;
    return `${contentChain(bracketed, { anchor: "", fast: true, nocase: true })} pcre:"/${expression}/i";`;
  }
  const found = contentChain(wireBytes(address), { anchor: "", fast: true, nocase: true });
  const whole = `${BEFORE}${pattern}${BEHIND}`;
  if (version !== "7.0" && variant === "from") return `email.from; ${found} pcre:"/${whole}/i";`;
  const value = String.raw`(?:[^\r\n]|\r?\n[ \t])*?`;
  return `${found} pcre:"/${IN_HEADERS}${FIELDS[variant]}[ \\t]*:${value}${whole}/i";`;
}

/** Bytes below which a pattern is found in nearly everything. */
const SHORT = 4;

/**
 * Detection options for a whole subject, byte for byte but for folds: a line may end at any of its blanks, and the next
 * begin with others, as mailers put a tab there. The subject's keyword in 8.0 is not used: 8.0.8 takes a blank away with
 * each fold, so that two subjects look the same.
 */
export function subjectDetection(subject: string): string {
  const words = subject.split(/([ \t]+)/);
  const longest = words.reduce((a, b) => (wireBytes(b).length > wireBytes(a).length ? b : a));
  const folded = words
    .map((word, index) => (index % 2 === 0 ? escapePattern(wireBytes(word)) : String.raw`(?:${escapePattern(wireBytes(word))}|[ \t]*\r?\n[ \t]+)`))
    .join("");
  const pattern = wireBytes(longest);
  // Short words are in every message; the name of the field is too, but the engine finds longer patterns faster.
  const found = pattern.length < SHORT ? `content:"subject"; nocase; fast_pattern;` : contentChain(pattern, { anchor: "", fast: true });
  const end = String.raw`[ \t]*\r?\n(?![ \t])`;
  return `${found} pcre:"/${IN_HEADERS}(?i:Subject)[ \\t]*:[ \\t]*(?:\\r?\\n[ \\t]+)?${folded}${end}/";`;
}

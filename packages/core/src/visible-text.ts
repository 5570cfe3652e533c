// What a terminal would obey or a reader could not see: C0 and C1 controls, DEL, soft hyphen, Arabic letter mark,
// zero-width and bidirectional marks, line and paragraph separators, interlinear annotation, byte order mark,
// language tags, and surrogates without a partner.
const UNSEEN =
  /[\u0000-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}\p{Surrogate}]/gu;

/**
 * Text that is safe to show on a terminal and hides nothing: control characters, ANSI escapes, bidirectional and
 * zero-width marks are written as escapes (`\x1b`, `\u{202e}`, `\n`). Everything else stays as it is.
 */
export function visibleText(text: string): string {
  return text.replace(UNSEEN, visibleCharacter);
}

/** One line for messages: visible text in backticks, cut in the middle when it has more than `limit` characters. */
export function quoted(text: string, limit = 80): string {
  if (text.length <= limit) return `\`${visibleText(text)}\``;
  const half = Math.floor(limit / 2);
  return `\`${visibleText(text.slice(0, half))}…${visibleText(text.slice(-half))}\``;
}

/** Text with U+FFFD in place of surrogates that have no partner, as encoders write it. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\uFFFD");
}

function visibleCharacter(character: string): string {
  if (character === "\n") return String.raw`\n`;
  if (character === "\r") return String.raw`\r`;
  if (character === "\t") return String.raw`\t`;
  const code = character.codePointAt(0)!;
  if (code < 0x100) return String.raw`\x` + code.toString(16).padStart(2, "0");
  return String.raw`\u{` + code.toString(16) + "}";
}

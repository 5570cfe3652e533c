import { visibleText } from "@sigwright/core";

/**
 * A text of somebody else as a code span: the one place in Markdown where nothing of it is a link, a mention, an image,
 * HTML or emphasis on any platform. One line; long texts are cut in the middle.
 */
export function codeSpan(text: string, limit = 200): string {
  const cut = text.length <= limit ? text : `${text.slice(0, limit / 2)}…${text.slice(-limit / 2)}`;
  const shown = visibleText(cut);
  const fence = "`".repeat(longestRun(shown) + 1);
  const pad = shown === "" || /^[` ]|[` ]$/.test(shown) ? " " : "";
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** A block of code; its lines can't end it. */
export function codeBlock(lines: readonly string[], language = ""): string {
  const shown = lines.map(visibleText);
  const fence = "`".repeat(Math.max(3, ...shown.map((line) => longestRun(line) + 1)));
  return `${fence}${language}\n${shown.join("\n")}\n${fence}`;
}

// Words of ours, in which nothing can be taken for Markdown, an address or a name of somebody.
const PLAIN = /^[A-Za-z0-9 ,.;:'()%?=+-]*$/;

/**
 * A message as inline Markdown: our own words as they are, what stands in backticks as code. A message in which
 * somebody else's text stands without backticks is code as a whole.
 */
export function messageText(message: string): string {
  const pieces = message.split("`");
  const isPlain = pieces.length % 2 === 1 && pieces.every((piece, index) => index % 2 === 1 || (PLAIN.test(piece) && !piece.includes("www.")));
  if (!isPlain) return codeSpan(message, 400);
  return pieces.map((piece, index) => (index % 2 === 1 ? codeSpan(piece) : piece)).join("");
}

function longestRun(text: string): number {
  return Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
}

const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
const CLOSING_PARENTHESIS = 0x29;
const BACKSLASH = 0x5c;

function isSpace(code: number): boolean {
  return code === SPACE || (code >= TAB && code <= CARRIAGE_RETURN);
}

/** End of `start..end` without blanks, line ends and joined-line marks behind it. */
export function trimEnd(text: string, start: number, end: number): number {
  let at = end;
  for (;;) {
    let lineFeed = at === text.length;
    while (at > start && isSpace(text.charCodeAt(at - 1))) {
      if (text.charCodeAt(at - 1) === LINE_FEED) lineFeed = true;
      at--;
    }
    if (!lineFeed || at <= start || text.charCodeAt(at - 1) !== BACKSLASH) return at;
    at--;
  }
}

/** The same without closing parentheses: the engine takes them off the end of the rule before it reads options. */
export function trimClosing(text: string, start: number, end: number): number {
  let at = trimEnd(text, start, end);
  while (at > start && text.charCodeAt(at - 1) === CLOSING_PARENTHESIS) at = trimEnd(text, start, at - 1);
  return at;
}

/** Whether the last line ends in a backslash, so that the engine waits for a line that does not come. */
export function endsUnfinished(text: string): boolean {
  let at = text.length;
  if (text.charCodeAt(at - 1) === LINE_FEED) at--;
  while (at > 0 && text.charCodeAt(at - 1) !== LINE_FEED && isSpace(text.charCodeAt(at - 1))) at--;
  return text.charCodeAt(at - 1) === BACKSLASH;
}

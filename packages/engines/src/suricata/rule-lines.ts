/** One rule as the engine reads it from a file. */
export interface RuleLine {
  /** 1-based line of the file that the rule begins at. */
  readonly line: number;
  /** The number the engine gives that line: greater where an over-long line before it was read in pieces. */
  readonly engineLine: number;
  /** Offset of the rule's first character. */
  readonly start: number;
  /** The rule, joined to one line. */
  readonly text: string;
}

/** Bytes of the engine's line buffer (Suricata 7.0, measured: a line of 8191 bytes is read in two pieces). */
const LINE_BUFFER = 8192;
/** A line that begins with one of these is passed over in silence (measured on Suricata 7.0.10). */
const IGNORED_STARTS = new Set(["", "\n", "\r", "\t", " ", "#"]);
const TRAILING_BLANKS = /[\t\n\v\f\r ]$/;

/**
 * The rules of a file (read as Latin-1, so that characters are bytes) as Suricata 7 cuts them out: a backslash before
 * the end of a rule's line joins the next one, a line too long for the buffer is read as several, a comment does not go
 * on, and a rule that waits for a next line at the end of the file is lost (all measured on Suricata 7.0.10).
 */
export function ruleLines(latin1: string): readonly RuleLine[] {
  const rules: RuleLine[] = [];
  let line = 1;
  let engineLine = 0;
  let waiting: RuleLine | undefined;
  for (let at = 0; at < latin1.length; ) {
    const room = LINE_BUFFER - 1 - (waiting?.text.length ?? 0);
    if (room < 1) break; // The engine gives up on a rule that fills its buffer and still goes on.
    const feed = latin1.indexOf("\n", at);
    const end = Math.min(feed === -1 ? latin1.length : feed + 1, at + room);
    const piece = latin1.slice(at, end);
    engineLine++;
    const rule: RuleLine = waiting ?? { line, engineLine, start: at, text: "" };
    const text = rule.text + upToNul(piece);
    waiting = undefined;
    if (!IGNORED_STARTS.has(text.charAt(0))) {
      const kept = trimEnd(text);
      if (kept.endsWith("\\")) waiting = { ...rule, text: `${kept.slice(0, -1)} ` };
      else rules.push({ ...rule, text: kept });
    }
    if (piece.endsWith("\n")) line++;
    at = end;
  }
  return rules;
}

/** The engine takes the piece for a C string. */
function upToNul(piece: string): string {
  const nul = piece.indexOf("\0");
  return nul === -1 ? piece : piece.slice(0, nul);
}

function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && TRAILING_BLANKS.test(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

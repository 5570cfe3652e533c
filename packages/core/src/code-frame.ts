import type { DiagnosticLabel, LocatedDiagnostic, Severity } from "./diagnostic.ts";
import type { Range } from "./range.ts";
import type { SourceText } from "./source-text.ts";
import { visibleText } from "./visible-text.ts";

/** How a diagnostic is written for people. */
export interface FormatOptions {
  /** Whether to use ANSI colours. Default false. */
  readonly color?: boolean;
  /** Columns to use for the source's text; longer lines are cut around the place spoken of. Default 100. */
  readonly width?: number;
}

interface Mark {
  readonly range: Range;
  readonly message: string;
  readonly sign: "^" | "-";
}

/** A line of the source cut to what is shown, and the marks under it. */
interface ShownLine {
  readonly number: number;
  readonly text: string;
  readonly underlines: readonly string[];
}

const DEFAULT_WIDTH = 100;
/** Tabs are shown as so many blanks, so that marks stand where they should whatever the terminal does. */
const TAB = "    ";
const ELLIPSIS = "…";
/** Columns kept in front of the place spoken of when a line is cut. */
const LEAD = 30;

const RESET = "\u001B[0m";
const BOLD = "\u001B[1m";
const DIM = "\u001B[2m";
const COLOURS: Readonly<Record<Severity, string>> = {
  error: "\u001B[31m",
  warning: "\u001B[33m",
  info: "\u001B[36m",
};

// Wide characters of East Asian scripts (Unicode Standard Annex 11, W and F, in whole blocks) and emoji.
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1F64F}\u{1F680}-\u{1F6FF}\u{1F900}-\u{1F9FF}\u{20000}-\u{3FFFD}]/u;
const COMBINING = /[\p{Mn}\p{Me}]/u;

/**
 * One diagnostic as text for a terminal: where, how bad, what; the line at fault with marks under it; labels at other
 * places; help.
 *
 * ```text
 * local.rules:3:12: error: unknown keyword `conten` [suricata/unknown-keyword]
 *   |
 * 3 | alert tcp (conten:"a"; sid:1;)
 *   |            ^^^^^^
 *   = help: did you mean `content`?
 * ```
 *
 * Nothing of the source reaches the terminal that it would obey: control characters and marks that are not seen are
 * written as escapes. Columns are UTF-16 code units, 1-based. An empty source has no lines to show. Ends without line feed.
 */
export function formatDiagnostic(located: LocatedDiagnostic, options: FormatOptions = {}): string {
  const { source, diagnostic } = located;
  const { severity, code, message, help, expected } = diagnostic;
  const paint = options.color === true ? colour : plain;
  const start = source.positionAt(diagnostic.range.start);
  const place = `${visibleText(source.path ?? "<input>")}:${start.line}:${start.column}`;
  const lines = [
    `${paint(place, BOLD)}: ${paint(severity, BOLD + COLOURS[severity])}: ${visibleText(message)} ${paint(`[${visibleText(code)}]`, DIM)}`,
  ];
  // There is nothing to point at in a text that is empty: one that stands for a flag, a format, a whole ledger.
  if (source.text !== "") lines.push(formatFrame(located, options));
  const indent = " ".repeat(String(lastLine(located)).length);
  const note = (name: string, text: string): string => `${indent} ${paint("=", DIM)} ${paint(name, BOLD)}: ${visibleText(text)}`;
  if (expected !== undefined && expected.length > 0) lines.push(note("expected", expected.join(", ")));
  if (help !== undefined) lines.push(note("help", help));
  if (diagnostic.url !== undefined) lines.push(note("see", diagnostic.url));
  return lines.join("\n");
}

/** The lines a diagnostic speaks of, with line numbers and marks: `^` at the fault, `-` at its labels. */
export function formatFrame(located: LocatedDiagnostic, options: FormatOptions = {}): string {
  const { source, diagnostic } = located;
  const paint = options.color === true ? colour : plain;
  const marks: readonly Mark[] = [
    { range: diagnostic.range, message: "", sign: "^" },
    ...(diagnostic.labels ?? []).map(({ range, message }: DiagnosticLabel): Mark => ({ range, message, sign: "-" })),
  ];
  const width = Math.max(20, options.width ?? DEFAULT_WIDTH);
  const shown = [...marksByLine(source, marks)]
    .toSorted(([a], [b]) => a - b)
    .map(([line, onLine]) => showLine(source, line, onLine, width));
  const gutterWidth = String(lastLine(located)).length;
  const gutter = (text: string): string => paint(`${text.padStart(gutterWidth)} |`, DIM);

  const frame = [gutter("")];
  let previous: number | undefined;
  for (const { number, text, underlines } of shown) {
    if (previous !== undefined && number > previous + 1) frame.push(paint(`${" ".repeat(gutterWidth)} …`, DIM));
    frame.push(text === "" ? gutter(String(number)) : `${gutter(String(number))} ${text}`);
    for (const underline of underlines) {
      const severity = underline.includes("^") ? diagnostic.severity : "info";
      frame.push(`${gutter("")} ${paint(underline, COLOURS[severity])}`);
    }
    previous = number;
  }
  return frame.join("\n");
}

function lastLine({ source, diagnostic }: LocatedDiagnostic): number {
  const last = (diagnostic.labels ?? []).reduce((offset, { range }) => Math.max(offset, range.start), diagnostic.range.start);
  return source.positionAt(last).line;
}

function marksByLine(source: SourceText, marks: readonly Mark[]): Map<number, readonly Mark[]> {
  const byLine = new Map<number, readonly Mark[]>();
  for (const mark of marks) {
    const { line } = source.positionAt(mark.range.start);
    byLine.set(line, [...(byLine.get(line) ?? []), mark]);
  }
  return byLine;
}

function showLine(source: SourceText, line: number, marks: readonly Mark[], width: number): ShownLine {
  const text = source.lineAt(line);
  const lineStart = source.lineStart(line) ?? 0;
  const onLine = marks.map((mark) => {
    const start = Math.min(Math.max(0, mark.range.start - lineStart), text.length);
    // What goes on in later lines is marked to the end of this one.
    const end = Math.min(Math.max(start, mark.range.end - lineStart), text.length);
    return { ...mark, start, end };
  });
  // The fault itself must be in sight, its labels need not.
  const focus = onLine.find((mark) => mark.sign === "^") ?? onLine[0];
  const window = cutAround(text, focus?.start ?? 0, width);
  const underlines = onLine.map((mark) => {
    const column = window.columnOf(mark.start);
    const length = Math.max(1, window.columnOf(mark.end) - column);
    const underline = " ".repeat(column) + mark.sign.repeat(length);
    return mark.message === "" ? underline : `${underline} ${visibleText(mark.message)}`;
  });
  return { number: line, text: window.text.trimEnd(), underlines };
}

/** The part of a line that is shown, and at which column of it an offset of the line stands. */
interface Window {
  readonly text: string;
  readonly columnOf: (offset: number) => number;
}

function cutAround(line: string, focus: number, width: number): Window {
  // At most `width` columns are shown, and each code unit shown takes at least none: look at a bounded stretch only.
  const from = focus <= LEAD || line.length <= width ? 0 : wholeCharacter(line, focus - LEAD);
  const prefix = from > 0 ? ELLIPSIS : "";
  const columns = new Map<number, number>();
  let text = prefix;
  let column = prefix.length;
  let at = from;
  while (at < line.length) {
    const character = String.fromCodePoint(line.codePointAt(at)!);
    const visible = character === "\t" ? TAB : visibleText(character);
    const size = columnsOf(visible);
    if (column + size > width || text.length > width * 8) break;
    columns.set(at, column);
    // Offsets inside a character stand where it begins.
    if (character.length === 2) columns.set(at + 1, column);
    text += visible;
    column += size;
    at += character.length;
  }
  const isCut = at < line.length;
  const end = column;
  return { text: isCut ? text + ELLIPSIS : text, columnOf: (offset) => columns.get(offset) ?? (offset < from ? 0 : end) };
}

function wholeCharacter(line: string, offset: number): number {
  const unit = line.charCodeAt(offset);
  return unit >= 0xdc00 && unit < 0xe000 ? offset + 1 : offset;
}

function columnsOf(visible: string): number {
  if (visible.length > 2) return visible.length;
  if (WIDE.test(visible)) return 2;
  if (COMBINING.test(visible)) return 0;
  return visible.codePointAt(0)! > 0xffff ? 1 : visible.length;
}

function plain(text: string): string {
  return text;
}

function colour(text: string, codes: string): string {
  return `${codes}${text}${RESET}`;
}

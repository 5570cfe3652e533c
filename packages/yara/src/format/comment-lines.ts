import type { Range, TextEdit } from "@sigwright/core";

/** Blanks a tab stands for where indentation is measured. */
const TAB_SIZE = 4;

/** Width of what stands on its line before each of the pieces of a text, which are in their order: one pass. */
export function columnsOf(text: string, pieces: readonly Range[]): Int32Array {
  const columns = new Int32Array(pieces.length);
  let at = 0;
  let width = 0;
  for (const [index, { start }] of pieces.entries()) {
    for (; at < start; at++) {
      const code = text.charCodeAt(at);
      if (code === 0x0a) width = 0;
      else width += code === 0x09 ? TAB_SIZE : 1;
    }
    columns[index] = width;
  }
  return columns;
}

/**
 * Edits within a comment: blanks at the ends of its lines go, and its further lines move along when the comment itself
 * does. `column` is where it begins now, `indentation` what it will be indented by when it has a line for itself.
 */
export function commentEdits(text: string, comment: Range, column: number, indentation: string | undefined): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  let start = comment.start;
  while (start < comment.end) {
    const lineEnd = text.indexOf("\n", start);
    const end = lineEnd === -1 || lineEnd > comment.end ? comment.end : lineEnd;
    const isFirst = start === comment.start;
    const content = contentEnd(text, start, end);
    if (!isFirst && indentation !== undefined && content > start) {
      const from = afterIndentation(text, start, content, column);
      if (text.slice(start, from) !== indentation) edits.push({ range: { start, end: from }, newText: indentation });
    }
    const last = text.charCodeAt(end - 1) === 0x0d ? end - 1 : end;
    if (content < last) edits.push({ range: { start: content, end: last }, newText: "" });
    start = end + 1;
  }
  return edits;
}

/** End of a line without the blanks at its end. */
function contentEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isBlank(text.charCodeAt(at - 1))) at--;
  return at;
}

/** Offset behind the blanks that begin a line, as many of them as make `column`. */
function afterIndentation(text: string, start: number, end: number, column: number): number {
  let at = start;
  for (let width = 0; at < end && width < column; at++) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x09) break;
    width += code === 0x09 ? TAB_SIZE : 1;
  }
  return at;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0d;
}

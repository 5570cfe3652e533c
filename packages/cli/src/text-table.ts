import { stripVTControlCharacters } from "node:util";

/** How a column of a {@link textTable} stands. */
export type Alignment = "left" | "right";

/**
 * Rows of cells as aligned lines, two blanks between columns, without trailing blanks. Cells may hold ANSI styles; they
 * are safe for a terminal already.
 */
export function textTable(rows: readonly (readonly string[])[], alignments: readonly Alignment[] = []): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, widthOf(cell));
  }
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const padding = " ".repeat(widths[column]! - widthOf(cell));
        return alignments[column] === "right" ? padding + cell : cell + padding;
      })
      .join("  ")
      .trimEnd(),
  );
}

function widthOf(cell: string): number {
  return stripVTControlCharacters(cell).length;
}

/** Text of at most `width` characters, cut with an ellipsis. */
export function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}

/** A number for people: `12,345`. */
export function shownNumber(value: number): string {
  return value.toLocaleString("en-US");
}

/** A count with its noun: `1 row`, `2 rows`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${shownNumber(count)} ${count === 1 ? noun : plural}`;
}

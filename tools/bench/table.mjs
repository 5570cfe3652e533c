/**
 * Tables of the benchmarks. A bench prints rows of aligned columns with two blanks or more between them; where it can,
 * each as soon as it is known. {@link markdownTable} makes a Markdown table of them.
 */

/**
 * Prints one row: the first cell to the left, all others to the right.
 *
 * @param {readonly string[]} cells
 * @param {readonly number[]} widths
 */
export function printRow(cells, widths) {
  console.log(cells.map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0))).join("  "));
}

/**
 * What a bench printed as a Markdown table.
 *
 * @param {string} printed
 */
export function markdownTable(printed) {
  const [head = [], ...rows] = printed.trimEnd().split("\n").map((line) => line.trim().split(/\s{2,}/));
  const escaped = (/** @type {string} */ cell) => cell.replaceAll("|", String.raw`\|`);
  const row = (/** @type {readonly string[]} */ cells) => `| ${cells.map(escaped).join(" | ")} |`;
  const isNumber = (/** @type {number} */ column) => rows.every((cells) => /^[-\d]/.test(cells[column] ?? "-"));
  return [row(head), row(head.map((_, column) => (isNumber(column) ? "--:" : "---"))), ...rows.map(row)].join("\n");
}

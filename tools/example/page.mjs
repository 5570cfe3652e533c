// How the example is laid out on a terminal.
import process from "node:process";
import { stripVTControlCharacters, styleText } from "node:util";
import { visibleText } from "@sigwright/core";

/** Whether there are styles. */
export const hasColor =
  (process.env["NO_COLOR"] ?? "") === "" && (process.stdout.isTTY || (process.env["FORCE_COLOR"] ?? "") !== "");

/**
 * Text in a style, where there are styles.
 *
 * @param {"bold" | "dim" | "red" | "green" | "yellow" | "cyan"} style
 * @param {string} text
 */
export function paint(style, text) {
  return hasColor ? styleText(style, text, { validateStream: false }) : text;
}

/** @param {string} [line] */
export function say(line = "") {
  process.stdout.write(`${line}\n`);
}

/** @param {string} title */
export function heading(title) {
  say();
  say(paint("bold", title));
  say(paint("dim", "─".repeat(title.length)));
}

/**
 * Rows as aligned lines.
 *
 * @param {readonly (readonly string[])[]} rows
 */
export function table(rows) {
  const width = (/** @type {string} */ cell) => stripVTControlCharacters(cell).length;
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => width(row[column] ?? ""))));
  for (const row of rows) {
    say(`  ${row.map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - width(cell))).join("  ")}`.trimEnd());
  }
}

/**
 * A rule as people read it: its header on a line, its options below, as many on a line as belong together.
 *
 * @param {string} rule
 */
export function layOut(rule) {
  const open = rule.indexOf("(");
  const options = rule.slice(open + 1, -1).match(/(?:[^;"\\]|\\.|"(?:[^"\\]|\\.)*")+;/g) ?? [];
  const lines = [""];
  for (const option of options.map((text) => text.trim())) {
    const last = lines.length - 1;
    if (startsGroup(option) || (lines[last] ?? "").length + option.length > 92) lines.push(option);
    else lines[last] = `${lines[last]} ${option}`.trim();
  }
  say(`  ${paint("cyan", visibleText(rule.slice(0, open).trim()))} (`);
  for (const line of lines.filter((text) => text !== "")) say(`    ${visibleText(line)}`);
  say("  )");
}

/** Options that begin a new thought: a buffer with its contents, the bookkeeping, the numbers. */
const GROUP_STARTS = ["msg:", "flow:", "dns.query;", "http.host;", "http.uri", "tls.sni;", "flowbits:isnotset", "threshold:", "classtype:", "metadata:", "sid:"];

/** @param {string} option */
function startsGroup(option) {
  return GROUP_STARTS.some((start) => option.startsWith(start));
}

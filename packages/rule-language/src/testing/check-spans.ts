import type { Range } from "@sigwright/core";
import type { RuleFile } from "../tree.ts";

// What lies between items: line ends, blanks, the byte order mark, and backslashes that join nothing.
const BETWEEN = /^[\s\uFEFF\\]*$/;

/** Throws unless all ranges of a file are in the text, in order, nested, and cover all that is not blank. */
export function checkSpans(file: RuleFile): void {
  const { text } = file.source;
  let at = 0;
  for (const item of file.items) {
    const outer = item.kind === "rule" ? item.outerRange : item.range;
    inside(outer, { start: at, end: text.length }, item.kind);
    if (!BETWEEN.test(text.slice(at, outer.start))) throw new Error(`lost text: ${text.slice(at, outer.start)}`);
    at = outer.end;
    if (item.kind !== "rule") continue;
    inside(item.range, outer, "rule");
    const { action, header, body } = item;
    let before = item.range.start;
    const { protocol, hook, source, sourcePort, direction, destination, destinationPort } = header;
    for (const word of [action, protocol, hook, source, sourcePort, direction, destination, destinationPort]) {
      if (word === undefined) continue;
      inside(word.range, { start: before, end: item.range.end }, "header word");
      if (word.text !== text.slice(word.range.start, word.range.end)) throw new Error("a word is not its range");
      before = word.range.end;
    }
    inside(header.range, item.range, "header");
    if (body !== undefined) inside(body, item.range, "body");
    before = body?.start ?? before;
    for (const option of item.options) {
      inside(option.range, { start: before, end: item.range.end }, "option");
      inside(option.nameRange, option.range, "name");
      if (option.valueRange !== undefined) {
        inside(option.valueRange, { start: option.nameEnd, end: option.end }, "value");
      }
      before = option.end;
    }
    for (const { range } of item.diagnostics) inside(range, { start: 0, end: text.length }, "diagnostic");
  }
  if (!BETWEEN.test(text.slice(at))) throw new Error(`lost text at the end: ${text.slice(at)}`);
}

function inside(range: Range, outer: Range, what: string): void {
  if (range.start >= outer.start && range.end <= outer.end && range.start <= range.end) return;
  throw new Error(`${what} ${range.start}..${range.end} is not inside ${outer.start}..${outer.end}`);
}

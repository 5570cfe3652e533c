import type { Range, WrittenSlot } from "@sigwright/core";
import type { Rule, RuleOption, Word } from "../tree.ts";
import type { SlotPlace } from "./slot-place.ts";

/** Where a slot stands, or why no value can stand there. */
export type SlotLocation = { readonly place: SlotPlace } | { readonly nowhere: string };

/** Finds the place of a slot in a template rule that was parsed with its slots as they are written. */
export function locateSlot(slot: WrittenSlot, rule: Rule, text: string): SlotLocation {
  const { range } = slot;
  if (!isWithin(range, rule.body)) return locateInHeader(range, rule);
  const option = optionAt(rule, range);
  if (option === undefined || isBetweenOptions(text.slice(option.start, range.start))) return { place: "options" };
  if (option.valueStart === -1 || range.start < option.valueStart) {
    return { nowhere: "the name of an option can't be filled in" };
  }
  return locateInValue(range, option, text);
}

function locateInHeader(range: Range, rule: Rule): SlotLocation {
  const { header } = rule;
  if (isWithin(range, header.source?.range) || isWithin(range, header.destination?.range)) return { place: "address" };
  for (const ports of [header.sourcePort, header.destinationPort]) {
    if (ports === undefined || !isWithin(range, ports.range)) continue;
    if (isAll(range, ports)) return { place: "port" };
    return { nowhere: "a port slot must be the whole port, as its value may be `any`" };
  }
  return { nowhere: "action, protocol and direction can't be filled in" };
}

function locateInValue(range: Range, option: RuleOption, text: string): SlotLocation {
  const value = text.slice(option.valueStart, option.valueEnd);
  const open = value.startsWith("!") ? value.indexOf('"') : value.startsWith('"') ? 0 : -1;
  if (open === -1) return { place: "bare" };
  if (option.valueStart + open >= range.start) return { nowhere: "a value's quotes can't be filled in" };
  if (isEscaped(text, range.start)) {
    return { nowhere: "the backslash before it would escape the value's first character; take it away or write it twice" };
  }
  switch (keywordOf(option).toLowerCase()) {
    case "msg":
      return { place: "message" };
    case "content":
    case "uricontent":
      return isInHex(text.slice(option.valueStart + open + 1, range.start))
        ? { nowhere: "a slot between bars would be read as hexadecimal; close the bar before it" }
        : { place: "content" };
    case "pcre":
      return { place: "pcre" };
    default:
      return { place: "string" };
  }
}

/** The keyword of an option in a template rule, where slots for whole options may stand before it. */
export function keywordOf(option: RuleOption): string {
  return option.name.replace(WHOLE_SLOT, "").trim();
}

/** From the keyword of an option in a template rule to its end, without slots that stand before it. */
export function keywordRange(option: RuleOption): Range {
  return { start: option.start + option.name.lastIndexOf(keywordOf(option)), end: option.end };
}

const WHOLE_SLOT = /\{\{[^{}]*\}\}/g;

/** Whether a stretch before a slot has nothing but other slots and blanks, so that the slot begins an option. */
function isBetweenOptions(before: string): boolean {
  return before.replace(WHOLE_SLOT, "").trim() === "";
}

function isInHex(before: string): boolean {
  let bars = 0;
  for (let at = 0; at < before.length; at++) {
    if (before[at] === "\\") at++;
    else if (before[at] === "|") bars++;
  }
  return bars % 2 === 1;
}

function isEscaped(text: string, at: number): boolean {
  let start = at;
  while (text[start - 1] === "\\") start--;
  return (at - start) % 2 === 1;
}

function optionAt(rule: Rule, range: Range): RuleOption | undefined {
  for (const option of rule.options) {
    if (range.start >= option.start && range.start < option.end) return option;
  }
  return undefined;
}

function isWithin(inner: Range, outer: Range | undefined): boolean {
  return outer !== undefined && inner.start >= outer.start && inner.end <= outer.end;
}

function isAll(range: Range, word: Word): boolean {
  return range.start === word.range.start && range.end === word.range.end;
}

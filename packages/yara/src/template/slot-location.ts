import type { Range, WrittenSlot } from "@sigwright/core";
import { expressionsIn } from "../children.ts";
import type { Expression, RegexpLiteral, Rule, TextLiteral } from "../nodes.ts";
import type { SlotPlace } from "./slots.ts";

/** Where a slot stands, or why no value can stand there. */
export type SlotLocation = { readonly place: SlotPlace; readonly isWhole?: true } | { readonly nowhere: string };

/** Finds the place of a slot in a rule that was parsed with something of the same length in place of each slot. */
export function locateSlot({ range }: WrittenSlot, rule: Rule, text: string): SlotLocation {
  if (rule.name !== undefined && isWithin(range, rule.name.range)) return { place: "name" };
  for (const tag of rule.tags) {
    if (!isWithin(range, tag.range)) continue;
    return isAll(range, tag.range) ? { place: "tag" } : { nowhere: "a tag can only be filled in as a whole" };
  }
  for (const { range: entry, key, value } of rule.meta) {
    if (isNumber(range, value.range)) return { place: "number" };
    if (!isWithin(range, entry)) continue;
    if (isAll(range, entry)) return { place: "meta" };
    if (isWithin(range, key.range)) return { nowhere: "the key of a meta entry can't be filled in" };
    if (value.kind === "text") return inText(range, value, text, "meta-text");
    return { nowhere: "a part of a number can't be filled in" };
  }
  for (const { range: pattern, name, value } of rule.patterns) {
    if (!isWithin(range, pattern)) continue;
    if (isAll(range, pattern)) return { place: "patterns" };
    if (isWithin(range, name.range)) return { nowhere: "the name of a pattern can't be filled in" };
    if (value.kind === "text") return inText(range, value, text, "text");
    if (value.kind === "regexp") return inRegexp(range, value, text);
    return { nowhere: "a hexadecimal pattern can't be filled in; write a text or a regular expression" };
  }
  return rule.condition === undefined ? NOWHERE : inCondition(range, rule.condition, text);
}

const NOWHERE: SlotLocation = { nowhere: "it is no part of the rule that can be filled in" };

function inCondition(range: Range, condition: Expression, text: string): SlotLocation {
  for (const node of expressionsIn(condition)) {
    if (node.kind === "integer" && isNumber(range, node.range)) return { place: "number" };
    if (!isWithin(range, node.range)) continue;
    if (node.kind === "text") return inText(range, node, text, "text");
    if (node.kind === "regexp") return inRegexp(range, node, text);
    if (node.kind === "identifier" && isAll(range, node.range)) {
      return { place: "condition", ...(isAll(range, condition.range) ? { isWhole: true as const } : {}) };
    }
  }
  return NOWHERE;
}

function inText(range: Range, { range: literal, raw }: TextLiteral, text: string, place: SlotPlace): SlotLocation {
  if (raw.startsWith('"""')) return { nowhere: "a text of several lines can't be filled in" };
  return inside(range, literal.start + 1, literal.end - 1, text, place);
}

function inRegexp(range: Range, { range: literal, source }: RegexpLiteral, text: string): SlotLocation {
  return inside(range, literal.start + 1, literal.start + 1 + source.length, text, "regexp");
}

function inside(range: Range, start: number, end: number, text: string, place: SlotPlace): SlotLocation {
  if (range.start < start || range.end > end) return { nowhere: "quotes and modifiers can't be filled in" };
  return isEscaped(text, range.start, start)
    ? { nowhere: "the backslash before it would escape the value's first character; take it away or write it twice" }
    : { place };
}

function isEscaped(text: string, at: number, from: number): boolean {
  let start = at;
  while (start > from && text[start - 1] === "\\") start--;
  return (at - start) % 2 === 1;
}

function isWithin(inner: Range, outer: Range): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

/** A number may take less room than the slot in whose place it stands. */
function isNumber(slot: Range, number: Range): boolean {
  return slot.start === number.start && slot.end >= number.end;
}

function isAll(range: Range, whole: Range): boolean {
  return range.start === whole.start && range.end === whole.end;
}

import type { Range } from "@sigwright/core";
import { parseTree } from "jsonc-parser";
import type { Node } from "jsonc-parser";
import { findDeepNesting } from "./json-nesting.ts";

/**
 * Says where the values of a JSON object's top-level members stand, for pointing at them. The text is valid JSON; it
 * is parsed for places when the first is asked for. Of a member that stands twice it is the last one, the one that
 * `JSON.parse` keeps. `undefined` for a member that is not there, and in a text that is nested too deep.
 */
export function createMemberLocator(text: string): (name: string) => Range | undefined {
  let ranges: ReadonlyMap<string, Range> | undefined;
  return (name) => {
    ranges ??= findDeepNesting(text) === undefined ? memberRanges(parseTree(text)) : new Map();
    return ranges.get(name);
  };
}

function memberRanges(root: Node | undefined): ReadonlyMap<string, Range> {
  const ranges = new Map<string, Range>();
  if (root?.type !== "object") return ranges;
  for (const { children: [name, value] = [] } of root.children ?? []) {
    if (name === undefined || value === undefined) continue;
    ranges.set(String(name.value), { start: value.offset, end: value.offset + value.length });
  }
  return ranges;
}

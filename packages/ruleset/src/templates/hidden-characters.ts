import type { Diagnostic } from "@sigwright/core";
import { visibleText } from "@sigwright/core";
import { fault } from "./read-pattern.ts";
import type { YamlNode, YamlScalar } from "./yaml-tree.ts";

/**
 * Texts of a template that hold what nobody sees: control characters, zero-width and bidirectional marks. What stands in a
 * template stands in every rule, so it has to be what its reviewers read; in an indicator such a character is escaped.
 * One finding for each text; line ends and tabs are no findings.
 */
export function hiddenCharacters(root: YamlNode): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const open: YamlNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === "list") open.push(...node.items);
    else if (node.type === "map") {
      for (const { key, keyRange, value } of node.entries) {
        open.push(value);
        found.push(...hiddenIn({ value: key, place: { locate: () => keyRange } }));
      }
    } else found.push(...hiddenIn(node));
  }
  return found.toSorted((a, b) => a.range.start - b.range.start);
}

function hiddenIn({ value, place }: Pick<YamlScalar, "value" | "place">): readonly Diagnostic[] {
  if (typeof value !== "string" || visibleText(value) === value) return [];
  let start = 0;
  for (const character of value) {
    const end = start + character.length;
    const visible = visibleText(character);
    if (visible !== character && !LAYOUT.has(character)) {
      const message = `the text holds \`${visible}\`, which nobody sees who reads it`;
      const help = "take it out: it would stand in every rule, and may show what follows in another order";
      return [fault("template/hidden-character", message, place.locate({ start, end }), help)];
    }
    start = end;
  }
  return [];
}

const LAYOUT: ReadonlySet<string> = new Set(["\n", "\r", "\t"]);

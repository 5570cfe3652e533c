import { placeAt } from "./yaml-text.ts";
import type { TextPlace } from "./yaml-text.ts";
import type { YamlNode } from "./yaml-tree.ts";

/** The value of a key of a mapping; `undefined` where there is no such key, or no mapping. */
export function at(node: YamlNode | undefined, ...keys: readonly string[]): YamlNode | undefined {
  let found = node;
  for (const key of keys) {
    found = found?.type === "map" ? found.entries.find((entry) => entry.key === key)?.value : undefined;
  }
  return found;
}

/** The items of a list; none where there is no list. */
export function itemsOf(node: YamlNode | undefined): readonly YamlNode[] {
  return node?.type === "list" ? node.items : [];
}

/** A text and its place, or `undefined` where there is none. */
export function textOf(node: YamlNode | undefined): { readonly text: string; readonly place: TextPlace } | undefined {
  return node?.type === "scalar" && typeof node.value === "string" ? { text: node.value, place: node.place } : undefined;
}

/** A number, or `undefined` where there is none. */
export function numberOf(node: YamlNode | undefined): number | undefined {
  return node?.type === "scalar" && typeof node.value === "number" ? node.value : undefined;
}

/** A truth value, or `undefined` where there is none. */
export function booleanOf(node: YamlNode | undefined): boolean | undefined {
  return node?.type === "scalar" && typeof node.value === "boolean" ? node.value : undefined;
}

/** The text of a key that the shape requires; empty, at the start of the file, should it be missing all the same. */
export function requiredText(node: YamlNode, key: string): { readonly text: string; readonly place: TextPlace } {
  return textOf(at(node, key)) ?? { text: "", place: placeAt(0) };
}

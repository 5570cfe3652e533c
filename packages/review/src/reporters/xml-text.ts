import { visibleText } from "@sigwright/core";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

/** Text that may stand in XML, in elements and in attributes; what XML 1.0 can't hold is written as an escape. */
export function xmlText(text: string): string {
  return visibleText(text)
    .replaceAll(/[&<>"']/g, (character) => ENTITIES[character]!)
    .replaceAll(/[\uFFFE\uFFFF]/g, "\uFFFD");
}

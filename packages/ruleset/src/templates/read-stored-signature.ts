import type { Diagnostic } from "@sigwright/core";
import { securityLabel } from "@sigwright/core";
import { STORED_SLOTS } from "./common-slots.ts";
import { readPattern } from "./read-pattern.ts";
import type { StoredSignatureTemplate } from "./template.ts";
import type { TextPattern } from "./text-pattern.ts";
import { at, itemsOf, requiredText, textOf } from "./yaml-access.ts";
import type { YamlNode } from "./yaml-tree.ts";

const SLOTS = Object.keys(STORED_SLOTS);

/** Reads the `signature` part of a template; what it leaves out is taken from the defaults. */
export function readStoredSignature(
  node: YamlNode | undefined,
  defaults: StoredSignatureTemplate,
  found: Diagnostic[],
): StoredSignatureTemplate {
  const pattern = (key: string): TextPattern | undefined => {
    const text = textOf(at(node, key));
    return text === undefined ? undefined : readPattern(text, SLOTS, found);
  };
  const texts = (key: string): readonly string[] | undefined => {
    const list = at(node, key);
    return list === undefined ? undefined : itemsOf(list).flatMap((item) => textOf(item)?.text ?? []);
  };
  const attributes = at(node, "attributes");
  return {
    name: pattern("name") ?? defaults.name,
    description: pattern("description") ?? defaults.description,
    source: pattern("source") ?? defaults.source,
    attributes:
      attributes === undefined
        ? defaults.attributes
        : itemsOf(attributes).map((item) => ({
            type: requiredText(item, "type").text,
            value: readPattern(requiredText(item, "value"), SLOTS, found),
          })),
    tags: texts("tags") ?? defaults.tags,
    labels: texts("labels")?.map(securityLabel) ?? defaults.labels,
  };
}

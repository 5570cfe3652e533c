import type { ObservationKind, SlotKind } from "@sigwright/core";
import type { YaraSlot } from "../encoding/encodings.ts";

/**
 * Where in a rule a slot stands, and so how its value is written there.
 * - `name`: in the rule's name.
 * - `tag`: a tag by itself.
 * - `meta`: in place of a meta entry.
 * - `meta-text`: inside the quotes of a meta entry.
 * - `patterns`: in place of a pattern.
 * - `text`: inside the quotes of a pattern, or of a text of the condition.
 * - `regexp`: inside a regular expression.
 * - `condition`: in place of an operand of the condition.
 * - `number`: in place of a number.
 */
export type SlotPlace = "name" | "tag" | "meta" | "meta-text" | "patterns" | "text" | "regexp" | "condition" | "number";

/** Values that differ in where they may stand: core's kinds, and those of the format's own slots. */
export type SlotValueKind = "text" | "word" | "integer" | "meta" | "name" | "patterns" | "condition";

/** The places where each kind of value can be written so that it can't be taken for anything else. */
export const PLACES: Readonly<Record<SlotValueKind, readonly SlotPlace[]>> = {
  text: ["meta-text", "tag", "text", "regexp"],
  word: ["meta-text", "tag", "text", "regexp"],
  integer: ["meta-text", "text", "regexp", "number"],
  meta: ["meta"],
  name: ["name"],
  patterns: ["patterns"],
  condition: ["condition"],
};

/** Each place in words, for messages; completes "it stands …". */
export const PLACE_NAMES: Readonly<Record<SlotPlace, string>> = {
  name: "in the rule's name",
  tag: "as a tag",
  meta: "in place of a meta entry",
  "meta-text": "in the text of a meta entry",
  patterns: "in place of a pattern",
  text: "in a text between quotes",
  regexp: "in a regular expression",
  condition: "in place of a part of the condition",
  number: "in place of a number",
};

/** One of the format's own template slots. */
export interface OwnSlot {
  readonly holds: SlotValueKind;
  /** One sentence for the generated reference and for messages. */
  readonly summary: string;
}

/** The format's own template slots. */
export const YARA_SLOTS: Readonly<Record<YaraSlot, OwnSlot>> = {
  name: { holds: "name", summary: "The rule's name, the same for ever and of this rule only; up to 28 characters may stand around it." },
  patterns: { holds: "patterns", summary: "The patterns for the observation, `$text` and perhaps `$wide`; stands in place of a pattern." },
  condition: { holds: "condition", summary: "What is true of the file, or of any file of the list; stands in the condition." },
  digests: { holds: "meta", summary: "Meta entries `md5`, `sha1` and `sha256`, as far as they are known; none for a list." },
  text: { holds: "text", summary: "The URL, address, subject, agent, mutex or key, for patterns written by hand." },
  host: { holds: "text", summary: "The host name, for patterns written by hand." },
  target: { holds: "text", summary: "The URL's request target, for patterns written by hand." },
};

/** Slots by kind of observation that hold what it is about: a rule needs one where it detects. */
export function detectingSlots(kind: ObservationKind): readonly YaraSlot[] {
  if (kind === "file") return ["condition"];
  if (kind === "host") return ["patterns", "host"];
  return kind === "url" ? ["patterns", "text", "target"] : ["patterns", "text"];
}

/** What a slot that all templates share holds. */
export function commonKind(kind: SlotKind): SlotValueKind {
  return kind === "references" || kind === "metadata" ? "meta" : kind;
}

/** The format's own slot of a name, if it is one. */
export function ownSlot(name: string): OwnSlot | undefined {
  return isOwnSlot(name) ? YARA_SLOTS[name] : undefined;
}

/** Whether a name is that of one of the format's own slots. */
export function isOwnSlot(name: string): name is YaraSlot {
  return Object.hasOwn(YARA_SLOTS, name);
}

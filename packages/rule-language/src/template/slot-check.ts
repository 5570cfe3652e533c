import { closest, type Diagnostic, type SlotDeclaration, type SlotKind, type WrittenSlot } from "@sigwright/core";
import type { Rule } from "../tree.ts";
import type { EmittedLanguage, EncodingDescription } from "./emitted-language.ts";
import { locateSlot } from "./slot-location.ts";
import { PLACE_NAMES, PLACES, type SlotPlace, type SlotValueKind } from "./slot-place.ts";
import { templateFinding } from "./template-diagnostics.ts";

/** The slots that templates of all formats share, by name. */
export type CommonSlots = Readonly<Record<string, SlotDeclaration>>;

/** What a slot holds, or `undefined` after saying why it can't be used for this encoding. */
export function slotKind(
  language: EmittedLanguage,
  slot: WrittenSlot,
  slots: CommonSlots,
  encoding: EncodingDescription,
  diagnostics: Diagnostic[],
): SlotValueKind | undefined {
  const { name, range } = slot;
  const own: readonly string[] = encoding.slots;
  const ownSlot = Object.hasOwn(language.slots, name) ? language.slots[name] : undefined;
  if (ownSlot !== undefined) {
    if (own.includes(name)) return ownSlot.holds;
    diagnostics.push(
      templateFinding(language.id, "slot-unavailable", range, {
        message: `the slot \`{{${name}}}\` has no value for ${describe(encoding)}`,
        help: name === "port" ? "write `any`" : `slots of the format here: ${own.map((each) => `{{${each}}}`).join(", ")}`,
      }),
    );
    return undefined;
  }
  if (Object.hasOwn(slots, name)) return commonKind(slots[name]!.kind);
  const known = [...own, ...Object.keys(slots)];
  const near = closest(name, known);
  diagnostics.push(
    templateFinding(language.id, "unknown-slot", range, {
      message: `unknown slot \`{{${name}}}\``,
      help: near === undefined ? `slots here: ${known.join(", ")}` : `did you mean \`{{${near}}}\`?`,
      expected: near === undefined ? known : [near],
    }),
  );
  return undefined;
}

/** Where a slot stands, or `undefined` after saying why its value can't be written there. */
export function slotPlace(
  language: EmittedLanguage,
  slot: WrittenSlot,
  holds: SlotValueKind,
  rule: Rule,
  text: string,
  diagnostics: Diagnostic[],
): SlotPlace | undefined {
  const location = locateSlot(slot, rule, text);
  if ("nowhere" in location) {
    diagnostics.push(
      templateFinding(language.id, "slot-place", slot.range, {
        message: `the slot \`{{${slot.name}}}\` can't stand here: ${location.nowhere}`,
        help: placeHelp(slot.name, holds),
      }),
    );
    return undefined;
  }
  if (PLACES[holds].includes(location.place)) return location.place;
  diagnostics.push(
    templateFinding(language.id, "slot-place", slot.range, {
      message: `the slot \`{{${slot.name}}}\` can't stand ${PLACE_NAMES[location.place]}`,
      help: placeHelp(slot.name, holds),
    }),
  );
  return undefined;
}

function placeHelp(name: string, holds: SlotValueKind): string {
  const places = PLACES[holds].map((place) => PLACE_NAMES[place]).join(" or ");
  if (name === "link") return `it may stand ${places}; for a reference use \`{{references}}\` between two options`;
  return `it may stand ${places}`;
}

function describe({ observation, variant }: EncodingDescription): string {
  return variant === undefined ? `${observation} observations` : `${observation} observations of variant \`${variant}\``;
}

function commonKind(kind: SlotKind): SlotValueKind {
  return kind === "references" || kind === "metadata" ? "options" : kind;
}

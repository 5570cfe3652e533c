import type { SignatureFormat, SlotDeclaration, SlotValues } from "../signature-format.ts";
import type { FormatFixtures } from "./conformance-case.ts";

/** Slots that template rules may use when the fixtures declare none. */
export const DEFAULT_SLOTS: Readonly<Record<string, SlotDeclaration>> = {
  message: { kind: "text", summary: "The signature's message." },
  sid: { kind: "integer", summary: "The signature's id." },
  rev: { kind: "integer", summary: "The signature's revision." },
};

/** What the suite varies; the rest of the values are plain ones. */
export interface SlotChoice {
  readonly sid?: number;
  readonly rev?: number;
  /** What text slots, references and metadata hold. */
  readonly text?: string;
}

/** A value for every declared slot, by the kind of slot. */
export function slotValues(format: SignatureFormat, fixtures: FormatFixtures, choice: SlotChoice): SlotValues {
  const { sid = 1_000_000, rev = 1, text } = choice;
  const slots = fixtures.slots ?? DEFAULT_SLOTS;
  const plain = Object.entries(slots).map(([name, slot]) => [name, plainValue(slot, text ?? `a ${name}`)] as const);
  const numbers = format.sidFamily === undefined && !("sid" in slots) ? {} : { sid, rev };
  const given = Object.entries(fixtures.values ?? {}).filter(([name]) => text === undefined || slots[name]?.kind !== "text");
  return { ...Object.fromEntries(plain), ...Object.fromEntries(given), ...numbers };
}

function plainValue(slot: SlotDeclaration, text: string): SlotValues[string] {
  switch (slot.kind) {
    case "integer":
      return 1;
    case "word":
      return "word";
    case "references":
      return [{ kind: "url", value: text }];
    case "metadata":
      return [{ key: "note", value: text }];
    case "text":
      return text;
  }
}

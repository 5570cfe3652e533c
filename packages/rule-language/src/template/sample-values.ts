import type { SlotKind, SlotValues } from "@sigwright/core";

/** A value for each slot that templates share, to try template rules with. */
export function sampleValues(slots: Readonly<Record<string, SlotKind>>): SlotValues {
  const values: Record<string, SlotValues[string]> = {};
  for (const [name, kind] of Object.entries(slots)) values[name] = SAMPLES[kind];
  return values;
}

const SAMPLES: Readonly<Record<SlotKind, SlotValues[string]>> = {
  text: "sample",
  word: "misc-activity",
  integer: 1,
  references: [{ kind: "url", value: "sample.invalid/reference" }],
  metadata: [{ key: "sample", value: "value" }],
};

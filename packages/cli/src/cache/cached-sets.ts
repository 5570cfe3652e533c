import { deserialize, serialize } from "node:v8";
import type { FileSet, KnownSets, SetFindings } from "@sigwright/review";
import type { EntryStore } from "./entry-store.ts";

/** What is kept of a set: what its files have, those without a finding left out, by their index. */
type KeptSet = readonly (readonly [index: number, findings: SetFindings])[];

const NOTHING: SetFindings = { diagnostics: [], refused: [] };

/**
 * Knows what was wrong among files that were seen together before. What was noted of them, and where their rules are, is
 * looked up only when it does not.
 *
 * @param keyOf the key of a set: what its files are called, what is in them, and all that the look at them goes by;
 * undefined when it is not known what is in one of them.
 */
export function keptSets(store: EntryStore, keyOf: (set: FileSet) => string | undefined): KnownSets {
  return (set, judge) => {
    const key = keyOf(set);
    const kept = key === undefined ? undefined : unpack(store.get(key), set.files.length);
    if (kept !== undefined) return kept;
    const found = judge();
    if (key !== undefined) store.put(key, pack(found));
    return found;
  };
}

function pack(found: readonly SetFindings[]): Buffer {
  const kept: KeptSet = [...found.entries()].filter(([, { diagnostics }]) => diagnostics.length > 0);
  return serialize(kept);
}

function unpack(bytes: Uint8Array | undefined, count: number): readonly SetFindings[] | undefined {
  if (bytes === undefined) return undefined;
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its checksum says that it was packed here
    const kept = new Map(deserialize(bytes) as KeptSet);
    return Array.from({ length: count }, (_, index) => kept.get(index) ?? NOTHING);
  } catch {
    return undefined;
  }
}

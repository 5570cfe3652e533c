import { deserialize, serialize } from "node:v8";
import type { Diagnostic, SetMember, SignatureFormat, ValidateContext } from "@sigwright/core";
import { KeptFacts } from "./checked-record.ts";
import type { EntryStore } from "./entry-store.ts";

/** The findings of a set that has some, by the index of the file. */
type KeptFindings = readonly (readonly [index: number, findings: readonly Diagnostic[]])[];

/**
 * A format that knows what was wrong among files that it saw together before, and unpacks what was noted of them only when
 * it does not.
 *
 * @param keyOf the key of a set: what its files are called, what is in them, and all that the look at them goes by;
 * undefined when it is not known what is in one of them.
 */
export function withKeptSets(format: SignatureFormat, store: EntryStore, keyOf: (members: readonly SetMember<unknown>[], context: ValidateContext) => string | undefined): SignatureFormat {
  if (format.validateSet === undefined) return format;
  return {
    ...format,
    validateSet(members, context) {
      const key = keyOf(members, context);
      const kept = key === undefined ? undefined : unpack(store.get(key), members.length);
      if (kept !== undefined) return kept;
      const found = format.validateSet!(members.map(unpacked), context);
      if (key !== undefined) store.put(key, pack(found));
      return found;
    },
  };
}

function unpacked(member: SetMember<unknown>): SetMember<unknown> {
  return member.facts instanceof KeptFacts ? { ...member, facts: member.facts.unpack() } : member;
}

function pack(found: readonly (readonly Diagnostic[])[]): Buffer {
  const kept: KeptFindings = [...found.entries()].filter(([, findings]) => findings.length > 0);
  return serialize(kept);
}

function unpack(bytes: Uint8Array | undefined, count: number): readonly (readonly Diagnostic[])[] | undefined {
  if (bytes === undefined) return undefined;
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its checksum says that it was packed here
    const kept = new Map(deserialize(bytes) as KeptFindings);
    return Array.from({ length: count }, (_, index) => kept.get(index) ?? []);
  } catch {
    return undefined;
  }
}

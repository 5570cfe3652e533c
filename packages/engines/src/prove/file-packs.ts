import type { FileObservationCase } from "./observation-case.ts";
import { type NumberedCase, observationName } from "./proof-judge.ts";

/** A file to scan: one case, or cases of different observations one behind the other. */
export interface FilePack {
  readonly bytes: Uint8Array;
  readonly cases: readonly NumberedCase<FileObservationCase>[];
}

/** Up to this many cases are scanned each alone: no time is to be saved. */
const FEW_CASES = 400;
/** Most bytes of a pack: rules that look at small files only must see it as one. */
const MOST_BYTES = 32_768;
/** Stands between two cases and is a part of no text, in whatever encoding. */
const SEPARATOR: Uint8Array = new TextEncoder().encode("\n\n\n\n");
/** Characters that texts are first compared by; shorter ones are hardly ever looked for. */
const GRAM = 6;

/**
 * Puts cases together, so that many observations need few scans: in one file are cases of different observations, none of
 * which has the text of another in it. Cases that are whole files stay alone.
 */
export function packFiles(cases: readonly NumberedCase<FileObservationCase>[]): readonly FilePack[] {
  if (cases.length <= FEW_CASES) return cases.map(alone);
  const packs: FilePack[] = [];
  const byObservation = new Map<string, NumberedCase<FileObservationCase>[]>();
  for (const each of cases) {
    if (each.facts.isWholeFile === true) {
      packs.push(alone(each));
      continue;
    }
    const name = observationName(each.observation);
    const found = byObservation.get(name);
    if (found === undefined) byObservation.set(name, [each]);
    else found.push(each);
  }
  for (const group of compatibleGroups([...byObservation.values()])) {
    const rounds = Math.max(...group.map((own) => own.length));
    for (let round = 0; round < rounds; round++) packs.push(...joined(group.flatMap((own) => own[round] ?? [])));
  }
  return packs;
}

/** The case in a file of its own. */
export function alone(each: NumberedCase<FileObservationCase>): FilePack {
  return { bytes: each.facts.bytes, cases: [each] };
}

function joined(cases: readonly NumberedCase<FileObservationCase>[]): readonly FilePack[] {
  const packs: FilePack[] = [];
  let members: NumberedCase<FileObservationCase>[] = [];
  let length = 0;
  const close = (): void => {
    if (members.length > 0) packs.push({ bytes: Buffer.concat(members.flatMap(({ facts }) => [facts.bytes, SEPARATOR])), cases: members });
    members = [];
    length = 0;
  };
  for (const each of cases) {
    const size = each.facts.bytes.length + SEPARATOR.length;
    if (length + size > MOST_BYTES) close();
    members.push(each);
    length += size;
  }
  close();
  return packs;
}

/** Groups of observations so that in no group any has the text of another in one of its cases. */
function compatibleGroups(observations: readonly (readonly NumberedCase<FileObservationCase>[])[]): readonly (readonly (readonly NumberedCase<FileObservationCase>[])[])[] {
  const conflicts = conflictsOf(observations);
  const groupOf: number[] = [];
  const groups: (readonly NumberedCase<FileObservationCase>[])[][] = [];
  for (const [index, own] of observations.entries()) {
    const taken = new Set([...(conflicts.get(index) ?? [])].map((other) => groupOf[other]));
    let group = 0;
    while (taken.has(group)) group++;
    groupOf.push(group);
    (groups[group] ??= []).push(own);
  }
  return groups;
}

/** Which observations have each other's text in their cases, found by the first letters of each text; in linear time. */
function conflictsOf(observations: readonly (readonly NumberedCase<FileObservationCase>[])[]): ReadonlyMap<number, ReadonlySet<number>> {
  const byGram = new Map<string, number[]>();
  const texts = observations.map((own) => textOf(own[0]!));
  for (const [index, text] of texts.entries()) {
    const gram = text.slice(0, GRAM);
    const found = byGram.get(gram);
    if (found === undefined) byGram.set(gram, [index]);
    else found.push(index);
  }
  const conflicts = new Map<number, Set<number>>();
  const note = (one: number, other: number): void => {
    const found = conflicts.get(one);
    if (found === undefined) conflicts.set(one, new Set([other]));
    else found.add(other);
  };
  for (const [index, own] of observations.entries()) {
    const shown = [...new Set(own.flatMap(({ facts }) => facts.text ?? []))].join("\n").toLowerCase();
    for (let at = 0; at < shown.length; at++) {
      for (const other of byGram.get(shown.slice(at, at + GRAM)) ?? NONE) {
        if (other === index || !shown.startsWith(texts[other]!, at)) continue;
        note(index, other);
        note(other, index);
      }
    }
  }
  return conflicts;
}

const NONE: readonly number[] = [];

function textOf({ observation: { key, match } }: NumberedCase): string {
  return (match.kind === "domain" ? match.name : key).toLowerCase();
}

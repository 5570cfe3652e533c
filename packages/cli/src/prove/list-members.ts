import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { hash128, type Observation, type ObservationKind, quoted } from "@sigwright/core";
import { isMeant, type Shown } from "@sigwright/engines";
import { OutputError } from "../output-error.ts";
import { memberObservation } from "./signature-observation.ts";

/** Signatures of lists by sid, and what their members are. */
export type ListKinds = ReadonlyMap<number, ObservationKind>;

/** What members of lists are wanted. */
export interface MembersWanted {
  /** How many of each list. */
  readonly most: number;
  /** Whether there is a sample of a member that can't be shown without: all of these are wanted. */
  readonly hasSample: (member: Observation) => boolean;
  /** Whether a member is shown anyway, as it has a rule of its own too: all of these are wanted. */
  readonly isShown: (member: Observation) => boolean;
}

/**
 * Of each list as many members as asked for: those whose hash is lowest, so the same in each run; but those with a sample
 * where there are any. Lists without a sid are known by what their members are, as there is one of each kind.
 */
export async function sampleMembers(path: string, lists: ListKinds, unnamed: ReadonlySet<ObservationKind>, wanted: MembersWanted): Promise<SampledMembers> {
  const bySid = new Map([...lists.keys()].map((sid) => [sid, new MemberSample(wanted)]));
  const byKind = new Map([...unnamed].map((kind) => [kind, new MemberSample(wanted)]));
  for await (const row of readRows(path)) {
    for (const { sid, member } of membersOf(row, lists)) bySid.get(sid)!.add(member);
    if (!row.isEmitted) continue;
    for (const [kind, sample] of byKind) {
      const member = memberObservation(kind, row);
      if (member !== undefined) sample.add(member);
    }
  }
  const listed = <K>(samples: ReadonlyMap<K, MemberSample>): ReadonlyMap<K, readonly Observation[]> => new Map([...samples].map(([key, sample]) => [key, sample.list()]));
  return { bySid: listed(bySid), byKind: listed(byKind) };
}

/** Members of lists, by the sid of the list, or by what they are. */
export interface SampledMembers {
  readonly bySid: ReadonlyMap<number, readonly Observation[]>;
  readonly byKind: ReadonlyMap<ObservationKind, readonly Observation[]>;
}

/** What near misses show that is meant by members of a list all the same; has the names of {@link shownName}. */
export async function meantByMembers(path: string, lists: ListKinds, shown: ReadonlyMap<number, readonly Shown[]>): Promise<ReadonlySet<string>> {
  const meant = new Set<string>();
  const byText = new Map<string, Shown>();
  for (const [sid, values] of shown) for (const value of values) byText.set(shownName(sid, value), value);
  for await (const row of readRows(path)) {
    for (const { sid, member } of membersOf(row, lists)) {
      const { match, key } = member;
      // Networks, and names that mean those below them, have to be compared; all others are found by their text.
      if (match.kind === "network" || (match.kind === "domain" && match.subdomains)) {
        for (const value of shown.get(sid) ?? []) if (isMeant(member, value)) meant.add(shownName(sid, value));
      } else if (byText.has(`${sid} ${key}`)) {
        meant.add(`${sid} ${key}`);
      }
    }
  }
  return meant;
}

/** What a value is called among those of a list. */
export function shownName(sid: number, shown: Shown): string {
  return `${sid} ${shown.kind === "host" ? shown.name : shown.kind === "address" ? shown.address : shown.key}`;
}

/** Keeps those members with a sample; where there are none those with the lowest hashes, and those that are shown anyway; each once. */
class MemberSample {
  readonly #wanted: MembersWanted;
  readonly #withSample = new Map<string, Observation>();
  readonly #shown = new Map<string, Observation>();
  #lowest = new Map<string, { readonly hash: string; readonly member: Observation }>();

  constructor(wanted: MembersWanted) {
    this.#wanted = wanted;
  }

  add(member: Observation): void {
    if (this.#wanted.hasSample(member)) this.#withSample.set(member.key, member);
    if (this.#wanted.isShown(member)) this.#shown.set(member.key, member);
    if (this.#lowest.has(member.key)) return;
    this.#lowest.set(member.key, { hash: hash128(member.key), member });
    // Dropping many at once keeps the cost of each low.
    if (this.#lowest.size > 4 * this.#wanted.most + 64) this.#trim();
  }

  list(): readonly Observation[] {
    if (this.#withSample.size > 0) return [...this.#withSample.values()];
    this.#trim();
    const lowest = [...this.#lowest.values()].map(({ member }) => member);
    return [...lowest, ...[...this.#shown.values()].filter(({ key }) => !this.#lowest.has(key))];
  }

  #trim(): void {
    const sorted = [...this.#lowest].toSorted(([, a], [, b]) => (a.hash < b.hash ? -1 : 1));
    this.#lowest = new Map(sorted.slice(0, this.#wanted.most));
  }
}

/** A row of `manifest.ndjson` as far as it is of use here. */
interface OutcomeRow {
  readonly type: string;
  readonly value: string;
  readonly sids: readonly number[];
  /** Whether it, or what it was merged into, is in the rules. */
  readonly isEmitted: boolean;
}

/** What a row is in the lists that it is in. */
function membersOf(row: OutcomeRow, lists: ListKinds): readonly { readonly sid: number; readonly member: Observation }[] {
  return row.sids.flatMap((sid) => {
    const kind = lists.get(sid);
    const member = kind === undefined ? undefined : memberObservation(kind, row);
    return member === undefined ? [] : [{ sid, member }];
  });
}

/** Reads what became of which indicator, a line at a time. */
async function* readRows(path: string): AsyncGenerator<OutcomeRow> {
  const input = createReadStream(path);
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      const row = readRow(line);
      if (row !== undefined) yield row;
    }
  } catch (error) {
    throw OutputError.from(error, `reading the list of outcomes ${quoted(path)} failed`);
  } finally {
    input.destroy();
  }
}

/** A row of an indicator; what is no such row is none of ours. */
function readRow(line: string): OutcomeRow | undefined {
  if (!line.startsWith("{")) return undefined;
  let row: unknown;
  try {
    row = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof row !== "object" || row === null || !("type" in row && "value" in row && "sids" in row && "outcome" in row)) return undefined;
  const { type, value, sids, outcome } = row;
  if (typeof type !== "string" || typeof value !== "string" || !Array.isArray(sids)) return undefined;
  const status = typeof outcome === "object" && outcome !== null && "status" in outcome ? outcome.status : undefined;
  return { type, value, sids: sids.filter((sid): sid is number => typeof sid === "number"), isEmitted: status === "emitted" || status === "merged" };
}

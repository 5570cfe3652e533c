import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { hash128, type Observation, type ObservationKind, quoted } from "@sigwright/core";
import { isMeant, type Shown } from "@sigwright/engines";
import { OutputError } from "../output-error.ts";
import { memberObservation } from "./signature-observation.ts";

/** Signatures of lists by sid, and what their members are. */
export type ListKinds = ReadonlyMap<number, ObservationKind>;

/** Of each list as many members as asked for: those whose hash is lowest, so the same in each run. */
export async function sampleMembers(path: string, lists: ListKinds, most: number): Promise<ReadonlyMap<number, readonly Observation[]>> {
  const samples = new Map([...lists.keys()].map((sid) => [sid, new LowestHashes(most)]));
  for await (const { sid, member } of readMembers(path, lists)) samples.get(sid)!.add(member);
  return new Map([...samples].map(([sid, sample]) => [sid, sample.list()]));
}

/** What near misses show that is meant by members of a list all the same; has the names of {@link shownName}. */
export async function meantByMembers(path: string, lists: ListKinds, shown: ReadonlyMap<number, readonly Shown[]>): Promise<ReadonlySet<string>> {
  const meant = new Set<string>();
  const byText = new Map<string, Shown>();
  for (const [sid, values] of shown) for (const value of values) byText.set(shownName(sid, value), value);
  for await (const { sid, member } of readMembers(path, lists)) {
    const { match, key } = member;
    // Networks, and names that mean those below them, have to be compared; all others are found by their text.
    if (match.kind === "network" || (match.kind === "domain" && match.subdomains)) {
      for (const value of shown.get(sid) ?? []) if (isMeant(member, value)) meant.add(shownName(sid, value));
    } else if (byText.has(`${sid} ${key}`)) {
      meant.add(`${sid} ${key}`);
    }
  }
  return meant;
}

/** What a value is called among those of a list. */
export function shownName(sid: number, shown: Shown): string {
  return `${sid} ${shown.kind === "host" ? shown.name : shown.kind === "address" ? shown.address : shown.key}`;
}

/** Keeps the observations with the lowest hashes, each once. */
class LowestHashes {
  readonly #most: number;
  #kept = new Map<string, { readonly hash: string; readonly member: Observation }>();

  constructor(most: number) {
    this.#most = most;
  }

  add(member: Observation): void {
    if (this.#kept.has(member.key)) return;
    this.#kept.set(member.key, { hash: hash128(member.key), member });
    // Dropping many at once keeps the cost of each low.
    if (this.#kept.size > 4 * this.#most + 64) this.#trim();
  }

  list(): readonly Observation[] {
    this.#trim();
    return [...this.#kept.values()].map(({ member }) => member);
  }

  #trim(): void {
    const sorted = [...this.#kept].toSorted(([, a], [, b]) => (a.hash < b.hash ? -1 : 1));
    this.#kept = new Map(sorted.slice(0, this.#most));
  }
}

/** Reads which indicators are in which lists, a line at a time. */
async function* readMembers(path: string, lists: ListKinds): AsyncGenerator<{ readonly sid: number; readonly member: Observation }> {
  const input = createReadStream(path);
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      const row = readRow(line);
      if (row === undefined) continue;
      for (const sid of row.sids) {
        const kind = lists.get(sid);
        const member = kind === undefined ? undefined : memberObservation(kind, row);
        if (member !== undefined) yield { sid, member };
      }
    }
  } catch (error) {
    throw OutputError.from(error, `reading the list of outcomes ${quoted(path)} failed`);
  } finally {
    input.destroy();
  }
}

interface OutcomeRow {
  readonly type: string;
  readonly value: string;
  readonly sids: readonly number[];
}

/** A row with sids; what is no such row is none of ours. */
function readRow(line: string): OutcomeRow | undefined {
  if (!line.startsWith("{")) return undefined;
  let row: unknown;
  try {
    row = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof row !== "object" || row === null || !("type" in row && "value" in row && "sids" in row)) return undefined;
  const { type, value, sids } = row;
  if (typeof type !== "string" || typeof value !== "string" || !Array.isArray(sids)) return undefined;
  return { type, value, sids: sids.filter((sid): sid is number => typeof sid === "number") };
}

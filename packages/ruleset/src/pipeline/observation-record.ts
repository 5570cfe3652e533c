import type { Channel, DigestMatch, Indicator, ListMemberFacts, Match, Observation, ObservationKind } from "@sigwright/core";
import type { RecordShape } from "./sorted-records.ts";

/** What the pipeline keeps of an indicator once it is known what it observes. */
export interface Contributor extends ListMemberFacts {
  /** Only where one indicator has several observations: which row it was, and how many there are. */
  readonly part?: { readonly row: number; readonly of: number };
}

/** One observation of one indicator. */
export interface ObservationRecord {
  readonly observation: Observation;
  readonly contributor: Contributor;
}

/** An observation with everybody who contributes to it, the one that speaks for it first. */
export interface MergedObservation {
  readonly observation: Observation;
  readonly contributors: readonly [Contributor, ...Contributor[]];
}

/** What stands in a line for what is as it mostly is: the match that the key tells, the value that is the key. */
const USUAL = 0;

type Line = readonly [
  kind: ObservationKind,
  key: string,
  match: Match | typeof USUAL,
  channels: number,
  type: string,
  value: string | typeof USUAL,
  rating: number | null,
  confidence: number | null,
  tags: readonly string[] | null,
  groups: readonly string[] | null,
  owner: string | null,
  link: string | null,
  id: string | null,
  part: readonly [row: number, of: number] | null,
];

/** How observations are sorted: by kind, then key. A shape reads its own lines only: it numbers the channels it has seen. */
export function observationShape(): RecordShape<ObservationRecord> {
  const numbers = new Map<string, number>();
  const channels: (readonly Channel[])[] = [];
  const numberOf = (given: readonly Channel[]): number => {
    const name = given.join();
    let number = numbers.get(name);
    if (number === undefined) {
      number = channels.push(given) - 1;
      numbers.set(name, number);
    }
    return number;
  };
  return {
    toLine({ observation, contributor }) {
      const { kind, key, match } = observation;
      const { type, value, rating, confidence, tags, groups, owner, link, id, part } = contributor;
      return JSON.stringify([
        kind,
        key,
        isUsual(observation) ? USUAL : match,
        numberOf(observation.channels),
        type,
        value === key ? USUAL : value,
        rating ?? null,
        confidence ?? null,
        tags ?? null,
        groups ?? null,
        owner ?? null,
        link ?? null,
        id ?? null,
        part === undefined ? null : [part.row, part.of],
      ] satisfies Line);
    },
    fromLine(line) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a line that toLine wrote
      const [kind, key, match, number, type, value, rating, confidence, tags, groups, owner, link, id, part] = JSON.parse(line) as Line;
      const contributor: { -readonly [Field in keyof Contributor]: Contributor[Field] } = { type, value: value === USUAL ? key : value };
      if (rating !== null) contributor.rating = rating;
      if (confidence !== null) contributor.confidence = confidence;
      if (tags !== null) contributor.tags = tags;
      if (groups !== null) contributor.groups = groups;
      if (owner !== null) contributor.owner = owner;
      if (link !== null) contributor.link = link;
      if (id !== null) contributor.id = id;
      if (part !== null) contributor.part = { row: part[0], of: part[1] };
      return { observation: { kind, key, match: match === USUAL ? usualMatch(kind, key) : match, channels: channels[number]! }, contributor };
    },
  };
}

/** The kind of the observation that a line of {@link observationShape} holds. */
export function kindOfLine(line: string): string {
  return line.slice(2, line.indexOf('"', 2));
}

/** Whether a match is the one that {@link usualMatch} makes of kind and key. */
function isUsual({ kind, key, match }: Observation): boolean {
  if (match.kind === "domain") return kind === "host" && !match.subdomains && match.name === key;
  return kind === "address" && match.kind === "address" && match.address === key && (match.family === 6) === key.includes(":");
}

function usualMatch(kind: ObservationKind, key: string): Match {
  if (kind === "host") return { kind: "domain", name: key, subdomains: false };
  return { kind: "address", family: key.includes(":") ? 6 : 4, address: key };
}

/** Whether two records are of one observation. */
export function areOfOneObservation({ observation: a }: ObservationRecord, { observation: b }: ObservationRecord): boolean {
  return a.key === b.key && a.kind === b.kind;
}

/** Takes from an indicator what is needed after the filter. */
export function contributorOf(indicator: Indicator): Contributor {
  const { type, value, rating, confidence, tags, groups, owner, link, provenance } = indicator;
  return {
    type,
    value,
    ...(rating === undefined ? {} : { rating }),
    ...(confidence === undefined ? {} : { confidence }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(groups.length === 0 ? {} : { groups }),
    ...(owner === undefined ? {} : { owner }),
    ...(link === undefined ? {} : { link }),
    ...(provenance.id === undefined ? {} : { id: provenance.id }),
  };
}

/**
 * Merges records of one observation. The contributor with the highest rating, then confidence, speaks for it; among
 * equals the order of their text decides, so that the result never depends on the order of the records.
 */
export function mergeRecords(records: readonly ObservationRecord[]): MergedObservation {
  const first = records[0]!;
  if (records.length === 1) return { observation: first.observation, contributors: [first.contributor] };
  const sorted = records
    .map((record) => ({ record, text: JSON.stringify(record) }))
    .toSorted((a, b) => compareStanding(a.record.contributor, b.record.contributor) || (a.text < b.text ? -1 : 1))
    .map(({ record }) => record);
  const [speaker, ...others] = sorted.map((record) => record.contributor);
  return { observation: mergedMatch(sorted), contributors: [speaker!, ...others] };
}

function compareStanding(a: Contributor, b: Contributor): number {
  return compareKnown(a.rating, b.rating) || compareKnown(a.confidence, b.confidence);
}

/** Higher first, unknown last. */
function compareKnown(a: number | undefined, b: number | undefined): number {
  return (b ?? -1) - (a ?? -1);
}

/** Files of one key can know different digests of the file; together they know more. */
function mergedMatch(records: readonly ObservationRecord[]): Observation {
  const { observation } = records[0]!;
  if (observation.match.kind !== "digest") return observation;
  let match: DigestMatch = observation.match;
  for (const record of records) {
    if (record.observation.match.kind === "digest") match = { ...record.observation.match, ...match };
  }
  // One order of members, whoever came first.
  const { md5, sha1, sha256, size } = match;
  return {
    ...observation,
    match: {
      kind: "digest",
      ...(md5 === undefined ? {} : { md5 }),
      ...(sha1 === undefined ? {} : { sha1 }),
      ...(sha256 === undefined ? {} : { sha256 }),
      ...(size === undefined ? {} : { size }),
    },
  };
}

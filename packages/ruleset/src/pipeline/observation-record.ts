import type { DigestMatch, Indicator, Observation } from "@sigwright/core";
import { compareTexts } from "./sorted-records.ts";
import type { RecordShape } from "./sorted-records.ts";

/** What the pipeline keeps of an indicator once it is known what it observes. */
export interface Contributor {
  readonly type: string;
  readonly value: string;
  readonly rating?: number;
  readonly confidence?: number;
  readonly tags?: readonly string[];
  readonly groups?: readonly string[];
  readonly owner?: string;
  readonly link?: string;
  /** The platform's identifier. */
  readonly id?: string;
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

/** How observations are sorted: by kind, then key. */
export const OBSERVATION_SHAPE: RecordShape<ObservationRecord> = {
  compare: ({ observation: a }, { observation: b }) => compareTexts(a.kind, b.kind) || compareTexts(a.key, b.key),
  size: ({ observation, contributor }) => 400 + 4 * observation.key.length + 2 * contributor.value.length,
};

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

/** Roughly how many bytes a merged observation takes in memory. */
export function mergedSize({ observation, contributors }: MergedObservation): number {
  return 300 + 4 * observation.key.length + 150 * contributors.length;
}

import type { ListPlace } from "./list-decision.ts";
import { observationShape } from "./observation-record.ts";
import type { MergedObservation } from "./observation-record.ts";
import type { RecordShape } from "./sorted-records.ts";

/** An observation and the list it goes to. */
export interface ListMember {
  readonly place: ListPlace;
  readonly merged: MergedObservation;
}

type Line = readonly [kind: string, group: string, bucket: string, key: string, records: readonly string[]];

/** How list members are sorted: by list, then by key. */
export function memberShape(): RecordShape<ListMember> {
  const record = observationShape();
  return {
    toLine({ place: { group, bucket }, merged: { observation, contributors } }) {
      const records = contributors.map((contributor) => record.toLine({ observation, contributor }));
      return JSON.stringify([observation.kind, group, bucket, observation.key, records] satisfies Line);
    },
    fromLine(line) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a line that toLine wrote
      const [, group, bucket, , records] = JSON.parse(line) as Line;
      const [first, ...others] = records.map((text) => record.fromLine(text));
      const { observation, contributor } = first!;
      return { place: { group, bucket }, merged: { observation, contributors: [contributor, ...others.map((other) => other.contributor)] } };
    },
  };
}

/** Whether two members go to one list. */
export function areOfOneList({ place: a, merged: { observation: ofA } }: ListMember, { place: b, merged }: ListMember): boolean {
  return a.bucket === b.bucket && a.group === b.group && ofA.kind === merged.observation.kind;
}

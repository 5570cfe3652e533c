import type { ListPlace } from "./list-decision.ts";
import { mergedSize } from "./observation-record.ts";
import type { MergedObservation } from "./observation-record.ts";
import { compareTexts } from "./sorted-records.ts";
import type { RecordShape } from "./sorted-records.ts";

/** An observation and the list it goes to. */
export interface ListMember {
  readonly place: ListPlace;
  readonly merged: MergedObservation;
}

/** How list members are sorted: by list, then by key. */
export const MEMBER_SHAPE: RecordShape<ListMember> = {
  compare: (a, b) => compareLists(a, b) || compareTexts(a.merged.observation.key, b.merged.observation.key),
  size: ({ merged }) => 100 + mergedSize(merged),
};

/** Whether two members go to one list. */
export function areOfOneList(a: ListMember, b: ListMember): boolean {
  return compareLists(a, b) === 0;
}

function compareLists({ place: a, merged: { observation: ofA } }: ListMember, { place: b, merged }: ListMember): number {
  return (
    compareTexts(ofA.kind, merged.observation.kind) || compareTexts(a.group, b.group) || compareTexts(a.bucket, b.bucket)
  );
}

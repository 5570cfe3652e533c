import type { ListPlace } from "./list-decision.ts";
import { mergedSize } from "./observation-record.ts";
import type { MergedObservation } from "./observation-record.ts";
import type { RecordShape } from "./sorted-records.ts";

/** An observation and the list it goes to. */
export interface ListMember {
  readonly place: ListPlace;
  readonly merged: MergedObservation;
}

/** Tells lists apart: by kind, group and bucket. */
export function listName({ place, merged }: ListMember): string {
  return `${merged.observation.kind} ${JSON.stringify(place.group)} ${place.bucket}`;
}

/** How list members are sorted: by list, then by key. */
export const MEMBER_SHAPE: RecordShape<ListMember> = {
  key: (member) => `${listName(member)} ${member.merged.observation.key}`,
  size: ({ merged }) => 100 + mergedSize(merged),
};

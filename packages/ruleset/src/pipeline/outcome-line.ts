import type { Outcome } from "./outcome.ts";
import type { RecordShape } from "./sorted-records.ts";

/** A line of `manifest.ndjson`, without its line feed. Lines are sorted as text, so by type and value first. */
export type OutcomeLine = string;

/** How outcome lines are sorted: as they are. */
export const OUTCOME_SHAPE: RecordShape<OutcomeLine> = {
  toLine: (line) => line,
  fromLine: (line) => line,
};

/** Which indicator an outcome is of; type and value are `null` for a row that is none. */
export interface OutcomeSubject {
  readonly type: string | null;
  readonly value: string | null;
  /** The platform's identifier, where the source has such. */
  readonly id?: string;
}

/** Writes what became of an indicator. */
export function outcomeLine({ type, value, id }: OutcomeSubject, outcome: Outcome, sids: readonly number[]): OutcomeLine {
  const { status, reason, clause, list, into } = outcome;
  return JSON.stringify({
    type,
    value,
    ...(id === undefined ? {} : { id }),
    outcome: {
      status,
      reason: reason ?? null,
      ...(clause === undefined ? {} : { clause }),
      ...(list === undefined ? {} : { list }),
      ...(into === undefined ? {} : { into }),
    },
    sids,
  });
}

/** Reads a line that {@link outcomeLine} has written. */
export function parseOutcomeLine(line: OutcomeLine): OutcomeSubject & { readonly outcome: Outcome } {
  return JSON.parse(line);
}

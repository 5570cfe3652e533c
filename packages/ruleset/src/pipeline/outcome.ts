/** What became of an indicator, or of a row that is none. */
export type OutcomeStatus = "emitted" | "filtered" | "guarded" | "merged" | "unsupported" | "malformed";

/** What became of one indicator, and why; as it stands in `manifest.ndjson`. */
export interface Outcome {
  readonly status: OutcomeStatus;
  readonly reason?: string;
  /** The clause of the filter that removed it. */
  readonly clause?: string;
  /** The list that guards it. */
  readonly list?: string;
  /** Type and value of the indicator it was merged into. */
  readonly into?: string;
}

/** How many rows ended how; `read` is the sum of all others. */
export interface Counts {
  readonly read: number;
  readonly emitted: number;
  readonly filtered: number;
  readonly guarded: number;
  readonly merged: number;
  readonly unsupported: number;
  readonly malformed: number;
}

/** How many rows ended one way for one cause. */
export interface CauseCount {
  readonly status: OutcomeStatus;
  /** The clause, list or reason. */
  readonly cause: string;
  readonly count: number;
}

// Causes come from hostile values too; the table must not grow with them.
const MOST_CAUSES = 500;
const OTHER_CAUSES = "other reasons";

/** Counts outcomes by status and by cause. */
export class OutcomeTally {
  readonly #counts: Record<OutcomeStatus, number> = {
    emitted: 0,
    filtered: 0,
    guarded: 0,
    merged: 0,
    unsupported: 0,
    malformed: 0,
  };
  readonly #causes = new Map<string, { status: OutcomeStatus; cause: string; count: number }>();

  /** A tally that begins where another stands. */
  static from(other: OutcomeTally): OutcomeTally {
    const tally = new OutcomeTally();
    for (const status of STATUSES) tally.#counts[status] = other.#counts[status];
    for (const [key, cause] of other.#causes) tally.#causes.set(key, { ...cause });
    return tally;
  }

  /** Counts one outcome. */
  add(outcome: Outcome): void {
    this.#counts[outcome.status]++;
    const cause = outcome.clause ?? outcome.list ?? (outcome.status === "merged" ? undefined : outcome.reason);
    if (cause === undefined || outcome.status === "malformed") return;
    const { status } = outcome;
    const key = `${status} ${cause}`;
    const found = this.#causes.get(key);
    if (found !== undefined) found.count++;
    else if (this.#causes.size < MOST_CAUSES) this.#causes.set(key, { status, cause, count: 1 });
    else this.#addOther(status);
  }

  /** The counts so far. */
  counts(): Counts {
    const read = STATUSES.reduce((sum, status) => sum + this.#counts[status], 0);
    return { read, ...this.#counts };
  }

  /** The causes so far, the most frequent first. */
  causes(): readonly CauseCount[] {
    return [...this.#causes.values()]
      .map((cause) => ({ ...cause }))
      .toSorted((a, b) => b.count - a.count || (`${a.status} ${a.cause}` < `${b.status} ${b.cause}` ? -1 : 1));
  }

  #addOther(status: OutcomeStatus): void {
    const key = `${status} ${OTHER_CAUSES}`;
    const found = this.#causes.get(key);
    if (found === undefined) this.#causes.set(key, { status, cause: OTHER_CAUSES, count: 1 });
    else found.count++;
  }
}

const STATUSES: readonly OutcomeStatus[] = ["emitted", "filtered", "guarded", "merged", "unsupported", "malformed"];

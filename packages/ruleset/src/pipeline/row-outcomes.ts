import type { ObservationOutcome } from "./emission.ts";
import type { Contributor } from "./observation-record.ts";
import { outcomeLine } from "./outcome-line.ts";
import type { OutcomeLine, OutcomeSubject } from "./outcome-line.ts";
import type { Outcome, OutcomeTally } from "./outcome.ts";
import type { RunStore } from "./run-store.ts";
import { groupsOf, SortedRecords } from "./sorted-records.ts";
import type { MemoryBudget, RecordShape } from "./sorted-records.ts";

/** What became of one of several observations of one row. */
interface PartOutcome {
  readonly row: number;
  readonly type: string;
  readonly value: string;
  readonly id?: string;
  readonly outcome: Outcome;
  readonly sids: readonly number[];
}

/** By rows; a number of sixteen digits stands for every row there can be. */
const PART_SHAPE: RecordShape<PartOutcome> = {
  toLine: ({ row, type, value, id, outcome, sids }) => JSON.stringify([String(row).padStart(16, "0"), type, value, id ?? null, outcome, sids]),
  fromLine(line) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a line that toLine wrote
    const [row, type, value, id, outcome, sids] = JSON.parse(line) as [string, string, string, string | null, Outcome, number[]];
    return { row: Number(row), type, value, outcome, sids, ...(id === null ? {} : { id }) };
  },
};

/** Turns outcomes of observations to outcomes of rows, counts them and keeps their lines. */
export class RowOutcomes {
  readonly #tally: OutcomeTally;
  readonly #lines: SortedRecords<OutcomeLine>;
  readonly #parts: SortedRecords<PartOutcome>;

  constructor(tally: OutcomeTally, lines: SortedRecords<OutcomeLine>, runStore: RunStore, budget: MemoryBudget) {
    this.#tally = tally;
    this.#lines = lines;
    this.#parts = new SortedRecords(PART_SHAPE, runStore, budget);
  }

  /** Takes what became of an observation; the first contributor speaks for it, the others were merged into it. */
  async add(contributors: readonly Contributor[], outcome: ObservationOutcome): Promise<void> {
    const sids = outcome.status === "emitted" ? outcome.sids : [];
    const own: Outcome =
      outcome.status === "emitted" ? { status: "emitted" } : { status: "unsupported", reason: outcome.reason };
    const [speaker, ...others] = contributors;
    await this.#settle(speaker!, own, sids);
    if (others.length === 0) return;
    const into = `${speaker!.type} ${speaker!.value}`;
    const merged: Outcome = { status: "merged", reason: "the same observation", into };
    for (const other of others) await this.#settle(other, merged, sids);
  }

  /** Ends the taking: joins what became of the several observations of one row. */
  async finish(): Promise<void> {
    for await (const groups of groupsOf(this.#parts.batches(), (a, b) => a.row === b.row)) {
      for (const parts of groups) {
        const [subject] = parts;
        const rank = (part: PartOutcome): number => JOIN_ORDER.indexOf(part.outcome.status);
        const { outcome } = parts.toSorted((a, b) => rank(a) - rank(b) || (textOf(a) < textOf(b) ? -1 : 1))[0]!;
        const sids = [...new Set(parts.flatMap((part) => part.sids))].toSorted((a, b) => a - b);
        await this.#line(subject!, outcome, sids);
      }
    }
    this.#parts.clear();
  }

  #settle(contributor: Contributor, outcome: Outcome, sids: readonly number[]): Promise<void> | undefined {
    const { type, value, id, part } = contributor;
    if (part === undefined) return this.#line(contributor, outcome, sids);
    return this.#parts.add({ row: part.row, type, value, outcome, sids, ...(id === undefined ? {} : { id }) });
  }

  #line(subject: OutcomeSubject, outcome: Outcome, sids: readonly number[]): Promise<void> | undefined {
    this.#tally.add(outcome);
    return this.#lines.add(outcomeLine(subject, outcome, sids));
  }
}

/** A row is emitted when any of its observations is. */
const JOIN_ORDER: readonly string[] = ["emitted", "merged", "unsupported"];

function textOf(part: PartOutcome): string {
  return JSON.stringify(part.outcome);
}

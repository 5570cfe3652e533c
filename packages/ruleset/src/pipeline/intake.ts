import { observe } from "@sigwright/core";
import type { Indicator, IndicatorSource, LocatedDiagnostic, Observation, RequestMatch } from "@sigwright/core";
import type { GuardVerdict, Guards } from "../guard/guard.ts";
import type { LifecycleCheck, LifecycleVerdict } from "../lifecycle/lifecycle-check.ts";
import type { ObservationOptions } from "../templates/template.ts";
import type { IndicatorFilter } from "./indicator-filter.ts";
import { contributorOf, observationShape } from "./observation-record.ts";
import type { ObservationRecord } from "./observation-record.ts";
import { OUTCOME_SHAPE, outcomeLine } from "./outcome-line.ts";
import type { OutcomeLine, OutcomeSubject } from "./outcome-line.ts";
import { OutcomeTally } from "./outcome.ts";
import type { Outcome } from "./outcome.ts";
import type { RunStore } from "./run-store.ts";
import { SortedRecords } from "./sorted-records.ts";
import type { MemoryBudget } from "./sorted-records.ts";

/** What the first pass needs to know. */
export interface IntakeOptions {
  readonly source: IndicatorSource;
  readonly filter: IndicatorFilter | undefined;
  readonly guards: Guards;
  readonly lifecycle: LifecycleCheck;
  readonly observations: ObservationOptions;
  readonly runStore: RunStore;
  readonly budget: MemoryBudget;
  readonly onRow: (rows: number) => void;
}

/** What the first pass finds: observations of everything that may be emitted, and outcomes of everything else. */
export interface Intake {
  readonly observations: SortedRecords<ObservationRecord>;
  readonly outcomes: SortedRecords<OutcomeLine>;
  readonly tally: OutcomeTally;
  /** Malformed rows, the first few. */
  readonly errors: readonly LocatedDiagnostic[];
  /** Remarks on other rows, the first few. */
  readonly remarks: readonly LocatedDiagnostic[];
  /** How many of both there are in all. */
  readonly problemCount: number;
}

/** The most problems that are told one by one. */
export const MOST_PROBLEMS = 200;

/** Pass 1: reads all rows, filters and guards them, and says what would be seen of the rest. */
export async function takeIn(options: IntakeOptions): Promise<Intake> {
  const { source, filter, guards, lifecycle, runStore, budget, onRow } = options;
  const observations = new SortedRecords(observationShape(), runStore, budget);
  const outcomes = new SortedRecords(OUTCOME_SHAPE, runStore, budget);
  const tally = new OutcomeTally();
  const errors: LocatedDiagnostic[] = [];
  const remarks: LocatedDiagnostic[] = [];
  let problemCount = 0;
  let rows = 0;

  const report = (problem: LocatedDiagnostic, told: LocatedDiagnostic[]): void => {
    problemCount++;
    if (told.length < MOST_PROBLEMS) told.push(problem);
  };
  const settle = (subject: OutcomeSubject, outcome: Outcome): Promise<void> | undefined => {
    tally.add(outcome);
    return outcomes.add(outcomeLine(subject, outcome, []));
  };

  for await (const row of source.read()) {
    rows++;
    onRow(rows);
    if (row.kind === "malformed") {
      report(row.problem, errors);
      await settle({ type: null, value: null }, { status: "malformed", reason: whatIsWrong(row.problem) });
      continue;
    }
    const { indicator } = row;
    for (const remark of row.remarks) report(remark, remarks);
    const ended = lifecycle.ended(indicator);
    if (ended !== undefined) {
      await settle(subjectOf(indicator), { status: "filtered", ...ended });
      continue;
    }
    const verdict = filter?.evaluate(indicator);
    if (verdict !== undefined && !verdict.passes) {
      const { reason, clause } = verdict;
      await settle(subjectOf(indicator), { status: "filtered", reason, clause });
      continue;
    }
    const seen = observationsOf(indicator, options.observations);
    if ("reason" in seen) {
      await settle(subjectOf(indicator), { status: "unsupported", reason: seen.reason });
      continue;
    }
    const allowed: Observation[] = [];
    let objection: GuardVerdict | undefined;
    let leftOut: LifecycleVerdict | KindVerdict | undefined;
    for (const observation of seen.observations) {
      const out = kindVerdict(observation, options.observations) ?? lifecycle.tooOld(indicator, observation.kind);
      const found = out === undefined ? guards.check(observation) : undefined;
      if (out === undefined && found === undefined) allowed.push(observation);
      leftOut ??= out;
      objection ??= found;
    }
    if (leftOut !== undefined && objection === undefined && allowed.length === 0) {
      await settle(subjectOf(indicator), { status: "filtered", ...leftOut });
      continue;
    }
    if (objection !== undefined && allowed.length === 0) {
      const { reason, list } = objection;
      await settle(subjectOf(indicator), { status: "guarded", reason, list });
      continue;
    }
    const contributor = contributorOf(indicator);
    for (const observation of allowed) {
      const part = allowed.length === 1 ? {} : { part: { row: rows, of: allowed.length } };
      const waiting = observations.add({ observation, contributor: { ...contributor, ...part } });
      // oxlint-disable-next-line no-await-in-loop -- waits only where a run is written
      if (waiting !== undefined) await waiting;
    }
  }
  return { observations, outcomes, tally, errors, remarks, problemCount };
}

function subjectOf({ type, value, provenance: { id } }: Indicator): OutcomeSubject {
  return { type, value, ...(id === undefined ? {} : { id }) };
}

/** What the template says against a kind of observation. */
interface KindVerdict {
  readonly clause: "observations.kinds";
  readonly reason: string;
}

function kindVerdict({ kind }: Observation, { kinds }: ObservationOptions): KindVerdict | undefined {
  if (kinds === undefined || kinds.has(kind)) return undefined;
  return { clause: "observations.kinds", reason: `the template makes no signatures of this kind (${kind})` };
}

type Seen = { readonly observations: readonly Observation[] } | { readonly reason: string };

/** What would be seen of an indicator, as a template reads it. */
export function observationsOf(indicator: Pick<Indicator, "type" | "value" | "digests">, options: ObservationOptions): Seen {
  const observeOptions = { subdomains: options.host.subdomains };
  const seen = observe(indicator, observeOptions);
  if (seen.status === "unobservable") return { reason: seen.reason };
  if (options.url.https === "unsupported") return seen;
  return {
    observations: seen.observations.flatMap((observation) => {
      const { match } = observation;
      if (match.kind !== "request" || match.scheme !== "https") return [observation];
      const host = observe(hostOf(match), observeOptions);
      return host.status === "observed" ? host.observations : [observation];
    }),
  };
}

function hostOf(match: RequestMatch): Pick<Indicator, "type" | "value"> {
  return { type: match.hostKind === "domain" ? "Host" : "Address", value: match.host };
}

function whatIsWrong({ source, diagnostic }: LocatedDiagnostic): string {
  const { line, column } = source.positionAt(diagnostic.range.start);
  return `${source.path ?? "input"}:${line}:${column}: ${diagnostic.message}`;
}

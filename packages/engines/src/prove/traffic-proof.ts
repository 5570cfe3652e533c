import type { Alert } from "../suricata/eve-log.ts";
import { captureCases, type Capture } from "../packet/capture.ts";
import { EngineError } from "../suricata/engine-error.ts";
import { type CaseAlert, groupAlerts } from "../suricata/replay-cases.ts";
import type { TrafficObservationCase } from "./observation-case.ts";
import { judgeProof, type NumberedCase, type Proof } from "./proof-judge.ts";
import { type IsMember, isMeantByMember, type ProofPlan } from "./proof-plan.ts";
import { trafficBatches } from "./traffic-batches.ts";

/** What a proof by traffic needs, whatever the engine. */
export interface TrafficProofHooks {
  /** Default: no subject has other members than its observations. */
  readonly isMember?: IsMember;
  /** Called with each capture before it is replayed. */
  readonly onCapture?: (capture: Capture, cases: readonly NumberedCase<TrafficObservationCase>[]) => Promise<void>;
  /** Called with the number of cases that were replayed. */
  readonly onProgress?: (replayed: number) => void;
}

/** What an engine makes of one capture. */
export interface ReplayedBatch {
  readonly alerts: readonly Alert[];
  /** Packets the engine read. */
  readonly packets: number;
  /** Why signatures were not in force, by {@link signatureId}. */
  readonly refusals: ReadonlyMap<string, string>;
}

/** What a signature is called in a proof. */
export function signatureId(gid: number, sid: number): string {
  return `${gid}:${sid}`;
}

/**
 * Replays the traffic of a plan batch by batch and judges what fired.
 *
 * @throws EngineError `incomplete` when an engine does not read all of a capture; and what `replayBatch` throws.
 */
export async function proveByTraffic(
  plan: ProofPlan<TrafficObservationCase>,
  hooks: TrafficProofHooks,
  replayBatch: (capture: Capture, batch: readonly NumberedCase<TrafficObservationCase>[]) => Promise<ReplayedBatch>,
): Promise<readonly Proof[]> {
  const ids = new Set(plan.subjects.map(({ id }) => id));
  const fired = new Map<string, readonly CaseAlert[]>();
  const refusals = new Map<string, string>();
  let replayed = 0;
  for (const batch of trafficBatches(plan.cases)) {
    const capture = captureCases(batch.map(({ id, facts }) => ({ id, conversations: facts.conversations })));
    // oxlint-disable-next-line no-await-in-loop -- one engine at a time takes the whole machine
    await hooks.onCapture?.(capture, batch);
    // oxlint-disable-next-line no-await-in-loop -- as above
    const result = await replayBatch(capture, batch);
    if (result.packets !== capture.packets) throw new EngineError("incomplete", `the engine read ${result.packets} of ${capture.packets} packets`);
    const own = result.alerts.filter(({ gid, sid }) => ids.has(signatureId(gid, sid)));
    for (const [id, alerts] of groupAlerts(batch, capture, own)) fired.set(id, alerts);
    for (const [id, reason] of result.refusals) refusals.set(id, reason);
    replayed += batch.length;
    hooks.onProgress?.(replayed);
  }
  const isMember = hooks.isMember ?? ((): boolean => false);
  return judgeProof(plan.subjects, {
    cases: plan.cases,
    notProvable: plan.notProvable,
    refusals,
    isMeant: (subject, numbered) => isMeantByMember(subject, numbered, isMember),
    firedIn: firedInCases(fired),
  });
}

/** The id of a signature by the text of its rule, as far as it has one. */
export function idOfRule(rule: string): string {
  // What looks like a sid inside of a message comes before the sid.
  const last = (pattern: RegExp): string | undefined => [...rule.matchAll(pattern)].at(-1)?.[1];
  return signatureId(Number(last(GID) ?? 1), Number(last(SID) ?? 0));
}

const SID = /\bsid\s{0,9}:\s{0,9}(\d{1,10})\s{0,9};/g;
const GID = /\bgid\s{0,9}:\s{0,9}(\d{1,10})\s{0,9};/g;

/** Looks alerts up by case and signature. */
function firedInCases(fired: ReadonlyMap<string, readonly CaseAlert[]>): (caseId: string, subjectId: string) => readonly number[] {
  const counts = new Map<string, Map<string, number[]>>();
  for (const [caseId, alerts] of fired) {
    const bySubject = new Map<string, number[]>();
    for (const { gid, sid, count } of alerts) {
      const id = signatureId(gid, sid);
      const found = bySubject.get(id);
      if (found === undefined) bySubject.set(id, [count]);
      else found.push(count);
    }
    counts.set(caseId, bySubject);
  }
  return (caseId, subjectId) => counts.get(caseId)?.get(subjectId) ?? NONE;
}

const NONE: readonly number[] = [];

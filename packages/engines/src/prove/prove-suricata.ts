import { captureCases, type Capture } from "../packet/capture.ts";
import type { SensorSettings } from "../suricata/configuration.ts";
import { EngineError } from "../suricata/engine-error.ts";
import { type RefusedRule, replay } from "../suricata/replay.ts";
import { type CaseAlert, groupAlerts } from "../suricata/replay-cases.ts";
import type { RuleSet } from "../suricata/rule-set.ts";
import { findSuricata } from "../suricata/suricata-engine.ts";
import type { SuricataOptions } from "../suricata/suricata-run.ts";
import type { TrafficObservationCase } from "./observation-case.ts";
import { judgeProof, type NumberedCase, type Proof } from "./proof-judge.ts";
import { type IsMember, isMeantByMember, type ProofPlan } from "./proof-plan.ts";
import { trafficBatches } from "./traffic-batches.ts";

/** How to replay the traffic of a proof. */
export interface TrafficProofOptions extends SuricataOptions {
  /** Default: no subject has other members than its observations. */
  readonly isMember?: IsMember;
  /** Called with each capture before it is replayed. */
  readonly onCapture?: (capture: Capture, cases: readonly NumberedCase<TrafficObservationCase>[]) => Promise<void>;
  /** Called with the number of cases that were replayed. */
  readonly onProgress?: (replayed: number) => void;
}

/** Alerts that one packet can give: many signatures can be for one address. */
const ALERTS_PER_PACKET = 1000;
const RAISED: SensorSettings = { requestBodyLimit: 0, responseBodyLimit: 0, reassemblyDepth: 0 };
const SID = /\bsid\s{0,9}:\s{0,9}(\d{1,10})\s{0,9};/g;
const GID = /\bgid\s{0,9}:\s{0,9}(\d{1,10})\s{0,9};/g;

/** What a signature is called in a proof. */
export function signatureId(gid: number, sid: number): string {
  return `${gid}:${sid}`;
}

/**
 * Replays the traffic of a plan through Suricata and says for each signature whether it is proven. The ids of the
 * subjects are those of {@link signatureId}. All rules are in force at once, as on a sensor.
 *
 * @throws EngineError when the engine is missing, takes too long, crashes or does not read all of a capture.
 */
export async function proveInSuricata(rules: RuleSet, plan: ProofPlan<TrafficObservationCase>, options: TrafficProofOptions = {}): Promise<readonly Proof[]> {
  const engine = options.engine ?? (await findSuricata());
  const ids = new Set(plan.subjects.map(({ id }) => id));
  const fired = new Map<string, readonly CaseAlert[]>();
  const refusals = new Map<string, string>();
  let replayed = 0;
  for (const batch of trafficBatches(plan.cases)) {
    const capture = captureCases(batch.map(({ id, facts }) => ({ id, conversations: facts.conversations })));
    // oxlint-disable-next-line no-await-in-loop -- one engine at a time takes the whole machine
    await options.onCapture?.(capture, batch);
    const fileHashes = batch.some(({ facts }) => facts.channel === "file.content");
    const settings = { ...options.settings, alertsPerPacket: ALERTS_PER_PACKET, fileHashes, ...(batch[0]!.facts.needsRaisedLimits === true ? RAISED : {}) };
    // oxlint-disable-next-line no-await-in-loop -- as above
    const result = await replay(rules, capture.pcap, { ...options, engine, settings, allowRefusedRules: true });
    if (result.packets !== capture.packets) throw new EngineError("incomplete", `Suricata read ${result.packets} of ${capture.packets} packets`);
    const own = result.alerts.filter(({ gid, sid }) => ids.has(signatureId(gid, sid)));
    for (const [id, alerts] of groupAlerts(batch, capture, own)) fired.set(id, alerts);
    for (const refused of result.refused) refusals.set(idOf(refused), refused.reasons.join("; "));
    replayed += batch.length;
    options.onProgress?.(replayed);
  }
  const isMember = options.isMember ?? ((): boolean => false);
  return judgeProof(plan.subjects, {
    cases: plan.cases,
    notProvable: plan.notProvable,
    refusals,
    isMeant: (subject, numbered) => isMeantByMember(subject, numbered, isMember),
    firedIn: firedInCases(fired),
  });
}

/** Looks alerts up by case and signature. */
export function firedInCases(fired: ReadonlyMap<string, readonly CaseAlert[]>): (caseId: string, subjectId: string) => readonly number[] {
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

function idOf({ rule }: RefusedRule): string {
  // What looks like a sid inside of a message comes before the sid.
  const last = (pattern: RegExp): string | undefined => [...rule.matchAll(pattern)].at(-1)?.[1];
  return signatureId(Number(last(GID) ?? 1), Number(last(SID) ?? 0));
}

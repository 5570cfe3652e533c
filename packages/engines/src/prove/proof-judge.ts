import type { Channel, Observation, ObservationKind } from "@sigwright/core";
import type { CaseFacts } from "./observation-case.ts";

/** What a proof says of a signature. */
export type ProofStatus = "proven" | "not-fired" | "near-miss-fired" | "noisy" | "not-provable";

/** A signature to prove. */
export interface ProofSubject {
  /** Unique: a sid, or the name of a rule. */
  readonly id: string;
  /** What it is for; of a list a sample of its members. */
  readonly observations: readonly Observation[];
  /** Where it looks; observations are shown there only. */
  readonly channels: readonly Channel[];
  /** Whether it may alert once for a pair of addresses only, not for each of their flows: lists of addresses. */
  readonly oncePerPair: boolean;
  /** Why nothing can be proven of it; there are no observations then. */
  readonly notProvable?: string;
}

/** The outcome for a signature. */
export interface Proof {
  readonly id: string;
  readonly status: ProofStatus;
  /** How often it fired in its own cases, near misses included. */
  readonly alerts: number;
  /** How many cases were its own. */
  readonly cases: number;
  /** What went wrong, or why nothing can be proven; `undefined` when it is proven. */
  readonly why: string | undefined;
  /** Ways of its channels that it is silent on as a whole, what had to be done for it, and what could not be shown. */
  readonly remarks: readonly string[];
}

/** A case of an observation, where it is one of many. */
export interface NumberedCase<Case extends CaseFacts = CaseFacts> {
  /** Unique among all cases of a proof. */
  readonly id: string;
  readonly observation: Observation;
  readonly facts: Case;
}

/** How often a signature fired in a case, one number for each flow in which it did. */
export type FiredIn = (caseId: string, subjectId: string) => readonly number[];

/** What the judge has to know. */
export interface Evidence {
  readonly cases: readonly NumberedCase[];
  readonly firedIn: FiredIn;
  /** Why an observation can't be shown on a channel; by {@link observationName} and channel. */
  readonly notProvable: ReadonlyMap<string, readonly { readonly channel: Channel; readonly reason: string }[]>;
  /** Cases that a signature may fire in though they are near misses, as they show another of its members. */
  readonly isMeant: (subject: ProofSubject, numbered: NumberedCase) => boolean;
  /** Why the engine has not loaded a signature. */
  readonly refusals: ReadonlyMap<string, string>;
}

/** A name for an observation, unique among all kinds. */
export function observationName({ kind, key }: { readonly kind: ObservationKind; readonly key: string }): string {
  return `${kind} ${key}`;
}

const MOST_NAMED = 3;

/**
 * Says for each signature whether it is proven.
 *
 * A case in which an observation is seen is met when any signature of the observation fires in it, as a format can
 * need several for one channel. A case that is not met counts against those that fire in no case at all; where there
 * are none, against those that fire in other cases of its way. A way that no one sees at all is told as a remark.
 */
export function judgeProof(subjects: readonly ProofSubject[], evidence: Evidence): readonly Proof[] {
  const byPlace = groupBy(evidence.cases, ({ observation, facts }) => placeName(observation, facts.channel));
  const groups = groupsOf(subjects);
  return subjects.map((subject) => {
    const findings = new Findings();
    for (const observation of subject.observations) {
      for (const channel of subject.channels) {
        const place = placeName(observation, channel);
        const cases = byPlace.get(place);
        if (cases !== undefined) judgeCases(subject, cases, groups.get(place)!, evidence, findings);
      }
      for (const { channel, reason } of evidence.notProvable.get(observationName(observation)) ?? []) {
        if (subject.channels.includes(channel)) findings.notShown.add(reason);
      }
    }
    const { alerts, cases } = findings;
    return { id: subject.id, alerts, cases, ...verdict(subject, findings, evidence.refusals.get(subject.id)) };
  });
}

/** What was found of one signature. */
class Findings {
  alerts = 0;
  cases = 0;
  shown = 0;
  readonly silent: string[] = [];
  readonly near: string[] = [];
  readonly noisy: string[] = [];
  readonly remarks = new Set<string>();
  readonly notShown = new Set<string>();
}

/** Judges a signature by the cases of one observation on one channel; `group` are all signatures that look there. */
function judgeCases(subject: ProofSubject, cases: readonly NumberedCase[], group: readonly ProofSubject[], { firedIn, isMeant }: Evidence, findings: Findings): void {
  const firing = cases.filter(({ facts }) => facts.fires);
  const firesIn = ({ id: subjectId }: ProofSubject, ofWay?: string): boolean =>
    firing.some(({ id, facts }) => (ofWay === undefined || facts.way === ofWay) && firedIn(id, subjectId).length > 0);
  const isWorking = firesIn(subject);
  const areAllWorking = group.every((other) => firesIn(other));
  findings.cases += cases.length;
  findings.shown += firing.length;
  for (const numbered of cases) {
    const { id, facts } = numbered;
    const counts = firedIn(id, subject.id);
    const count = counts.reduce((sum, each) => sum + each, 0);
    const told = toldCase(subject, numbered);
    findings.alerts += count;
    if (!facts.fires) {
      if (count > 0 && !isMeant(subject, numbered)) findings.near.push(told);
      continue;
    }
    const most = subject.oncePerPair ? count : Math.max(0, ...counts);
    if (most > 1) findings.noisy.push(`${told}: ${most} alerts`);
    if (facts.remark !== undefined && count > 0) findings.remarks.add(facts.remark);
    if (group.some((other) => firedIn(id, other.id).length > 0)) continue;
    if (!isWorking || (areAllWorking && firesIn(subject, facts.way))) findings.silent.push(told);
    else if (areAllWorking) findings.remarks.add(`silent on: ${facts.way}`);
  }
  // Others may meet each of the cases; a signature that fires in none is no good all the same.
  if (!isWorking && findings.silent.length === 0) findings.silent.push(...firing.map((numbered) => toldCase(subject, numbered)));
}

/** A case in words: of a list with the member that it is of. */
function toldCase({ observations }: ProofSubject, { observation, facts }: NumberedCase): string {
  return observations.length === 1 ? facts.name : `${observation.key}: ${facts.name}`;
}

function groupsOf(subjects: readonly ProofSubject[]): ReadonlyMap<string, readonly ProofSubject[]> {
  const places = subjects.flatMap((subject) =>
    subject.observations.flatMap((observation) => subject.channels.map((channel) => ({ place: placeName(observation, channel), subject }))),
  );
  return new Map([...groupBy(places, ({ place }) => place)].map(([place, each]) => [place, each.map(({ subject }) => subject)]));
}

function placeName(observation: Observation, channel: Channel): string {
  return `${channel} ${observationName(observation)}`;
}

/** `Map.groupBy`, which Node 20 does not have. */
function groupBy<T>(values: readonly T[], nameOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const name = nameOf(value);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [value]);
    else group.push(value);
  }
  return groups;
}

function verdict(subject: ProofSubject, findings: Findings, refusal: string | undefined): Pick<Proof, "status" | "why" | "remarks"> {
  const { silent, near, noisy, shown } = findings;
  const notShown = [...findings.notShown];
  const remarks = [...findings.remarks];
  if (subject.notProvable !== undefined) return { status: "not-provable", why: subject.notProvable, remarks };
  if (refusal !== undefined) return { status: "not-fired", why: `the engine does not load it: ${refusal}`, remarks };
  if (silent.length > 0) return { status: "not-fired", why: `silent on ${someOf(silent)}`, remarks };
  if (near.length > 0) return { status: "near-miss-fired", why: `fired on ${someOf(near)}`, remarks };
  if (noisy.length > 0) return { status: "noisy", why: someOf(noisy), remarks };
  if (shown === 0) return { status: "not-provable", why: notShown[0] ?? "nothing can be made of it for the channels it looks at", remarks };
  return { status: "proven", why: undefined, remarks: [...remarks, ...notShown.map((reason) => `not everything could be shown: ${reason}`)] };
}

function someOf(texts: readonly string[]): string {
  const named = texts.slice(0, MOST_NAMED).join("; ");
  return texts.length > MOST_NAMED ? `${named}; and ${texts.length - MOST_NAMED} more` : named;
}

import type { Channel } from "@sigwright/core";
import { type CaseFacts, type CasesOf, isMeant, type NotProvable, type Shown, type TrafficObservationCase } from "./observation-case.ts";
import { type NumberedCase, observationName, type ProofSubject } from "./proof-judge.ts";
import type { Samples } from "./samples.ts";
import { trafficCases } from "./traffic-cases.ts";

/** What will be shown to an engine, before it is. */
export interface ProofPlan<Case extends CaseFacts> {
  readonly subjects: readonly ProofSubject[];
  readonly cases: readonly NumberedCase<Case>[];
  /** By the name of the observation. */
  readonly notProvable: ReadonlyMap<string, readonly NotProvable[]>;
}

/** A near miss that is meant by another member of a signature; says so for members that are no observation of the subject. */
export type IsMember = (subject: ProofSubject, shown: Shown) => boolean;

/** Makes the traffic for signatures; each observation is shown once, on the channels where any of them looks. */
export function planTraffic(subjects: readonly ProofSubject[], samples: Samples): ProofPlan<TrafficObservationCase> {
  return plan(subjects, (observation) => trafficCases(observation, samples));
}

/** A plan of cases of any sort. */
export function plan<Case extends CaseFacts>(
  subjects: readonly ProofSubject[],
  casesOf: (observation: ProofSubject["observations"][number]) => CasesOf<Case>,
): ProofPlan<Case> {
  const watched = new Map<string, { readonly observation: ProofSubject["observations"][number]; readonly channels: Set<Channel> }>();
  for (const { observations, channels } of subjects) {
    for (const observation of observations) {
      const name = observationName(observation);
      const found = watched.get(name) ?? { observation, channels: new Set() };
      for (const channel of channels) found.channels.add(channel);
      watched.set(name, found);
    }
  }
  const cases: NumberedCase<Case>[] = [];
  const notProvable = new Map<string, readonly NotProvable[]>();
  for (const [name, { observation, channels }] of watched) {
    const made = casesIfPossible(() => casesOf(observation), channels);
    notProvable.set(name, made.notProvable);
    for (const facts of made.cases) if (channels.has(facts.channel)) cases.push({ id: String(cases.length), observation, facts });
  }
  return { subjects, cases, notProvable };
}

/** What can't be built, a name too long for a protocol for example, can't be proven. */
function casesIfPossible<Case extends CaseFacts>(make: () => CasesOf<Case>, channels: ReadonlySet<Channel>): CasesOf<Case> {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { cases: [], notProvable: [...channels].map((channel) => ({ channel, reason: error.message })) };
  }
}

/** Whether a near miss is no near miss for a subject, as it shows another of its members. */
export function isMeantByMember(subject: ProofSubject, { facts }: NumberedCase, isMember: IsMember): boolean {
  return facts.shows.some((shown) => subject.observations.some((observation) => isMeant(observation, shown)) || isMember(subject, shown));
}

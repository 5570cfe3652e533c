import type { Channel, LiteralMatch, Observation, ObservationKind } from "@sigwright/core";
import { addressCases } from "./address-cases.ts";
import { userAgentCases } from "./agent-cases.ts";
import { fileCases } from "./file-cases.ts";
import { hostCases } from "./host-cases.ts";
import { emailAddressCases, emailSubjectCases } from "./mail-cases.ts";
import type { CasesOf, TrafficObservationCase } from "./observation-case.ts";
import { requestCases } from "./request-cases.ts";
import { indexSamples, type Samples } from "./samples.ts";
import { certificateFingerprintCases, certificateSerialCases, certificateSubjectCases, helloCases } from "./tls-cases.ts";

const NO_SAMPLES = indexSamples([]);
/** Places that only scanners look at; of what is there, whole files alone are seen in traffic too. */
const ON_MACHINES: ReadonlySet<Channel> = new Set(["file.content", "memory", "registry"]);
const NOT_IN_TRAFFIC = "it is seen in the files, the memory or the registry of a machine, not in traffic";

/**
 * Traffic in which an observation must be seen, and traffic that only looks like it, for each of its channels: made of
 * the observation alone. What is known by a digest only is not provable without a sample of it.
 */
export function trafficCases(observation: Observation, samples: Samples = NO_SAMPLES): CasesOf<TrafficObservationCase> {
  const all = observation.channels.map((channel) => casesOn(observation, channel, samples));
  return { cases: all.flatMap(({ cases }) => cases), notProvable: all.flatMap(({ notProvable }) => notProvable) };
}

function casesOn({ kind, match }: Observation, channel: Channel, samples: Samples): CasesOf<TrafficObservationCase> {
  if (ON_MACHINES.has(channel) && match.kind !== "digest") return { cases: [], notProvable: [{ channel, reason: NOT_IN_TRAFFIC }] };
  switch (match.kind) {
    case "address":
    case "network":
      return provable(addressCases(match));
    case "domain":
      return provable(hostCases(match, channel));
    case "request":
      return provable(requestCases(match));
    case "digest":
      return fileCases(match, samples);
    case "fingerprint":
      return kind === "certificate-fingerprint" ? certificateFingerprintCases(match, samples) : helloCases(match, channel, samples);
    case "literal": {
      const cases = LITERAL_CASES[kind]?.(match, channel);
      return cases ?? { cases: [], notProvable: [{ channel, reason: NOT_IN_TRAFFIC }] };
    }
  }
}

const LITERAL_CASES: Readonly<Partial<Record<ObservationKind, (match: LiteralMatch, channel: Channel) => CasesOf<TrafficObservationCase>>>> = {
  "email-address": (match, channel) => provable(emailAddressCases(match, channel)),
  "email-subject": (match) => provable(emailSubjectCases(match)),
  "user-agent": (match) => provable(userAgentCases(match)),
  "certificate-subject": certificateSubjectCases,
  "certificate-serial": certificateSerialCases,
};

function provable(cases: readonly TrafficObservationCase[]): CasesOf<TrafficObservationCase> {
  return { cases, notProvable: [] };
}

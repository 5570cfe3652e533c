import type { ObservationKind, Observation, SlotKind, SlotValues } from "@sigwright/core";

/** An observation of each kind the format encodes, to try template rules with. */
export function sampleObservation(kind: ObservationKind): Observation | undefined {
  switch (kind) {
    case "address":
      return { kind, key: "192.0.2.1", match: { kind: "address", family: 4, address: "192.0.2.1" }, channels: ["ip"] };
    case "network":
      return {
        kind,
        key: "192.0.2.0/24",
        match: { kind: "network", family: 4, address: "192.0.2.0", prefix: 24 },
        channels: ["ip"],
      };
    case "host":
      return {
        kind,
        key: "sample.invalid",
        match: { kind: "domain", name: "sample.invalid", subdomains: false },
        channels: ["dns.query", "http.host", "tls.sni", "quic.sni"],
      };
    case "url":
      return {
        kind,
        key: "http://sample.invalid/sample",
        match: { kind: "request", scheme: "http", host: "sample.invalid", hostKind: "domain", target: "/sample" },
        channels: ["http.request"],
      };
    default:
      return undefined;
  }
}

/** A value for each slot that templates share, to try template rules with. */
export function sampleValues(slots: Readonly<Record<string, SlotKind>>): SlotValues {
  const values: Record<string, SlotValues[string]> = {};
  for (const [name, kind] of Object.entries(slots)) values[name] = SAMPLES[kind];
  return values;
}

const SAMPLES: Readonly<Record<SlotKind, SlotValues[string]>> = {
  text: "sample",
  word: "sample",
  integer: 1,
  references: [{ kind: "url", value: "sample.invalid/reference" }],
  metadata: [{ key: "sample", value: "value" }],
};

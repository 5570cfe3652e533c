import type { Observation, ObservationKind, SlotKind, SlotValues } from "@sigwright/core";

/** An observation of each kind the format encodes, to try template rules with. */
export const SAMPLE_OBSERVATIONS: Readonly<Partial<Record<ObservationKind, Observation>>> = {
  address: {
    kind: "address",
    key: "192.0.2.1",
    match: { kind: "address", family: 4, address: "192.0.2.1" },
    channels: ["ip"],
  },
  network: {
    kind: "network",
    key: "192.0.2.0/24",
    match: { kind: "network", family: 4, address: "192.0.2.0", prefix: 24 },
    channels: ["ip"],
  },
  host: {
    kind: "host",
    key: "sample.invalid",
    match: { kind: "domain", name: "sample.invalid", subdomains: false },
    channels: ["dns.query", "http.host", "tls.sni", "quic.sni"],
  },
  url: {
    kind: "url",
    key: "http://sample.invalid/sample",
    match: { kind: "request", scheme: "http", host: "sample.invalid", hostKind: "domain", target: "/sample" },
    channels: ["http.request"],
  },
};

/** A value for each slot that templates share, to try template rules with. */
export function sampleValues(slots: Readonly<Record<string, SlotKind>>): SlotValues {
  const values: Record<string, SlotValues[string]> = {};
  for (const [name, kind] of Object.entries(slots)) values[name] = SAMPLES[kind];
  return values;
}

const SAMPLES: Readonly<Record<SlotKind, SlotValues[string]>> = {
  text: "sample",
  word: "misc-activity",
  integer: 1,
  references: [{ kind: "url", value: "sample.invalid/reference" }],
  metadata: [{ key: "sample", value: "value" }],
};

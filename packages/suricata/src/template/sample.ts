import type { Observation, ObservationKind } from "@sigwright/core";

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

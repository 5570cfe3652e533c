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

/** A file of which one digest is known: the variants of its rules are the algorithms. */
export function sampleFile(algorithm: string | undefined): Observation | undefined {
  const length = { md5: 32, sha1: 40, sha256: 64 }[algorithm ?? ""];
  if (length === undefined) return undefined;
  const digest = "0".repeat(length);
  return { kind: "file", key: digest, match: { kind: "digest", [algorithm!]: digest }, channels: ["file.content"] };
}

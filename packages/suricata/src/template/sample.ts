import type { Observation, ObservationKind } from "@sigwright/core";

const SAMPLE_MD5 = "0".repeat(32);
const SAMPLE_SHA1 = "0".repeat(40);

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
  "email-address": {
    kind: "email-address",
    key: "sample@sample.invalid",
    match: { kind: "literal", text: "sample@sample.invalid", caseSensitive: false },
    channels: ["smtp.envelope", "mail.header"],
  },
  "email-subject": { kind: "email-subject", key: "a sample", match: { kind: "literal", text: "a sample", caseSensitive: true }, channels: ["mail.header"] },
  "user-agent": { kind: "user-agent", key: "Sample/1.0", match: { kind: "literal", text: "Sample/1.0", caseSensitive: true }, channels: ["http.user_agent"] },
  "ja3": { kind: "ja3", key: SAMPLE_MD5, match: { kind: "fingerprint", algorithm: "ja3", value: SAMPLE_MD5 }, channels: ["tls.ja3", "quic.ja3"] },
  "ja3s": { kind: "ja3s", key: SAMPLE_MD5, match: { kind: "fingerprint", algorithm: "ja3s", value: SAMPLE_MD5 }, channels: ["tls.ja3s"] },
  "certificate-fingerprint": {
    kind: "certificate-fingerprint",
    key: SAMPLE_SHA1,
    match: { kind: "fingerprint", algorithm: "sha1", value: SAMPLE_SHA1 },
    channels: ["tls.certificate"],
  },
  "certificate-subject": {
    kind: "certificate-subject",
    key: "CN=sample.invalid",
    match: { kind: "literal", text: "CN=sample.invalid", caseSensitive: true },
    channels: ["tls.certificate"],
  },
  "certificate-serial": {
    kind: "certificate-serial",
    key: "05:a0",
    match: { kind: "literal", text: "05:a0", caseSensitive: false },
    channels: ["tls.certificate"],
  },
};

/** A JA4 fingerprint as it is sent over a transport, which its first letter tells. */
export function sampleJa4(variant: string | undefined): Observation {
  const value = `${variant === "quic" ? "q" : "t"}13d0310h3_${"0".repeat(12)}_${"0".repeat(12)}`;
  return { kind: "ja4", key: value, match: { kind: "fingerprint", algorithm: "ja4", value }, channels: [variant === "quic" ? "quic.ja4" : "tls.ja4"] };
}

/** A file of which one digest is known: the variants of its rules are the algorithms. */
export function sampleFile(algorithm: string | undefined): Observation | undefined {
  const length = { md5: 32, sha1: 40, sha256: 64 }[algorithm ?? ""];
  if (length === undefined) return undefined;
  const digest = "0".repeat(length);
  return { kind: "file", key: digest, match: { kind: "digest", [algorithm!]: digest }, channels: ["file.content"] };
}

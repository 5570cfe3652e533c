import type { Observation, ObservationKind } from "@sigwright/core";
import type { OwnSlot } from "@sigwright/rule-language/template";

/** The formats' own template slots. */
export const SNORT_SLOTS: Readonly<Record<string, OwnSlot>> = {
  match: { holds: "options", summary: "The detection options for the observation; stands between two options." },
  once: { holds: "options", summary: "Options that keep the rule to one alert for each flow; stands between two options." },
  address: { holds: "address", summary: "The address or network, or the list of them, in the rule's header." },
  port: { holds: "port", summary: "The port the URL names, or `any`, in the rule's header." },
  host: { holds: "text", summary: "The host name, for detection options written by hand." },
  "host.bytes": { holds: "integer", summary: "Number of bytes of {{host}}." },
  target: { holds: "text", summary: "The URL's request target, for detection options written by hand." },
  "target.bytes": { holds: "integer", summary: "Number of bytes of {{target}}, for `bufferlen` or `urilen` for example." },
  text: { holds: "text", summary: "The user agent, address or subject, for detection options written by hand." },
  "text.bytes": { holds: "integer", summary: "Number of bytes of {{text}}." },
};

/** Slots by kind of observation that hold what it is about. */
export const DETECTING_SLOTS: Readonly<Partial<Record<ObservationKind, readonly string[]>>> = {
  address: ["address"],
  network: ["address"],
  host: ["match", "host"],
  url: ["match", "target"],
  "email-address": ["match", "text"],
  "email-subject": ["match", "text"],
  "user-agent": ["match", "text"],
};

/** An observation of a kind that can be seen in a variant, to try template rules with. */
export function sampleObservation(kind: ObservationKind, variant: string | undefined): Observation | undefined {
  const sample = SAMPLES[kind];
  if (variant !== "tls-below" || sample?.match.kind !== "domain") return sample;
  return { ...sample, match: { ...sample.match, subdomains: true } };
}

const SAMPLES: Readonly<Partial<Record<ObservationKind, Observation>>> = {
  address: { kind: "address", key: "192.0.2.1", match: { kind: "address", family: 4, address: "192.0.2.1" }, channels: ["ip"] },
  network: { kind: "network", key: "192.0.2.0/24", match: { kind: "network", family: 4, address: "192.0.2.0", prefix: 24 }, channels: ["ip"] },
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
};

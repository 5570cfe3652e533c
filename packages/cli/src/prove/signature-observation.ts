import { type Observation, type ObservationKind, observe } from "@sigwright/core";

/** Which type of indicator has observations of a kind, and so in which terms their keys are. */
const TYPE_OF: Readonly<Record<ObservationKind, string>> = {
  "address": "Address",
  "network": "CIDR",
  "host": "Host",
  "url": "URL",
  "email-address": "EmailAddress",
  "email-subject": "EmailSubject",
  "user-agent": "UserAgent",
  "file": "File",
  "mutex": "Mutex",
  "registry-key": "RegistryKey",
  "ja3": "JA3",
  "ja3s": "JA3S",
  "ja4": "JA4",
  "certificate-fingerprint": "CertificateFingerprint",
  "certificate-subject": "CertificateSubject",
  "certificate-serial": "CertificateSerial",
};

/** The observation that has a key; `undefined` when there is none, as the manifest was changed. */
export function observationOf(kind: ObservationKind, key: string): Observation | undefined {
  const subdomains = kind === "host" && key.startsWith(".");
  const value = subdomains ? key.slice(1) : kind === "certificate-serial" ? `0x${key.replaceAll(":", "")}` : key;
  return ofKind(kind, { type: TYPE_OF[kind], value }, subdomains);
}

/** What an indicator is in the terms of a kind: itself, or the host or address of its URL. */
export function memberObservation(kind: ObservationKind, indicator: { readonly type: string; readonly value: string }): Observation | undefined {
  const own = ofKind(kind, indicator, false);
  if (own !== undefined || indicator.type !== "URL") return own;
  const observed = observe(indicator);
  const match = observed.status === "observed" ? observed.observations[0]?.match : undefined;
  return match?.kind === "request" ? observationOf(kind, match.host) : undefined;
}

function ofKind(kind: ObservationKind, indicator: { readonly type: string; readonly value: string }, subdomains: boolean): Observation | undefined {
  const observed = observe(indicator, { subdomains });
  return observed.status === "observed" ? observed.observations.find((each) => each.kind === kind) : undefined;
}

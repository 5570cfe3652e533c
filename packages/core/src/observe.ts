import { canonicalise } from "./canonical-value.ts";
import { strongestDigest } from "./file-digests.ts";
import type { FileDigests, Indicator } from "./indicator.ts";
import type { AddressMatch, Channel, FingerprintMatch, Match, NetworkMatch, Observation, ObservationKind, RequestMatch } from "./observation.ts";
import { CERTIFICATE_DIGESTS, serialPairs } from "./tls-certificate.ts";
import { formatUrl, parseUrl } from "./url.ts";
import { quoted } from "./visible-text.ts";

/** What may be chosen about what an indicator means. */
export interface ObserveOptions {
  /** Whether a Host means all names below it too. Default false. */
  readonly subdomains?: boolean;
}

/** What of an indicator can be seen. */
export interface Observed {
  readonly status: "observed";
  /** Never empty. */
  readonly observations: readonly Observation[];
}

/** An indicator of which nothing can be seen in traffic, files or memory, and why. */
export interface Unobservable {
  readonly status: "unobservable";
  /** For people; completes "not emitted because …". */
  readonly reason: string;
}

// A name that a program uses stands as text in its file, in what configures it, and in memory where it runs.
const CHANNELS_OF: Readonly<Record<ObservationKind, readonly Channel[]>> = {
  "address": Object.freeze(["ip"] as const),
  "network": Object.freeze(["ip"] as const),
  "host": Object.freeze(["dns.query", "http.host", "tls.sni", "quic.sni", "file.content", "memory"] as const),
  "url": Object.freeze(["http.request", "file.content", "memory"] as const),
  "email-address": Object.freeze(["smtp.envelope", "mail.header", "file.content", "memory"] as const),
  "email-subject": Object.freeze(["mail.header", "file.content", "memory"] as const),
  "user-agent": Object.freeze(["http.user_agent", "file.content", "memory"] as const),
  "file": Object.freeze(["file.content"] as const),
  "mutex": Object.freeze(["file.content", "memory"] as const),
  "registry-key": Object.freeze(["registry", "file.content", "memory"] as const),
  "ja3": Object.freeze(["tls.ja3", "quic.ja3"] as const),
  "ja3s": Object.freeze(["tls.ja3s"] as const),
  "ja4": Object.freeze(["tls.ja4", "quic.ja4"] as const),
  "certificate-fingerprint": Object.freeze(["tls.certificate"] as const),
  "certificate-subject": Object.freeze(["tls.certificate"] as const),
  "certificate-serial": Object.freeze(["tls.certificate"] as const),
};

/** Everywhere an observation of a kind can be seen. A single one may be seen in some of these places only. */
export function channelsOf(kind: ObservationKind): readonly Channel[] {
  return CHANNELS_OF[kind];
}

/**
 * Says what would be seen of an indicator, and where. Never throws.
 *
 * Keys, unique within the kind: address and network text; host name (with `.` in front when sub-domains are meant);
 * `scheme://host[:port]target` for URLs, so that `http` and `https` are two observations; the strongest digest of a
 * file; fingerprints as they are written; other text as it is matched, in lower case where case does not count (mail
 * addresses, registry keys, serial numbers).
 * A network of one address is observed as that address. User information of a URL is not part of the request target
 * and so not of the observation.
 */
export function observe(
  indicator: Pick<Indicator, "type" | "value" | "digests">,
  options: ObserveOptions = {},
): Observed | Unobservable {
  const { type } = indicator;
  // Indicators are plain data that anybody can make; what is not canonical must not get further.
  const canonical = canonicalise(type, indicator.value);
  if (canonical.status === "malformed") return unobservable(canonical.problem.message);
  const { value } = canonical;
  switch (type) {
    case "Address":
      return observed("address", value, addressMatch(value));
    case "CIDR":
      return observeNetwork(value);
    case "Host":
      return observeHost(value, options.subdomains === true);
    case "URL":
      return observeUrl(value);
    case "EmailAddress":
      return observeText("email-address", value, false);
    case "EmailSubject":
      return observeText("email-subject", value, true);
    case "UserAgent":
      return observeText("user-agent", value, true);
    case "Mutex":
      return observeText("mutex", value, true);
    case "RegistryKey":
      return observeText("registry-key", value, false);
    case "File":
      return observeFile(canonical.digests ?? {}, indicator.digests?.size);
    case "JA3":
      return observeFingerprint("ja3", "ja3", value);
    case "JA3S":
      return observeFingerprint("ja3s", "ja3s", value);
    case "JA4":
      return observeJa4(value);
    case "CertificateFingerprint":
      return observeFingerprint("certificate-fingerprint", CERTIFICATE_DIGESTS.get(value.length) ?? "sha1", value);
    case "CertificateSubject":
      return observeText("certificate-subject", value, true);
    case "CertificateSerial":
      return observeText("certificate-serial", serialPairs(value), false);
    case "ASN":
      return unobservable("the number of an autonomous system is not in the traffic; give its networks as CIDR indicators");
    case "Hashtag":
      return unobservable("a hashtag is seen in social media only, not in traffic, files or memory");
    default:
      return unobservable(`${quoted(type)} is a custom type, and it is not known where its values can be seen`);
  }
}

function observed(kind: ObservationKind, key: string, match: Match): Observed {
  return { status: "observed", observations: [{ kind, key, match, channels: CHANNELS_OF[kind] }] };
}

function unobservable(reason: string): Unobservable {
  return { status: "unobservable", reason };
}

function addressMatch(address: string): AddressMatch {
  return { kind: "address", family: address.includes(":") ? 6 : 4, address };
}

function observeNetwork(value: string): Observed {
  const slash = value.indexOf("/");
  const address = value.slice(0, slash);
  const prefix = Number(value.slice(slash + 1));
  const single = addressMatch(address);
  if (prefix === (single.family === 4 ? 32 : 128)) return observed("address", address, single);
  const match: NetworkMatch = { kind: "network", family: single.family, address, prefix };
  return observed("network", value, match);
}

function observeHost(name: string, subdomains: boolean): Observed {
  return observed("host", subdomains ? `.${name}` : name, { kind: "domain", name, subdomains });
}

function observeUrl(value: string): Observed | Unobservable {
  const url = parseUrl(value);
  if ("status" in url) return unobservable(url.problem.message);
  const { scheme, host, hostKind, port, target } = url.parts;
  if (scheme !== "http" && scheme !== "https") {
    return unobservable(`requests of the scheme ${quoted(scheme)} are not observed, only \`http\` and \`https\``);
  }
  const request = { scheme, host, hostKind, target } as const;
  const match: RequestMatch = { kind: "request", ...request, ...(port === undefined ? {} : { port }) };
  return observed("url", formatUrl(match), match);
}

function observeFile(digests: FileDigests, size: number | undefined): Observed | Unobservable {
  const key = strongestDigest(digests);
  if (key === undefined) return unobservable("no digest of the file is known");
  const known = Number.isSafeInteger(size) ? { size: size! } : {};
  return observed("file", key, { kind: "digest", ...digests, ...known });
}

function observeFingerprint(kind: ObservationKind, algorithm: FingerprintMatch["algorithm"], value: string): Observed {
  return observed(kind, value, { kind: "fingerprint", algorithm, value });
}

/** A JA4 begins with the transport that its hello is sent over: TCP, QUIC or DTLS. */
function observeJa4(value: string): Observed | Unobservable {
  if (value.startsWith("d")) return unobservable("it is the fingerprint of a hello over DTLS, which is not observed");
  const channels: readonly Channel[] = [value.startsWith("q") ? "quic.ja4" : "tls.ja4"];
  return { status: "observed", observations: [{ kind: "ja4", key: value, match: { kind: "fingerprint", algorithm: "ja4", value }, channels }] };
}

function observeText(kind: ObservationKind, value: string, caseSensitive: boolean): Observed {
  const text = caseSensitive ? value : value.toLowerCase();
  return observed(kind, text, { kind: "literal", text, caseSensitive });
}

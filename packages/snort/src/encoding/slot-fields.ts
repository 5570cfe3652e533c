import type { Channel, Observation } from "@sigwright/core";
import { headerAddress, isAddressOrNetwork, type SlotFields, wireBytes } from "@sigwright/rule-language/template";
import { hostDetection, type HostVariant } from "./host.ts";
import type { SnortDialect } from "./pattern.ts";
import { mailAddress, mailSubject, type MailVariant, textObstacle, userAgent } from "./text.ts";
import { headerHost, requestDetection, requestObstacle, type UrlVariant } from "./url.ts";

const HOST_VARIANTS: readonly string[] = ["dns-udp", "dns-tcp", "http", "tls", "tls-below"] satisfies readonly HostVariant[];
const URL_VARIANTS: readonly string[] = ["origin", "absolute"] satisfies readonly UrlVariant[];
const MAIL_VARIANTS: readonly string[] = ["envelope", "header"] satisfies readonly MailVariant[];

// Where files beside the rules are allowed, these are made to entries of one.
const BESIDE_ONLY = "Snort's rules can't ask for the digest of a file; a policy for files by SHA-256 (`file_policy`) is a file beside the rules, and here everything has to stand in the rules";

function isHostVariant(variant: string | undefined): variant is HostVariant {
  return HOST_VARIANTS.includes(variant ?? "");
}

function isUrlVariant(variant: string | undefined): variant is UrlVariant {
  return URL_VARIANTS.includes(variant ?? "");
}

function isMailVariant(variant: string | undefined): variant is MailVariant {
  return MAIL_VARIANTS.includes(variant ?? "");
}

/** Values of the format's own slots for an observation seen in one variant; `undefined` when it can't be seen so. */
export function slotFields(dialect: SnortDialect, observation: Observation, variant: string | undefined): SlotFields | undefined {
  const { kind, match } = observation;
  if (isAddressOrNetwork(match)) return { address: headerAddress(match) };
  if (kind === "host" && match.kind === "domain" && isHostVariant(variant)) {
    const detection = hostDetection(dialect, match, variant);
    return detection === undefined ? undefined : { match: detection, ...textFields("host", match.name.toLowerCase()) };
  }
  if (kind === "url" && match.kind === "request" && isUrlVariant(variant)) {
    return {
      match: requestDetection(dialect, match, variant),
      port: match.port === undefined ? "any" : String(match.port),
      ...textFields("host", headerHost(match)),
      ...textFields("target", match.target),
    };
  }
  if (match.kind !== "literal") return undefined;
  const text = textFields("text", match.text);
  if (kind === "user-agent") return { match: userAgent(dialect, match), ...text };
  if (kind === "email-subject") return { match: mailSubject(dialect, match), ...text };
  if (kind === "email-address" && isMailVariant(variant)) return { match: mailAddress(dialect, match, variant), ...text };
  return undefined;
}

function textFields(name: string, value: string): SlotFields {
  return { [name]: value, [`${name}.bytes`]: String(wireBytes(value).length) };
}

/** Why an observation can't be seen at all; completes "not emitted because …". */
export function obstacleTo(dialect: SnortDialect, { kind, match }: Observation): string | undefined {
  if (kind === "file") return dialect === "snort3" ? BESIDE_ONLY : "Snort's rules can't ask for the digest of a file";
  if (kind === "mutex" || kind === "registry-key") return "it is seen on a machine, not in its traffic";
  if (match.kind === "request") return requestObstacle(match);
  if (match.kind === "fingerprint" && match.algorithm.startsWith("ja")) return `Snort does not compute ${match.algorithm.toUpperCase()} fingerprints`;
  if (match.kind === "fingerprint" || kind === "certificate-subject" || kind === "certificate-serial") return "Snort's rules can't ask for fields of a certificate";
  return match.kind === "literal" ? textObstacle(match.text) : undefined;
}

/** Why no rule covers a channel, where that has its reason in Snort. */
export function uncoveredBecause(dialect: SnortDialect, { match }: Observation, channel: Channel): string | undefined {
  if (channel === "quic.sni") return "Snort does not look into the encrypted client hello of QUIC";
  if (channel === "tls.sni" && dialect === "snort2" && match.kind === "domain" && match.subdomains) {
    return "Snort 2 can't tell where a name in a client hello ends unless its length is known";
  }
  return undefined;
}

import type { LiteralMatch, Observation, Target } from "@sigwright/core";
import { headerAddress, isAddressOrNetwork, isWellFormed, type SlotFields, wireBytes } from "@sigwright/rule-language/template";
import { engineVersion } from "../targets.ts";
import { exactly } from "./content-chain.ts";
import { hostDetection, type HostVariant } from "./host.ts";
import { addressDetection, type MailVariant, subjectDetection } from "./mail.ts";
import { certificateDetection, colonPairs, helloDetection, shownSerial, shownSubject } from "./tls.ts";
import { headerHost, requestDetection, requestObstacle, type UrlVariant } from "./url.ts";

const HOST_VARIANTS: readonly string[] = ["dns", "http", "tls", "quic"] satisfies readonly HostVariant[];
const URL_VARIANTS: readonly string[] = ["origin", "absolute"] satisfies readonly UrlVariant[];
const MAIL_VARIANTS: readonly string[] = ["mail-from", "rcpt-to", "from", "reply-to", "to"] satisfies readonly MailVariant[];

/** Bytes of a text that a rule has room for, four to one in an expression, beside all else. */
const LONGEST_TEXT = 1000;

/**
 * Values of the format's own slots for an observation seen in one variant; `undefined` when the match is of another kind,
 * or can't be seen so.
 */
export function slotFields(observation: Observation, variant: string | undefined, target: Target): SlotFields | undefined {
  const { kind, match } = observation;
  switch (match.kind) {
    case "address":
    case "network":
      return isAddressOrNetwork(match) ? { address: headerAddress(match) } : undefined;
    case "domain":
      if (kind !== "host" || !isHostVariant(variant)) return undefined;
      return { match: hostDetection(match, variant), ...textFields("host", match.name.toLowerCase()) };
    case "request":
      if (kind !== "url" || !isUrlVariant(variant)) return undefined;
      return {
        match: requestDetection(match, variant),
        port: match.port === undefined ? "any" : String(match.port),
        ...textFields("host", headerHost(match)),
        ...textFields("target", match.target),
      };
    case "literal":
      return literalFields(kind, match, variant, target);
    case "fingerprint": {
      if (kind === "certificate-fingerprint") {
        const shown = match.algorithm === "sha1" ? colonPairs(match.value) : match.value;
        return { match: certificateDetection(match), ...textFields("text", shown) };
      }
      return { match: helloDetection(match), ...textFields("text", match.value) };
    }
    case "digest":
      return undefined;
  }
}

function literalFields(kind: Observation["kind"], { text }: LiteralMatch, variant: string | undefined, target: Target): SlotFields | undefined {
  if (kind === "email-address" && isMailVariant(variant)) {
    return { match: addressDetection(text, variant, engineVersion(target)), ...textFields("text", text) };
  }
  if (kind === "email-subject") return { match: subjectDetection(text), ...textFields("text", text) };
  if (kind === "user-agent") return exactText("http.user_agent", text);
  if (kind === "certificate-subject") return exactText("tls.cert_subject", shownSubject(text));
  if (kind === "certificate-serial") return exactText("tls.cert_serial", shownSerial(text));
  return undefined;
}

function exactText(buffer: string, text: string): SlotFields {
  return { match: exactly(buffer, wireBytes(text)), ...textFields("text", text) };
}

function textFields(name: string, value: string): SlotFields {
  return { [name]: value, [`${name}.bytes`]: String(wireBytes(value).length) };
}

/** Why an observation can't be seen at all; completes "not emitted because …". */
export function obstacleTo({ kind, match }: Observation): string | undefined {
  if (kind === "mutex" || kind === "registry-key") return "it is seen on a machine, not in its traffic";
  if (match.kind === "request") return requestObstacle(match);
  return match.kind === "literal" ? textObstacle(match.text) : undefined;
}

function textObstacle(text: string): string | undefined {
  if (text.length > LONGEST_TEXT || wireBytes(text).length > LONGEST_TEXT) return `it has more than the ${LONGEST_TEXT} bytes that a rule has room for`;
  if (text.trim() === "") return "it is blank";
  if (text !== text.trim()) return "it begins or ends with a blank, which the engine takes off";
  if (/[\0\r\n]/.test(text)) return "it has a line end or a zero byte, which no field can hold";
  return isWellFormed(text) ? undefined : "it has half a surrogate pair, which has no bytes";
}

function isHostVariant(variant: string | undefined): variant is HostVariant {
  return HOST_VARIANTS.includes(variant ?? "");
}

function isUrlVariant(variant: string | undefined): variant is UrlVariant {
  return URL_VARIANTS.includes(variant ?? "");
}

function isMailVariant(variant: string | undefined): variant is MailVariant {
  return MAIL_VARIANTS.includes(variant ?? "");
}

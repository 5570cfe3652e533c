import type { Observation } from "@sigwright/core";
import { headerAddress, isAddressOrNetwork, type SlotFields, wireBytes } from "@sigwright/rule-language/template";
import { hostDetection, type HostVariant } from "./host.ts";
import { headerHost, requestDetection, type UrlVariant } from "./url.ts";

/** Values of the format's own slots for an observation seen in one variant; `undefined` when the match is of another kind. */
export function slotFields(observation: Observation, variant: string | undefined): SlotFields | undefined {
  const { kind, match } = observation;
  if (kind === "address" || kind === "network") {
    return isAddressOrNetwork(match) ? { address: headerAddress(match) } : undefined;
  }
  if (kind === "host" && match.kind === "domain" && isHostVariant(variant)) {
    return { match: hostDetection(match, variant), ...textFields("host", match.name.toLowerCase()) };
  }
  if (kind === "url" && match.kind === "request" && isUrlVariant(variant)) {
    return {
      match: requestDetection(match, variant),
      port: match.port === undefined ? "any" : String(match.port),
      ...textFields("host", headerHost(match)),
      ...textFields("target", match.target),
    };
  }
  return undefined;
}

function textFields(name: string, value: string): SlotFields {
  return { [name]: value, [`${name}.bytes`]: String(wireBytes(value).length) };
}

function isHostVariant(variant: string | undefined): variant is HostVariant {
  return variant === "dns" || variant === "http" || variant === "tls" || variant === "quic";
}

function isUrlVariant(variant: string | undefined): variant is UrlVariant {
  return variant === "origin" || variant === "absolute";
}

import type { ListFile, RequestMatch, Target } from "@sigwright/core";
import type { SlotFields } from "@sigwright/rule-language/template";
import { dataset, datasetLine } from "./dataset.ts";
import { HTTP_HOST } from "./host.ts";
import { headerHost } from "./url.ts";

/**
 * What a URL adds to the files that a product of hosts and targets looks into; `undefined` for a URL with a port, which
 * only the rule's header could ask for.
 */
export function urlParts(match: RequestMatch): Readonly<Record<"hosts" | "targets", string>> | undefined {
  if (match.port !== undefined) return undefined;
  return { hosts: datasetLine(headerHost(match)), targets: datasetLine(match.target) };
}

/** Own slots of a rule for requests to the server itself: any of the hosts with any of the targets. */
export function productFields({ parts }: ListFile, target: Target): SlotFields | undefined {
  const { hosts, targets } = parts ?? {};
  if (hosts === undefined || targets === undefined) return undefined;
  return { match: `${HTTP_HOST} ${dataset("string", hosts, target)} http.uri.raw; ${dataset("string", targets, target)}`, port: "any" };
}

/** How many pairs of a host and a target are no URL of the list, in words; `undefined` when all are. */
export function falsePairs({ lines, parts }: ListFile): string | undefined {
  const { hosts, targets } = parts ?? {};
  if (hosts === undefined || targets === undefined) return undefined;
  const pairs = hosts.lines * targets.lines;
  if (pairs <= lines) return undefined;
  return `${pairs - lines} of the ${pairs} pairs of its ${hosts.lines} hosts and ${targets.lines} targets are no URL of the list`;
}

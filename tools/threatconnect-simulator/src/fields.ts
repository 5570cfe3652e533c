import { ApiError } from "./api-error.ts";
import { parameterValues, type ApiRequest } from "./request.ts";
import type { Switches } from "./switches.ts";

/** Values of `fields=` for indicators. */
export const INDICATOR_FIELDS = [
  "associatedArtifacts",
  "associatedCases",
  "associatedGroups",
  "associatedIndicators",
  "associationName",
  "attributes",
  "customAssociations",
  "dnsResolution",
  "enrichment",
  "externalDates",
  "falsePositives",
  "fileActions",
  "fileOccurrences",
  "genericCustomIndicatorValues",
  "geoLocation",
  "investigationLinks",
  "observations",
  "securityLabels",
  "sightings",
  "tags",
  "threatAssess",
  "trackedUsers",
  "whoIs",
] as const;

/** Values of `fields=` for groups. */
export const GROUP_FIELDS = [
  "AIsummary",
  "aliases",
  "associatedArtifacts",
  "associatedCases",
  "associatedGroups",
  "associatedIndicators",
  "associatedVictimAssets",
  "attributes",
  "common",
  "externalDates",
  "insights",
  "intelReviews",
  "linkedGroups",
  "securityLabels",
  "sightings",
  "tags",
  "userDetails",
] as const;

const NESTED: Readonly<Record<string, readonly string[]>> = {
  associatedGroups: GROUP_FIELDS,
  associatedIndicators: INDICATOR_FIELDS,
  attributes: ["securityLabels"],
};

/** What a response is asked to carry beyond the default: names, and below them what their members carry. */
export type Fields = ReadonlyMap<string, ReadonlySet<string>>;

/** Reads `fields=`. Throws ApiError 400 for what the endpoint doesn't know, unless a switch ignores it. */
export function readFields(request: ApiRequest, known: readonly string[], switches: Switches): Fields {
  const fields = new Map<string, Set<string>>();
  const values = parameterValues(request, "fields").flatMap((value) => (switches.commaFields ? value.split(",") : [value]));
  for (const path of values) {
    const [name = "", inner, ...deeper] = path.split(".");
    if (deeper.length > 0) {
      if (switches.twoLevelFields === "ignored") continue;
      throw new ApiError(400, `The field '${path}' exceeds the API link limit`);
    }
    if (!known.includes(name) || (inner !== undefined && NESTED[name]?.includes(inner) !== true)) {
      if (switches.unknownField === "ignored") continue;
      throw new ApiError(400, `The field '${path}' is not a valid field`);
    }
    const nested = fields.get(name) ?? new Set();
    if (inner !== undefined) nested.add(inner);
    fields.set(name, nested);
  }
  return fields;
}

import type { Fields } from "./fields.ts";
import { printedValue, type IndicatorType } from "./indicator-types.ts";
import { decimal, type JsonObject, type JsonValue } from "./json.ts";
import type { Attribute, Group, Indicator, SecurityLabel, Tag } from "./model.ts";
import { maySee, type Platform } from "./platform.ts";

/** Where an object is printed: alone, in a list, or inside another object. */
export type Place = "single" | "list" | "nested";

const NO_FIELDS: Fields = new Map();

/** An indicator as the platform prints it. */
export function printIndicator(platform: Platform, indicator: Indicator, fields: Fields, place: Place): JsonObject {
  const { store, switches } = platform;
  const type = store.typeOf(indicator);
  const { attributes, tags, securityLabels } = indicator;
  return {
    id: indicator.id,
    dateAdded: indicator.dateAdded,
    ownerId: indicator.ownerId,
    ownerName: ownerName(platform, indicator),
    webLink: webLink(platform, "indicators", indicator.id),
    ...printCollections(platform, indicator, fields, place),
    type: indicator.type,
    lastModified: indicator.lastModified,
    rating: indicator.rating === undefined ? undefined : decimal(indicator.rating),
    confidence: indicator.confidence,
    source: defaultValue(attributes, "Source"),
    description: defaultValue(attributes, "Description"),
    summary: printedValue(type, indicator.summary, switches),
    privateFlag: indicator.privateFlag,
    active: indicator.active,
    activeLocked: indicator.activeLocked,
    ...printValues(platform, indicator, type, fields),
    ...(fields.has("observations") && { observations: indicator.observations }),
    ...(fields.has("falsePositives") && { falsePositives: indicator.falsePositives }),
    ...(fields.has("threatAssess") && { threatAssessScore: indicator.threatAssessScore }),
    ...(fields.has("tags") && collection(platform, "tags", tags.map(printTag))),
    ...(fields.has("attributes") &&
      collection(
        platform,
        "attributes",
        attributes.map((item) => printAttribute(platform, item)),
      )),
    ...(fields.has("securityLabels") &&
      collection(
        platform,
        "securityLabels",
        securityLabels.map((item) => printLabel(platform, item)),
      )),
    ...printDates(indicator, fields),
    legacyLink: `${platform.webOrigin}/auth/indicators/details/${indicator.type.toLowerCase().replaceAll(" ", "")}.xhtml?${form({
      [type.fields[0] ?? "value"]: indicator.summary,
      owner: ownerName(platform, indicator),
    })}`,
  };
}

/** A group as the platform prints it. The text of a Signature is there as the switch says, and always in `single`. */
export function printGroup(platform: Platform, group: Group, fields: Fields, place: Place): JsonObject {
  const { switches } = platform;
  const { fileText, ...ownFields } = group.fields;
  const { tags, securityLabels } = group;
  const attributes = place === "nested" && !switches.nestedAttributes ? undefined : group.attributes;
  return {
    id: group.id,
    dateAdded: group.dateAdded,
    ownerId: group.ownerId,
    ownerName: ownerName(platform, group),
    webLink: webLink(platform, "groups", group.id),
    ...(fields.has("tags") && collection(platform, "tags", tags.map(printTag))),
    type: group.type,
    ...(switches.xidInResponses && { xid: group.xid }),
    name: group.name,
    createdBy: printUser(platform),
    upVoteCount: "0",
    downVoteCount: "0",
    ...ownFields,
    ...((place === "single" || switches.fileTextInLists) && { fileText }),
    ...printCollections(platform, group, fields, place),
    ...(fields.has("attributes") &&
      attributes !== undefined &&
      collection(
        platform,
        "attributes",
        attributes.map((item) => printAttribute(platform, item)),
      )),
    ...(fields.has("securityLabels") &&
      collection(
        platform,
        "securityLabels",
        securityLabels.map((item) => printLabel(platform, item)),
      )),
    ...printDates(group, fields),
    lastModified: group.lastModified,
    legacyLink: `${platform.webOrigin}/auth/${group.type.toLowerCase().replaceAll(" ", "")}/${group.type.toLowerCase().replaceAll(" ", "")}.xhtml?${form({ [group.type.toLowerCase()]: String(group.id) })}`,
  };
}

/** A tag as the platform prints it. */
export function printTag({ id, name, lastUsed, techniqueId }: Tag): JsonObject {
  return { id, name, lastUsed, techniqueId };
}

/** A security label as the platform prints it. */
export function printLabel({ store }: Platform, label: SecurityLabel): JsonObject {
  const { id, name, description, color, ownerId, dateAdded } = label;
  return { id, name, description, color, owner: store.owners.get(ownerId)?.name, dateAdded };
}

/** An attribute as the platform prints it. */
export function printAttribute(platform: Platform, attribute: Attribute): JsonObject {
  const { id, type, value, source, pinned, dateAdded, lastModified } = attribute;
  const createdBy = printUser(platform);
  return { id, dateAdded, type, value, source, createdBy, lastModified, pinned, default: attribute.default };
}

function printCollections(platform: Platform, entity: Group | Indicator, fields: Fields, place: Place): JsonObject {
  if (place === "nested" && !fields.has("associatedGroups") && !fields.has("associatedIndicators")) return {};
  const { store, switches } = platform;
  const seen = <Item extends Group | Indicator>(ids: Iterable<bigint>, items: ReadonlyMap<bigint, Item>): Item[] =>
    [...ids].flatMap((id) => items.get(id) ?? []).filter((item) => maySee(platform, item));
  const none = (name: string): JsonObject => (fields.has(name) ? collection(platform, name, []) : {});
  const groupFields = fields.get("associatedGroups");
  const indicatorFields = fields.get("associatedIndicators");
  return {
    ...(groupFields !== undefined &&
      collection(
        platform,
        "associatedGroups",
        seen(entity.groups, store.groups).map((group) => printGroup(platform, group, inner(groupFields), "nested")),
      )),
    ...(indicatorFields !== undefined &&
      collection(
        platform,
        "associatedIndicators",
        seen(entity.indicators, store.indicators)
          .filter(({ active }) => active || switches.nestedInactive === "shown")
          .map((indicator) => printIndicator(platform, indicator, inner(indicatorFields), "nested")),
      )),
    ...none("associatedCases"),
    ...none("associatedArtifacts"),
    ...none("associatedVictimAssets"),
  };
}

function inner(names: ReadonlySet<string>): Fields {
  return names.size === 0 ? NO_FIELDS : new Map([...names].map((name) => [name, new Set<string>()]));
}

function collection({ switches }: Platform, name: string, data: readonly JsonValue[]): JsonObject {
  if (data.length > 0 || switches.emptyCollection === "data") return { [name]: { data } };
  return switches.emptyCollection === "object" ? { [name]: {} } : {};
}

function printValues({ switches }: Platform, indicator: Indicator, type: IndicatorType, fields: Fields): JsonObject {
  const renamed = fields.has("genericCustomIndicatorValues") && (type.custom ?? false);
  return Object.fromEntries(
    Object.entries(indicator.values).map(([field, value]) => [
      renamed ? `value${type.fields.indexOf(field) + 1}` : field,
      typeof value === "string" ? printedValue(type, value, switches) : value,
    ]),
  );
}

function printDates({ dates }: Group | Indicator, fields: Fields): JsonObject {
  const { firstSeen, lastSeen, externalDateAdded, externalDateExpires, externalLastModified } = dates;
  return {
    ...(fields.has("sightings") && { firstSeen, lastSeen }),
    ...(fields.has("externalDates") && { externalDateAdded, externalDateExpires, externalLastModified }),
  };
}

function printUser({ store, userName }: Platform): JsonObject {
  return { id: 3, userName, firstName: "Api", lastName: "User", pseudonym: "apiuser", owner: store.organization.name };
}

function ownerName({ store }: Platform, { ownerId }: Group | Indicator): string {
  return store.owners.get(ownerId)?.name ?? "";
}

function webLink({ webOrigin, switches }: Platform, branch: string, id: bigint): string {
  return `${webOrigin}/#/details/${branch}/${id}${switches.webLinkOverview ? "/overview" : ""}`;
}

function form(parameters: Readonly<Record<string, string>>): string {
  return new URLSearchParams(parameters).toString();
}

function defaultValue(attributes: readonly Attribute[], type: string): string | undefined {
  return attributes.find((attribute) => attribute.type === type && attribute.default)?.value;
}

import type { Attribute, AttributeType, Entity, Group, Indicator, Owner, SecurityLabel, Tag } from "../model.ts";
import { isVisible, type Store } from "../store.ts";
import { isInBlock } from "./address-blocks.ts";
import {
  empty,
  endpoint,
  nested,
  value,
  type Endpoint,
  type Keyword,
  type NestedKeyword,
  type QueryContext,
} from "./endpoint.ts";
import { compileTql, conjuncts, mentions } from "./evaluator.ts";
import type { Expression } from "./expression.ts";

/** Queries on /v3/tags, and inside `hasTag`. */
export const TAGS: Endpoint<Tag> = endpoint("tags", [
  value("id", "Integer", ({ id }) => id),
  value("name", "String", ({ name }) => name, { compare: "sensitive" }),
  value("summary", "String", ({ name }) => name, { compare: "insensitive" }),
  value("owner", "Integer", ({ ownerId }) => ownerId),
  value("ownerName", "String", ({ ownerId }, { store }) => store.owners.get(ownerId)?.name),
  value("techniqueId", "String", ({ techniqueId }) => techniqueId),
  value("lastUsed", "Date", ({ lastUsed }) => lastUsed),
  ...empty<Tag>("String", ["description"]),
]);

/** Queries inside `hasAttribute`. */
export const ATTRIBUTES: Endpoint<Attribute> = endpoint("attributes", [
  value("id", "Integer", ({ id }) => id),
  value("typeName", "String", ({ type }) => type),
  value("type", "Integer", ({ type }, { store }) => store.attributeTypes.get(type)?.id),
  value("text", "String", ({ value: text }) => text),
  value("shortText", "String", ({ value: text }) => text),
  value("source", "String", ({ source }) => source),
  value("dateAdded", "Date", ({ dateAdded }) => dateAdded),
  value("lastModified", "Date", ({ lastModified }) => lastModified),
  value("default", "Boolean", (attribute) => attribute.default),
  value("displayed", "Boolean", (attribute) => attribute.default),
  value("pinned", "Boolean", ({ pinned }) => pinned),
  value("maxSize", "Integer", ({ type }, { store }) => store.attributeTypes.get(type)?.maxSize),
  ...empty<Attribute>("Integer", ["intVal"]),
  ...empty<Attribute>("Date", ["dateVal"]),
  ...empty<Attribute>("Nested", ["hasSecurityLabel"]),
]);

/** Queries on /v3/securityLabels, and inside `hasSecurityLabel`. */
export const SECURITY_LABELS: Endpoint<SecurityLabel> = endpoint("securityLabels", [
  value("id", "Integer", ({ id }) => id),
  value("name", "String", ({ name }) => name),
  value("summary", "String", ({ name }) => name),
  value("color", "String", ({ color }) => color),
  value("description", "String", ({ description }) => description),
  value("owner", "Integer", ({ ownerId }) => ownerId),
  value("ownerName", "String", ({ ownerId }, { store }) => store.owners.get(ownerId)?.name),
  value("dateAdded", "Date", ({ dateAdded }) => dateAdded),
]);

/** Queries on /v3/attributeTypes. */
export const ATTRIBUTE_TYPES: Endpoint<AttributeType> = endpoint("attributeTypes", [
  value("id", "Integer", ({ id }) => id),
  value("name", "String", ({ name }) => name),
  value("description", "String", ({ description }) => description),
  value("maxSize", "Integer", ({ maxSize }) => maxSize),
  value("associatedType", "String", ({ mappings }, { store }) => mappings ?? mappableTypes(store)),
]);

/** Queries on /v3/security/owners. */
export const OWNERS: Endpoint<Owner> = endpoint("owners", [
  value("id", "Integer", ({ id }) => id),
  value("ownerId", "Integer", ({ id }) => id),
  value("ownerName", "String", ({ name }) => name),
  value("permGroup", "String", ({ permGroup }) => permGroup),
  value("permIndicator", "String", ({ permIndicator }) => permIndicator),
]);

/** Queries on /v3/indicators, and inside `hasIndicator`. */
export const INDICATORS: Endpoint<Indicator> = endpoint<Indicator>("indicators", [
  ...shared<Indicator>(),
  value("summary", "String", ({ summary }) => summary),
  value("type", "Integer", ({ type }, { store }) => BigInt([...store.indicatorTypes.keys()].indexOf(type) + 1)),
  ...[0, 1, 2].map((index) =>
    value<Indicator>(`value${index + 1}`, "String", (indicator, { store, switches }) => {
      if (indicator.type === "File" && !switches.fileValueKeywords) return undefined;
      const field = store.typeOf(indicator).fields[index];
      return field === undefined ? undefined : indicator.values[field];
    }),
  ),
  value("rating", "Decimal", ({ rating }) => rating),
  value("confidence", "Integer", ({ confidence }) => confidence),
  value("indicatorActive", "Boolean", ({ active }) => active),
  value("activeLocked", "Boolean", ({ activeLocked }) => activeLocked),
  value("observationCount", "Integer", ({ observations }) => observations),
  value("falsePositiveCount", "Integer", ({ falsePositives }) => falsePositives),
  value("threatAssessScore", "Integer", ({ threatAssessScore }) => threatAssessScore),
  value("description", "String", ({ attributes }) => defaultValue(attributes, "Description")),
  value("source", "String", ({ attributes }) => defaultValue(attributes, "Source")),
  value("associatedGroup", "Integer", ({ groups }) => [...groups]),
  value("addressCidr", "String", ({ type, values }) => (type === "Address" ? String(values["ip"]) : undefined), {
    contains: isInBlock,
  }),
  value("addressIsIpv6", "Boolean", ({ type, summary }) => (type === "Address" ? summary.includes(":") : undefined)),
  value("hostDnsActive", "Boolean", ({ values }) => values["dnsActive"]),
  value("hostWhoisActive", "Boolean", ({ values }) => values["whoisActive"]),
  value("fileSize", "Integer", ({ values }) => values["size"]),
  ...empty<Indicator>("Date", ["lastObserved", "lastFalsePositive", "threatAssessLastUpdated", "vtLastUpdated", "dtLastUpdated"]),
  ...empty<Indicator>("Integer", [
    "calScore",
    "addressAsn",
    "addressIpVal",
    "commonId",
    "vtMaliciousCount",
    "abuseIpdbConfidenceScore",
  ]),
  ...empty<Indicator>("Integer", ["dtMalwareScore", "dtOverallScore", "dtPhishingScore", "dtSpamScore", "riskIqReputationScore"]),
  ...empty<Indicator>("String", ["associatedGroupSource", "associatedIndicatorSource", "addressCity", "addressCountryCode"]),
  ...empty<Indicator>("String", ["addressCountryName", "addressRegisteringOrg", "addressState", "addressTimezone"]),
  ...empty<Indicator>("String", ["dtStatus", "riskIqClassification"]),
  ...empty<Indicator>("Nested", ["hasCustomAssociation"]),
]);

/** Queries on /v3/groups, and inside `hasGroup`. */
export const GROUPS: Endpoint<Group> = endpoint<Group>("groups", [
  ...shared<Group>(),
  value("summary", "String", ({ name }) => name),
  value("type", "Integer", () => undefined),
  value("createdBy", "String", () => "apiuser"),
  value("status", "String", ({ fields }) => fields["status"]),
  value("eventDate", "Date", ({ fields }) => fields["eventDate"]),
  value("eventType", "String", ({ fields }) => fields["eventType"]),
  value("publishDate", "Date", ({ fields }) => fields["publishDate"]),
  value("associatedIndicator", "Integer", ({ indicators }) => [...indicators]),
  value("isGroup", "Boolean", () => true),
  value("signatureType", "String", ({ fields }) => fields["fileType"]),
  value("signatureFilename", "String", ({ type, fields }) => (type === "Signature" ? fields["fileName"] : undefined)),
  value("signatureDateAdded", "Date", ({ fields }) => fields["signatureDateAdded"]),
  value("documentFilename", "String", ({ type, fields }) => (type === "Document" ? fields["fileName"] : undefined)),
  value("documentStatus", "String", ({ type, fields }) => (type === "Document" ? fields["status"] : undefined)),
  value("emailSubject", "String", ({ fields }) => fields["subject"]),
  value("emailFrom", "String", ({ fields }) => fields["from"]),
  value("taskStatus", "String", ({ type, fields }) => (type === "Task" ? fields["status"] : undefined)),
  value("upvoteCount", "Integer", () => 0n),
  value("downvoteCount", "Integer", () => 0n),
  value("generatedReport", "Boolean", () => false),
  ...empty<Group>("Integer", ["parentGroup", "childGroup", "documentFilesize", "emailScore"]),
  ...empty<Group>("String", ["victimAsset", "documentType", "insights", "aiProvider"]),
  ...empty<Group>("Date", ["documentDateAdded", "emailDate", "taskDueDate", "taskCompletionDate"]),
  ...empty<Group>("Nested", ["hasCommonGroup", "hasThreatActorProfile", "hasIntelQuery"]),
]);

const XID: Keyword<Group> = value("xid", "String", ({ xid }) => xid, { compare: "sensitive" });

/** Queries on /v3/groups of an instance that knows xids there. */
export const GROUPS_WITH_XID: Endpoint<Group> = endpoint<Group>("groups", [...GROUPS.keywords.values(), XID]);

/** Keywords of groups and indicators alike. */
function shared<Item extends Entity>(): readonly Keyword<Item>[] {
  return [
    value("id", "Integer", ({ id }) => id),
    value("typeName", "String", ({ type }) => type),
    value("owner", "Integer", ({ ownerId }) => ownerId),
    value("ownerName", "String", ({ ownerId }, { store }) => store.owners.get(ownerId)?.name),
    value("dateAdded", "Date", ({ dateAdded }) => dateAdded),
    value("lastModified", "Date", ({ lastModified }) => lastModified),
    value("firstSeen", "Date", ({ dates }) => dates.firstSeen),
    value("lastSeen", "Date", ({ dates }) => dates.lastSeen),
    value("externalDateAdded", "Date", ({ dates }) => dates.externalDateAdded),
    value("externalDateExpires", "Date", ({ dates }) => dates.externalDateExpires),
    value("externalLastModified", "Date", ({ dates }) => dates.externalLastModified),
    value("tag", "String", ({ tags }) => tags.map(({ name }) => name)),
    value("attackTag", "String", ({ tags }) =>
      tags.flatMap(({ name, techniqueId }) => (techniqueId === undefined ? [] : [name])),
    ),
    value("tagOwner", "Integer", ({ tags }) => tags.map(({ ownerId }) => ownerId)),
    value("tagOwnerName", "String", ({ tags }, { store }) => tags.map(({ ownerId }) => store.owners.get(ownerId)?.name ?? "")),
    value("securityLabel", "String", ({ securityLabels }) => securityLabels.map(({ name }) => name)),
    nested(
      "hasTag",
      () => TAGS,
      ({ tags }) => tags,
    ),
    hasAllTags<Item>(),
    nested(
      "hasAttribute",
      () => ATTRIBUTES,
      ({ attributes }) => attributes,
    ),
    nested(
      "hasSecurityLabel",
      () => SECURITY_LABELS,
      ({ securityLabels }) => securityLabels,
    ),
    nested(
      "hasGroup",
      () => GROUPS,
      ({ groups }, context) => visible(groups, context.store.groups, context),
    ),
    nested(
      "hasIndicator",
      () => INDICATORS,
      ({ indicators }, context, operand) => visibleIndicators(indicators, context, operand),
    ),
    ...empty<Item>("Nested", ["hasCase", "hasArtifact", "hasVictim", "hasVictimAsset", "hasIntelRequirement"]),
  ];
}

/** Every part of the query, and every name of its lists, needs a tag. */
function hasAllTags<Item extends Entity>(): NestedKeyword<Item> {
  return {
    name: "hasAllTags",
    type: "Nested",
    compile: (operand, _compile, context) => {
      const parts = conjuncts(operand).flatMap((part) =>
        part.type === "comparison" && part.operator === "in" && !part.negated
          ? part.values.map((literal): Expression => ({ ...part, values: [literal] }))
          : [part],
      );
      const predicates = parts.map((part) => compileTql(part, TAGS, context));
      return ({ tags }) => predicates.every((matches) => tags.some((tag) => matches(tag) === true));
    },
  };
}

function* visible<Item extends Entity>(
  ids: Iterable<bigint>,
  items: ReadonlyMap<bigint, Item>,
  { store }: QueryContext,
): Generator<Item> {
  for (const id of ids) {
    const item = items.get(id);
    const owner = item === undefined ? undefined : store.owners.get(item.ownerId);
    if (item !== undefined && owner !== undefined && isVisible(owner)) yield item;
  }
}

function* visibleIndicators(ids: Iterable<bigint>, context: QueryContext, operand: Expression): Generator<Indicator> {
  const hidden = context.switches.hasIndicatorInactive === "hidden" && !mentions(operand, "indicatorActive");
  for (const indicator of visible(ids, context.store.indicators, context)) if (indicator.active || !hidden) yield indicator;
}

function defaultValue(attributes: readonly Attribute[], type: string): string | undefined {
  return attributes.find((attribute) => attribute.type === type && attribute.default)?.value;
}

function mappableTypes(store: Store): readonly string[] {
  return ["Signature", "Incident", "Document", "Report", "Case", ...store.indicatorTypes.keys()];
}

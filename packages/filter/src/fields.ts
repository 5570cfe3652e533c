import type { Indicator } from "@sigwright/core";
import type { FilterFieldName, FilterOperator } from "./ast.ts";

interface FieldDescription {
  readonly name: FilterFieldName;
  /** Other spellings, those of TQL among them. Case and underscores never matter. */
  readonly aliases: readonly string[];
  /** One sentence for the reference: what it is. */
  readonly summary: string;
  /** TQL's keyword for the same thing, where there is one. */
  readonly tql?: string;
  /** Whether a comparison of this field may be pushed down to a platform; see `splitFilter`. */
  readonly pushable: boolean;
  /** Present when only some indicators have such a thing; for the others every positive test is false. */
  readonly applies?: (indicator: Indicator) => boolean;
}

/** One text, compared without regard to case. `undefined` is unknown. */
export interface TextField extends FieldDescription {
  readonly type: "text" | "type";
  readonly read: (indicator: Indicator) => string | undefined;
}

/** Several texts, of which one must fit. That there are none is known, never unknown. */
export interface TextsField extends FieldDescription {
  readonly type: "texts";
  readonly read: (indicator: Indicator, attribute: string | undefined) => readonly string[];
}

/** A number and the range it can have. */
export interface NumberField extends FieldDescription {
  readonly type: "number";
  readonly minimum: number;
  readonly maximum: number;
  readonly read: (indicator: Indicator) => number | undefined;
}

/** A date, ISO 8601. */
export interface DateField extends FieldDescription {
  readonly type: "date";
  readonly read: (indicator: Indicator) => string | undefined;
}

/** Something that is true or false; its name alone means that it is true. */
export interface BooleanField extends FieldDescription {
  readonly type: "boolean";
  readonly read: (indicator: Indicator) => boolean | undefined;
}

/** An address or network in text. */
export interface NetworkField extends FieldDescription {
  readonly type: "network";
  readonly read: (indicator: Indicator) => string | undefined;
}

/** What the language knows of a field; the single home of these facts. */
export type FilterField = TextField | TextsField | NumberField | DateField | BooleanField | NetworkField;

/** The kinds of fields: they decide which operators and values fit. */
export type FilterFieldType = FilterField["type"];

const TEXT_OPERATORS = ["=", "in", "contains", "startswith", "endswith", "like", "matches", "exists"] as const;
const ORDER_OPERATORS = ["=", "<", "<=", ">", ">=", "in", "exists"] as const;

/** The operators that each type of field takes. */
export const OPERATORS_BY_TYPE: Readonly<Record<FilterFieldType, readonly FilterOperator[]>> = {
  type: ["=", "in", "exists"],
  text: TEXT_OPERATORS,
  texts: TEXT_OPERATORS,
  number: ORDER_OPERATORS,
  date: ORDER_OPERATORS,
  boolean: ["=", "exists"],
  network: ["=", "in", "exists"],
};

/** Every field of the language, in the order of the reference. */
export const FILTER_FIELDS: readonly FilterField[] = [
  {
    name: "typeName",
    aliases: ["type", "indicatorType"],
    type: "type",
    summary: "The indicator's type, with or without blanks: `Host`, `User Agent`.",
    tql: "typeName",
    pushable: true,
    read: (indicator) => indicator.type,
  },
  {
    name: "value",
    aliases: ["summary", "indicator"],
    type: "text",
    summary: "The canonical value: the name, address, URL, digest or text itself.",
    tql: "summary",
    pushable: false,
    read: (indicator) => indicator.value,
  },
  {
    name: "rating",
    aliases: ["threatRating"],
    type: "number",
    minimum: 0,
    maximum: 5,
    summary: "Threat rating, 0 to 5 skulls, fractions allowed.",
    tql: "rating",
    pushable: true,
    read: (indicator) => indicator.rating,
  },
  {
    name: "confidence",
    aliases: [],
    type: "number",
    minimum: 0,
    maximum: 100,
    summary: "Confidence in per cent, 0 to 100.",
    tql: "confidence",
    pushable: true,
    read: (indicator) => indicator.confidence,
  },
  {
    name: "active",
    aliases: ["indicatorActive", "isActive"],
    type: "boolean",
    summary: "Whether the platform holds the indicator for active.",
    tql: "indicatorActive",
    pushable: true,
    read: (indicator) => indicator.active,
  },
  {
    name: "tag",
    aliases: ["tags", "hasTag"],
    type: "texts",
    summary: "The names of its tags.",
    tql: "tag",
    pushable: false,
    read: (indicator) => indicator.tags,
  },
  {
    name: "label",
    aliases: ["labels", "securityLabel", "securityLabels", "hasSecurityLabel"],
    type: "texts",
    summary: "The names of its security labels: `TLP:AMBER`.",
    tql: "securityLabel",
    pushable: false,
    read: (indicator) => indicator.labels,
  },
  {
    name: "attribute",
    aliases: ["attributes", "hasAttribute"],
    type: "texts",
    summary: 'The values of its attributes; of one attribute type with `attribute."Source"`.',
    tql: "hasAttribute",
    pushable: false,
    read: readAttributes,
  },
  {
    name: "group",
    aliases: ["groups", "hasGroup"],
    type: "texts",
    summary: "The names of the groups (incidents, campaigns, …) it is associated with.",
    tql: "hasGroup",
    pushable: true,
    read: (indicator) => indicator.groups,
  },
  {
    name: "owner",
    aliases: ["ownerName"],
    type: "text",
    summary: "The name of the owner: an organization, community or source.",
    tql: "ownerName",
    pushable: false,
    read: (indicator) => indicator.owner,
  },
  {
    name: "source",
    aliases: [],
    type: "text",
    summary: "Who says so: the default Source attribute, or the feed's name.",
    tql: "source",
    pushable: false,
    read: (indicator) => indicator.source,
  },
  {
    name: "description",
    aliases: [],
    type: "text",
    summary: "The default Description attribute.",
    tql: "description",
    pushable: false,
    read: (indicator) => indicator.description,
  },
  dateField("dateAdded", [], "When it was added to the platform.", "dateAdded"),
  dateField("lastModified", ["modified"], "When it was last changed on the platform.", "lastModified"),
  dateField("firstSeen", [], "When it was first seen.", "firstSeen"),
  dateField("lastSeen", [], "When it was last seen.", "lastSeen"),
  dateField("expires", ["externalDateExpires", "expiration"], "When it expires.", "externalDateExpires"),
  {
    name: "address",
    aliases: ["addressCidr", "ip", "cidr"],
    type: "network",
    summary: "The address of an Address, the block of a CIDR, the host of a URL when that is an IP address.",
    tql: "addressCidr",
    pushable: false,
    applies: (indicator) =>
      indicator.type === "Address" || indicator.type === "CIDR" || (indicator.type === "URL" && hasAddressHost(indicator.value)),
    read: (indicator) => (indicator.type === "URL" ? withoutBrackets(urlHost(indicator.value)) : indicator.value),
  },
  {
    name: "host",
    aliases: ["hostName"],
    type: "text",
    summary: "The name of a Host, or the host of a URL.",
    pushable: false,
    applies: (indicator) => indicator.type === "Host" || indicator.type === "URL",
    read: (indicator) => (indicator.type === "URL" ? urlHost(indicator.value) : indicator.value),
  },
  digestField("md5", "MD5"),
  digestField("sha1", "SHA-1"),
  digestField("sha256", "SHA-256"),
  {
    name: "fileSize",
    aliases: ["size"],
    type: "number",
    minimum: 0,
    maximum: Number.MAX_SAFE_INTEGER,
    summary: "The size of a File in bytes.",
    tql: "fileSize",
    pushable: false,
    applies: isFile,
    read: (indicator) => indicator.digests?.size,
  },
];

function dateField(
  name: "dateAdded" | "lastModified" | "firstSeen" | "lastSeen" | "expires",
  aliases: readonly string[],
  summary: string,
  tql: string,
): DateField {
  return { name, aliases, type: "date", summary, tql, pushable: true, read: (indicator) => indicator[name] };
}

function digestField(name: "md5" | "sha1" | "sha256", algorithm: string): TextField {
  return {
    name,
    aliases: [],
    type: "text",
    summary: `The ${algorithm} digest of a File.`,
    pushable: false,
    applies: isFile,
    read: (indicator) => indicator.digests?.[name],
  };
}

function isFile(indicator: Indicator): boolean {
  return indicator.type === "File";
}

function readAttributes(indicator: Indicator, type: string | undefined): readonly string[] {
  const wanted = type?.toLowerCase();
  return indicator.attributes
    .filter((attribute) => wanted === undefined || attribute.type.toLowerCase() === wanted)
    .map((attribute) => attribute.value);
}

// Scheme, perhaps user information, then a bracketed IPv6 address or anything up to port, path, query or fragment.
const URL_HOST = /^[a-z][a-z0-9+.-]{0,30}:\/\/(?:[^/?#@]{0,256}@)?(\[[^\]/?#]{0,64}\]|[^/:?#]{0,256})/i;

function urlHost(url: string): string | undefined {
  const host = URL_HOST.exec(url)?.[1];
  return host === "" ? undefined : host;
}

const ADDRESS_HOST = /^(?:\[.*\]|\d{1,3}(?:\.\d{1,3}){3})$/;

function hasAddressHost(url: string): boolean {
  const host = urlHost(url);
  return host !== undefined && ADDRESS_HOST.test(host);
}

function withoutBrackets(host: string | undefined): string | undefined {
  return host?.startsWith("[") === true ? host.slice(1, -1) : host;
}

/** Finds a field by its name or an alias; case and underscores don't matter. */
export function findField(word: string): FilterField | undefined {
  const plain = plainWord(word);
  return FILTER_FIELDS.find(
    (field) => plainWord(field.name) === plain || field.aliases.some((alias) => plainWord(alias) === plain),
  );
}

/** The field of a checked filter. */
export function fieldNamed(name: FilterFieldName): FilterField {
  const found = FILTER_FIELDS.find((field) => field.name === name);
  if (found === undefined) throw new RangeError(`the filter language has no field ${name}`);
  return found;
}

/** Whether two spellings of a keyword are the same one: the platform's SDK drops underscores, people drop capitals. */
export function plainWord(word: string): string {
  return word.toLowerCase().replaceAll("_", "");
}

/**
 * TQL keywords for indicators that can't be answered from an indicator alone, so that a filter which uses one gets
 * told so rather than offered a similar name. From the keyword list of the platform's own SDK.
 */
export const TQL_ONLY_KEYWORDS: readonly string[] = [
  "id",
  "activeLocked",
  "externalDateAdded",
  "externalLastModified",
  "lastObserved",
  "lastFalsePositive",
  "observationCount",
  "falsePositiveCount",
  "threatAssessScore",
  "threatAssessLastUpdated",
  "calScore",
  "attackTag",
  "tagOwner",
  "tagOwnerName",
  "associatedGroup",
  "associatedGroupSource",
  "associatedIndicatorSource",
  "hasIndicator",
  "hasAllTags",
  "hasCase",
  "hasArtifact",
  "hasVictim",
  "hasVictimAsset",
  "hasIntelRequirement",
  "hasCustomAssociation",
  "addressAsn",
  "addressIpVal",
  "addressCity",
  "addressCountryCode",
  "addressCountryName",
  "addressRegisteringOrg",
  "addressState",
  "addressTimezone",
  "addressIsIpv6",
  "hostDnsActive",
  "hostWhoisActive",
  "commonId",
  "value1",
  "value2",
  "value3",
  "vtMaliciousCount",
  "vtLastUpdated",
  "abuseIpdbConfidenceScore",
];

import { CUSTOM_INDICATOR_TYPES, INDICATOR_TYPES } from "@sigwright/core";

/** What a column of a CSV file holds: a field of the indicator, or the value of an indicator of a known type. */
export type ColumnRole =
  | { readonly field: IndicatorField }
  | { readonly field: "value"; readonly type: string }
  | { readonly field: "digest"; readonly digest: "md5" | "sha1" | "sha256" | "size" };

/** Fields a column can fill, by their names in the NDJSON form. */
export type IndicatorField =
  | "value"
  | "type"
  | "rating"
  | "confidence"
  | "tags"
  | "labels"
  | "tlp"
  | "active"
  | "dateAdded"
  | "lastModified"
  | "firstSeen"
  | "lastSeen"
  | "expires"
  | "owner"
  | "description"
  | "source"
  | "link"
  | "groups";

/**
 * Column names by what they fill, lower case and without blanks and punctuation. Beside our own NDJSON names: the
 * column names of ThreatConnect's exports and import templates, and those common in published feeds.
 */
const NAMES: readonly (readonly [IndicatorField, readonly string[]])[] = [
  ["value", ["value", "indicator", "summary", "indicatorvalue", "ioc", "iocvalue", "observable", "observablevalue"]],
  ["type", ["type", "typename", "indicatortype", "ioctype", "observabletype"]],
  ["rating", ["rating", "threatrating", "threatassessrating", "skulls"]],
  ["confidence", ["confidence", "confidencerating", "confidencelevel", "confidencescore", "threatassessconfidence"]],
  ["tags", ["tags", "tag"]],
  ["labels", ["labels", "securitylabels", "securitylabel"]],
  ["tlp", ["tlp"]],
  ["active", ["active", "indicatoractive", "indicatorstatus"]],
  ["dateAdded", ["dateadded", "added", "created", "createdat"]],
  ["lastModified", ["lastmodified", "modified", "updated", "updatedat"]],
  ["firstSeen", ["firstseen", "firstseenutc", "firstobserved"]],
  ["lastSeen", ["lastseen", "lastseenutc", "lastobserved"]],
  ["expires", ["expires", "expiration", "expirationdate", "externaldateexpires", "validuntil"]],
  ["owner", ["owner", "ownername", "organization", "organisation"]],
  ["description", ["description", "comment", "notes"]],
  ["source", ["source", "sourcename", "feed"]],
  ["link", ["link", "weblink", "permalink"]],
  ["groups", ["groups", "associatedgroups", "incident", "campaign"]],
];

/** Columns that name the type by their own name. An address column may hold networks too. */
const TYPED: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...INDICATOR_TYPES, ...CUSTOM_INDICATOR_TYPES].map((type) => [type.toLowerCase(), type])),
  ip: "Address",
  ipaddress: "Address",
  ipv4: "Address",
  ipv6: "Address",
  network: "CIDR",
  subnet: "CIDR",
  domain: "Host",
  domainname: "Host",
  fqdn: "Host",
  hostname: "Host",
  email: "EmailAddress",
  subject: "EmailSubject",
  hash: "File",
  filehash: "File",
  registry: "RegistryKey",
  uri: "URL",
};

const DIGESTS: Readonly<Record<string, "md5" | "sha1" | "sha256" | "size">> = {
  md5: "md5",
  md5hash: "md5",
  sha1: "sha1",
  sha1hash: "sha1",
  sha256: "sha256",
  sha256hash: "sha256",
  size: "size",
  filesize: "size",
};

const ROLES: ReadonlyMap<string, ColumnRole> = new Map<string, ColumnRole>([
  ...Object.entries(TYPED).map(([name, type]): [string, ColumnRole] => [name, { field: "value", type }]),
  ...Object.entries(DIGESTS).map(([name, digest]): [string, ColumnRole] => [name, { field: "digest", digest }]),
  ...NAMES.flatMap(([field, names]) => names.map((name): [string, ColumnRole] => [name, { field }])),
]);

/** Says what a column holds by its name, whatever its case, blanks and punctuation; `undefined` for an unknown name. */
export function columnRole(name: string): ColumnRole | undefined {
  return ROLES.get(name.toLowerCase().replaceAll(/[^a-z0-9]/g, ""));
}

/** Column names to suggest from and to list in messages. */
export const COLUMN_NAMES: readonly string[] = [
  "type",
  "value",
  "rating",
  "confidence",
  "tags",
  "labels",
  "tlp",
  "active",
  "dateAdded",
  "lastModified",
  "firstSeen",
  "lastSeen",
  "expires",
  "owner",
  "description",
  "source",
  "link",
  "groups",
  "md5",
  "sha1",
  "sha256",
  "size",
];

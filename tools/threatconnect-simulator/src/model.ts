/** What the API user may do with the groups or the indicators of an owner. */
export type Permission = "FULL" | "BUILD" | "READ" | "NONE";

/** An organization, community or source. One that the user has no permission in is as good as not there. */
export interface Owner {
  readonly id: bigint;
  readonly name: string;
  readonly type: "Organization" | "Community" | "Source";
  permGroup: Permission;
  permIndicator: Permission;
}

/** A tag. Names are unique; the first spelling stays. */
export interface Tag {
  readonly id: bigint;
  readonly name: string;
  readonly ownerId: bigint;
  readonly techniqueId?: string | undefined;
  lastUsed: string;
}

/** A security label; requests can't create any. */
export interface SecurityLabel {
  readonly id: bigint;
  readonly name: string;
  readonly description: string;
  readonly color: string;
  readonly ownerId: bigint;
  readonly dateAdded: string;
}

/** A kind of attribute of the instance; requests can't create any. */
export interface AttributeType {
  readonly id: bigint;
  readonly name: string;
  readonly description: string;
  /** Longest value, in characters. */
  readonly maxSize: number;
  /** Types of groups and indicators it is valid for; all where absent. */
  readonly mappings?: readonly string[] | undefined;
}

/** An attribute of a group or an indicator. */
export interface Attribute {
  readonly id: bigint;
  readonly type: string;
  value: string;
  source: string | undefined;
  default: boolean;
  pinned: boolean;
  readonly dateAdded: string;
  lastModified: string;
}

/** Dates that groups and indicators share; all optional, spelled as the platform prints them. */
export const DATE_FIELDS = ["firstSeen", "lastSeen", "externalDateAdded", "externalDateExpires", "externalLastModified"] as const;

/** What groups and indicators have in common. */
export interface Entity {
  readonly id: bigint;
  readonly ownerId: bigint;
  readonly type: string;
  readonly dateAdded: string;
  lastModified: string;
  dates: Partial<Record<(typeof DATE_FIELDS)[number], string>>;
  attributes: Attribute[];
  tags: Tag[];
  securityLabels: SecurityLabel[];
  /** Ids of associated groups. */
  readonly groups: Set<bigint>;
  /** Ids of associated indicators. */
  readonly indicators: Set<bigint>;
}

/** An indicator: one value of one type in one owner. */
export interface Indicator extends Entity {
  readonly kind: "indicator";
  /** The value fields by their names on the wire, such as `ip` or `AS Number`. */
  values: Record<string, string | number | boolean>;
  summary: string;
  /** 0 to 5; undefined where nobody rated it. */
  rating: number | undefined;
  /** 0 to 100; undefined where nobody rated it. */
  confidence: number | undefined;
  active: boolean;
  activeLocked: boolean;
  privateFlag: boolean;
  observations: number;
  falsePositives: number;
  threatAssessScore: number | undefined;
}

/** A group, such as an Incident or a Signature. Names are not unique. */
export interface Group extends Entity {
  readonly kind: "group";
  name: string;
  readonly xid: string | undefined;
  /** Fields of its type, such as `fileText` or `eventDate`. */
  fields: Record<string, string | boolean | undefined>;
  /** Bytes of a Document or Report. */
  content: Uint8Array | undefined;
}

/** Types of groups. */
export const GROUP_TYPES = [
  "Adversary",
  "Attack Pattern",
  "Campaign",
  "Course of Action",
  "Document",
  "Email",
  "Event",
  "Incident",
  "Intrusion Set",
  "Malware",
  "Report",
  "Signature",
  "Tactic",
  "Task",
  "Threat",
  "Tool",
  "Vulnerability",
] as const;

/** Types of signatures that the platform lists. */
export const FILE_TYPES = [
  "Bro",
  "ClamAV",
  "CybOX",
  "Iris Search Hash",
  "KQL",
  "OpenIOC",
  "Regex",
  "SPL",
  "Sigma",
  "Snort",
  "Suricata",
  "TQL Query",
  "YARA",
] as const;

/** Longest name of a tag, in characters. */
export const TAG_NAME_LIMIT = 128;

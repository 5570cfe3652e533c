import type { Permission } from "./model.ts";

/** An owner to start with. */
export interface OwnerSeed {
  readonly name: string;
  readonly type: "Organization" | "Community" | "Source";
  readonly id?: bigint;
  /** What the API user may do there; FULL where absent. NONE hides the owner. */
  readonly permission?: Permission;
}

/** An attribute to start with. */
export interface AttributeSeed {
  readonly type: string;
  readonly value: string;
  readonly default?: boolean;
  readonly source?: string;
}

/** What groups and indicators have in common. Owners, tags and labels go by name; the first owner is the default. */
export interface EntitySeed {
  readonly id?: bigint;
  readonly owner?: string;
  readonly tags?: readonly string[];
  readonly securityLabels?: readonly string[];
  readonly attributes?: readonly AttributeSeed[];
  /** UTC seconds such as 2026-01-31T09:15:00Z; the seed's clock where absent. */
  readonly dateAdded?: string;
  readonly lastModified?: string;
  readonly firstSeen?: string;
  readonly lastSeen?: string;
  readonly externalDateExpires?: string;
  /** Ids of groups of the same seed that it is associated with; they stand before it. */
  readonly groups?: readonly bigint[];
}

/** A group to start with. */
export interface GroupSeed extends EntitySeed {
  readonly type: string;
  readonly name: string;
  readonly xid?: string;
  /** Fields of its type, such as `status` of an Incident or `fileText` of a Signature. */
  readonly fields?: Readonly<Record<string, string | boolean>>;
}

/** An indicator to start with. Unlike requests, seeds may hold values that the platform would refuse. */
export interface IndicatorSeed extends EntitySeed {
  readonly type: string;
  /** The value fields by their names on the wire, such as `{ ip: "203.0.113.7" }`. */
  readonly values: Readonly<Record<string, string | number | boolean>>;
  readonly rating?: number;
  readonly confidence?: number;
  readonly active?: boolean;
  readonly observations?: number;
  readonly falsePositives?: number;
  readonly threatAssessScore?: number;
}

/** All that a simulator starts with. */
export interface Seed {
  /** The first is the API user's own organization. */
  readonly owners: readonly OwnerSeed[];
  readonly groups: readonly GroupSeed[];
  /** Read once; a generator is fine. */
  readonly indicators: Iterable<IndicatorSeed>;
  readonly securityLabels?: readonly string[];
  /** Names of attribute types, or with the types of groups and indicators they are valid for. */
  readonly attributeTypes?: readonly (
    string | { readonly name: string; readonly mappings?: readonly string[]; readonly maxSize?: number }
  )[];
  /** Types of indicators that an administrator made, with the labels of their up to three values. */
  readonly customIndicatorTypes?: readonly { readonly name: string; readonly labels: readonly string[] }[];
  /** Types of signatures that an administrator made. */
  readonly customFileTypes?: readonly string[];
  /** When the seed was made: `dateAdded` and `lastModified` of whatever has none of its own. */
  readonly date?: string;
}

/** Labels of an instance that says nothing else. */
export const DEFAULT_LABELS: readonly string[] = ["TLP:WHITE", "TLP:GREEN", "TLP:AMBER", "TLP:RED"];

/** Attribute types that exist out of the box. */
export const DEFAULT_ATTRIBUTE_TYPES: readonly string[] = ["Description", "Source", "Additional Analysis and Context"];

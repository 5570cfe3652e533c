import { closest } from "@sigwright/core";
import type { IndicatorType } from "@sigwright/core";

/** Types that the platform writes with a blank. */
const WITH_BLANK: ReadonlyMap<string, string> = new Map<IndicatorType, string>([
  ["EmailSubject", "Email Subject"],
  ["RegistryKey", "Registry Key"],
  ["UserAgent", "User Agent"],
]);

/** The platform's spelling of an indicator type: `User Agent` for `UserAgent`; custom types are spelt as they are. */
export function wireIndicatorType(type: string): string {
  return WITH_BLANK.get(type) ?? type;
}

/** The types of groups, in the platform's spelling. */
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

/** One of {@link GROUP_TYPES}. */
export type GroupType = (typeof GROUP_TYPES)[number];

/** Plurals that are not made by adding an `s`; the older API's paths use them. */
const PLURALS: ReadonlyMap<string, GroupType> = new Map([
  ["adversaries", "Adversary"],
  ["coursesofaction", "Course of Action"],
  ["vulnerabilities", "Vulnerability"],
]);

/**
 * The type of a group by its name in any spelling: `incident`, `intrusion-set`, `Attack Pattern`, `campaigns`.
 * For another word, what was perhaps meant.
 */
export function groupType(name: string): { readonly type: GroupType } | { readonly type?: never; readonly suggestion?: string } {
  const plain = plainName(name);
  const singular = plain.endsWith("s") ? plain.slice(0, -1) : plain;
  const type = GROUP_TYPES.find((known) => plainName(known) === plain || plainName(known) === singular) ?? PLURALS.get(plain);
  if (type !== undefined) return { type };
  const suggestion = closest(plain, GROUP_TYPES.map((known) => known.toLowerCase()));
  return suggestion === undefined ? {} : { suggestion };
}

/** Whether two spellings mean the same type: blanks, hyphens, underscores and case do not matter. */
export function isSameType(a: string, b: string): boolean {
  return plainName(a) === plainName(b);
}

function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[ _-]/g, "");
}

/** The file types of signatures that every instance knows; administrators can add more. Exact case matters. */
export const SIGNATURE_TYPES = [
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

import { closest } from "./closest.ts";
import { INDICATOR_TYPES } from "./indicator.ts";
import type { IndicatorType } from "./indicator.ts";

/**
 * What a type name stands for: one of ThreatConnect's types, or a custom type under its own name.
 * `suggestion` is the known type that a custom name was perhaps meant to be.
 */
export type TypeName =
  | { readonly kind: "known"; readonly type: IndicatorType }
  | { readonly kind: "custom"; readonly type: string; readonly suggestion?: IndicatorType };

const BY_SPELLING: ReadonlyMap<string, IndicatorType> = new Map(
  INDICATOR_TYPES.map((type) => [type.toLowerCase(), type] as const),
);

/** The known types by what people call them too; used for suggestions only. */
const OTHER_NAMES: ReadonlyMap<string, IndicatorType> = new Map([
  ["ip", "Address"],
  ["ipv4", "Address"],
  ["ipv6", "Address"],
  ["ipaddress", "Address"],
  ["domain", "Host"],
  ["domainname", "Host"],
  ["hostname", "Host"],
  ["fqdn", "Host"],
  ["uri", "URL"],
  ["hash", "File"],
  ["filehash", "File"],
  ["md5", "File"],
  ["sha1", "File"],
  ["sha256", "File"],
  ["email", "EmailAddress"],
  ["subject", "EmailSubject"],
  ["netblock", "CIDR"],
  ["subnet", "CIDR"],
  ["network", "CIDR"],
  ["registry", "RegistryKey"],
]);

/**
 * Reads the name of an indicator type: ThreatConnect's names in any case, with blanks, hyphens or underscores between
 * their words (`Email Address`, `registry_key`). Any other name is a custom type and keeps its spelling, trimmed.
 */
export function indicatorType(name: string): TypeName {
  const exact = BY_SPELLING.get(name.toLowerCase());
  if (exact !== undefined) return { kind: "known", type: exact };
  const trimmed = name.trim();
  if (trimmed.length > 128) return { kind: "custom", type: trimmed };
  const spelling = trimmed.toLowerCase().replaceAll(/[ _-]/g, "");
  const type = BY_SPELLING.get(spelling);
  if (type !== undefined) return { kind: "known", type };
  const suggestion = OTHER_NAMES.get(spelling) ?? closest(spelling, INDICATOR_TYPES);
  if (suggestion === undefined) return { kind: "custom", type: trimmed };
  return { kind: "custom", type: trimmed, suggestion };
}

import { canonicalise, indicatorType, quoted } from "@sigwright/core";
import type { GroupReference, IndicatorReference, SignatureAttribute } from "@sigwright/core";
import { groupType } from "@sigwright/threatconnect";
import { UsageError } from "../usage-error.ts";

/**
 * Reads `TYPE/ID` (`incident/54321`), or an identifier alone.
 *
 * @throws UsageError when it is neither.
 */
export function parseGroup(given: string): GroupReference {
  const slash = given.indexOf("/");
  const id = given.slice(slash + 1);
  if (!/^\d{1,20}$/.test(id)) {
    throw new UsageError(`${quoted(given)} names no group`, "write its type and number as in incident/54321, or the number alone");
  }
  if (slash === -1) return { id };
  const found = groupType(given.slice(0, slash));
  if (found.type !== undefined) return { id, type: found.type };
  const meant = found.suggestion === undefined ? "write it like incident/54321 or campaign/54321" : `did you mean \`${found.suggestion}/${id}\`?`;
  throw new UsageError(`${quoted(given.slice(0, slash))} is no type of groups`, meant);
}

/**
 * Reads `TYPE=VALUE` (`Host=bad.example`); `owner` is whose indicator of that value is meant.
 *
 * @throws UsageError when it is something else, or no value of the type.
 */
export function parseIndicator(given: string, owner: string | undefined): IndicatorReference {
  const whose = owner === undefined ? {} : { owner };
  const equals = given.indexOf("=");
  if (equals <= 0) {
    throw new UsageError(`${quoted(given)} names no indicator`, "write its type and value, as in Host=bad.example or Address=203.0.113.7");
  }
  const named = indicatorType(given.slice(0, equals));
  if (named.kind === "custom" && named.suggestion !== undefined) {
    throw new UsageError(`${quoted(named.type)} is no type of indicators`, `did you mean \`${named.suggestion}\`?`);
  }
  const canonical = canonicalise(named.type, given.slice(equals + 1));
  if (canonical.status === "malformed") throw new UsageError(canonical.problem.message, canonical.problem.help);
  return { type: named.type, value: canonical.value, ...whose };
}

/**
 * Reads `TYPE=VALUE` (`Description=Rules for the gateway`).
 *
 * @throws UsageError when there is no type or no value.
 */
export function parseAttribute(given: string): SignatureAttribute {
  const equals = given.indexOf("=");
  const type = given.slice(0, equals).trim();
  const value = given.slice(equals + 1);
  if (equals <= 0 || type === "" || value.trim() === "") {
    throw new UsageError(`${quoted(given)} is no attribute`, "write type and value, as in Description='Rules for the gateway'");
  }
  return { type, value };
}

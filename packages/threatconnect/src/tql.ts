import type { PushedCondition, PushedDateField, PushedNumberField } from "@sigwright/filter";
import { isIdentifier } from "./json.ts";
import { wireIndicatorType } from "./type-names.ts";

/** A query of the platform's language, TQL; every part of it is complete in itself. */
export type Tql = string;

/** Control characters have no escape in TQL; nothing the platform holds is found by them. */
const UNSPEAKABLE = /[\u0000-\u001F\u007F-\u009F\u2028\u2029\p{Surrogate}]/u;
const SPECIAL = /[\\"'`]/g;

/** Whether a text can be said in TQL. */
export function isSpeakable(text: string): boolean {
  return !UNSPEAKABLE.test(text);
}

/**
 * A text as TQL writes it, in double quotes; backslash and quotes of all kinds are escaped.
 *
 * @throws RangeError for text with control characters, which TQL has no escape for; see {@link isSpeakable}.
 */
export function tqlString(text: string): Tql {
  if (!isSpeakable(text)) throw new RangeError("TQL can't say control characters");
  return `"${text.replace(SPECIAL, String.raw`\$&`)}"`;
}

/** An identifier as TQL writes it. */
export function tqlId(id: string): Tql {
  if (!isIdentifier(id)) throw new RangeError(`not an identifier of the platform: ${id}`);
  return id;
}

/** All of these must hold. */
export function allOf(conditions: readonly Tql[]): Tql {
  return conditions.join(" and ");
}

/** Lists hold active indicators only unless the query speaks of it; this asks for both, by the form that is in use. */
export const BOTH_STATES: Tql = "(indicatorActive = true or indicatorActive = false)";

const NUMBERS: Readonly<Record<PushedNumberField, { slack: number; digits: number }>> = {
  // Printed with two digits; what the platform compares may have more.
  rating: { slack: 0.01, digits: 2 },
  // A whole number: a bound between two is moved out to the next.
  confidence: { slack: 0, digits: 0 },
};

const DATES: Readonly<Record<PushedDateField, string>> = {
  dateAdded: "dateAdded",
  lastModified: "lastModified",
  firstSeen: "firstSeen",
  lastSeen: "lastSeen",
  expires: "externalDateExpires",
};

/** Fields of the filter language that {@link pushedTql} can say. Not `group`: whether case matters there is not documented. */
export const PUSHABLE_FIELDS = ["typeName", "rating", "confidence", "active", "dateAdded", "lastModified", "firstSeen", "lastSeen", "expires"] as const;

/**
 * Conditions in TQL, as many as fit: leaving some out is always sound, because the platform then only sends more.
 *
 * @param room the most characters the percent-encoded query may have.
 */
export function pushedTql(conditions: readonly PushedCondition[], room: number): readonly Tql[] {
  const said: Tql[] = [];
  let left = room;
  for (const tql of new Set(conditions.flatMap(conditionTql))) {
    const length = encodeURIComponent(` and ${tql}`).length + 12;
    if (length > left) continue;
    left -= length;
    said.push(tql);
  }
  return said;
}

function conditionTql(condition: PushedCondition): readonly Tql[] {
  switch (condition.type) {
    case "typeName":
      return [`typeName in (${condition.names.map((name) => tqlString(wireIndicatorType(name))).join(", ")})`];
    case "number":
      return numberTql(condition.field, condition.operator, condition.number);
    case "date":
      return [`${DATES[condition.field]} ${condition.operator} ${tqlString(condition.date)}`];
    case "active":
      return [`indicatorActive = ${String(condition.active)}`];
    case "group":
      return [];
  }
}

/** Bounds moved outwards by what rounding may have done; `>` becomes `>=`, so that the bound itself is let through. */
function numberTql(field: PushedNumberField, operator: "=" | "<" | "<=" | ">" | ">=", number: number): readonly Tql[] {
  if (!Number.isFinite(number) || Math.abs(number) > 1_000_000) return [];
  const { slack, digits } = NUMBERS[field];
  const scale = 10 ** digits;
  const bounds: Tql[] = [];
  if (operator !== "<" && operator !== "<=") {
    bounds.push(`${field} >= ${(Math.floor((number - slack) * scale) / scale).toFixed(digits)}`);
  }
  if (operator !== ">" && operator !== ">=") {
    bounds.push(`${field} <= ${(Math.ceil((number + slack) * scale) / scale).toFixed(digits)}`);
  }
  return bounds;
}

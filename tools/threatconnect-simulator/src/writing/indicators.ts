import { ApiError, malformed, notInList, taken } from "../api-error.ts";
import { summaryOf, type IndicatorType } from "../indicator-types.ts";
import type { JsonObject, JsonValue } from "../json.ts";
import type { Indicator } from "../model.ts";
import { requireWrite } from "../platform.ts";
import { resolveCollections } from "./collections.ts";
import { readDates } from "./groups.ts";
import type { Transaction } from "./transaction.ts";
import { readBoolean, readNumber } from "./values.ts";

/** Creates the indicator of a body, or updates the one that has its value: there is one of each in an owner. Throws ApiError. */
export function saveIndicator(
  transaction: Transaction,
  body: JsonObject,
  ownerId: bigint,
): { readonly indicator: Indicator; readonly created: boolean } {
  const { platform, date } = transaction;
  const { store } = platform;
  const type = typeof body["type"] === "string" ? store.indicatorTypes.get(body["type"]) : undefined;
  if (type === undefined) throw notInList("type", "Indicator", [...store.indicatorTypes.keys()]);
  const values = readValues(type, body);
  const known = store.indicatorWith(ownerId, type, values);
  requireWrite(platform, ownerId, "indicator", known === undefined ? "created" : "updated");
  if (known !== undefined) {
    change(transaction, known, body);
    return { indicator: known, created: false };
  }
  const changes = readChanges(body, type.name);
  const applyCollections = resolveCollections(transaction, body, { type: type.name, ownerId, entity: undefined });
  const indicator: Indicator = {
    kind: "indicator",
    id: store.newId(),
    ownerId,
    type: type.name,
    values,
    summary: summaryOf(type, values),
    rating: undefined,
    confidence: undefined,
    active: true,
    activeLocked: false,
    privateFlag: false,
    observations: 0,
    falsePositives: 0,
    threatAssessScore: undefined,
    dateAdded: date,
    lastModified: date,
    dates: readDates(body, type.name),
    attributes: [],
    tags: [],
    securityLabels: [],
    groups: new Set(),
    indicators: new Set(),
  };
  changes(indicator);
  store.addIndicator(indicator);
  transaction.created.push(indicator);
  applyCollections(indicator);
  return { indicator, created: true };
}

/** Changes an indicator as a body says; of its value only the hashes of a File can. Throws ApiError. */
export function updateIndicator(transaction: Transaction, indicator: Indicator, body: JsonObject): void {
  const { store } = transaction.platform;
  requireWrite(transaction.platform, indicator.ownerId, "indicator", "updated");
  const type = store.typeOf(indicator);
  if (body["type"] !== undefined && body["type"] !== indicator.type) throw malformed("the type of an indicator can't be changed");
  const given = type.fields.filter((field) => body[field] !== undefined);
  if (given.length === 0) {
    change(transaction, indicator, body);
    return;
  }
  if (type.anyField !== true) throw malformed("the value of an indicator can't be changed");
  if (given.length > 1) throw malformed("one hash per request");
  const added = readValues(type, { [given[0]!]: body[given[0]!] });
  const values = { ...indicator.values, ...added };
  if (body["mode"] === "delete") delete values[given[0]!];
  const other = store.indicatorWith(indicator.ownerId, type, added);
  if (other !== undefined && other !== indicator) {
    if (body["mode"] !== "merge") throw taken(given[0]!, type.name);
    store.remove(other);
  }
  change(transaction, indicator, body);
  store.changeValues(indicator, values);
}

function change(transaction: Transaction, indicator: Indicator, body: JsonObject): void {
  const changes = readChanges(body, indicator.type);
  const dates = readDates(body, indicator.type);
  const entity = { type: indicator.type, ownerId: indicator.ownerId, entity: indicator };
  const applyCollections = resolveCollections(transaction, body, entity);
  changes(indicator);
  indicator.dates = { ...indicator.dates, ...dates };
  indicator.lastModified = transaction.date;
  applyCollections(indicator);
}

function readChanges(body: JsonObject, entity: string): (indicator: Indicator) => void {
  const { rating, confidence, observations, falsePositiveFlag } = body;
  const numbers = {
    ...(rating !== undefined && { rating: readNumber(rating, "rating", entity, 5, false) }),
    ...(confidence !== undefined && { confidence: readNumber(confidence, "confidence", entity, 100, true) }),
  };
  const flags: Partial<Pick<Indicator, "active" | "activeLocked" | "privateFlag">> = {};
  for (const name of ["active", "activeLocked", "privateFlag"] as const) {
    if (body[name] !== undefined) flags[name] = readBoolean(body[name], name, entity);
  }
  const seen = observations === undefined ? 0 : readNumber(observations, "observations", entity, 1_000_000, true);
  return (indicator) => {
    Object.assign(indicator, numbers, flags);
    indicator.observations += seen;
    if (falsePositiveFlag === true) indicator.falsePositives++;
  };
}

function readValues(type: IndicatorType, body: JsonObject): Indicator["values"] {
  const values: Indicator["values"] = {};
  for (const [index, field] of type.fields.entries()) {
    const value = body[field] ?? (type.custom ? body[`value${index + 1}`] : undefined);
    if (value !== undefined) values[field] = readValue(value, type, field);
  }
  const required = type.anyField ? type.fields.join(", ") : type.fields[0]!;
  if (type.anyField ? Object.keys(values).length === 0 : values[type.fields[0]!] === undefined) {
    throw malformed(`a ${type.name} needs ${required}`);
  }
  if (type.name === "Registry Key" && values["Value Name"] === undefined) throw malformed("a Registry Key needs Value Name");
  for (const field of type.extras ?? []) {
    const value = body[field];
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") values[field] = value;
    else if (field !== "size") values[field] = false;
  }
  return values;
}

function readValue(value: JsonValue, type: IndicatorType, field: string): string {
  if (typeof value === "string" && value !== "" && value.length <= 4096 && (type.accepts?.(value, field) ?? true)) return value;
  throw new ApiError(400, `The ${field} for this ${type.name} is invalid`, "0x1005");
}

import { isArray, isObject, type JsonValue } from "../json.ts";
import type { Indicator } from "../model.ts";
import { plantIndicator } from "../planting.ts";
import { parameterValues, type ApiRequest, type Reply } from "../request.ts";
import type { IndicatorSeed } from "../seed.ts";
import type { Store } from "../store.ts";
import type { FaultName } from "./catalogue.ts";

/** The answer that a fault makes of one with JSON; undefined where the fault has nothing to spoil. */
export function spoilReply(fault: FaultName, request: ApiRequest, reply: Reply): Reply | undefined {
  const { body } = reply;
  if (body instanceof Uint8Array || !isObject(body)) return undefined;
  if (fault === "missing-collection") {
    const names = new Set(parameterValues(request, "fields").flatMap((path) => path.split(/[.,]/)));
    if (names.size === 0 || body["data"] === undefined) return undefined;
    return { ...reply, body: { ...body, data: without(body["data"], names) } };
  }
  const { next } = body;
  if (typeof next !== "string") return undefined;
  if (fault === "next-other-origin") {
    return { ...reply, body: { ...body, next: next.replace(/^https?:\/\/[^/]*/, "http://elsewhere.example") } };
  }
  if (fault === "next-repeats") return { ...reply, body: { ...body, next: `${request.origin}${request.target}` } };
  return fault === "empty-page" ? { ...reply, body: { ...body, data: [] } } : undefined;
}

/** What faults do to an indicator once it was read. */
const DISTURBANCES: Readonly<Partial<Record<FaultName, (store: Store, indicator: Indicator, date: string) => void>>> = {
  "row-added": (store, indicator, date) => {
    plantIndicator(store, alike(store, indicator, -1n), date);
  },
  "row-removed": leaveGroups,
  "row-deleted": (store, indicator) => store.remove(indicator),
  "rows-shifted": (store, indicator, date) => {
    const last = alike(store, indicator, 1n);
    leaveGroups(store, indicator);
    plantIndicator(store, last, date);
  },
  "indicator-deactivated": (store, indicator) => {
    indicator.active = false;
    store.version++;
  },
};

/** What happens to the rows of a page of indicators once it was answered; false where there are none. */
export function disturbRows(fault: FaultName, request: ApiRequest, { body }: Reply, store: Store, date: string): boolean {
  const disturb = DISTURBANCES[fault];
  if (
    disturb === undefined ||
    request.method !== "GET" ||
    request.path.join("/") !== "v3/indicators" ||
    body instanceof Uint8Array ||
    !isObject(body)
  )
    return false;
  const [first] = isArray(body["data"] ?? null) ? (body["data"] as readonly JsonValue[]) : [];
  const id = first !== undefined && isObject(first) ? first["id"] : undefined;
  const indicator = typeof id === "bigint" || typeof id === "number" ? store.indicators.get(BigInt(id)) : undefined;
  if (indicator === undefined) return false;
  disturb(store, indicator, date);
  return true;
}

function leaveGroups(store: Store, indicator: Indicator): void {
  for (const id of indicator.groups) {
    const group = store.groups.get(id);
    if (group !== undefined) store.dissociate(indicator, group);
  }
}

/** An indicator with the same marks and groups, another value, and an id before or after all others. */
function alike(
  store: Store,
  { type, ownerId, rating, confidence, groups, tags, lastModified }: Indicator,
  step: 1n | -1n,
): IndicatorSeed {
  let id = store.newId();
  for (const known of store.indicators.keys()) if (step < 0n ? known <= id : known >= id) id = known + step;
  while (store.indicators.has(id) || store.groups.has(id)) id += step;
  const serial = store.indicators.size;
  const values: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    Address: { ip: `198.18.${Math.floor(serial / 250) % 250}.${(serial % 250) + 1}` },
    File: { md5: serial.toString(16).padStart(32, "0").toUpperCase() },
    URL: { text: `http://added-${serial}.example/` },
  };
  return {
    id,
    type: type in values ? type : "Host",
    values: values[type] ?? { hostName: `added-${serial}.example` },
    owner: store.owners.get(ownerId)!.name,
    ...(rating !== undefined && { rating }),
    ...(confidence !== undefined && { confidence }),
    groups: [...groups],
    tags: tags.map(({ name }) => name),
    dateAdded: lastModified,
  };
}

function without(value: JsonValue, names: ReadonlySet<string>): JsonValue {
  if (isArray(value)) return value.map((item) => without(item, names));
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([name]) => !names.has(name));
  return Object.fromEntries(kept);
}

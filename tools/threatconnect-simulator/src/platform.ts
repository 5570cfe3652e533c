import { ApiError, notFound, ownerNotFound } from "./api-error.ts";
import type { Entity, Group, Indicator, Owner } from "./model.ts";
import { parameter, type ApiRequest } from "./request.ts";
import { isVisible, type Store } from "./store.ts";
import type { Switches } from "./switches.ts";
import type { QueryContext } from "./tql/endpoint.ts";

/** All that an answer depends on, apart from the request. */
export interface Platform {
  readonly store: Store;
  readonly switches: Switches;
  /** The clock, in milliseconds. */
  readonly now: () => number;
  /** Scheme and authority of `webLink`. */
  readonly webOrigin: string;
  /** The access id, which is the API user's name. */
  readonly userName: string;
  /** Told of each write that took effect. */
  readonly onWrite: () => void;
}

/** The clock as the platform prints dates: UTC, seconds. */
export function timestamp({ now }: Platform): string {
  return `${new Date(now()).toISOString().slice(0, 19)}Z`;
}

/** What queries are evaluated against. */
export function queryContext({ store, switches, now }: Platform): QueryContext {
  return { store, switches, now: now() };
}

/** The owner that `owner=` names, if it does. Throws ApiError 403. */
export function requestedOwner({ store }: Platform, request: ApiRequest): Owner | undefined {
  const name = parameter(request, "owner");
  if (name === undefined) return undefined;
  const owner = store.ownerNamed(name);
  if (owner === undefined || !isVisible(owner)) throw ownerNotFound();
  return owner;
}

/** Whether the API user may see an object. */
export function maySee({ store }: Platform, { ownerId }: Entity): boolean {
  const owner = store.owners.get(ownerId);
  return owner !== undefined && isVisible(owner);
}

/** Throws ApiError where the API user may not write groups or indicators of an owner. */
export function requireWrite(platform: Platform, ownerId: bigint, kind: "group" | "indicator", operation: string): void {
  const owner = platform.store.owners.get(ownerId);
  const permission = kind === "group" ? owner?.permGroup : owner?.permIndicator;
  if (permission === "FULL" || permission === "BUILD") return;
  const text = `The requested ${kind} was not ${operation} - access was denied`;
  throw new ApiError(platform.switches.writeRefusal, text, "0x1002");
}

/** The group of an id, or of an xid and `owner=`. Throws ApiError 404. */
export function findGroup(platform: Platform, request: ApiRequest, key: string): Group {
  const owner = requestedOwner(platform, request);
  const byId = isId(key) ? platform.store.groups.get(BigInt(key)) : undefined;
  const group = byId ?? (owner === undefined ? undefined : platform.store.groupWithXid(owner.id, key));
  if (group === undefined || !maySee(platform, group) || (owner !== undefined && group.ownerId !== owner.id)) throw notFound();
  return group;
}

/** The indicator of an id, or of a value in `owner=` or the user's organization. Throws ApiError 404. */
export function findIndicator(platform: Platform, request: ApiRequest, key: string): Indicator {
  const owner = requestedOwner(platform, request);
  const byId = isId(key) ? platform.store.indicators.get(BigInt(key)) : undefined;
  const indicator = byId ?? indicatorOfValue(platform.store, (owner ?? platform.store.organization).id, key);
  if (indicator === undefined || !maySee(platform, indicator) || (owner !== undefined && indicator.ownerId !== owner.id)) {
    throw notFound();
  }
  return indicator;
}

/** Whether a segment of a path is an id. */
export function isId(text: string): boolean {
  return /^\d{1,30}$/.test(text);
}

function indicatorOfValue(store: Store, ownerId: bigint, value: string): Indicator | undefined {
  for (const type of store.indicatorTypes.values()) {
    for (const field of type.fields) {
      const indicator = store.indicatorWith(ownerId, type, { [field]: value });
      if (indicator !== undefined) return indicator;
    }
  }
  for (const indicator of store.indicators.values()) {
    if (indicator.ownerId === ownerId && indicator.summary.toLowerCase() === value.toLowerCase()) return indicator;
  }
  return undefined;
}

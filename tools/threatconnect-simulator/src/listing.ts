import { ApiError, malformed } from "./api-error.ts";
import type { JsonObject, JsonValue } from "./json.ts";
import { queryContext, type Platform } from "./platform.ts";
import { parameter, type ApiRequest, type Reply } from "./request.ts";
import type { Endpoint, Scalar } from "./tql/endpoint.ts";
import { compileTql, conjuncts } from "./tql/evaluator.ts";
import type { Expression } from "./tql/expression.ts";
import { parseTql } from "./tql/parser.ts";

const DEFAULT_LIMIT = 100;
const MAXIMUM_LIMIT = 10_000;

/** How a list is answered. */
export interface Listing<Item> {
  readonly endpoint: Endpoint<Item>;
  /** What there is, before the query; gets the query so that it can use an index. */
  readonly candidates: (query: Expression | undefined) => Iterable<Item>;
  readonly print: (item: Item) => JsonValue;
}

/** Results of the last lists, so that paging evaluates and sorts once: stale as soon as anything changes. */
export type ListCache = Map<string, { readonly version: number; readonly items: readonly unknown[] }>;

const CACHE_SIZE = 8;

/** Answers a list: query, order, page. Throws ApiError. */
export function list<Item extends { readonly id: bigint }>(
  platform: Platform,
  request: ApiRequest,
  cache: ListCache,
  listing: Listing<Item>,
): Reply {
  const start = readCount(request, "resultStart", 0);
  const limit = readLimit(platform, request);
  const items = cached(platform, request, cache, () => select(platform, request, listing));
  const page = items.slice(start, start + limit);
  if (items.length === 0 && platform.switches.emptyList === 404)
    throw new ApiError(404, "The requested resource was not found", "0x1007");
  const counts = start === 0 && (platform.switches.countUnasked || parameter(request, "count") === "true");
  const body: JsonObject = {
    next: start + limit < items.length ? pageLink(request, start + limit, limit) : undefined,
    data: page.map(listing.print),
    count: counts ? items.length : undefined,
    prev: start > 0 ? pageLink(request, Math.max(0, start - limit), limit) : undefined,
    status: "Success",
  };
  return { status: 200, body };
}

/** The ids that a query confines an object's links to, where it does so: `hasGroup(id = 5)` or `associatedGroup = 5`. */
export function linkedIds(
  query: Expression | undefined,
  nestedKeyword: string,
  directKeyword: string,
): readonly bigint[] | undefined {
  for (const part of query === undefined ? [] : conjuncts(query)) {
    if (part.type === "comparison" && part.keyword.toLowerCase() === directKeyword.toLowerCase()) {
      const ids = idsOf(part);
      if (ids !== undefined) return ids;
    }
    if (part.type === "nested" && part.keyword.toLowerCase() === nestedKeyword.toLowerCase()) {
      const ids = confinedIds(part.operand);
      if (ids !== undefined) return ids;
    }
  }
  return undefined;
}

/** The ids that a query confines the objects themselves to. */
export function confinedIds(query: Expression | undefined): readonly bigint[] | undefined {
  for (const part of query === undefined ? [] : conjuncts(query)) {
    if (part.type === "comparison" && part.keyword.toLowerCase() === "id") {
      const ids = idsOf(part);
      if (ids !== undefined) return ids;
    }
  }
  return undefined;
}

function idsOf(comparison: Extract<Expression, { type: "comparison" }>): readonly bigint[] | undefined {
  if (comparison.negated || !["=", "in"].includes(comparison.operator)) return undefined;
  const ids = comparison.values.map((literal) =>
    literal.type === "number" && /^\d+$/.test(literal.text) ? BigInt(literal.text) : undefined,
  );
  return ids.every((id) => id !== undefined) ? [...new Set(ids)] : undefined;
}

function select<Item extends { readonly id: bigint }>(
  platform: Platform,
  request: ApiRequest,
  { endpoint, candidates }: Listing<Item>,
): readonly Item[] {
  const context = queryContext(platform);
  const tql = parameter(request, "tql");
  const query = tql === undefined || tql.trim() === "" ? undefined : parseTql(tql, platform.switches);
  const matches = query === undefined ? () => true : compileTql(query, endpoint, context);
  const order = readSorting(request, endpoint);
  const selected: { readonly item: Item; readonly keys: readonly (Scalar | undefined)[] }[] = [];
  for (const item of candidates(query)) {
    if (matches(item) === true) selected.push({ item, keys: order.map(({ read }) => read(item, context)[0]) });
  }
  const direction = platform.switches.defaultOrder === "newest-first" ? -1 : 1;
  selected.sort((left, right) => {
    for (const [index, { descending, nullsFirst }] of order.entries()) {
      const [a, b] = [left.keys[index], right.keys[index]];
      if (a === b) continue;
      if (a === undefined || b === undefined) return (a === undefined) === nullsFirst ? -1 : 1;
      return a < b !== descending ? -1 : 1;
    }
    return (left.item.id < right.item.id ? -1 : 1) * direction;
  });
  return selected.map(({ item }) => item);
}

function cached<Item>(
  platform: Platform,
  request: ApiRequest,
  cache: ListCache,
  compute: () => readonly Item[],
): readonly Item[] {
  const names = ["tql", "owner", "sorting"].map((name) => parameter(request, name) ?? null);
  // Queries with NOW() may differ from second to second.
  const second = names.some((text) => text?.includes("()")) ? Math.floor(platform.now() / 1000) : 0;
  const key = JSON.stringify([request.path, second, ...names]);
  const known = cache.get(key);
  if (known !== undefined && known.version === platform.store.version) return known.items as readonly Item[];
  const items = compute();
  cache.delete(key);
  cache.set(key, { version: platform.store.version, items });
  for (const oldest of cache.keys()) {
    if (cache.size <= CACHE_SIZE) break;
    cache.delete(oldest);
  }
  return items;
}

function readSorting<Item>(request: ApiRequest, endpoint: Endpoint<Item>) {
  const words = (parameter(request, "sorting") ?? "").split(/\s+/).filter((word) => word !== "");
  const order = [];
  for (let index = 0; index < words.length; index++) {
    const keyword = endpoint.keywords.get(words[index]!.toLowerCase());
    if (keyword === undefined || keyword.type === "Nested")
      throw new ApiError(400, `Invalid sorting: unknown keyword '${words[index]}'`);
    const directions = new Set<string>();
    while (/^(?:asc|desc|nullsfirst|nullslast)$/i.test(words[index + 1] ?? "")) directions.add(words[++index]!.toLowerCase());
    const descending = directions.has("desc");
    order.push({ read: keyword.read, descending, nullsFirst: directions.has("nullsfirst") });
  }
  return order;
}

function readLimit({ switches }: Platform, request: ApiRequest): number {
  const limit = readCount(request, "resultLimit", DEFAULT_LIMIT);
  if (limit === 0) throw malformed("resultLimit must be at least 1");
  if (limit <= MAXIMUM_LIMIT) return limit;
  if (switches.limitAboveMaximum === "clamped") return MAXIMUM_LIMIT;
  throw new ApiError(
    400,
    `The resultStart and resultLimit query parameters must be integers and the maximum value for resultLimit is ${MAXIMUM_LIMIT}`,
  );
}

function readCount(request: ApiRequest, name: string, fallback: number): number {
  const text = parameter(request, name);
  if (text === undefined) return fallback;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new ApiError(
    400,
    `The resultStart and resultLimit query parameters must be integers and the maximum value for resultLimit is ${MAXIMUM_LIMIT}`,
  );
}

/** The request's address with another window; every other parameter stays. */
function pageLink({ origin, target, parameters }: ApiRequest, start: number, limit: number): string {
  const [path = ""] = target.split("?");
  const kept = parameters.filter(([name]) => name !== "resultStart" && name !== "resultLimit");
  const all = [...kept, ["resultStart", String(start)] as const, ["resultLimit", String(limit)] as const];
  return `${origin}${path}?${all.map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&")}`;
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.codePointAt(0)!.toString(16).toUpperCase()}`,
  );
}

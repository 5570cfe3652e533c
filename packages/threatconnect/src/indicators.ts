import { canonicalise, CUSTOM_INDICATOR_TYPES, quoted } from "@sigwright/core";
import { countRows, listRows } from "./listing.ts";
import { collection, member } from "./json.ts";
import { readIndicator } from "./platform-objects.ts";
import type { PlatformIndicator } from "./platform-objects.ts";
import { encodeComponent } from "./request-target.ts";
import type { Session } from "./session.ts";
import { allOf, BOTH_STATES, isSpeakable, tqlId, tqlString } from "./tql.ts";
import type { Tql } from "./tql.ts";
import { wireIndicatorType } from "./type-names.ts";
import type { JsonObject } from "./json.ts";

/** Which indicators, and what of them. */
export interface IndicatorQuery {
  /** What they must fulfil, in TQL. A query that does not mention `indicatorActive` gets active and inactive ones. */
  readonly tql?: Tql;
  /** What to tell beside the standard fields: `tags`, `attributes`, `securityLabels`, `sightings`, … */
  readonly fields?: readonly string[];
  /** Only those of this owner. */
  readonly owner?: string;
  /** Rows a page. Default 1,000 with `fields`, else 10,000. */
  readonly pageSize?: number;
  /** What it is for, as in "can't …". */
  readonly purpose?: string;
  readonly onPage?: (rows: number, total: number | undefined) => void;
}

/** Indicators of the platform. */
export interface Indicators {
  /** All that fit, each once, in the order of their identifiers. */
  readonly list: (query?: IndicatorQuery) => AsyncGenerator<PlatformIndicator>;
  /** The same as the platform writes them, rows that are no indicators included. */
  readonly rows: (query?: IndicatorQuery) => AsyncGenerator<JsonObject>;
  /** How many fit; `undefined` when the platform does not say. */
  readonly count: (query?: IndicatorQuery) => Promise<number | undefined>;
  /** One by its identifier; `undefined` when there is none. */
  readonly get: (id: string) => Promise<PlatformIndicator | undefined>;
  /** All with this type and value, one an owner at most. The value may be in any spelling of its type. */
  readonly find: (type: string, value: string, owner?: string) => Promise<readonly PlatformIndicator[]>;
}

/** Makes the part of a client that reads indicators. */
export function createIndicators(session: Session): Indicators {
  const path = ["v3", "indicators"];
  const request = (query: IndicatorQuery) => ({
    path,
    tql: bothStates(query.tql),
    ...(query.fields === undefined ? {} : { fields: query.fields }),
    owner: query.owner,
    pageSize: query.pageSize ?? (query.fields === undefined ? 10_000 : 1000),
    purpose: query.purpose ?? "list indicators",
    ...(query.onPage === undefined ? {} : { onPage: query.onPage }),
  });

  async function* list(query: IndicatorQuery = {}): AsyncGenerator<PlatformIndicator> {
    for await (const row of listRows(session, request(query))) {
      const indicator = readIndicator(row);
      // Platforms have left the owner out of account before: what is of another owner is not what was asked for.
      if (indicator !== undefined && isOwned(indicator, query.owner)) yield indicator;
    }
  }

  return Object.freeze({
    list,
    rows: (query: IndicatorQuery = {}) => listRows(session, request(query)),
    count: (query: IndicatorQuery = {}) => countRows(session, request(query)),
    get: async (id: string) => {
      const [found] = await collect(list({ tql: `id = ${tqlId(id)}`, purpose: `read indicator ${quoted(id)}`, pageSize: 2 }));
      return found;
    },
    find: async (type: string, value: string, owner?: string) => {
      const canonical = canonicalValue(type, value);
      const spellings = summarySpellings(type, value, canonical);
      if (spellings.length === 0) return [];
      const conditions = [
        ...typeCondition(type),
        `(${spellings.join(" or ")})`,
        ...(owner === undefined ? [] : [`ownerName = ${tqlString(owner)}`]),
        BOTH_STATES,
      ];
      const found = await collect(
        list({ tql: allOf(conditions), ...(owner === undefined ? {} : { owner }), purpose: `look up an indicator of type ${quoted(type)}` }),
      );
      return found.filter((indicator) => indicator.type === type && isSameValue(indicator, canonical));
    },
  });
}

/** None for the custom types that are known: what a platform calls them is its users' choice, and read rows are checked. */
function typeCondition(type: string): readonly Tql[] {
  return CUSTOM_INDICATOR_TYPES.some((custom) => custom === type) ? [] : [`typeName = ${tqlString(wireIndicatorType(type))}`];
}

function bothStates(tql: Tql | undefined): Tql {
  if (tql === undefined) return BOTH_STATES;
  return /\bindicatorActive\b/i.test(tql) ? tql : allOf([`(${tql})`, BOTH_STATES]);
}

/** Whether an object is of the owner that was asked for. */
export function isOwned({ ownerName }: { readonly ownerName?: string }, owner: string | undefined): boolean {
  return owner === undefined || ownerName === undefined || ownerName === owner;
}

function canonicalValue(type: string, value: string): string {
  const made = canonicalise(type, value);
  return made.status === "canonical" ? made.value : value;
}

/** The canonical value of an indicator of the platform, or its summary when it has none. */
export function valueOf(indicator: PlatformIndicator): string {
  return canonicalValue(indicator.type, indicator.summary);
}

const DIGEST_SEPARATOR = /\s*:\s*/;

/** How the platform may spell a value; what fits is compared in its canonical form afterwards. */
function summarySpellings(type: string, value: string, canonical: string): readonly Tql[] {
  if (type === "File") {
    // The summary joins all digests; tools write them in capitals or in small letters.
    const digest = canonical.split(DIGEST_SEPARATOR)[0] ?? canonical;
    const spellings = new Set([digest.toUpperCase(), digest.toLowerCase()]);
    return [...spellings].filter(isSpeakable).map((spelling) => `summary contains ${tqlString(spelling)}`);
  }
  const spellings = new Set([canonical, value, ...(type === "CIDR" || type === "Address" ? [fullIpv6(canonical)] : [])]);
  return [...spellings].filter(isSpeakable).map((spelling) =>
    encodeComponent(spelling).length <= LONGEST_SPELLING
      ? `summary = ${tqlString(spelling)}`
      : `summary startswith ${tqlString(spelling.slice(0, LONGEST_SPELLING / 12).replace(HALF_CHARACTER, ""))}`,
  );
}

/** Percent-encoded; two spellings and the rest of a query must stay under 2,000 characters. */
const LONGEST_SPELLING = 600;
const HALF_CHARACTER = /\p{Surrogate}$/u;

/** IPv6 as the platform writes it in blocks: no `::`, each group of zeros a single `0`. */
function fullIpv6(text: string): string {
  const [address = "", prefix] = text.split("/");
  const [head = "", tail] = address.split("::");
  if (tail === undefined) return text;
  const groups = (part: string): readonly string[] => (part === "" ? [] : part.split(":"));
  const zeros = 8 - groups(head).length - groups(tail).length;
  const full = [...groups(head), ...Array.from({ length: Math.max(0, zeros) }, () => "0"), ...groups(tail)].join(":");
  return prefix === undefined ? full : `${full}/${prefix}`;
}

function isSameValue(indicator: PlatformIndicator, canonical: string): boolean {
  const value = valueOf(indicator);
  if (value === canonical) return true;
  if (indicator.type !== "File") return false;
  // Files are the same when they share a digest.
  const digests = new Set(value.split(DIGEST_SEPARATOR));
  return canonical.split(DIGEST_SEPARATOR).some((digest) => digests.has(digest));
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** The names of the groups that an indicator's row tells of. */
export function groupNames(row: JsonObject): readonly string[] {
  return collection(row, "associatedGroups").flatMap((group) => {
    const name = member(group, "name");
    return typeof name === "string" ? [name] : [];
  });
}

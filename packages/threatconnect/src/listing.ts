import { idMember, isObject, member } from "./json.ts";
import type { Json, JsonObject } from "./json.ts";
import { PlatformError } from "./platform-error.ts";
import type { Query } from "./request-target.ts";
import type { Session } from "./session.ts";
import { TransportError } from "./transport.ts";
import { allOf } from "./tql.ts";
import type { Tql } from "./tql.ts";

/** What to list. */
export interface ListRequest {
  /** Segments behind `/api`: `["v3", "indicators"]`. */
  readonly path: readonly string[];
  /** What the rows must fulfil; complete in itself. */
  readonly tql?: Tql;
  readonly fields?: readonly string[];
  readonly owner?: string | undefined;
  /** Rows a page; the platform's limit is 10,000. */
  readonly pageSize: number;
  /** What it is for, as in "can't …". */
  readonly purpose: string;
  /** Told after each page: rows so far, and how many there are in all when the platform says so. */
  readonly onPage?: (rows: number, total: number | undefined) => void;
}

/** The smallest page that is tried when larger ones are too much for the platform or for us. */
const SMALLEST_PAGE = 25;

/**
 * Lists rows completely although rows come and go: each page asks for what lies behind the last identifier. A row that
 * is there all the time is delivered exactly once; offsets would skip or repeat rows whenever one before them appears
 * or disappears. Links to a next page are never followed: they only say that there is one.
 */
export async function* listRows(session: Session, request: ListRequest): AsyncGenerator<JsonObject> {
  let last: string | undefined;
  let pageSize = request.pageSize;
  let rows = 0;
  let total: number | undefined;
  for (;;) {
    let page: Page;
    try {
      page = await readPage(session, request, last, pageSize);
    } catch (error) {
      if (!isTooMuch(error) || pageSize <= SMALLEST_PAGE) throw error;
      pageSize = Math.max(SMALLEST_PAGE, Math.floor(pageSize / 4));
      continue;
    }
    total ??= page.count;
    rows += page.rows.length;
    request.onPage?.(rows, total);
    for (const row of page.rows) {
      const id = idMember(row);
      if (id !== undefined && last !== undefined && compareIds(id, last) <= 0) throw disordered(request, id, last);
      last = id ?? last;
      yield row;
    }
    if (!page.more) return;
    if (page.rows.length === 0) throw incomplete(request, "an empty page that is said not to be the last");
    if (page.rows.some((row) => idMember(row) === undefined)) {
      throw incomplete(request, "rows without identifiers, so that what comes behind them can't be asked for");
    }
  }
}

/** How many rows there are. */
export async function countRows(session: Session, request: Omit<ListRequest, "pageSize" | "fields">): Promise<number | undefined> {
  return (await readPage(session, { ...request, pageSize: 1 }, undefined, 1)).count;
}

interface Page {
  readonly rows: readonly JsonObject[];
  readonly count: number | undefined;
  readonly more: boolean;
}

async function readPage(session: Session, request: ListRequest, last: string | undefined, pageSize: number): Promise<Page> {
  const conditions = [
    ...(request.tql === undefined ? [] : [request.tql]),
    ...(last === undefined ? [] : [`id > ${last}`]),
  ];
  const query: Query = [
    ...(conditions.length === 0 ? [] : [["tql", allOf(conditions)] as const]),
    ...(request.owner === undefined ? [] : [["owner", request.owner] as const]),
    ...(request.fields ?? []).map((field) => ["fields", field] as const),
    ["sorting", "id asc"],
    ["resultStart", "0"],
    ["resultLimit", String(pageSize)],
    // Counting costs the platform as much as the page; once is enough.
    ...(last === undefined ? [["count", "true"] as const] : []),
  ];
  let answer: JsonObject;
  try {
    answer = await session.json({ verb: "GET", path: request.path, query, purpose: request.purpose });
  } catch (error) {
    // Some versions answer a list without rows so.
    if (error instanceof PlatformError && error.status === 404 && /not found/i.test(error.platformMessage ?? "")) {
      return { rows: [], count: 0, more: false };
    }
    throw error;
  }
  const data = member(answer, "data");
  if (data !== undefined && !Array.isArray(data) && !(isObject(data) && Object.keys(data).length === 0)) {
    throw incomplete(request, "something else than a list");
  }
  const rows = (Array.isArray(data) ? (data as readonly Json[]) : []).filter((row) => isObject(row));
  const count = readCount(member(answer, "count"));
  const next = member(answer, "next");
  // Without a link to a next page, a count that says more, or a full page, means that more may follow.
  const more =
    (typeof next === "string" && next !== "") || (rows.length > 0 && (rows.length >= pageSize || (count ?? 0) > rows.length));
  return { rows, count, more };
}

function readCount(value: Json | undefined): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/** Identifiers are too large for numbers; as decimal strings without leading zeros they compare by length, then text. */
function compareIds(a: string, b: string): number {
  return a.length === b.length ? (a < b ? -1 : a > b ? 1 : 0) : a.length - b.length;
}

const OUT_OF_TIME = /tim(?:e|ed)[ -]?out|out of time|too long/i;

/** The platform or a gateway ran out of time, or the answer was larger than we hold: a smaller page may do. */
function isTooMuch(error: unknown): boolean {
  if (!(error instanceof PlatformError)) return false;
  const { cause, platformMessage } = error;
  if (cause instanceof TransportError) return cause.failure === "too-large" || cause.failure === "timeout";
  return error.status === 504 || (error.failure !== "refused" && OUT_OF_TIME.test(platformMessage ?? ""));
}

function incomplete(request: ListRequest, what: string): PlatformError {
  return new PlatformError("unreachable", `can't ${request.purpose}: the platform answered ${what}`, {
    help: "nothing was taken from the incomplete list; try again later",
  });
}

function disordered(request: ListRequest, id: string, last: string): PlatformError {
  return incomplete(request, `rows that are not in the order asked for (${id} after ${last}), so that some could be missing`);
}

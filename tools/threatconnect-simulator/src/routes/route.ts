import type { ListCache } from "../listing.ts";
import type { Platform } from "../platform.ts";
import type { ApiRequest, Reply } from "../request.ts";

/** What a handler gets besides the request: decoded segments for the `*` of its path, in order. */
export interface RouteContext {
  readonly platform: Platform;
  readonly cache: ListCache;
  readonly wildcards: readonly string[];
}

/** One call of the API. `path` is relative to /api; `*` stands for any one segment. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "DELETE" | "OPTIONS";
  readonly path: string;
  readonly handle: (request: ApiRequest, context: RouteContext) => Reply;
}

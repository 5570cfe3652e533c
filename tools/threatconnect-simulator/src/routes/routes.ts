import { notFound } from "../api-error.ts";
import type { ListCache } from "../listing.ts";
import type { Platform } from "../platform.ts";
import type { ApiRequest, Reply } from "../request.ts";
import { ATTRIBUTE_ROUTES } from "./attributes.ts";
import { CATALOGUE_ROUTES } from "./catalogues.ts";
import { DESCRIPTION_ROUTES } from "./descriptions.ts";
import { GROUP_ROUTES } from "./groups.ts";
import { INDICATOR_ROUTES } from "./indicators.ts";
import type { Route } from "./route.ts";
import { SIGNATURE_V2_ROUTES } from "./signatures-v2.ts";

/** Every call that the simulator answers. */
export const ROUTES: readonly Route[] = [
  ...INDICATOR_ROUTES,
  ...GROUP_ROUTES,
  ...ATTRIBUTE_ROUTES,
  ...CATALOGUE_ROUTES,
  ...DESCRIPTION_ROUTES,
  ...SIGNATURE_V2_ROUTES,
];

/** Answers a request. Throws ApiError for what the platform refuses. */
export function dispatch(request: ApiRequest, platform: Platform, cache: ListCache): Reply {
  for (const { method, path, handle } of ROUTES) {
    if (method !== request.method) continue;
    const wildcards = match(path.split("/"), request.path);
    if (wildcards !== undefined) return handle(request, { platform, cache, wildcards });
  }
  // What the v2 server says of a path it doesn't know is famous, and no JSON.
  if (request.path[0] === "v2") {
    const text = `Could not find resource for relative : /${request.path.join("/")}`;
    return { status: 500, body: Buffer.from(text), headers: { "Content-Type": "text/plain" } };
  }
  throw notFound();
}

function match(pattern: readonly string[], path: readonly string[]): readonly string[] | undefined {
  if (pattern.length !== path.length) return undefined;
  if (!pattern.every((segment, index) => segment === "*" || segment === path[index])) return undefined;
  return path.filter((_, index) => pattern[index] === "*");
}

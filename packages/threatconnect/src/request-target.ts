/** Names and values of a query, in the order they are sent. A name may repeat. */
export type Query = readonly (readonly [name: string, value: string])[];

const LEFT_ALONE = /[!'()*]/g;
const HALF_CHARACTER = /\p{Surrogate}/gu;

/**
 * Percent-encodes all but the unreserved characters of RFC 3986. No proxy and no URL class rewrites this form, and the
 * signature covers the bytes as they are sent.
 */
export function encodeComponent(text: string): string {
  return encodeURIComponent(text.replace(HALF_CHARACTER, "\uFFFD")).replace(
    LEFT_ALONE,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Path segments, encoded and joined behind a base path: `("/api", ["v3", "groups", "a b"])` is `/api/v3/groups/a%20b`. */
export function encodePath(base: string, segments: readonly string[]): string {
  return [base, ...segments.map(encodeComponent)].join("/");
}

/** The request target: what is signed and what is sent, to the byte. */
export function requestTarget(path: string, query: Query = []): string {
  if (query.length === 0) return path;
  return `${path}?${query.map(([name, value]) => `${encodeComponent(name)}=${encodeComponent(value)}`).join("&")}`;
}

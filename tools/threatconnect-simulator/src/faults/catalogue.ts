/** Everything that can go wrong with one request, by name. */
export const FAULTS = {
  "500-before": "500 with the platform's envelope; nothing happened.",
  "500-after": "500 with the platform's envelope although the request took effect.",
  "502-before": "502 with HTML of a gateway; nothing happened.",
  "502-after": "502 with HTML of a gateway although the request took effect.",
  "503-before": "503 as text/plain; nothing happened.",
  "503-after": "503 as text/plain although the request took effect.",
  "503-retry-after": "503 with `Retry-After: 1`; nothing happened.",
  "504-before": "504 with HTML of a gateway; nothing happened.",
  "504-after": "504 with HTML of a gateway although the request took effect.",
  "429": "429 with HTML of a gateway and no `Retry-After`; nothing happened.",
  "429-retry-after": "429 with HTML of a gateway and `Retry-After: 1`; nothing happened.",
  "reset-before": "The connection is reset; nothing happened.",
  "reset-after": "The connection is reset after the request took effect.",
  "reply-lost": "The connection ends without an answer after the request took effect.",
  hang: "The request takes effect and is never answered: the connection stays open until the client gives up.",
  slow: "The answer comes late.",
  "truncated-json": "200 or 201 with half of the JSON, as if that were all.",
  "truncated-body": "The connection breaks in the middle of the answer.",
  "timestamp-refused": "401 as for a stale timestamp, once, with the right `Date`.",
  "clock-skew": "From this request on the server's clock is ten minutes ahead; `Date` says so.",
  unauthorized: "401 `Unauthorized`, once.",
  redirect: "302 to another origin; nothing happened.",
  "tql-timeout": "A query runs out of time: 500 as text/plain. For requests with `tql`.",
  "next-other-origin": "`next` leads to another host. For pages with `next`.",
  "next-repeats": "`next` leads to the page it is on. For pages with `next`.",
  "empty-page": "A page without members that still has `next`. For pages with `next`.",
  "missing-collection": "The collections that `fields` asked for are not there. For answers with data.",
  "row-added": "After this page an indicator like its first comes to stand before it. For pages of indicators.",
  "row-removed": "After this page its first indicator leaves its groups. For pages of indicators.",
  "row-deleted": "After this page its first indicator is deleted. For pages of indicators.",
  "rows-shifted":
    "After this page its first indicator leaves its groups and a new one comes last: the count stays. For pages of indicators.",
  "indicator-deactivated": "After this page its first indicator becomes inactive. For pages of indicators.",
  "tag-renamed": "Tags of this request are stored under normalised names: upper case. For writes.",
  "permission-lost": "After this request the user may only read in the owner; the state's `setPermission` gives it back.",
} as const;

/** The name of a fault. */
export type FaultName = keyof typeof FAULTS;

/** All names of faults. */
export const FAULT_NAMES: readonly FaultName[] = Object.keys(FAULTS) as FaultName[];

/** Whether a text is the name of a fault. */
export function isFaultName(text: string): text is FaultName {
  return Object.hasOwn(FAULTS, text);
}

/**
 * What the documentation of the platform leaves open: one switch each, so that a client can be tried against both
 * readings. The defaults are what the sources make likeliest.
 */
export interface Switches {
  /** Whether the text of a Signature is in lists and in nested groups; it always is when one group is fetched. */
  readonly fileTextInLists: boolean;
  /** What a POST with an xid does that the owner has already. */
  readonly duplicateXid: "error" | "update";
  /** Whether the xid is in responses. */
  readonly xidInResponses: boolean;
  /** Whether TQL on groups knows the keyword `xid`. */
  readonly xidKeyword: boolean;
  /** Status of a POST of an indicator that exists: 201 with "Created", or 200 with "Updated". */
  readonly repostedIndicator: 200 | 201;
  /** The word of the envelope for a refusal. */
  readonly errorStatus: "Error" | "Failure";
  /** Whether refusals carry `errCode`. */
  readonly errCode: boolean;
  /** Status of a list without members; 404 comes with the text of a missing resource. */
  readonly emptyList: 200 | 404;
  /** What stands for an asked-for collection without members: `{}`, `{"data": []}`, or no key at all. */
  readonly emptyCollection: "object" | "data" | "missing";
  /** What `mode: replace` with no members does. */
  readonly replaceWithEmpty: "clears" | "ignored" | "error";
  /** Whether `webLink` ends in /overview. */
  readonly webLinkOverview: boolean;
  /** Whether TQL compares strings by case. */
  readonly stringCompare: "sensitive" | "insensitive";
  /** What `!=`, `not in` and `not (…)` do with an unset value: skip it as SQL does, or match it. */
  readonly notEqualsNull: "skips" | "matches";
  /** Whether `and` binds tighter than `or`, or both bind alike, from the left. */
  readonly precedence: "and-first" | "left-to-right";
  /** Whether `not` may stand before a nested query. */
  readonly notBeforeNested: boolean;
  /** Whether `indicatorActive in (true, false)` is understood. */
  readonly indicatorActiveIn: boolean;
  /** Whether `value1` to `value3` are the hashes of a File. */
  readonly fileValueKeywords: boolean;
  /** Minutes that dates without a zone are ahead of UTC. */
  readonly zonelessDates: number;
  /** Whether `fields=associatedIndicators` leaves inactive indicators out. */
  readonly nestedInactive: "hidden" | "shown";
  /** Whether `hasIndicator(…)` passes over inactive indicators unless the query mentions `indicatorActive`. */
  readonly hasIndicatorInactive: "hidden" | "shown";
  /** Whether nested groups carry their attributes when asked for. */
  readonly nestedAttributes: boolean;
  /** What becomes of the names of tags. */
  readonly tagNormalization: "none" | "upper-case";
  /** Whether `fields=tags,attributes` is understood. */
  readonly commaFields: boolean;
  /** What an unknown value of `fields` does. */
  readonly unknownField: "error" | "ignored";
  /** What a path of `fields` with two dots does. */
  readonly twoLevelFields: "error" | "ignored";
  /** What a `resultLimit` above 10,000 does. */
  readonly limitAboveMaximum: "error" | "clamped";
  /** Whether first pages carry `count` unasked. */
  readonly countUnasked: boolean;
  /** Order of lists without `sorting`. */
  readonly defaultOrder: "newest-first" | "oldest-first";
  /** Whether a GET may carry its parameters in a JSON body; without, the body is not looked at. */
  readonly getBody: boolean;
  /** How hashes are spelled in responses. */
  readonly hashCase: "upper" | "lower";
  /** Whether `fileType` must be spelled exactly, and whether names outside the list are taken. */
  readonly fileTypeCheck: "exact" | "any-case" | "open";
  /** Longest name of a group, in characters. */
  readonly nameLimit: number;
  /** Whether objects created inside a request that fails are taken back. */
  readonly rollBack: boolean;
  /** Whether `GET /v3/groups/{id}/download` works for Signatures too. */
  readonly v3SignatureDownload: boolean;
  /** Status of a write that the user's permissions forbid. */
  readonly writeRefusal: 401 | 403;
  /** Whether associating a group changes an indicator's `lastModified`. */
  readonly associationTouchesIndicator: boolean;
  /** What a proxy before the server does to `+ ( ) ! ' *` in a query, so that their signature no longer fits: percent-encodes them. */
  readonly proxy: "passes" | "encodes";
}

/** The likeliest reading of everything that is open. */
export const DEFAULT_SWITCHES: Switches = {
  fileTextInLists: true,
  duplicateXid: "error",
  xidInResponses: true,
  xidKeyword: false,
  repostedIndicator: 201,
  errorStatus: "Error",
  errCode: true,
  emptyList: 200,
  emptyCollection: "object",
  replaceWithEmpty: "clears",
  webLinkOverview: false,
  stringCompare: "insensitive",
  notEqualsNull: "skips",
  precedence: "and-first",
  notBeforeNested: true,
  indicatorActiveIn: true,
  fileValueKeywords: true,
  zonelessDates: 0,
  nestedInactive: "hidden",
  hasIndicatorInactive: "shown",
  nestedAttributes: true,
  tagNormalization: "none",
  commaFields: false,
  unknownField: "error",
  twoLevelFields: "error",
  limitAboveMaximum: "error",
  countUnasked: false,
  defaultOrder: "newest-first",
  getBody: true,
  hashCase: "upper",
  fileTypeCheck: "exact",
  nameLimit: 100,
  rollBack: true,
  v3SignatureDownload: false,
  writeRefusal: 401,
  associationTouchesIndicator: false,
  proxy: "passes",
};

/** Every reading of every switch that is worth a run, the default first. */
export const SWITCH_VALUES: { readonly [Name in keyof Switches]: readonly Switches[Name][] } = {
  fileTextInLists: [true, false],
  duplicateXid: ["error", "update"],
  xidInResponses: [true, false],
  xidKeyword: [false, true],
  repostedIndicator: [201, 200],
  errorStatus: ["Error", "Failure"],
  errCode: [true, false],
  emptyList: [200, 404],
  emptyCollection: ["object", "data", "missing"],
  replaceWithEmpty: ["clears", "ignored", "error"],
  webLinkOverview: [false, true],
  stringCompare: ["insensitive", "sensitive"],
  notEqualsNull: ["skips", "matches"],
  precedence: ["and-first", "left-to-right"],
  notBeforeNested: [true, false],
  indicatorActiveIn: [true, false],
  fileValueKeywords: [true, false],
  zonelessDates: [0, 600, -720],
  nestedInactive: ["hidden", "shown"],
  hasIndicatorInactive: ["shown", "hidden"],
  nestedAttributes: [true, false],
  tagNormalization: ["none", "upper-case"],
  commaFields: [false, true],
  unknownField: ["error", "ignored"],
  twoLevelFields: ["error", "ignored"],
  limitAboveMaximum: ["error", "clamped"],
  countUnasked: [false, true],
  defaultOrder: ["newest-first", "oldest-first"],
  getBody: [true, false],
  hashCase: ["upper", "lower"],
  fileTypeCheck: ["exact", "any-case", "open"],
  nameLimit: [100, 255],
  rollBack: [true, false],
  v3SignatureDownload: [false, true],
  writeRefusal: [401, 403],
  associationTouchesIndicator: [false, true],
  proxy: ["passes", "encodes"],
};

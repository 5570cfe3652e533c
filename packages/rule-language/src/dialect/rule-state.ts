import type { Range } from "@sigwright/core";
import { type AppProtocol, covers } from "./app-protocol.ts";
import type { FlowDirection, InspectionBuffer, NeverHolds } from "./buffer.ts";
import type { CursorAction, DialectKeyword, MatchPlace, MessageSection } from "./keyword.ts";

/** A position limit: a number of bytes, or `"variable"` when it is a value read from the traffic. */
export type Limit = number | "variable";

/** A pattern with the modifiers it was given. Lengths, offsets and limits are in bytes. */
export interface ContentState {
  readonly bytes: Uint8Array;
  readonly negated: boolean;
  noCase: boolean;
  startsWith: boolean;
  endsWith: boolean;
  rawBytes: boolean;
  fastPattern: boolean;
  fastPatternOnly: boolean;
  /** Counted from the start of the buffer: what was written plus the offset. */
  depth: Limit | undefined;
  offset: Limit | undefined;
  distance: Limit | undefined;
  within: Limit | undefined;
}

/** What one option looks at in a buffer or the payload. */
export interface BufferMatch {
  readonly keyword: DialectKeyword;
  /** Place of the option, for labels. */
  readonly range: Range;
  /** Rises with each match of the rule, whatever buffer it is in. */
  readonly order: number;
  readonly content?: ContentState;
  /** The option's understood argument. */
  readonly value: unknown;
}

/** One instance of a buffer in a rule. */
export interface BufferUse {
  readonly buffer: InspectionBuffer;
  /** The buffer's name with the transforms applied to it: what makes two uses the same list. */
  list: string;
  transforms: readonly PendingTransform[];
  readonly matches: BufferMatch[];
  /** True while only keywords that need no selection put something in. */
  openedByMatch: boolean;
  /** Where it was selected. */
  readonly selectedAt: Range;
  /** The only direction in which it is looked at; undefined for all in which it is filled. */
  readonly only: FlowDirection | undefined;
}

/** A transform that waits for the first match in the buffer it changes. */
export interface PendingTransform {
  readonly name: string;
  /** Name and value: what makes two transforms the same. */
  readonly identity: string;
  readonly neverHolds: NeverHolds | undefined;
  readonly range: Range;
}

/** What one option does at the cursor. */
export interface CursorStep {
  readonly keyword: DialectKeyword;
  readonly range: Range;
  readonly action: CursorAction;
  readonly section: MessageSection | undefined;
  /** The option's understood argument. */
  readonly value: unknown;
}

/** The lists of a rule that are no buffers. */
export type FixedList = "payload" | "decoded" | MatchPlace;

/** The value of {@link RuleState.selected} when no buffer is selected. */
export const NOTHING = "";

/** The value of {@link RuleState.selected} when decoded data is selected. */
export const DECODED = "decoded";

/** IP protocols a rule is for, as numbers. */
export interface IpProtocols {
  /** True as long as nothing narrowed them down. */
  readonly any: boolean;
  readonly numbers: ReadonlySet<number>;
}

/** What a rule amounts to so far, as the engine sees it while it reads the options one by one. */
export interface RuleState {
  /** The application protocol, from the header or from a keyword. */
  protocol: AppProtocol | undefined;
  /** Where the protocol was set. */
  protocolAt: Range | undefined;
  ipProtocols: IpProtocols;
  /** List of the selected buffer; {@link NOTHING} or {@link DECODED}. */
  selected: string;
  /** Whether a buffer was just selected, so that transforms may follow. */
  fresh: boolean;
  readonly pending: PendingTransform[];
  /** The instance that matches are added to. */
  current: BufferUse | undefined;
  readonly buffers: BufferUse[];
  readonly fixed: Readonly<Record<FixedList, BufferMatch[]>>;
  /** What options do at the cursor, in their order. */
  readonly cursor: CursorStep[];
  /** Number of matches so far. */
  order: number;
  /** Directions the rule is for; none when it does not say. */
  toServer: boolean;
  toClient: boolean;
  /** Set by rules that look at both sides of a transaction: where they say so. */
  bothSides: Range | undefined;
  /** The direction that the option just read is limited to. */
  limitedTo: FlowDirection | undefined;
  requiresPacket: Range | undefined;
  requiresStream: Range | undefined;
  /** Names of values read from the traffic, and whether they are read from a buffer. */
  readonly variables: Map<string, "buffer" | "payload">;
  /** First place of each keyword. */
  readonly seen: Map<DialectKeyword, Range>;
  /** Values of keywords that describe the rule, by the keywords' names; of repeated ones the latest. */
  readonly meta: Map<string, unknown>;
  /** Files that must be there for the rule to load, and where it names them. */
  readonly files: { readonly name: string; readonly range: Range }[];
  /** Why the engine would leave the rule out without calling it wrong. */
  skip: string | undefined;
  /** What checks of a dialect keep for each other: see `ruleNote`. */
  readonly notes: Map<symbol, unknown>;
}

const NO_PROTOCOLS: IpProtocols = { any: true, numbers: new Set() };

/** A rule of which nothing is known. */
export function emptyRuleState(): RuleState {
  return {
    protocol: undefined,
    protocolAt: undefined,
    ipProtocols: NO_PROTOCOLS,
    selected: NOTHING,
    fresh: false,
    pending: [],
    current: undefined,
    buffers: [],
    fixed: { payload: [], decoded: [], packet: [], "post-match": [], tag: [], threshold: [] },
    cursor: [],
    order: 0,
    toServer: false,
    toClient: false,
    bothSides: undefined,
    limitedTo: undefined,
    requiresPacket: undefined,
    requiresStream: undefined,
    variables: new Map(),
    seen: new Map(),
    meta: new Map(),
    files: [],
    skip: undefined,
    notes: new Map(),
  };
}

/** A pattern before its modifiers. */
export function contentState(bytes: Uint8Array, negated: boolean): ContentState {
  return {
    bytes,
    negated,
    noCase: false,
    startsWith: false,
    endsWith: false,
    rawBytes: false,
    fastPattern: false,
    fastPatternOnly: false,
    depth: undefined,
    offset: undefined,
    distance: undefined,
    within: undefined,
  };
}

/** The latest match of a list that satisfies a condition. */
export function lastIn(matches: readonly BufferMatch[], is: (match: BufferMatch) => boolean): BufferMatch | undefined {
  for (let i = matches.length - 1; i >= 0; i--) if (is(matches[i]!)) return matches[i];
  return undefined;
}

/** Whether a match is a pattern. */
export function isContent(match: BufferMatch): boolean {
  return match.content !== undefined;
}

/** The later one of two matches. */
export function later(a: BufferMatch | undefined, b: BufferMatch | undefined): BufferMatch | undefined {
  if (a === undefined) return b;
  return b === undefined || a.order > b.order ? a : b;
}

/** The latest match that satisfies a condition: in the selected buffer when one is, else anywhere. */
export function latestMatch(state: RuleState, is: (match: BufferMatch) => boolean): BufferMatch | undefined {
  let latest: BufferMatch | undefined;
  for (const use of state.buffers) {
    if (state.selected === NOTHING || use.list === state.selected) latest = later(latest, lastIn(use.matches, is));
  }
  if (state.selected === DECODED) return later(latest, lastIn(state.fixed.decoded, is));
  if (state.selected !== NOTHING) return latest;
  for (const matches of Object.values(state.fixed)) latest = later(latest, lastIn(matches, is));
  return latest;
}

/** The latest content of a rule, whatever list it is in. */
export function lastContent(state: RuleState): BufferMatch | undefined {
  let latest: BufferMatch | undefined;
  for (const { matches } of state.buffers) latest = later(latest, lastIn(matches, isContent));
  for (const matches of Object.values(state.fixed)) latest = later(latest, lastIn(matches, isContent));
  return latest;
}

/** The matches a match stands among, and the buffer instance they are in; no instance for the fixed lists. */
export function placeOf(state: RuleState, match: BufferMatch): { readonly use?: BufferUse; readonly matches: readonly BufferMatch[] } {
  for (const use of state.buffers) if (use.matches.includes(match)) return { use, matches: use.matches };
  if (state.fixed.decoded.includes(match)) return { matches: state.fixed.decoded };
  return { matches: state.fixed.payload };
}

/** Adds a match to a list that is no buffer. */
export function addToList(state: RuleState, list: FixedList, match: Omit<BufferMatch, "order">): BufferMatch {
  const added = { ...match, order: state.order++ };
  state.fixed[list].push(added);
  return added;
}

/** Whether the rule can be made one of a protocol; the more special one is kept. */
export function narrowProtocol(state: RuleState, to: AppProtocol, at: Range): boolean {
  const from = state.protocol;
  if (from?.refuses?.includes(to.name)) return false;
  if (from !== undefined && (covers(to, from) || (from.keeps === true && covers(from, to)))) return true;
  if (from !== undefined && !covers(from, to)) return false;
  state.protocol = to;
  state.protocolAt ??= at;
  return true;
}

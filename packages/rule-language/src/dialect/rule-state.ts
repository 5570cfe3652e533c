import type { Range } from "@sigwright/core";
import { type AppProtocol, covers } from "./app-protocol.ts";
import type { FlowDirection, InspectionBuffer, NeverHolds } from "./buffer.ts";
import type { DialectKeyword, MatchPlace } from "./keyword.ts";

/** A pattern with the modifiers it was given. Lengths, offsets and limits are in bytes. */
export interface ContentState {
  readonly bytes: Uint8Array;
  readonly negated: boolean;
  noCase: boolean;
  startsWith: boolean;
  endsWith: boolean;
  rawBytes: boolean;
  replaced: boolean;
  fastPattern: boolean;
  fastPatternOnly: boolean;
  /** `"variable"` when the limit is a value read from the traffic. */
  depth: number | "variable" | undefined;
  offset: number | "variable" | undefined;
  distance: number | "variable" | undefined;
  within: number | "variable" | undefined;
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
  buffer: InspectionBuffer;
  /** The buffer's name with the transforms applied to it: what makes two uses the same list. */
  list: string;
  transforms: readonly PendingTransform[];
  matches: BufferMatch[];
  /** True while only keywords that need no selection put something in. */
  openedByMatch: boolean;
  /** Where it was selected. */
  readonly selectedAt: Range;
}

/** A transform that waits for the first match in the buffer it changes. */
export interface PendingTransform {
  readonly name: string;
  readonly neverHolds: NeverHolds | undefined;
  readonly range: Range;
}

/** The list name that stands for the raw payload. */
export const PAYLOAD = "";

/** What a rule amounts to so far, as the engine sees it while it reads the options one by one. */
export interface RuleState {
  /** The application protocol, from the header or from a keyword. */
  protocol: AppProtocol | undefined;
  /** Where the protocol was set. */
  protocolAt: Range | undefined;
  /** IP protocol of the header: `tcp`, `udp`, `icmp`, `ip` …; `undefined` for application protocols. */
  ipProtocol: string | undefined;
  /** List of the selected buffer; {@link PAYLOAD} when none is. */
  selected: string;
  /** Whether a buffer was just selected, so that transforms may follow. */
  fresh: boolean;
  pending: PendingTransform[];
  /** The instance that matches are added to. */
  current: BufferUse | undefined;
  /** Selecting is over: the rule looks at decoded data to its end. */
  sealed: boolean;
  readonly buffers: BufferUse[];
  readonly payload: BufferMatch[];
  readonly packet: BufferMatch[];
  readonly postMatch: BufferMatch[];
  readonly threshold: BufferMatch[];
  /** Number of matches so far. */
  order: number;
  /** Directions the rule is for; none when it does not say. */
  readonly directions: Set<FlowDirection>;
  requiresPacket: boolean;
  requiresStream: boolean;
  /** Names of values read from the traffic. */
  readonly variables: Set<string>;
  /** First place of each keyword. */
  readonly seen: Map<DialectKeyword, Range>;
}

/** A rule of which nothing but the header is known. */
export function emptyRuleState(): RuleState {
  return {
    protocol: undefined,
    protocolAt: undefined,
    ipProtocol: undefined,
    selected: PAYLOAD,
    fresh: false,
    pending: [],
    current: undefined,
    sealed: false,
    buffers: [],
    payload: [],
    packet: [],
    postMatch: [],
    threshold: [],
    order: 0,
    directions: new Set(),
    requiresPacket: false,
    requiresStream: false,
    variables: new Set(),
    seen: new Map(),
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
    replaced: false,
    fastPattern: false,
    fastPatternOnly: false,
    depth: undefined,
    offset: undefined,
    distance: undefined,
    within: undefined,
  };
}

/** Matches of a list (all its instances), in no particular order. */
export function* matchesOf(state: RuleState, list: string): Generator<BufferMatch> {
  if (list === PAYLOAD) yield* state.payload;
  else for (const use of state.buffers) if (use.list === list) yield* use.matches;
}

/** The latest match that satisfies a condition: in the selected buffer when one is, else anywhere. */
export function latestMatch(state: RuleState, is: (match: BufferMatch) => boolean): BufferMatch | undefined {
  let latest: BufferMatch | undefined;
  const consider = (matches: readonly BufferMatch[]): void => {
    for (let i = matches.length - 1; i >= 0; i--) {
      const match = matches[i]!;
      if (!is(match)) continue;
      if (latest === undefined || match.order > latest.order) latest = match;
      return;
    }
  };
  for (const use of state.buffers) {
    if (state.selected === PAYLOAD || use.list === state.selected) consider(use.matches);
  }
  if (state.selected === PAYLOAD) {
    consider(state.payload);
    consider(state.packet);
    consider(state.postMatch);
    consider(state.threshold);
  }
  return latest;
}

/** The list that holds a match. */
export function listOf(state: RuleState, match: BufferMatch): string {
  for (const use of state.buffers) if (use.matches.includes(match)) return use.list;
  return PAYLOAD;
}

/** Adds a match to a place that is no buffer. */
export function addToPlace(state: RuleState, place: MatchPlace | "payload", match: Omit<BufferMatch, "order">): BufferMatch {
  const added = { ...match, order: state.order++ };
  const list = { packet: state.packet, payload: state.payload, "post-match": state.postMatch, threshold: state.threshold };
  list[place].push(added);
  return added;
}

/** Whether the rule can be made one of a protocol; the more special one is kept. */
export function narrowProtocol(state: RuleState, to: AppProtocol, at: Range): boolean {
  const from = state.protocol;
  if (from?.refuses?.includes(to.name)) return false;
  if (from !== undefined && !covers(from, to)) return covers(to, from);
  state.protocol = to;
  state.protocolAt ??= at;
  return true;
}

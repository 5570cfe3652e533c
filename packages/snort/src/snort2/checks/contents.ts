import { type BufferMatch, type ContentState, type FastPatternValue, isContent, lastContent, type OptionCheck, type OptionContext, type RuleCheck, type RuleNote, type RuleReport, type RuleState, ruleNote } from "@sigwright/rule-language/dialect";
import type { Range } from "@sigwright/core";
import type { ContentValue, InlineModifier } from "../arguments/content-bytes.ts";
import { readLimit, type LimitName, LIMITS } from "../arguments/limits.ts";

/** What rules are told of contents beyond what the machine keeps: the HTTP buffer each is in. */
export interface HttpPlace {
  readonly buffer: string;
  readonly range: Range;
}

/** HTTP buffers by content; contents of the payload have none. */
export const httpPlaces: RuleNote<Map<ContentState, HttpPlace>> = ruleNote("http-places");
const replaced = ruleNote<Map<ContentState, Range>>("replaced");

/** What stands where: an option of its own, or a modifier behind a content. */
interface Place {
  readonly name: string;
  readonly nameRange: Range;
  readonly valueRange: Range;
}

function placeOf({ keyword, nameRange, valueRange }: OptionContext): Place {
  return { name: keyword.name, nameRange, valueRange };
}

/** A position of the content before it; its argument is a {@link LimitName}'s. */
export function limits(limit: LimitName): OptionCheck<number | { readonly variable: string }> {
  return {
    summary: `\`${limit}\` fits the content and stands beside no position of the other kind`,
    check: (context) => {
      const match = lastContent(context.state);
      if (match !== undefined) applyLimit(limit, context.value, match, placeOf(context), context.state, context.report);
    },
  };
}

function applyLimit(limit: LimitName, value: number | { readonly variable: string }, match: BufferMatch, place: Place, state: RuleState, report: RuleReport): void {
  const content = match.content!;
  const { rivals } = LIMITS[limit];
  if (isSet(content[limit], limit)) {
    report.reject("modifier-repeated", place.nameRange, `the content already has \`${limit}\``, { labels: [{ range: match.range, message: "this content" }] });
    return;
  }
  const rival = rivals.find((each) => isSet(content[each], each));
  if (rival !== undefined) {
    report.reject("relative-and-absolute", place.nameRange, `\`${limit}\` can't stand beside \`${rival}\` on one content`, {
      help: "use depth and offset, which count from the start, or distance and within, which count from the match before",
      labels: [{ range: match.range, message: "the content" }],
    });
    return;
  }
  if (typeof value !== "number") {
    if (!state.variables.has(value.variable)) {
      report.reject("unknown-variable", place.valueRange, `no option before it reads a value named \`${value.variable}\``, state.variables.size === 0 ? {} : { expected: [...state.variables.keys()] });
      return;
    }
    content[limit] = "variable";
    return;
  }
  const { length } = content.bytes;
  if (LIMITS[limit].holds === true && value < length) {
    report.reject("limit-too-small", place.valueRange, `\`${limit}\` ${value} is less than the ${length} bytes of the content, so it can never match`, {
      help: `use at least ${length}`,
      expected: [String(length)],
      labels: [{ range: match.range, message: `${length} ${length === 1 ? "byte" : "bytes"}` }],
    });
    return;
  }
  content[limit] = value;
}

// A position of 0 is what a content has anyway: the engine does not see that it was given. `within` has no such default.
function isSet(value: ContentState[LimitName], limit: LimitName): boolean {
  return value !== undefined && (value !== 0 || limit === "within");
}

/** Puts the content before it in an HTTP buffer. */
export const inHttpBuffer: OptionCheck = {
  summary: "the content is neither raw nor replaced; one in two buffers is warned of",
  check: (context) => {
    const match = lastContent(context.state);
    if (match !== undefined) return applyHttpBuffer(match, placeOf(context), context.state, context.report);
    const { keyword, nameRange, report } = context;
    report.reject("modifier-without-content", nameRange, `\`${keyword.name}\` needs a content before it`, {
      help: `write it behind the content that it is for; before the content, it is Snort 3's: \`content:"…"; ${keyword.name};\``,
    });
  },
};

function applyHttpBuffer(match: BufferMatch, { name, nameRange: range }: Place, state: RuleState, report: RuleReport): void {
  const places = noteOf(httpPlaces, state);
  const earlier = places.get(match.content!);
  if (earlier !== undefined) {
    report.warn("two-buffers", range, `the content is in \`${earlier.buffer}\` already; the engine goes by the last of them`, {
      help: "keep one of them, or repeat the content",
      labels: [{ range: earlier.range, message: "here" }],
    });
  }
  places.set(match.content!, { buffer: name, range });
}

/** Replaces what the content before it matched. */
export const replaces: OptionCheck = {
  summary: "a replacement is for a content of the payload",
  check: ({ state, nameRange, report }) => {
    const match = lastContent(state);
    if (match === undefined) return;
    noteOf(replaced, state).set(match.content!, nameRange);
    const place = httpPlaces.of(state)?.get(match.content!);
    if (place !== undefined) conflict(report, nameRange, "replace", `the content is in \`${place.buffer}\``, match);
  },
};

function noteOf<Value>(note: { readonly of: (state: RuleState) => Map<ContentState, Value> | undefined; readonly keep: (state: RuleState, value: Map<ContentState, Value>) => void }, state: RuleState): Map<ContentState, Value> {
  let map = note.of(state);
  if (map === undefined) {
    map = new Map();
    note.keep(state, map);
  }
  return map;
}

/** Lets case not matter for the content before it. */
export const withoutCase: OptionCheck = {
  summary: "case does not matter for the content",
  check: ({ state }) => {
    const match = lastContent(state);
    if (match !== undefined) match.content!.noCase = true;
  },
};

/** Matches the content before it against bytes as they came. */
export const asRawBytes: OptionCheck = {
  summary: "the content is looked for in bytes as they came",
  check: ({ state }) => {
    const match = lastContent(state);
    if (match !== undefined) match.content!.rawBytes = true;
  },
};

/** Makes the content before it the one that the engine looks for first. */
export const asFastPattern: OptionCheck<FastPatternValue | undefined> = {
  summary: "a rule has one fast pattern, and the part of it lies inside the content",
  check: (context) => {
    const match = lastContent(context.state);
    if (match !== undefined) applyFastPattern(context.value, match, placeOf(context), context.state, context.report);
  },
};

function applyFastPattern(value: FastPatternValue | undefined, match: BufferMatch, { nameRange, valueRange }: Place, state: RuleState, report: RuleReport): void {
  const other = contentsOf(state).find(({ content }) => content!.fastPattern);
  if (other !== undefined) {
    report.reject("second-fast-pattern", nameRange, "a rule can have one fast pattern only", { help: "keep the one that is the rarest", labels: [{ range: other.range, message: "this content is it already" }] });
    return;
  }
  const { length } = match.content!.bytes;
  if (typeof value === "object" && value.offset + value.length > length) {
    report.reject("fast-pattern-too-long", valueRange, `the fast pattern ends at byte ${value.offset + value.length} of a content of ${length}`, { labels: [{ range: match.range, message: "this content" }] });
    return;
  }
  match.content!.fastPattern = true;
  match.content!.fastPatternOnly = value === "only";
}

/** HTTP buffers whose contents can't be fast patterns (manual 3.5.22). */
const NEVER_FIRST: readonly string[] = ["http_cookie", "http_raw_cookie", "http_raw_uri", "http_raw_header", "http_method", "http_stat_code", "http_stat_msg"];

/** What holds for a content once all its modifiers are known. */
export const wholeContents: RuleCheck = {
  summary: "modifiers of one content go together",
  check: (_rule, state, report) => {
    const contents = contentsOf(state);
    for (const match of contents) {
      applyInlineModifiers(match, state, report);
      if (report.rejects > 0) return;
    }
    for (const match of contents) checkContent(match, httpPlaces.of(state)?.get(match.content!), replaced.of(state)?.get(match.content!), report);
  },
};

function checkContent(match: BufferMatch, place: HttpPlace | undefined, replacedAt: Range | undefined, report: RuleReport): void {
  const content = match.content!;
  const isPlaced = [content.distance, content.within].some((limit) => limit !== undefined) || isSet(content.offset, "offset") || isSet(content.depth, "depth");
  if (place !== undefined && content.rawBytes) return conflict(report, place.range, place.buffer, "the content has `rawbytes`", match);
  if (place !== undefined && replacedAt !== undefined) return conflict(report, place.range, place.buffer, "the content is replaced", match);
  if (!content.fastPattern) return;
  const name = "fast_pattern";
  if (place !== undefined && NEVER_FIRST.includes(place.buffer)) return conflict(report, match.range, name, `the engine does not look in \`${place.buffer}\` first`, match);
  if (content.negated && isPlaced) return conflict(report, match.range, name, "the content is negated and has a position", match);
  if (!content.fastPatternOnly) return;
  if (isPlaced) return conflict(report, match.range, "fast_pattern:only", "the content has a position", match);
  if (content.negated) return conflict(report, match.range, "fast_pattern:only", "the content is negated", match);
  if (replacedAt !== undefined) conflict(report, match.range, "fast_pattern:only", "the content is replaced", match);
}

function conflict(report: RuleReport, range: Range, name: string, reason: string, match: BufferMatch): void {
  report.reject("modifier-conflict", range, `\`${name}\` can't be used: ${reason}`, { labels: [{ range: match.range, message: "this content" }] });
}

/** All contents of a rule in their order. */
export function contentsOf(state: RuleState): readonly BufferMatch[] {
  const found = [...Object.values(state.fixed), ...state.buffers.map(({ matches }) => matches)].flatMap((matches) => matches.filter(isContent));
  return found.toSorted((a, b) => a.order - b.order);
}

const HTTP_MODIFIERS: readonly string[] = ["http_uri", "http_header", "http_client_body", "http_method", "http_cookie", "http_stat_code", "http_stat_msg", "http_raw_uri", "http_raw_header", "http_raw_cookie"];

/** Whether the value of an option is one of a content that may have modifiers of its own. */
export function isContentValue(value: unknown): value is ContentValue {
  return typeof value === "object" && value !== null && "modifiers" in value;
}

/** Modifiers that stand in the same option as their content; the engine takes them as it takes options of their own. */
function applyInlineModifiers(match: BufferMatch, state: RuleState, report: RuleReport): void {
  if (!isContentValue(match.value)) return;
  for (const modifier of match.value.modifiers) {
    applyInline(modifier, match, state, report);
    if (report.rejects > 0) return;
  }
}

function applyInline(modifier: InlineModifier, match: BufferMatch, state: RuleState, report: RuleReport): void {
  const { name, value, start, end } = modifier;
  const range = { start, end };
  const place: Place = { name, nameRange: range, valueRange: range };
  if (name === "nocase") match.content!.noCase = true;
  else if (name === "rawbytes") match.content!.rawBytes = true;
  else if (HTTP_MODIFIERS.includes(name)) applyHttpBuffer(match, place, state, report);
  else if (name === "fast_pattern") applyFastPattern(value === "only" ? "only" : undefined, match, place, state, report);
  else if (name === "depth" || name === "offset" || name === "distance" || name === "within") {
    const limit = readLimit(name, value ?? "");
    if (limit === undefined) report.reject("bad-value", range, `\`${name}\` needs a number or the name of a value`);
    else applyLimit(name, limit, match, place, state, report);
  } else if (name !== "replace") {
    report.reject("bad-value", range, `\`${name}\` is no modifier of a content`, { help: "modifiers behind the pattern stand between commas; a `;` may be missing" });
  }
}

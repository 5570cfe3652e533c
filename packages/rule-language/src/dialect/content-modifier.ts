import type { OptionContext } from "./option-check.ts";
import type { ContentModifier } from "./keyword.ts";
import {
  type BufferMatch,
  type ContentState,
  isContent,
  lastIn,
  later,
  latestMatch,
  type Limit,
  NOTHING,
  placeOf,
  type RuleState,
} from "./rule-state.ts";

/** A limit as its argument form gives it: a number of bytes, or the name of a value read from the traffic. */
export type LimitValue = number | { readonly variable: string };

/** How much of a pattern the fast pattern matcher looks for. */
export type FastPatternValue = "only" | { readonly offset: number; readonly length: number };

/** Whether a value is a number of bytes or a name. */
function isLimit(value: unknown): value is LimitValue {
  return typeof value === "number" || (typeof value === "object" && value !== null && "variable" in value);
}

function isFastPattern(value: unknown): value is FastPatternValue {
  return value === "only" || (typeof value === "object" && value !== null && "offset" in value && "length" in value);
}

type Apply = (context: OptionContext, content: ContentState, match: BufferMatch) => void;

/** Applies a modifier to the content before it, or says why the engine would not. */
export function modifyContent(modifier: ContentModifier, context: OptionContext): void {
  const match = contentFor(modifier, context.state);
  if (match?.content === undefined) {
    const { keyword, state } = context;
    context.report.reject("modifier-without-content", context.nameRange, `\`${keyword.name}\` needs a content before it`, {
      help: "put it after the `content` it is for, in the same buffer",
      ...(state.selected === NOTHING || state.current === undefined
        ? {}
        : { labels: [{ range: state.current.selectedAt, message: "this buffer is selected" }] }),
    });
    return;
  }
  APPLY[modifier](context, match.content, match);
}

/** Which content a modifier is for. */
function contentFor(modifier: ContentModifier, state: RuleState): BufferMatch | undefined {
  if (modifier === "fast-pattern") return latestFastPatternContent(state);
  if (modifier === "raw-bytes") return state.selected === NOTHING ? lastIn(state.fixed.payload, isContent) : undefined;
  return latestContent(state);
}

const APPLY: Readonly<Record<ContentModifier, Apply>> = {
  depth: (context, content, match) => {
    if (content.depth !== undefined) return twice(context, match);
    if (!mayLimit(context, content, match, "absolute")) return;
    const limit = limitOf(context);
    if (limit === undefined) return;
    if (limit === "variable") {
      content.depth = limit;
      return;
    }
    if (limit < content.bytes.length) return tooSmall(context, content, match, limit);
    content.depth = limit + numberOf(content.offset);
  },
  offset: (context, content, match) => {
    if (content.startsWith) return conflict(context, match, "the content is anchored at the start of the buffer");
    if (content.offset !== undefined) return twice(context, match);
    if (!mayLimit(context, content, match, "absolute")) return;
    const limit = limitOf(context);
    if (limit === undefined) return;
    content.offset = limit;
    if (limit === "variable" || typeof content.depth !== "number") return;
    content.depth = Math.max(content.depth, content.bytes.length) + limit;
  },
  distance: (context, content, match) => {
    if (content.distance !== undefined) return twice(context, match);
    if (!mayLimit(context, content, match, "relative")) return;
    content.distance = limitOf(context) ?? content.distance;
    besideFastPatternOnly(context, match);
  },
  within: (context, content, match) => {
    if (content.within !== undefined) return twice(context, match);
    if (!mayLimit(context, content, match, "relative")) return;
    const limit = limitOf(context);
    if (limit === undefined) return;
    if (limit !== "variable" && limit < content.bytes.length) return tooSmall(context, content, match, limit);
    content.within = limit;
    besideFastPatternOnly(context, match);
  },
  "starts-with": (context, content, match) => {
    if (content.depth !== undefined) return twice(context, match);
    if (!mayLimit(context, content, match, "absolute")) return;
    if (content.offset !== undefined) return conflict(context, match, "the content has an offset");
    content.startsWith = true;
    content.depth = content.bytes.length;
  },
  "ends-with": (_context, content) => {
    content.endsWith = true;
  },
  "no-case": (context, content, match) => {
    if (content.noCase) return twice(context, match);
    content.noCase = true;
  },
  "fast-pattern": applyFastPattern,
  "raw-bytes": (context, content, match) => {
    if (content.rawBytes) return twice(context, match);
    content.rawBytes = true;
  },
};

function applyFastPattern(context: OptionContext, content: ContentState, match: BufferMatch): void {
  const value = isFastPattern(context.value) ? context.value : undefined;
  const isLimited =
    content.depth !== undefined ||
    content.offset !== undefined ||
    content.distance !== undefined ||
    content.within !== undefined;
  if (content.negated && isLimited) return conflict(context, match, "the content is negated and has a position");
  if (value === undefined) {
    if (content.fastPattern) return twice(context, match);
    // The engine looks for an earlier one everywhere but in buffers.
    const { payload, decoded } = context.state.fixed;
    const other = [...payload, ...decoded].find((candidate) => candidate.content?.fastPattern === true);
    if (other !== undefined) {
      context.report.reject("second-fast-pattern", context.nameRange, "a rule can have one fast pattern in the payload only", {
        labels: [{ range: other.range, message: "this content is it already" }],
      });
      return;
    }
  } else if (value === "only") {
    if (content.negated || isLimited) return conflict(context, match, "the content is negated or has a position");
    content.fastPatternOnly = true;
  } else if (value.offset + value.length > content.bytes.length) {
    context.report.reject(
      "fast-pattern-too-long",
      context.option.valueRange ?? context.nameRange,
      `the fast pattern ends at byte ${value.offset + value.length} of a content of ${content.bytes.length}`,
      { labels: [{ range: match.range, message: "this content" }] },
    );
    return;
  }
  content.fastPattern = true;
}

/** The latest content in the selected buffer, or anywhere when none is selected. */
export function latestContent(state: RuleState): BufferMatch | undefined {
  return latestMatch(state, isContent);
}

/** The latest content that is visible, or can be a fast pattern in a buffer: the engine looks past the selected one here. */
function latestFastPatternContent(state: RuleState): BufferMatch | undefined {
  let latest = latestContent(state);
  for (const use of state.buffers) {
    if (use.buffer.fastPattern === true) latest = later(latest, lastIn(use.matches, isContent));
  }
  return latest;
}

function numberOf(limit: Limit | undefined): number {
  return typeof limit === "number" ? limit : 0;
}

function mayLimit(
  context: OptionContext,
  content: ContentState,
  match: BufferMatch,
  kind: "absolute" | "relative",
): boolean {
  const isRelative = content.distance !== undefined || content.within !== undefined;
  const isAbsolute = content.depth !== undefined || content.offset !== undefined;
  if (kind === "absolute" ? isRelative : isAbsolute) {
    context.report.reject(
      "relative-and-absolute",
      context.nameRange,
      `a content can't have \`${context.keyword.name}\` beside a position counted from ${kind === "absolute" ? "the match before it" : "the start of the buffer"}`,
      {
        help: "use depth and offset, or distance and within",
        labels: [{ range: match.range, message: "the content" }],
      },
    );
    return false;
  }
  if (content.fastPatternOnly || (content.negated && content.fastPattern)) {
    conflict(context, match, content.negated ? "the content is a negated fast pattern" : "the content is fast pattern only");
    return false;
  }
  return true;
}

function besideFastPatternOnly(context: OptionContext, match: BufferMatch): void {
  const { matches } = placeOf(context.state, match);
  const before = lastIn(matches.slice(0, matches.indexOf(match)), isPattern);
  if (before?.content?.fastPatternOnly === true) {
    conflict(context, before, "the content before it is fast pattern only, so nothing can be relative to it");
  }
}

function isPattern(match: BufferMatch): boolean {
  return match.content !== undefined || match.keyword.role.kind === "expression";
}

function limitOf(context: OptionContext): Limit | undefined {
  const { value } = context;
  if (!isLimit(value)) return undefined;
  if (typeof value === "number") return value;
  if (context.state.variables.has(value.variable)) return "variable";
  context.report.reject(
    "unknown-variable",
    context.option.valueRange ?? context.nameRange,
    `no option before it reads a value named \`${value.variable}\``,
    context.state.variables.size === 0 ? {} : { expected: [...context.state.variables.keys()] },
  );
  return undefined;
}

function tooSmall(context: OptionContext, content: ContentState, match: BufferMatch, limit: number): void {
  const length = content.bytes.length;
  context.report.reject(
    "limit-too-small",
    context.option.valueRange ?? context.nameRange,
    `\`${context.keyword.name}\` ${limit} is less than the ${length} bytes of the content, so it can never match`,
    {
      help: `use at least ${length}`,
      expected: [String(length)],
      labels: [{ range: match.range, message: `${length} ${length === 1 ? "byte" : "bytes"}` }],
    },
  );
}

function twice(context: OptionContext, match: BufferMatch): void {
  context.report.reject("modifier-repeated", context.nameRange, `the content already has \`${context.keyword.name}\` or its like`, {
    labels: [{ range: match.range, message: "this content" }],
  });
}

function conflict(context: OptionContext, match: BufferMatch, reason: string): void {
  context.report.reject("modifier-conflict", context.nameRange, `\`${context.keyword.name}\` can't be used: ${reason}`, {
    labels: [{ range: match.range, message: "this content" }],
  });
}

import type { BufferMatch, BufferUse, ContentState, RuleState } from "@sigwright/rule-language/dialect";

/** What the engine looks for first, in all traffic at once: the rest of a rule is only looked at where it is found. */
export interface FastPattern {
  readonly match: BufferMatch;
  readonly content: ContentState;
  /** The buffer that it is looked for in; undefined for the payload. */
  readonly use: BufferUse | undefined;
  /** Bytes that are looked for: all of the content, unless the rule says which part. */
  readonly length: number;
}

/** Buffers whose contents are only taken when there are no others, as those of the payload (7.0.10). */
const SECOND_CHOICE: ReadonlySet<string> = new Set(["http_method", "http_stat_code"]);

/**
 * The fast pattern of a rule: the content that the rule says, else the longest that is not negated, as long as there is
 * one in a buffer of first choice. Undefined when the engine has nothing but negated contents, or none, to go by.
 */
export function fastPatternOf(state: RuleState): FastPattern | undefined {
  const candidates = [...candidatesOf(state)];
  const said = candidates.find(({ content }) => content.fastPattern);
  if (said !== undefined) return said.content.negated ? undefined : said;
  let best: FastPattern | undefined;
  for (const candidate of candidates) {
    if (candidate.content.negated) continue;
    if (best === undefined || rank(candidate) > rank(best) || (rank(candidate) === rank(best) && candidate.length > best.length)) best = candidate;
  }
  return best;
}

function* candidatesOf({ buffers, fixed }: RuleState): Generator<FastPattern> {
  for (const use of buffers) if (use.buffer.fastPattern === true) yield* contentsOf(use.matches, use);
  yield* contentsOf(fixed.payload, undefined);
}

function* contentsOf(matches: readonly BufferMatch[], use: BufferUse | undefined): Generator<FastPattern> {
  for (const match of matches) {
    const { content } = match;
    if (content !== undefined) yield { match, content, use, length: content.bytes.length };
  }
}

function rank({ use }: FastPattern): number {
  return use === undefined || SECOND_CHOICE.has(use.buffer.name) ? 0 : 1;
}

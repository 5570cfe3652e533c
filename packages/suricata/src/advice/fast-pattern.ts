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
export function fastPatternOf({ buffers, fixed }: RuleState): FastPattern | undefined {
  let best: BufferMatch | undefined;
  let bestUse: BufferUse | undefined;
  let bestRank = -1;
  // Loops and no lists: this is asked of every rule.
  for (let i = 0; i <= buffers.length; i++) {
    const use = buffers[i];
    if (use !== undefined && use.buffer.fastPattern !== true) continue;
    const rank = use === undefined || SECOND_CHOICE.has(use.buffer.name) ? 0 : 1;
    for (const match of use === undefined ? fixed.payload : use.matches) {
      const { content } = match;
      if (content === undefined) continue;
      if (content.fastPattern) return content.negated ? undefined : { match, content, use, length: content.bytes.length };
      if (content.negated || rank < bestRank || (rank === bestRank && content.bytes.length <= best!.content!.bytes.length)) continue;
      best = match;
      bestUse = use;
      bestRank = rank;
    }
  }
  const content = best?.content;
  return best === undefined || content === undefined ? undefined : { match: best, content, use: bestUse, length: content.bytes.length };
}

import { lookedForFirst, type RuleInspection } from "@sigwright/rule-language/dialect";
import type { SnortRule } from "./snort-rule.ts";

/** What the engine looks for first, in all traffic at once: the rest of a rule is only looked at where it is found. */
export interface FastPattern {
  readonly look: RuleInspection;
  /** Bytes that are looked for: all of the content, unless the rule says which part. */
  readonly length: number;
}

/** An expression that is looked for first itself, which only `regex` can be. */
const EXPRESSION_FIRST = /,\s*fast_pattern\b/;

/** Stands for bytes of the interface's name, which the engine looks for first where there is nothing else. */
const INTERFACE = "dce_iface";

/** Whether the engine has something to look for first. */
export function hasFastPattern({ rule, looks }: SnortRule, barred: ReadonlySet<string>): boolean {
  if (fastPatternOf(looks, barred) !== undefined || rule.option(INTERFACE) !== undefined) return true;
  return looks.some(({ keyword, text }) => keyword === "regex" && EXPRESSION_FIRST.test(text));
}

/**
 * The fast pattern of a rule: the content that the rule says, else the longest that is not negated and not in a buffer
 * that the engine does not search so.
 *
 * @param barred the buffers in which nothing is looked for first, without their parameters.
 */
export function fastPatternOf(looks: readonly RuleInspection[], barred: ReadonlySet<string>): FastPattern | undefined {
  let best: FastPattern | undefined;
  for (const look of looks) {
    const { content, details, place } = look;
    if (content === undefined || content.negated || barred.has(bufferName(place))) continue;
    const { length } = lookedForFirst(content.bytes, details);
    if (content.fastPattern) return { look, length };
    if (best === undefined || length > best.length) best = { look, length };
  }
  return best;
}

/** The name of a buffer without its parameters: `http_header:field host` is `http_header`. */
export function bufferName(place: string): string {
  return place.split(":", 1)[0]!;
}

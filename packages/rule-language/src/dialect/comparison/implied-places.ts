import type { ContentState } from "../rule-state.ts";
import type { RuleInspection } from "./inspections.ts";

/** Asks that nothing stands behind the match before it. */
const NOTHING_BEHIND = /^!1,\s*relative$/i;
/** The option that says how long a buffer is. */
export const SIZE = "bsize";

/**
 * Inspections in which contents say where they must stand, however the rule has it written: as long as what may be looked
 * at, as long as the buffer must be, with nothing behind. A look at what is behind that says no more is left out.
 */
export function withImpliedPlaces(inspections: readonly RuleInspection[]): readonly RuleInspection[] {
  const sizes = new Map<string, number>();
  for (const one of inspections) if (one.keyword === SIZE && /^\d+$/.test(one.text)) sizes.set(instanceOf(one), Number(one.text));
  const result: RuleInspection[] = [];
  for (const one of inspections) {
    const previous = result.at(-1);
    if (one.keyword === "isdataat" && NOTHING_BEHIND.test(one.text) && previous !== undefined && isBefore(previous, one)) {
      result[result.length - 1] = { ...previous, content: { ...previous.content!, endsWith: true } };
    } else if (one.content === undefined) result.push(one);
    else {
      const isWhole = !one.content.negated && sizes.get(instanceOf(one)) === one.content.bytes.length;
      result.push({ ...one, content: placedContent(one.content), ...(isWhole ? { isWhole } : {}) });
    }
  }
  return result;
}

function instanceOf({ place, instance }: RuleInspection): string {
  return instance === undefined ? place : `${place} ${instance}`;
}

function isBefore({ content, ...one }: RuleInspection, other: RuleInspection): boolean {
  return content !== undefined && !content.negated && instanceOf(one) === instanceOf(other);
}

/** As long as what may be looked at means at the start. */
function placedContent(content: ContentState): ContentState {
  const { bytes, depth, offset } = content;
  const isAtStart = depth === bytes.length && (offset === undefined || offset === 0);
  return isAtStart ? { ...content, startsWith: true, depth: undefined, offset: undefined } : content;
}

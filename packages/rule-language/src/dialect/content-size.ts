import type { BufferMatch } from "./rule-state.ts";

/** The least a buffer must hold for its contents to match, in bytes. */
export interface RequiredSize {
  /** Contents that follow each other, with the distances between them. */
  readonly length: number;
  /** The farthest offset at which one begins. */
  readonly offset: number;
}

/**
 * How many bytes the contents of one buffer need at least, as the engine counts: the first content and those
 * relative to it. A negated content adds nothing, but one that reaches past `most` counts as what is required.
 */
export function requiredSize(matches: Iterable<BufferMatch>, most: number): RequiredSize {
  let length = 0;
  let offset = 0;
  let isFirst = true;
  for (const { content } of matches) {
    if (content === undefined) continue;
    const distance = number(content.distance);
    if (!isFirst) {
      if (content.distance === undefined && content.within === undefined) continue;
      if (content.negated) {
        const reach = length + distance + number(content.within);
        if (reach > most) return { length: reach, offset };
        continue;
      }
    }
    length += content.bytes.length + distance;
    offset = Math.max(offset, number(content.offset));
    isFirst = false;
  }
  return { length, offset };
}

// A limit that is read from the traffic is an index in the engine and counts as nothing here.
function number(limit: number | "variable" | undefined): number {
  return typeof limit === "number" ? limit : 0;
}

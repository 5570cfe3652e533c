import { type ListMemberFacts, utf8Length } from "@sigwright/core";
import { isWellFormed } from "@sigwright/rule-language/template";

/**
 * Options of a dataset whose file has a JSON object on each line. The object of the line that was found stands in the
 * alert, as `alert.context.sigwright`.
 */
export const CONTEXT_OPTIONS = "format ndjson,context_key sigwright,value_key value";

/**
 * Bytes of a line. Measured on 8.0.8: above 1,011 the rule fires and the alert has no context; above 1,022 the line is
 * not read whole, and neither it nor any line behind it is loaded. The engine writes fractions with up to 17 digits,
 * which the difference leaves room for.
 */
const LONGEST_CONTEXT = 960;

/**
 * The line of a member: the value that is looked for, and as much of what is known of the indicator as fits, the most
 * telling first. `indicator` is there only when it is not the value. Gives `undefined` for a value that JSON, as the
 * engine reads it, can't hold.
 */
export function contextLine(value: string, facts: ListMemberFacts | undefined): string | undefined {
  if (!canHold(value)) return undefined;
  let line = `{"value":${JSON.stringify(value)}`;
  let room = LONGEST_CONTEXT - utf8Length(line) - 1;
  if (room < 0) return undefined;
  const add = (name: string, fact: string | number | readonly string[] | undefined): void => {
    const held = typeof fact === "object" ? fitting(fact, room) : fact;
    if (held === undefined || (typeof held === "string" && !canHold(held))) return;
    const member = `,${JSON.stringify(name)}:${JSON.stringify(held)}`;
    const size = utf8Length(member);
    if (size > room) return;
    room -= size;
    line += member;
  };
  if (facts !== undefined) {
    const { type, value: indicator, rating, confidence, id, owner, tags, groups, link } = facts;
    add("type", type);
    add("indicator", indicator === value ? undefined : indicator);
    add("rating", rating);
    add("confidence", confidence);
    add("id", id);
    add("owner", owner);
    add("link", link);
    add("tags", tags);
    add("groups", groups);
  }
  return `${line}}`;
}

/** Whether the engine reads a text in JSON: it refuses U+0000 and halves of characters, and then the whole list. */
function canHold(text: string): boolean {
  return text.length <= LONGEST_CONTEXT && !text.includes("\0") && isWellFormed(text);
}

/** Bytes around a list: a comma, the longest name in quotes, a colon and brackets. */
const AROUND_LIST = 16;

/** As many of the texts as fit, from the first on; `undefined` when none does. */
function fitting(texts: readonly string[], room: number): readonly string[] | undefined {
  const held: string[] = [];
  let left = room - AROUND_LIST;
  for (const text of texts) {
    if (!canHold(text)) continue;
    left -= utf8Length(JSON.stringify(text)) + 1;
    if (left < 0) break;
    held.push(text);
  }
  return held.length === 0 ? undefined : held;
}

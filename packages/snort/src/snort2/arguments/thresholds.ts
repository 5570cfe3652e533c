import { type ArgumentForm, type ArgumentText, fault, readInteger } from "@sigwright/rule-language/dialect";
import { items, words } from "./items.ts";

type Judge = (value: string) => boolean;

const isPositive: Judge = (value) => {
  const number = readInteger(value, "c");
  return number !== undefined && number > 0 && number <= 0xffff_ffff;
};
const isOneOf = (...choices: readonly string[]): Judge => (value) => choices.includes(value.toLowerCase());

/** Pairs of a word and a value, each exactly once, in any order. */
function pairs(fields: Readonly<Record<string, Judge>>, summary: string): ArgumentForm<ReadonlyMap<string, string>> {
  const names = Object.keys(fields);
  return { summary, parse: (argument) => parsePairs(argument, fields, names) };
}

function parsePairs(argument: ArgumentText, fields: Readonly<Record<string, Judge>>, names: readonly string[]): ReturnType<ArgumentForm<ReadonlyMap<string, string>>["parse"]> {
  const values = new Map<string, string>();
  for (const item of items(argument)) {
    const [key = "", value, ...more] = words(item);
    const name = key.toLowerCase();
    const judge = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const { start, end } = item;
    if (judge === undefined) return fault(argument, item.text === "" ? "a part is empty" : `\`${key}\` is none of its words`, { start, end, expected: names });
    if (value === undefined || more.length > 0) return fault(argument, `\`${name}\` takes one value`, { start, end });
    if (values.has(name)) return fault(argument, `\`${name}\` stands there twice`, { start, end });
    if (!judge(value)) return fault(argument, `\`${value}\` is no value of \`${name}\``, { start, end });
    values.set(name, value);
  }
  const missing = names.find((name) => !values.has(name));
  return missing === undefined ? { value: values } : fault(argument, `\`${missing}\` is missing`);
}

const TRACK = isOneOf("by_src", "by_dst");

/** The argument of `detection_filter`. */
export const detectionFilter: ArgumentForm<ReadonlyMap<string, string>> = pairs(
  { track: TRACK, count: isPositive, seconds: isPositive },
  "`track by_src` or `track by_dst`, `count` and `seconds`, with commas: `track by_src, count 30, seconds 60`",
);

/** The argument of `threshold` in a rule. */
export const threshold: ArgumentForm<ReadonlyMap<string, string>> = pairs(
  { type: isOneOf("limit", "threshold", "both"), track: TRACK, count: isPositive, seconds: isPositive },
  "`type limit`, `threshold` or `both`, `track by_src` or `track by_dst`, `count` and `seconds`, with commas",
);

/** The most that `tag` counts to. */
const MOST_COUNT = 0x7fff_ffff;

/** The argument of `tag`. */
export const tag: ArgumentForm<readonly string[]> = {
  summary: "`session` or `host`, a number and `packets`, `seconds` or `bytes`, and for `host` `src` or `dst`: `session,10,packets`",
  parse: (argument) => {
    const parts = items(argument).flatMap((item) => words(item)).filter((part) => part !== "").map((part) => part.toLowerCase());
    const [kind, ...rest] = parts;
    if (kind !== "session" && kind !== "host") return fault(argument, `\`${kind ?? ""}\` is neither \`session\` nor \`host\``, { expected: ["session", "host"] });
    let at = 0;
    const metrics = new Set<string>();
    while (at < rest.length && /^\d/.test(rest[at]!)) {
      const count = readInteger(rest[at]!, "c");
      const metric = rest[at + 1];
      if (count === undefined || count > MOST_COUNT) return fault(argument, `\`${rest[at]}\` is no number from 0 to ${MOST_COUNT}`);
      if (metric !== "packets" && metric !== "seconds" && metric !== "bytes") return fault(argument, metric === undefined ? "a unit is missing behind the number" : `\`${metric}\` is no unit`, { expected: ["packets", "seconds", "bytes"] });
      if (metrics.has(metric)) return fault(argument, `\`${metric}\` stands there twice`);
      if (count === 0 && metric !== "packets") return fault(argument, `\`${metric}\` needs a number above 0`);
      metrics.add(count === 0 ? "unlimited" : metric);
      at += 2;
    }
    if (metrics.size === 0) return fault(argument, "a number with its unit is missing");
    if (metrics.has("unlimited") && metrics.size === 1) return fault(argument, "`0 packets` needs seconds or bytes as a limit beside it");
    const side = rest[at];
    const sides = kind === "host" ? ["src", "dst"] : ["exclusive"];
    if (side === undefined ? kind === "host" : !sides.includes(side)) return fault(argument, side === undefined ? "`host` needs `src` or `dst` at its end" : `\`${side}\` can't stand there`, { expected: sides });
    if (rest.length > at + 1) return fault(argument, `\`${rest[at + 1]}\` can't stand there`);
    return { value: parts };
  },
};

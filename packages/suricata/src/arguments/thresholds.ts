import { type ArgumentForm, argumentString, fault } from "@sigwright/rule-language/dialect";

/** How often alerts are raised. */
export interface Threshold {
  readonly count: number;
  readonly seconds: number;
}

const NEWER_THRESHOLD =
  /^\s*(track|type|count|seconds|multiplier)\s+(limit|both|threshold|backoff|by_dst|by_src|by_both|by_rule|by_flow|\d+)\s*,\s*(track|type|count|seconds|multiplier)\s+(limit|both|threshold|backoff|by_dst|by_src|by_both|by_rule|by_flow|\d+)\s*,\s*(track|type|count|seconds|multiplier)\s+(limit|both|threshold|backoff|by_dst|by_src|by_both|by_rule|by_flow|\d+)\s*,\s*(track|type|count|seconds|multiplier)\s+(limit|both|threshold|backoff|by_dst|by_src|by_both|by_rule|by_flow|\d+)\s*/;
const NEWER_FILTER =
  /^\s*(track|count|seconds)\s+(by_src|by_dst|by_flow|\d+)\s*,\s*(track|count|seconds)\s+(by_src|by_dst|by_flow|\d+)\s*,\s*(track|count|seconds)\s+(by_src|by_dst|by_flow|\d+)\s*$/;
const PARTS = ["type", "track", "count", "seconds"];
const BACKOFF_PARTS = ["type", "track", "count", "multiplier"];
// The engine asks for four pairs and ignores what stands behind them.
const THRESHOLD =
  /^\s*(track|type|count|seconds)\s+(limit|both|threshold|by_dst|by_src|by_both|by_rule|\d+)\s*,\s*(track|type|count|seconds)\s+(limit|both|threshold|by_dst|by_src|by_both|by_rule|\d+)\s*,\s*(track|type|count|seconds)\s+(limit|both|threshold|by_dst|by_src|by_both|by_rule|\d+)\s*,\s*(track|type|count|seconds)\s+(limit|both|threshold|by_dst|by_src|by_both|by_rule|\d+)\s*/;
const FILTER =
  /^\s*(track|count|seconds)\s+(by_src|by_dst|\d+)\s*,\s*(track|count|seconds)\s+(by_src|by_dst|\d+)\s*,\s*(track|count|seconds)\s+(by_src|by_dst|\d+)\s*$/;

/** The argument of `threshold`. */
export const threshold: ArgumentForm<Threshold> = {
  summary: "`type`, `track`, `count` and `seconds` with their values, with commas: `type limit,track by_src,count 1,seconds 60`",
  parse: (argument) => read(argument, THRESHOLD, PARTS),
};

/** The argument of `threshold` since 8.0, which can back off. */
export const newerThreshold: ArgumentForm<Threshold> = {
  summary: `${threshold.summary}, or \`type backoff,track by_flow,count 1,multiplier 10\``,
  parse: (argument) => {
    const isBackoff = /backoff/.test(argumentString(argument));
    const result = read(argument, NEWER_THRESHOLD, isBackoff ? BACKOFF_PARTS : PARTS);
    if ("fault" in result || !isBackoff) return result;
    const { count, seconds: multiplier } = result.value;
    if (!/by_flow/.test(argumentString(argument))) return fault(argument, "backing off works by flow only", { expected: ["track by_flow"] });
    if (count < 1 || count > 65535) return fault(argument, "the count is not from 1 to 65535");
    return multiplier < 2 || multiplier > 65535 ? fault(argument, "the multiplier is not from 2 to 65535") : { value: { count, seconds: 1 } };
  },
};

/** The argument of `detection_filter`. */
export const detectionFilter: ArgumentForm<Threshold> = filter(FILTER);

/** The argument of `detection_filter` since 8.0, which can track flows. */
export const newerDetectionFilter: ArgumentForm<Threshold> = filter(NEWER_FILTER);

function filter(form: RegExp): ArgumentForm<Threshold> {
  return {
  summary: "`track`, `count` and `seconds` with their values, with commas: `track by_src,count 5,seconds 60`",
  parse: (argument) => {
    const result = read(argument, form, PARTS.slice(1));
    if ("fault" in result) return result;
    const { count, seconds } = result.value;
    return count === 0 || seconds === 0 ? fault(argument, "count and seconds must be above 0") : result;
  },
  };
}

function read(argument: Parameters<ArgumentForm["parse"]>[0], form: RegExp, parts: readonly string[]): ReturnType<ArgumentForm<Threshold>["parse"]> {
  const text = argumentString(argument);
  const items = text.split(",");
  for (const part of parts) {
    const word = part === "seconds" ? "second" : part;
    const times = items.filter((item) => item.includes(word)).length;
    if (times === 0) return fault(argument, `\`${part}\` is missing`, { expected: [part] });
    if (times > 1) return fault(argument, `\`${part}\` stands there ${times} times`);
  }
  const match = form.exec(text);
  if (match === null) return fault(argument, `\`${text}\` does not have that form`);
  const values = new Map<string, string>();
  for (let i = 1; i < match.length; i += 2) values.set(match[i]!, match[i + 1]!);
  const count = numberOf(values.get("count"));
  const seconds = numberOf(values.get(parts.at(-1)!));
  if (count === undefined || seconds === undefined) return fault(argument, "count and seconds are numbers of 32 bits");
  return { value: { count, seconds } };
}

function numberOf(text: string | undefined): number | undefined {
  const value = text !== undefined && /^\d{1,23}$/.test(text) ? Number(text) : NaN;
  return value <= 0xffffffff ? value : undefined;
}

const TAG = /^\s*(host|session)\s*(,\s*(\d+)\s*,\s*(packets|bytes|seconds)\s*(,\s*(src|dst))?\s*)?$/;

/** The argument of `tag`. */
export const tag: ArgumentForm<string> = {
  summary: "`host` or `session`, then a number, `packets`, `bytes` or `seconds`, and `src` or `dst`, with commas",
  parse: (argument) => {
    const text = argumentString(argument);
    const [, what, , count] = TAG.exec(text) ?? [];
    if (what === undefined) return fault(argument, `\`${text}\` does not have that form`);
    if (count !== undefined && numberOf(count) === undefined) return fault(argument, "the number has more than 32 bits");
    return { value: what };
  },
};

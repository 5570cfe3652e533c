import { type ArgumentForm, argumentString, type ArgumentText, compareVersions, countCaptures, type CursorValue, expressionFault, fault } from "@sigwright/rule-language/dialect";
import type { CheckEnvironment } from "../dialect/environment.ts";

/** Buffers that flags of an expression name, by the engine's names. */
const FLAG_BUFFERS: Readonly<Record<string, string>> = {
  U: "http_uri",
  V: "http_user_agent",
  W: "http_host",
  Z: "http_raw_host",
  H: "http_header",
  I: "http_raw_uri",
  D: "http_raw_header",
  M: "http_method",
  C: "http_cookie",
  P: "http_client_body",
  Q: "file_data",
  Y: "http_stat_msg",
  S: "http_stat_code",
};

/** Flags that name a buffer and don't mind `B` before them. */
const BESIDE_RAW_BYTES = "DPQYS";
/** The version from which captures can go into alerts. */
const ALERT_CAPTURES_SINCE = "8.0";
const PLAIN_FLAGS = "AEGimsxO";
/** Flags that change how the expression is compiled. */
const COMPILE_FLAGS = /[^AEGimsx]/g;
const MOST_FLAGS = 63;
const MOST_CAPTURES = 8;

const SLASH = 0x2f;
const BACKSLASH = 0x5c;

/** An expression and its flags, with the capture names behind them. */
interface Expression {
  readonly pattern: string;
  readonly flags: string;
  /** Where the pattern and the flags begin in the argument's text. */
  readonly patternStart: number;
  readonly flagsStart: number;
  readonly captures: readonly string[];
}

/** The argument of `pcre`: `/expression/flags`, then names for what it captures. */
export function pcre({ compilePcre, engineVersion }: CheckEnvironment): ArgumentForm<CursorValue> {
  const kinds = compareVersions(engineVersion, ALERT_CAPTURES_SINCE) >= 0 ? ["flow:", "pkt:", "alert:"] : ["flow:", "pkt:"];
  return {
    summary: "an expression between slashes with flags behind it: `/^a+b/Ri`",
    parse: (argument) => {
      const expression = split(argument, kinds);
      if (expression === undefined) return fault(argument, "the expression does not stand between two slashes", { help: "write `/expression/flags`; a slash in the expression is written `\\/`" });
      const { pattern, flags, flagsStart, patternStart } = expression;
      if (flags.length > MOST_FLAGS) return fault(argument, `more than ${MOST_FLAGS} characters stand behind the expression`, { start: flagsStart });
      let buffer: string | undefined;
      let rawBytes = false;
      for (let i = 0; i < flags.length; i++) {
        const flag = flags[i]!;
        const place = { start: flagsStart + i, end: flagsStart + i + 1 };
        const named = FLAG_BUFFERS[flag];
        if (named !== undefined) {
          if (rawBytes && !BESIDE_RAW_BYTES.includes(flag)) return fault(argument, `the flags \`B\` and \`${flag}\` exclude each other`, place);
          if (buffer !== undefined) return fault(argument, "an expression can be for one buffer only", { ...place, help: "keep one of the flags that name a buffer" });
          buffer = named;
        } else if (flag === "B") {
          if (buffer !== undefined) return fault(argument, "the flag `B` can't stand beside one that names a buffer", place);
          rawBytes = true;
        } else if (flag !== "R" && !PLAIN_FLAGS.includes(flag)) {
          return fault(argument, `unknown flag \`${flag}\``, { ...place, help: `flags are ${[...PLAIN_FLAGS.split(""), "R", "B", ...Object.keys(FLAG_BUFFERS)].join(", ")}` });
        }
      }
      if (flags.includes("W") && !flags.includes("i") && hasUpperCase(pattern)) {
        return fault(argument, "the host buffer is in lower case, and the expression has capitals", { start: patternStart, end: patternStart + pattern.length, help: "write it in lower case" });
      }
      const captureFault = expression.captures.length > 0 ? undefined : tooManyCaptures(pattern);
      if (captureFault !== undefined) return fault(argument, captureFault);
      const structure = expressionFault(pattern, flags.includes("x"));
      if (structure !== undefined) {
        const start = Math.min(patternStart + structure.start, argument.end);
        return fault(argument, structure.message, { start, end: Math.min(Math.max(patternStart + structure.end, start + 1), argument.end), ...(structure.help === undefined ? { help: "mend the expression; it must compile as PCRE2" } : { help: structure.help }) });
      }
      const problem = compilePcre?.(pattern, flags.replace(COMPILE_FLAGS, ""));
      if (problem !== undefined) return fault(argument, `PCRE2 says: ${problem}`, { start: patternStart, end: patternStart + pattern.length, help: "mend the expression; it must compile as PCRE2" });
      const names = captureNamesFault(expression.captures, pattern, kinds);
      if (names !== undefined) return fault(argument, names, { help: "write `pkt:name` or `flow:name` for each group that captures, with commas" });
      return {
        value: {
          relative: flags.includes("R"),
          ...(buffer === undefined ? {} : { buffer, protocolOutsideBuffers: "http1" }),
        },
      };
    },
  };
}

/** Finds the slashes as the engine does: the first that is not escaped, and the last that is not. */
function split(argument: ArgumentText, kinds: readonly string[]): Expression | undefined {
  let { end } = argument;
  const { text, start } = argument;
  const whole = argumentString(argument);
  let captures: readonly string[] = [];
  const cut = captureStart(whole, kinds);
  if (cut !== undefined) {
    captures = whole.slice(cut.names).replace(/"$/, "").split(/[ ,]+/).filter((name) => name !== "");
    end = start + cut.end;
  }
  let open = start;
  while (open < end && !(text.charCodeAt(open) === SLASH && (open === start || text.charCodeAt(open - 1) !== BACKSLASH))) open++;
  let close = end - 1;
  while (close > open && !(text.charCodeAt(close) === SLASH && !isEscaped(text, close, start))) close--;
  if (close <= open) return undefined;
  const rest = text.slice(close + 1, end);
  const quote = rest.indexOf('"');
  return { pattern: text.slice(open + 1, close), patternStart: open + 1, flags: quote === -1 ? rest : rest.slice(0, quote), flagsStart: close + 1, captures };
}

/** The engine looks two characters back and no farther. */
function isEscaped(text: string, at: number, start: number): boolean {
  if (at - 1 < start || text.charCodeAt(at - 1) !== BACKSLASH) return false;
  return !(at - 2 >= start && text.charCodeAt(at - 2) === BACKSLASH);
}

/** Where the names of captures begin, and where what stands before them ends. */
function captureStart(text: string, kinds: readonly string[]): { readonly names: number; readonly end: number } | undefined {
  const found = kinds.map((kind) => text.indexOf(kind)).filter((index) => index !== -1);
  if (found.length === 0) return undefined;
  const names = Math.min(...found);
  if (names <= 1) return undefined;
  let end = names;
  while (end > 1 && (text[end - 1] === "," || text[end - 1] === " ")) end--;
  return end === names ? undefined : { names, end };
}

function hasUpperCase(pattern: string): boolean {
  return /[A-Z]/.test(pattern.replaceAll(/\\(?:x..?|[^x])/gs, ""));
}

const NAMED_CAPTURE = /\(\?P<(?:pkt|flow|alert)_[A-Za-z0-9_[\\\]^`]+>/g;

function tooManyCaptures(pattern: string): string | undefined {
  if (!pattern.includes("(?P<")) return undefined;
  const count = pattern.match(NAMED_CAPTURE)?.length ?? 0;
  return count > MOST_CAPTURES ? `it captures ${count} values; a rule can have ${MOST_CAPTURES}` : undefined;
}

function captureNamesFault(names: readonly string[], pattern: string, kinds: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const groups = countCaptures(pattern);
  if (groups === 0) return undefined;
  let expectsValue = false;
  for (let i = 0; i < Math.min(names.length, MOST_CAPTURES); i++) {
    const name = names[i]!;
    if (i >= groups) return `there are more names than groups (${groups})`;
    if (name === "pkt:key") expectsValue = true;
    else if (name === "pkt:value") {
      if (!expectsValue) return "`pkt:value` needs `pkt:key` before it";
      expectsValue = false;
    } else if (expectsValue) return "`pkt:value` must follow `pkt:key`";
    else if (!kinds.some((kind) => name.startsWith(kind))) return `\`${name}\` does not begin with ${kinds.map((kind) => `\`${kind}\``).join(" or ")}`;
  }
  return undefined;
}

/** A pattern of paths as shells know them, for paths that a shell did not expand. */
export interface PathPattern {
  /** The folder in front of the first part with a wildcard, as written; empty for the current one. */
  readonly base: string;
  /** Folders below the base that can hold a match; `Infinity` when any can. */
  readonly depth: number;
  /** Whether a path below the base, in its parts, is one of the pattern's. */
  readonly matches: (parts: readonly string[]) => boolean;
}

const WILDCARD = /[*?[{]/;
/** More alternatives than anybody writes; the number grows with each pair of braces. */
const MOST_ALTERNATIVES = 1000;
const ANY_DEPTH = "**";

/** Whether a path has a character that stands for others in patterns. */
export function isPathPattern(path: string): boolean {
  return WILDCARD.test(path);
}

/**
 * Reads a pattern: `*` and `?` within a part of a path, `**` for any number of folders, `[a-z]` and `[!a-z]` for
 * characters, `{a,b}` for alternatives. A name that begins with a dot is matched only by a part that does.
 */
export function pathPattern(pattern: string): PathPattern {
  const parts = pattern.split("/");
  const plain = parts.findIndex(isPathPattern);
  const base = parts.slice(0, plain).join("/");
  const alternatives = expandBraces(parts.slice(plain).join("/")).map((text) => text.split("/").map(partMatcher));
  return {
    base: base === "" && pattern.startsWith("/") ? "/" : base,
    depth: Math.max(...alternatives.map((matchers) => (matchers.includes(ANY_DEPTH) ? Infinity : matchers.length - 1))),
    matches: (path) => alternatives.some((matchers) => matchesParts(path, matchers)),
  };
}

type PartMatcher = RegExp | typeof ANY_DEPTH;

function partMatcher(part: string): PartMatcher {
  if (part === ANY_DEPTH) return ANY_DEPTH;
  let source = "";
  for (let at = 0; at < part.length; at++) {
    const character = part.charAt(at);
    const closing = character === "[" ? part.indexOf("]", at + 2) : -1;
    if (character === "*") source += source.endsWith("*") ? "" : ".*";
    else if (character === "?") source += ".";
    else if (closing !== -1) {
      const members = part.slice(at + 1, closing).replace(/^!/, "^").replaceAll(/[\\\]]/g, String.raw`\$&`);
      source += `[${members}]`;
      at = closing;
    } else source += character.replace(/[\\^$.*+?()[\]{}|]/, String.raw`\$&`);
  }
  const seen = part.startsWith(".") ? "" : String.raw`(?!\.)`;
  try {
    return new RegExp(`^${seen}${source}$`, "su");
  } catch {
    // A range that runs backwards stands for no character at all.
    return /^(?!)/;
  }
}

/** Like a two-pointer match of one line with `*`: after a mismatch the latest `**` takes one part more. */
function matchesParts(path: readonly string[], matchers: readonly PartMatcher[]): boolean {
  let at = 0;
  let next = 0;
  let retry: { readonly matcher: number; at: number } | undefined;
  while (at < path.length) {
    const matcher = matchers[next];
    if (matcher === ANY_DEPTH) {
      retry = { matcher: next, at };
      next++;
    } else if (matcher !== undefined && matcher.test(path[at]!)) {
      at++;
      next++;
    } else if (retry !== undefined) {
      retry.at++;
      at = retry.at;
      next = retry.matcher + 1;
    } else return false;
  }
  return matchers.slice(next).every((matcher) => matcher === ANY_DEPTH);
}

/** `a{b,c}d` as `abd`, `acd`; braces without their partner stand for themselves. */
function expandBraces(pattern: string): readonly string[] {
  const done: string[] = [];
  const waiting = [pattern];
  for (let text = waiting.pop(); text !== undefined; text = waiting.pop()) {
    // The innermost pair: what is in it holds no other.
    const pair = /\{([^{}]*)\}/.exec(text);
    if (pair === null || done.length + waiting.length > MOST_ALTERNATIVES) {
      done.push(text);
      continue;
    }
    const [before, after] = [text.slice(0, pair.index), text.slice(pair.index + pair[0].length)];
    for (const alternative of pair[1]!.split(",").toReversed()) waiting.push(before + alternative + after);
  }
  return [...new Set(done)];
}

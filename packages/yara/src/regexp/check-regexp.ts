import type { RegexpLiteral } from "../nodes.ts";
import { parseLibyaraRegexp } from "./libyara-regexp.ts";
import { libyaraSplits, MOST_LIBYARA_SPLITS } from "./libyara-splits.ts";
import { shortestMatch } from "./regexp-node.ts";
import type { RegexpNode, RegexpParse, RegexpProblem } from "./regexp-node.ts";
import { parseRustRegexp } from "./rust-regexp.ts";
import { mixedGreediness, yaraXRestrictions } from "./yara-x-restrictions.ts";

/** Engines whose expressions differ. */
export type RegexpDialect = "yara-x" | "yara";

/** What a file's expression is used for: as a pattern, or behind `matches` and as an argument. */
export type RegexpUse = "pattern" | "operand";

/** What is wrong with an expression for an engine, with its tree where it has one. */
export interface CheckedRegexp {
  readonly tree?: RegexpNode;
  readonly problem?: RegexpProblem | EmptyMatch;
}

/** The expression matches nothing at all, everywhere. */
export interface EmptyMatch {
  readonly code: "empty-match";
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly help?: string;
}

/** The parser of each dialect. */
const PARSERS: Readonly<Record<RegexpDialect, (source: string) => RegexpParse>> = {
  "yara-x": parseRustRegexp,
  yara: parseLibyaraRegexp,
};

/**
 * Says what an engine refuses of an expression, and gives its tree. The first fault only, as the engines do. Offsets are
 * into the text between the slashes.
 */
export function checkRegexp(literal: Pick<RegexpLiteral, "source" | "flags">, dialect: RegexpDialect, use: RegexpUse): CheckedRegexp {
  const { tree, problem } = PARSERS[dialect](literal.source);
  if (problem !== undefined) return { problem };
  if (tree === undefined) return {};
  const found = dialect === "yara-x" ? yaraXProblem(tree, literal, use) : yaraProblem(tree, literal, use);
  return found === undefined ? { tree } : { tree, problem: found };
}

function yaraProblem(tree: RegexpNode, { source }: Pick<RegexpLiteral, "source">, use: RegexpUse): RegexpProblem | undefined {
  const mixed = use === "pattern" ? mixedGreediness(tree) : undefined;
  if (mixed !== undefined || libyaraSplits(tree) <= MOST_LIBYARA_SPLITS) return mixed;
  return { code: "bad-regexp", message: "the expression has too many branches and repetitions", start: 0, end: source.length };
}

function yaraXProblem(tree: RegexpNode, { source, flags }: Pick<RegexpLiteral, "source" | "flags">, use: RegexpUse): RegexpProblem | EmptyMatch | undefined {
  const restricted = yaraXRestrictions(tree, { isPattern: use === "pattern", dotAll: flags.includes("s") });
  if (restricted !== undefined || use === "operand") return restricted;
  // Everywhere but alone these are the characters themselves, as they are to YARA 4.
  const isWordEdge = source === String.raw`\<` || source === String.raw`\>`;
  if (shortestMatch(tree) > 0 && !isWordEdge) return undefined;
  return {
    code: "empty-match",
    message: "this pattern matches the empty text, so it is everywhere",
    start: 0,
    end: source.length,
    help: "ask for at least one character: `+` instead of `*`, say",
  };
}

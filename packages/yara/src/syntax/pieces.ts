import { KIND } from "./token-kinds.ts";
import type { Tokens } from "./tokens.ts";

/** A stretch of tokens that should be one item, `end` exclusive. */
export interface Piece {
  readonly kind: "rule" | "import" | "include" | "unknown";
  readonly start: number;
  readonly end: number;
}

/** Cuts the tokens of a file into items: each begins at a word that only items begin with. */
export function* pieces({ kinds, count }: Tokens): Generator<Piece> {
  let at = 0;
  while (at < count) {
    const kind = pieceKind(kinds, at);
    let end = at + 1;
    if (kind === "rule") end = nextItem(kinds, kinds.indexOf("R", at) + 1, count);
    else if (kind === "unknown") end = nextItem(kinds, end, count);
    else if (kinds.charCodeAt(end) === KIND.text) end++;
    yield { kind, start: at, end };
    at = end;
  }
}

function pieceKind(kinds: string, at: number): Piece["kind"] {
  switch (kinds.charCodeAt(at)) {
    case KIND.import:
      return "import";
    case KIND.include:
      return "include";
    case KIND.private:
    case KIND.global:
    case KIND.rule: {
      let word = at;
      while (isRuleModifier(kinds.charCodeAt(word))) word++;
      return kinds.charCodeAt(word) === KIND.rule ? "rule" : "unknown";
    }
    default:
      return "unknown";
  }
}

/** Number of the first token from `from` on that begins an item. */
function nextItem(kinds: string, from: number, count: number): number {
  for (let at = from; at < count; at++) {
    const kind = kinds.charCodeAt(at);
    if (kind === KIND.rule) {
      let start = at;
      while (start > from && isRuleModifier(kinds.charCodeAt(start - 1))) start--;
      return start;
    }
    if (kind === KIND.unclosedComment) return at;
    if ((kind === KIND.import || kind === KIND.include) && kinds.charCodeAt(at + 1) === KIND.text) return at;
  }
  return count;
}

/** Whether a token is `private` or `global`. */
export function isRuleModifier(kind: number): boolean {
  return kind === KIND.private || kind === KIND.global;
}

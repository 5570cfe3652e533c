import type { RegexpNode } from "./regexp-node.ts";

/** `RE_MAX_SPLIT_ID` of libyara's limits.h: with more places where a match can go on in two ways it is too complex. */
export const MOST_LIBYARA_SPLITS = 128;

/**
 * How many such places the code of an expression has, as libyara 4.2 makes it (re.c, `_yr_re_emit`): a repetition with
 * bounds has its part up to three times over. Dots are counted apart and need none.
 */
export function libyaraSplits(node: RegexpNode): number {
  switch (node.kind) {
    case "literal":
    case "class":
    case "any":
    case "empty":
      return 0;
    case "concatenation":
      return node.parts.reduce((sum, part) => sum + libyaraSplits(part), 0);
    case "alternation":
      return node.parts.reduce((sum, part) => sum + libyaraSplits(part), node.parts.length - 1);
    case "repetition":
      return repetitionSplits(node.min, node.max, node.isSign ? "sign" : "bounds", node.part);
  }
}

function repetitionSplits(min: number, max: number, written: "sign" | "bounds", part: RegexpNode): number {
  if (written === "sign" && max === Infinity) return 1 + libyaraSplits(part);
  if (part.kind === "any") return 0;
  const copies = Number(min > 0) + Number(max > min + 1 || max > 2) + Number(max > min || max > 1);
  return copies * libyaraSplits(part) + Number(max > min);
}

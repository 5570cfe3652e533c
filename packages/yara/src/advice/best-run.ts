import type { HexElement } from "../literals/hex.ts";
import type { RegexpNode } from "../regexp/regexp-node.ts";

/** Longer runs make no difference: engines look for four bytes at most. */
const ENOUGH = 4;
/** A class or group of this many ways at most is unfolded by engines into several runs. */
const FEW = 16;

/**
 * Length of the longest run of fixed bytes that every match of an expression has: what an engine can look for. At most
 * four. The worst branch of an alternation counts.
 */
export function bestRun(node: RegexpNode): number {
  return measure(node).best;
}

/** Runs at the edges of a piece, the best one in it, and whether it is fixed as a whole. */
interface Runs {
  readonly best: number;
  readonly prefix: number;
  readonly suffix: number;
  readonly isFixed: boolean;
}

const NOTHING: Runs = { best: 0, prefix: 0, suffix: 0, isFixed: false };
const EMPTY: Runs = { best: 0, prefix: 0, suffix: 0, isFixed: true };

function fixed(length: number): Runs {
  return { best: length, prefix: length, suffix: length, isFixed: true };
}

function measure(node: RegexpNode): Runs {
  switch (node.kind) {
    case "literal":
      return fixed(node.code < 0x80 ? 1 : 2);
    case "class":
      return node.size <= FEW ? fixed(1) : NOTHING;
    case "any":
      return NOTHING;
    case "empty":
      return EMPTY;
    case "concatenation":
      return node.parts.map(measure).reduce(joined, EMPTY);
    case "alternation":
      return node.parts.map(measure).reduce(either);
    case "repetition": {
      if (node.min === 0) return NOTHING;
      const part = measure(node.part);
      const isExact = node.max === node.min;
      if (!part.isFixed) return part;
      const length = Math.min(part.best * node.min, ENOUGH);
      return { best: length, prefix: length, suffix: length, isFixed: isExact };
    }
  }
}

function joined(left: Runs, right: Runs): Runs {
  const bound = (length: number): number => Math.min(length, ENOUGH);
  return {
    best: bound(Math.max(left.best, right.best, left.suffix + right.prefix)),
    prefix: bound(left.isFixed ? left.prefix + right.prefix : left.prefix),
    suffix: bound(right.isFixed ? left.suffix + right.suffix : right.suffix),
    isFixed: left.isFixed && right.isFixed,
  };
}

function either(left: Runs, right: Runs): Runs {
  return {
    best: Math.min(left.best, right.best),
    prefix: Math.min(left.prefix, right.prefix),
    suffix: Math.min(left.suffix, right.suffix),
    isFixed: left.isFixed && right.isFixed,
  };
}

/** The same for the elements of a hexadecimal pattern. */
export function bestHexRun(elements: readonly HexElement[]): number {
  return measureHex(elements).best;
}

/** A byte of which half is known has sixteen ways: few. */
function measureHex(elements: readonly HexElement[]): Runs {
  let runs = EMPTY;
  for (const element of elements) {
    if (element.kind === "jump") runs = joined(runs, NOTHING);
    else if (element.kind === "alternatives") runs = joined(runs, element.branches.map(measureHex).reduce(either));
    else runs = joined(runs, element.mask !== 0 && !element.negated ? fixed(1) : NOTHING);
  }
  return runs;
}

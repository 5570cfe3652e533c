import type { RegexpNode, RegexpProblem, RegexpRepetition } from "./regexp-node.ts";

/** What an expression matches in front of everything else: anything but a byte at will, such a byte, any number of them. */
type Reach = { readonly kind: "bound" } | { readonly kind: "byte" | "bytes"; readonly start: number; readonly end: number };

const BOUND: Reach = { kind: "bound" };

/**
 * What YARA-X 1.7 refuses of expressions that are well formed (its re/parser.rs): repetitions of both greeds in a pattern,
 * and a beginning that matches any number of any bytes, which only a dot that matches line ends can.
 */
export function yaraXRestrictions(tree: RegexpNode, use: { readonly isPattern: boolean; readonly dotAll: boolean }): RegexpProblem | undefined {
  return (use.isPattern ? mixedGreediness(tree) : undefined) ?? (use.dotAll ? arbitraryPrefix(tree) : undefined);
}

/** The first repetition whose greed is not that of the first one. */
export function mixedGreediness(tree: RegexpNode): RegexpProblem | undefined {
  let first: RegexpRepetition | undefined;
  for (const node of preorder(tree)) {
    if (node.kind !== "repetition") continue;
    first ??= node;
    if (node.greedy === first.greedy) continue;
    const [here, there] = node.greedy ? ["greedy", "not greedy"] : ["not greedy", "greedy"];
    return {
      code: "mixed-greediness",
      message: `this repetition is ${here}, and the first one is ${there}`,
      start: node.start,
      end: node.end,
      help: "make all repetitions of the pattern greedy, or none",
    };
  }
  return undefined;
}

function* preorder(tree: RegexpNode): Generator<RegexpNode> {
  const stack = [tree];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield node;
    if (node.kind === "repetition") stack.push(node.part);
    else if (node.kind === "concatenation" || node.kind === "alternation") for (const part of node.parts.toReversed()) stack.push(part);
  }
}

/** Only a concatenation that stands in no other and in no alternation is looked at, as in the engine. */
function arbitraryPrefix(tree: RegexpNode): RegexpProblem | undefined {
  let top = tree;
  while (top.kind === "repetition") top = top.part;
  if (top.kind !== "concatenation") return undefined;
  let reach: Reach | undefined;
  for (const part of top.parts) {
    const next = reachOf(part);
    if (next.kind === "bound") break;
    reach = reach === undefined ? next : joined(reach, next);
  }
  if (reach?.kind !== "bytes") return undefined;
  return {
    code: "arbitrary-prefix",
    message: "this matches any bytes, and any number of them, before anything is looked for",
    start: reach.start,
    end: reach.end,
    help: "take it away: a pattern is found wherever it is",
  };
}

function reachOf(node: RegexpNode): Reach {
  switch (node.kind) {
    case "any":
      return { kind: "byte", start: node.start, end: node.end };
    case "repetition": {
      const inner = reachOf(node.part);
      return inner.kind === "byte" && node.max === Infinity ? { kind: "bytes", start: node.start, end: node.end } : inner;
    }
    case "alternation": {
      const all = node.parts.map(reachOf);
      return all.find(({ kind }) => kind === "bytes") ?? all.findLast(({ kind }) => kind === "byte") ?? BOUND;
    }
    case "concatenation":
      return node.parts.map(reachOf).reduce(joined);
    case "literal":
    case "class":
    case "empty":
      return BOUND;
  }
}

function joined(left: Reach, right: Reach): Reach {
  if (left.kind === "bound" || right.kind === "bound" || (left.kind === "bytes" && right.kind === "bytes")) return BOUND;
  return { kind: left.kind === "byte" && right.kind === "byte" ? "byte" : "bytes", start: left.start, end: right.end };
}

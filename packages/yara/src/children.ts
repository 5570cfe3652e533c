import type { Expression, LoopIterable, OfSet, Quantifier, RangeExpression } from "./nodes.ts";

/** The expressions right within an expression, in the order they stand. */
export function childrenOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case "pattern":
    case "pattern-count":
      return placeOf(node);
    case "pattern-offset":
    case "pattern-length":
      return node.index === undefined ? [] : [node.index];
    case "field":
      return [node.object];
    case "index":
      return [node.object, node.index];
    case "call":
      return [node.callee, ...node.arguments];
    case "group":
      return [node.inner];
    case "unary":
      return [node.operand];
    case "binary":
      return [node.left, node.right];
    case "and":
    case "or":
      return node.operands;
    case "of":
      return [...valueOf(node.quantifier), ...membersOf(node.set), ...placeOf(node)];
    case "for-of":
      return [...valueOf(node.quantifier), ...membersOf(node.set), node.body];
    case "for-in":
      return [...valueOf(node.quantifier), ...itemsOf(node.iterable), node.body];
    case "with":
      return [...node.declarations.map(({ value }) => value), node.body];
    case "boolean":
    case "integer":
    case "float":
    case "text":
    case "regexp":
    case "filesize":
    case "entrypoint":
    case "identifier":
      return [];
  }
}

/** An expression and all within it, each before what is within. Takes no stack however deep the tree is. */
export function* expressionsIn(root: Expression): Generator<Expression> {
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    yield node;
    // One by one: a call takes only so many arguments, and an `or` any number of operands.
    for (const child of childrenOf(node).toReversed()) open.push(child);
  }
}

function placeOf({ at, within }: { readonly at?: Expression; readonly within?: RangeExpression }): readonly Expression[] {
  return [...(at === undefined ? [] : [at]), ...(within === undefined ? [] : [within.low, within.high])];
}

function valueOf(quantifier: Quantifier): readonly Expression[] {
  return "value" in quantifier ? [quantifier.value] : [];
}

function membersOf(set: OfSet): readonly Expression[] {
  return set.kind === "expressions" ? set.items : [];
}

function itemsOf(iterable: LoopIterable): readonly Expression[] {
  if (iterable.kind === "range") return [iterable.low, iterable.high];
  return iterable.kind === "tuple" ? iterable.items : [iterable];
}

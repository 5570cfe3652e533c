import type { Expression, LoopIterable, OfSet, Quantifier } from "../nodes.ts";

/** An expression as nested lists of words, to be compared in tests: `(and $a (== (call uint16 0) 0x5A4D))`. */
export function outline(node: Expression): string {
  switch (node.kind) {
    case "boolean":
      return String(node.value);
    case "integer":
    case "float":
      return node.text;
    case "text":
      return node.raw;
    case "regexp":
      return `/${node.source}/${node.flags}`;
    case "filesize":
    case "entrypoint":
      return node.kind;
    case "identifier":
      return node.name;
    case "pattern":
    case "pattern-count":
      return list(node.name.text, placeOf(node));
    case "pattern-offset":
    case "pattern-length":
      return list(node.name.text, node.index === undefined ? [] : [outline(node.index)]);
    case "field":
      return list(".", [outline(node.object), node.field.text]);
    case "index":
      return list("index", [outline(node.object), outline(node.index)]);
    case "call":
      return list("call", [outline(node.callee), ...node.arguments.map(outline)]);
    case "group":
      return list("group", [outline(node.inner)]);
    case "unary":
      return list(node.operator, [outline(node.operand)]);
    case "binary":
      return list(node.operator, [outline(node.left), outline(node.right)]);
    case "and":
    case "or":
      return list(node.kind, node.operands.map(outline));
    case "of":
      return list("of", [quantifierOf(node.quantifier), setOf(node.set), ...placeOf(node)]);
    case "for-of":
      return list("for", [quantifierOf(node.quantifier), setOf(node.set), outline(node.body)]);
    case "for-in":
      return list("for", [quantifierOf(node.quantifier), node.variables.map(({ text }) => text).join(","), iterableOf(node.iterable), outline(node.body)]);
    case "with":
      return list("with", [...node.declarations.map(({ name, value }) => `${name.text}=${outline(value)}`), outline(node.body)]);
  }
}

function list(head: string, rest: readonly string[]): string {
  return rest.length === 0 ? head : `(${[head, ...rest].join(" ")})`;
}

function placeOf({ at, within }: { readonly at?: Expression; readonly within?: { readonly low: Expression; readonly high: Expression } }): readonly string[] {
  if (at !== undefined) return ["at", outline(at)];
  return within === undefined ? [] : ["in", `${outline(within.low)}..${outline(within.high)}`];
}

function quantifierOf(quantifier: Quantifier): string {
  if (!("value" in quantifier)) return quantifier.kind;
  return quantifier.kind === "count" ? outline(quantifier.value) : `${outline(quantifier.value)}%`;
}

function setOf(set: OfSet): string {
  if (set.kind === "them") return "them";
  if (set.kind === "expressions") return list("set", set.items.map(outline));
  return list("set", set.items.map(({ text, wildcard }) => `${text}${wildcard ? "*" : ""}`));
}

function iterableOf(iterable: LoopIterable): string {
  if (iterable.kind === "range") return `${outline(iterable.low)}..${outline(iterable.high)}`;
  return iterable.kind === "tuple" ? list("tuple", iterable.items.map(outline)) : outline(iterable);
}

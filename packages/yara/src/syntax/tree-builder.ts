import type { Range } from "@sigwright/core";
import type * as nodes from "../nodes.ts";
import { fold, type Counted, type OfClause, type Operand, type OperatorToken, type Prefixed, quantifierOf } from "./fold.ts";
import type { Tokens } from "./tokens.ts";

/** A fault of syntax that the builder finds and the grammar does not. */
export interface BuilderProblem {
  readonly range: Range;
  /** What was expected there. */
  readonly expected: string;
}

interface Head {
  readonly modifiers: readonly nodes.Name[];
  readonly name: nodes.Name;
  readonly tags: readonly nodes.Name[] | null;
}

interface Place {
  readonly at?: nodes.Expression;
  readonly within?: nodes.RangeExpression;
}

interface Suffix {
  readonly field?: nodes.Name;
  readonly index?: nodes.Expression;
  readonly list?: readonly nodes.Expression[];
  readonly start?: number;
  readonly end?: number;
}

interface PatternSetName extends nodes.SetName {
  readonly kind: "pattern-name";
}

interface RuleWildcard extends nodes.SetName {
  readonly kind: "rule-wildcard";
}

type SetMember = nodes.Expression | PatternSetName | RuleWildcard;

/**
 * Makes nodes of what the grammar finds. The grammar speaks of tokens by their number in the piece it was given; `base`
 * is the number of the piece's first token.
 */
export class TreeBuilder {
  readonly problems: BuilderProblem[] = [];
  readonly #tokens: Tokens;
  #base = 0;

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
  }

  /** Begins a new piece. */
  enter(base: number): void {
    this.#base = base;
    this.problems.length = 0;
  }

  // ---- items ----

  importItem(at: number, module: nodes.TextLiteral): nodes.Import {
    return { kind: "import", range: { start: this.#start(at), end: module.range.end }, module };
  }

  includeItem(at: number, path: nodes.TextLiteral): nodes.Include {
    return { kind: "include", range: { start: this.#start(at), end: path.range.end }, path };
  }

  rule(
    at: number,
    head: Head,
    meta: { readonly keyword: number; readonly entries: readonly nodes.MetaEntry[] } | null,
    strings: { readonly keyword: number; readonly patterns: readonly nodes.Pattern[] } | null,
    condition: { readonly keyword: number; readonly condition: nodes.Expression },
    end: number,
  ): nodes.Rule {
    return {
      kind: "rule",
      range: this.#span(at, end),
      modifiers: head.modifiers,
      name: head.name,
      tags: head.tags ?? [],
      meta: meta?.entries ?? [],
      metaKeyword: meta === null ? undefined : this.#range(meta.keyword),
      stringsKeyword: strings === null ? undefined : this.#range(strings.keyword),
      conditionKeyword: this.#range(condition.keyword),
      patterns: strings?.patterns ?? [],
      condition: condition.condition,
      broken: false,
    };
  }

  metaEntry(key: nodes.Name, value: nodes.MetaValue): nodes.MetaEntry {
    return { key, value, range: { start: key.range.start, end: value.range.end } };
  }

  negative(at: number, number: nodes.IntegerLiteral | nodes.FloatLiteral): nodes.MetaValue {
    const range = { start: this.#start(at), end: number.range.end };
    return { ...number, text: `-${number.text}`, range };
  }

  pattern(name: nodes.Name, value: nodes.Pattern["value"], modifiers: readonly nodes.PatternModifier[]): nodes.Pattern {
    const { end } = (modifiers.at(-1) ?? value).range;
    return { name, value, modifiers, range: { start: name.range.start, end } };
  }

  modifier(at: number): nodes.PatternModifier {
    return { name: this.#modifierName(at), range: this.#range(at) };
  }

  xor(at: number, bounds: { low: nodes.IntegerLiteral; high: nodes.IntegerLiteral | null } | null, end: number): nodes.PatternModifier {
    if (bounds === null) return this.modifier(at);
    const { low, high } = bounds;
    return { name: "xor", range: this.#span(at, end), low, ...(high === null ? {} : { high }) };
  }

  base64(at: number, alphabet: nodes.TextLiteral | null, end: number): nodes.PatternModifier {
    if (alphabet === null) return this.modifier(at);
    return { name: this.#modifierName(at), range: this.#span(at, end), alphabet };
  }

  // ---- expressions ----

  expression(head: Operand, tail: readonly (readonly [operator: number, operand: Operand])[]): nodes.Expression {
    if (tail.length === 0 && head.kind !== "prefixed" && head.kind !== "counted") return head;
    const operators = tail.map(([operator]) => this.#operator(operator));
    const operands = tail.map(([, operand]) => operand);
    return fold(head, operators, operands, (range, what) => {
      this.problems.push({ range, expected: what === "operator" ? "`and`, `or` or the end of the condition" : "an expression" });
    });
  }

  prefixed(prefixes: readonly number[], operand: nodes.Expression | Counted): Prefixed {
    return { kind: "prefixed", operators: prefixes.map((prefix) => this.#operator(prefix)), operand };
  }

  counted(
    operand: nodes.Expression,
    clause: { readonly percent: number | null; readonly set: nodes.OfSet; readonly place: Place | null; readonly end: number },
  ): Counted {
    return { kind: "counted", operand, clause: this.#ofClause(clause) };
  }

  wordOf(
    quantifier: number,
    clause: { readonly percent: number | null; readonly set: nodes.OfSet; readonly place: Place | null; readonly end: number },
  ): nodes.OfExpression {
    const { percent, set, at, within, end } = this.#ofClause(clause);
    if (percent !== undefined) this.problems.push({ range: percent, expected: "`of`" });
    return {
      kind: "of",
      quantifier: this.quantifierWord(quantifier),
      set,
      ...(at === undefined ? {} : { at }),
      ...(within === undefined ? {} : { within }),
      range: { start: this.#start(quantifier), end },
    };
  }

  range(at: number, low: nodes.Expression, high: nodes.Expression, end: number): nodes.RangeExpression {
    return { kind: "range", low, high, range: this.#span(at, end) };
  }

  suffixed(primary: nodes.Expression, suffixes: readonly Suffix[]): nodes.Expression {
    const { start } = primary.range;
    let result = primary;
    for (const { field, index, list, start: open, end } of suffixes) {
      if (field !== undefined) {
        result = { kind: "field", object: result, field, range: { start, end: field.range.end } };
      } else if (index !== undefined) {
        result = { kind: "index", object: result, index, range: { start, end: this.#end(end! - 1) } };
      } else {
        const argumentsRange = this.#span(open!, end!);
        result = { kind: "call", callee: result, arguments: list!, argumentsRange, range: { start, end: argumentsRange.end } };
      }
    }
    return result;
  }

  patternMatch(at: number, place: Place | null, end: number): nodes.PatternMatch {
    return { kind: "pattern", name: this.name(at), ...place, range: this.#span(at, end) };
  }

  patternCount(at: number, within: nodes.RangeExpression | null, end: number): nodes.PatternCount {
    const range = this.#span(at, end);
    return within === null ? { kind: "pattern-count", name: this.name(at), range } : { kind: "pattern-count", name: this.name(at), within, range };
  }

  patternPlace(at: number, index: nodes.Expression | null, end: number): nodes.PatternPlace {
    const name = this.name(at);
    const kind = name.text.startsWith("@") ? "pattern-offset" : "pattern-length";
    const range = this.#span(at, end);
    return index === null ? { kind, name, range } : { kind, name, index, range };
  }

  group(at: number, inner: nodes.Expression, end: number): nodes.Group {
    return { kind: "group", inner, range: this.#span(at, end) };
  }

  them(at: number): nodes.OfSet {
    return { kind: "them", range: this.#range(at) };
  }

  set(at: number, members: readonly SetMember[], end: number): nodes.OfSet {
    const range = this.#span(at, end);
    const wildcard = members.find((member) => member.kind === "pattern-name" && member.wildcard);
    // `($a, pe.is_dll())` is a list of expressions, of which one is a pattern.
    if (wildcard !== undefined || members.every(({ kind }) => kind === "pattern-name")) return { kind: "patterns", items: this.#setNames(members, "a pattern name"), range };
    if (members.some(({ kind }) => kind === "rule-wildcard")) {
      return { kind: "rules", items: this.#setNames(members, "a rule name"), range };
    }
    const items: nodes.Expression[] = [];
    for (const member of members) {
      if (member.kind === "pattern-name" || member.kind === "rule-wildcard") {
        if (member.wildcard) this.problems.push({ range: member.range, expected: "an expression" });
        else items.push({ kind: "pattern", name: { text: member.text, range: member.range }, range: member.range });
      } else items.push(member);
    }
    return { kind: "expressions", items, range };
  }

  setName(at: number, wildcard: boolean, end: number): SetMember {
    const range = this.#span(at, end);
    const text = this.#text(at);
    return { kind: "pattern-name", text: text.endsWith("*") ? text.slice(0, -1) : text, wildcard, range };
  }

  ruleWildcard(at: number, end: number): SetMember {
    return { kind: "rule-wildcard", text: this.#text(at), wildcard: true, range: this.#span(at, end) };
  }

  quantifierWord(at: number): nodes.Quantifier {
    // Tokens of this kind are these three.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return { kind: this.#text(at) as "all" | "any" | "none", range: this.#range(at) };
  }

  quantifier(value: nodes.Expression, percent: number | null): nodes.Quantifier {
    return quantifierOf(value, percent === null ? undefined : this.#range(percent));
  }

  iterable(
    at: number,
    low: nodes.Expression,
    rest: { readonly high?: nodes.Expression; readonly tail?: readonly nodes.Expression[] },
    end: number,
  ): nodes.LoopIterable {
    if (rest.high !== undefined) return this.range(at, low, rest.high, end);
    return { kind: "tuple", items: [low, ...rest.tail!], range: this.#span(at, end) };
  }

  loop(
    at: number,
    quantifier: nodes.Quantifier,
    loop: { readonly set?: nodes.OfSet; readonly variables?: readonly nodes.Name[]; readonly iterable?: nodes.LoopIterable },
    body: nodes.Expression,
    end: number,
  ): nodes.Expression {
    const range = this.#span(at, end);
    if (loop.set !== undefined) return { kind: "for-of", quantifier, set: loop.set, body, range };
    return { kind: "for-in", quantifier, variables: loop.variables!, iterable: loop.iterable!, body, range };
  }

  withExpression(at: number, declarations: readonly nodes.WithDeclaration[], body: nodes.Expression, end: number): nodes.With {
    return { kind: "with", declarations, body, range: this.#span(at, end) };
  }

  declaration(name: nodes.Name, value: nodes.Expression): nodes.WithDeclaration {
    return { name, value, range: { start: name.range.start, end: value.range.end } };
  }

  // ---- tokens ----

  name(at: number): nodes.Name {
    return { text: this.#text(at), range: this.#range(at) };
  }

  identifier(at: number): nodes.Identifier {
    return { kind: "identifier", name: this.#text(at), range: this.#range(at) };
  }

  text(at: number): nodes.TextLiteral {
    return { kind: "text", raw: this.#text(at), range: this.#range(at) };
  }

  hex(at: number): nodes.HexLiteral {
    return { kind: "hex", raw: this.#text(at), range: this.#range(at) };
  }

  regexp(at: number): nodes.RegexpLiteral {
    const text = this.#text(at);
    const close = text.lastIndexOf("/");
    return { kind: "regexp", source: text.slice(1, close), flags: text.slice(close + 1), range: this.#range(at) };
  }

  integer(at: number): nodes.IntegerLiteral {
    return { kind: "integer", text: this.#text(at), range: this.#range(at) };
  }

  float(at: number): nodes.FloatLiteral {
    return { kind: "float", text: this.#text(at), range: this.#range(at) };
  }

  boolean(at: number): nodes.BooleanLiteral {
    return { kind: "boolean", value: this.#text(at) === "true", range: this.#range(at) };
  }

  /** Any token that is an expression by itself, by its kind. */
  literal(at: number): nodes.Expression {
    switch (this.#tokens.kinds.charAt(this.#base + at)) {
      case "1":
        return this.integer(at);
      case "2":
        return this.float(at);
      case '"':
        return this.text(at);
      case "/":
        return this.regexp(at);
      case "T":
        return this.boolean(at);
      default:
        return { kind: this.#text(at) === "filesize" ? "filesize" : "entrypoint", range: this.#range(at) };
    }
  }

  #ofClause({
    percent,
    set,
    place,
    end,
  }: {
    readonly percent: number | null;
    readonly set: nodes.OfSet;
    readonly place: Place | null;
    readonly end: number;
  }): OfClause {
    return { percent: percent === null ? undefined : this.#range(percent), set, ...place, end: this.#end(end - 1) };
  }

  #setNames(members: readonly SetMember[], expected: string): readonly nodes.SetName[] {
    const names: nodes.SetName[] = [];
    const [first] = members;
    for (const member of members) {
      if (member.kind === "pattern-name" && first!.kind === "pattern-name") names.push(setNameOf(member));
      else if (member.kind === "rule-wildcard" && expected === "a rule name") names.push(setNameOf(member));
      else if (member.kind === "identifier" && expected === "a rule name") {
        names.push({ text: member.name, wildcard: false, range: member.range });
      } else this.problems.push({ range: member.range, expected });
    }
    return names;
  }

  #modifierName(at: number): nodes.ModifierName {
    // Tokens of the kinds that get here are these words.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return this.#text(at) as nodes.ModifierName;
  }

  #operator(at: number): OperatorToken {
    return { text: this.#text(at), range: this.#range(at) };
  }

  #text(at: number): string {
    const index = this.#base + at;
    return this.#tokens.text.slice(this.#tokens.starts[index], this.#tokens.ends[index]);
  }

  #start(at: number): number {
    return this.#tokens.starts[this.#base + at]!;
  }

  #end(at: number): number {
    return this.#tokens.ends[this.#base + at]!;
  }

  #range(at: number): Range {
    return { start: this.#start(at), end: this.#end(at) };
  }

  /** From one token to the one before `end`. */
  #span(at: number, end: number): Range {
    return { start: this.#start(at), end: this.#end(end - 1) };
  }
}

function setNameOf({ text, wildcard, range }: nodes.SetName): nodes.SetName {
  return { text, wildcard, range };
}

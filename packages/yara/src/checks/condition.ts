import { quoted, type Range } from "@sigwright/core";
import type { Expression, ForIn, ForOf, LoopIterable, Name, OfExpression, OfSet, Quantifier, SetName, With } from "../nodes.ts";
import { checkName, checkNumber, checkRegexpFlags, checkText } from "./literals.ts";
import type { RuleNames } from "./rule-names.ts";
import type { PatternUse } from "./pattern-use.ts";
import type { CheckContext } from "./report.ts";
import { structureFinding } from "./structure-diagnostics.ts";

/** Checks what a condition names and how it is put together; types are not looked at. */
export function checkCondition(condition: Expression, patterns: PatternUse, names: RuleNames, context: CheckContext): void {
  new ConditionCheck(patterns, names, context).expression(condition);
}

/** Recursion is bounded: the parser refuses what is nested deeper than `MAX_DEPTH`. */
class ConditionCheck {
  readonly #patterns: PatternUse;
  readonly #names: RuleNames;
  readonly #context: CheckContext;
  #loops = 0;
  #forOfs = 0;

  constructor(patterns: PatternUse, names: RuleNames, context: CheckContext) {
    this.#patterns = patterns;
    this.#names = names;
    this.#context = context;
  }

  expression(node: Expression): void {
    switch (node.kind) {
      case "boolean":
      case "filesize":
        return;
      case "entrypoint":
        this.#entrypoint(node.range);
        return;
      case "integer":
      case "float":
        checkNumber(node, this.#context);
        return;
      case "text":
        checkText(node, this.#context);
        return;
      case "regexp":
        checkRegexpFlags(node, this.#context);
        return;
      case "identifier":
        this.#identifier({ text: node.name, range: node.range });
        return;
      case "pattern":
        this.#pattern(node.name);
        this.#place(node);
        return;
      case "pattern-count":
        this.#pattern(node.name);
        this.#place(node);
        return;
      case "pattern-offset":
      case "pattern-length":
        this.#pattern(node.name);
        if (node.index !== undefined) this.expression(node.index);
        return;
      case "field":
        this.expression(node.object);
        return;
      case "index":
        this.expression(node.object);
        this.expression(node.index);
        return;
      case "call":
        this.expression(node.callee);
        for (const argument of node.arguments) this.expression(argument);
        return;
      case "group":
        this.expression(node.inner);
        return;
      case "unary":
        this.expression(node.operand);
        return;
      case "binary":
        this.expression(node.left);
        this.expression(node.right);
        if (node.operator === "matches") this.#matches(node.right);
        return;
      case "and":
      case "or":
        for (const operand of node.operands) this.expression(operand);
        return;
      case "of":
        this.#of(node);
        return;
      case "for-of":
        this.#forOf(node);
        return;
      case "for-in":
        this.#forIn(node);
        return;
      case "with":
        this.#with(node);
    }
  }

  #pattern(name: Name): void {
    if (name.text.length > 1) {
      this.#patterns.reference(name);
      return;
    }
    if (this.#forOfs > 0) return;
    this.#context.report(
      structureFinding("yara/anonymous-pattern", name.range, {
        message: `this ${quoted(name.text)} is outside of the body of a \`for … of\``,
      }),
    );
  }

  #place({ at, within }: { readonly at?: Expression; readonly within?: { readonly low: Expression; readonly high: Expression } }): void {
    if (at !== undefined) this.expression(at);
    if (within === undefined) return;
    this.expression(within.low);
    this.expression(within.high);
  }

  /** What a name stands for is for the check of types to say. */
  #identifier(name: Name): void {
    const { engine } = this.#context;
    if (engine.reserved.has(name.text) && !engine.functions.has(name.text)) checkName(name, "anything", this.#context);
  }

  #entrypoint(range: Range): void {
    const { engine, report } = this.#context;
    if (engine.entrypoint) return;
    report(
      structureFinding("yara/unsupported", range, {
        message: `${engine.displayName} has no \`entrypoint\``,
        help: "use `pe.entry_point`, `elf.entry_point` or `macho.entry_point`",
      }),
    );
  }

  #matches(right: Expression): void {
    const { engine, report } = this.#context;
    if (!engine.matchesLiteral || right.kind === "regexp") return;
    report(structureFinding("yara/unsupported", right.range, { message: `${engine.displayName} needs a regular expression behind \`matches\`` }));
  }

  #quantifier(quantifier: Quantifier, isLoop: boolean): void {
    if (!("value" in quantifier)) return;
    const { kind, value, range } = quantifier;
    this.expression(value);
    if (kind === "count") return;
    const { engine, report } = this.#context;
    if (isLoop && !engine.forPercentage) {
      report(structureFinding("yara/unsupported", range, { message: `${engine.displayName} has no percentages in \`for\`` }));
    } else if (value.kind === "binary" || (!engine.anyPercentage && (value.kind === "index" || value.kind === "call"))) {
      report(structureFinding("yara/unsupported", range, { message: "a percentage is a number, a name, or an expression in parentheses" }));
    }
  }

  #of({ quantifier, set, at, within }: OfExpression): void {
    const { engine, report } = this.#context;
    this.#quantifier(quantifier, false);
    this.#set(set, "rules and expressions");
    if (at !== undefined) {
      if (!engine.ofAt) report(structureFinding("yara/unsupported", at.range, { message: `${engine.displayName} has no \`of … at\`` }));
      this.expression(at);
    }
    if (within !== undefined) this.#place({ within });
    const place = at?.range ?? within?.range;
    if (place === undefined || set.kind === "them" || set.kind === "patterns") return;
    const start = set.range.end + this.#context.source.text.slice(set.range.end, place.end).search(/\S/);
    report(structureFinding("yara/set-place", { start, end: place.end }, { message: "a place goes with patterns only" }));
  }

  #set(set: OfSet, allowed: "patterns" | "rules and expressions"): void {
    const { engine, report } = this.#context;
    if (set.kind === "them" || set.kind === "patterns") {
      if (set.kind === "patterns" && !engine.blankBeforeStar) this.#gluedStars(set.items);
      this.#patterns.set(set);
      return;
    }
    if (allowed === "patterns") {
      report(structureFinding("yara/unsupported", set.range, { message: "a `for … of` goes over patterns only" }));
    }
    if (set.kind === "rules") {
      for (const { text, wildcard, range } of set.items) {
        if (!engine.ruleSets && wildcard) {
          report(structureFinding("yara/unsupported", range, { message: `${engine.displayName} has no sets of rules` }));
          return;
        }
        if (wildcard) this.#names.useWildcard({ text, range });
      }
      return;
    }
    const other = engine.ofExpressions ? undefined : set.items.find(({ kind }) => kind !== "identifier");
    if (other !== undefined) {
      report(structureFinding("yara/unsupported", other.range, { message: `${engine.displayName} counts patterns and rules only, no expressions` }));
    }
    for (const item of set.items) this.expression(item);
  }

  /** `$a *` is not `$a*` to YARA 4. */
  #gluedStars(items: readonly SetName[]): void {
    for (const { text, wildcard, range } of items) {
      if (!wildcard || range.end - range.start === text.length + 1) continue;
      const gap = { start: range.start + text.length, end: range.end - 1 };
      this.#context.report(
        structureFinding("yara/unsupported", range, {
          message: `${this.#context.engine.displayName} takes no blank before the ${quoted("*")} of a set`,
          fixes: [{ title: "delete it", edits: [{ range: gap, newText: "" }], safe: false }],
        }),
      );
    }
  }

  #forOf({ quantifier, set, body, range }: ForOf): void {
    const { engine, report } = this.#context;
    this.#quantifier(quantifier, true);
    this.#set(set, "patterns");
    this.#enterLoop(range);
    if (this.#forOfs > 0 && !engine.nestedForOf) {
      report(structureFinding("yara/limit", forWord(range), { message: `${engine.displayName} allows no \`for … of\` within another` }));
    }
    this.#forOfs++;
    this.expression(body);
    this.#forOfs--;
    this.#loops--;
  }

  #forIn({ quantifier, variables, iterable, body, range }: ForIn): void {
    const { engine, report } = this.#context;
    this.#quantifier(quantifier, true);
    this.#iterable(iterable);
    this.#enterLoop(range);
    const extra = variables[engine.maxLoopVariables];
    if (extra !== undefined) {
      report(structureFinding("yara/limit", extra.range, { message: `${engine.displayName} allows ${engine.maxLoopVariables} variables in a loop` }));
    }
    for (const variable of variables) checkName(variable, "a variable", this.#context);
    this.expression(body);
    this.#loops--;
  }

  #enterLoop(range: Range): void {
    const { engine, report } = this.#context;
    this.#loops++;
    if (this.#loops <= engine.maxLoops) return;
    report(structureFinding("yara/limit", forWord(range), { message: `${engine.displayName} allows ${engine.maxLoops} loops within each other` }));
  }

  #iterable(iterable: LoopIterable): void {
    if (iterable.kind === "range") this.#place({ within: iterable });
    else if (iterable.kind === "tuple") for (const item of iterable.items) this.expression(item);
    else this.expression(iterable);
  }

  #with({ declarations, body, range }: With): void {
    const { engine, report } = this.#context;
    if (!engine.with) {
      report(structureFinding("yara/unsupported", { start: range.start, end: range.start + 4 }, { message: `${engine.displayName} has no \`with\`` }));
    }
    for (const { name, value } of declarations) {
      this.expression(value);
      checkName(name, "a variable", this.#context);
    }
    this.expression(body);
  }
}

function forWord({ start }: Range): Range {
  return { start, end: start + 3 };
}

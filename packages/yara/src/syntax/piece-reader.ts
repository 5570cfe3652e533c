import { type Diagnostic, quoted } from "@sigwright/core";
import { parse, SyntaxError as GrammarError } from "#grammar";
import { FaultLimit } from "../fault-limit.ts";
import type { Import, Include, Unknown } from "../nodes.ts";
import { tooDeepAt } from "./nesting.ts";
import { isRuleModifier } from "./pieces.ts";
import { expectedWords, unexpectedToken } from "./syntax-error.ts";
import { syntaxFinding } from "./syntax-diagnostics.ts";
import { KIND } from "./token-kinds.ts";
import type { Tokens } from "./tokens.ts";
import { TreeBuilder } from "./tree-builder.ts";

/** Rules of the grammar that a piece of a file can be read by. */
export type StartRule = "Rule" | "Import" | "Include" | "Head" | "MetaEntry" | "Pattern" | "Condition";

/** The outcome of reading a piece: what the grammar made of it, or the token it stumbled over. */
export type Reading =
  | { readonly value: unknown; readonly failedAt?: never }
  | Failure;

/** Why a piece could not be read: the token that does not fit, and what could stand there; nothing when it is too deep. */
export interface Failure {
  readonly failedAt: number;
  readonly expected: readonly string[];
  readonly isDeep?: true;
}

/** Reads pieces of one file with the generated parser: the one place that calls it. */
export class PieceReader {
  readonly tokens: Tokens;
  readonly diagnostics: Diagnostic[] = [];
  readonly #limit = new FaultLimit();
  readonly #tree: TreeBuilder;
  readonly #options: { startRule: StartRule; tree: TreeBuilder };

  constructor(tokens: Tokens) {
    this.tokens = tokens;
    this.#tree = new TreeBuilder(tokens);
    this.#options = { startRule: "Rule", tree: this.#tree };
  }

  /** Whether so much is wrong that nothing from a token on is to be read. */
  isFullAt(token: number): boolean {
    const { starts, ends } = this.tokens;
    return this.#limit.isReachedAt({ start: starts[token]!, end: ends[token]! });
  }

  /** What is wrong, by position. */
  found(): readonly Diagnostic[] {
    const rest = this.#limit.finding();
    return [...this.diagnostics, ...(rest === undefined ? [] : [rest])].toSorted((a, b) => a.range.start - b.range.start);
  }

  #report(diagnostic: Diagnostic): void {
    this.diagnostics.push(diagnostic);
    this.#limit.add(diagnostic);
  }

  /** Reads the tokens from `start` to `end`, all of which must fit. */
  read(startRule: StartRule, start: number, end: number): Reading {
    const deep = tooDeepAt(this.tokens.kinds, start, end);
    if (deep !== -1) return { failedAt: deep, expected: [], isDeep: true };
    this.#options.startRule = startRule;
    this.#tree.enter(start);
    let value: unknown;
    try {
      value = parse(this.tokens.kinds.slice(start, end), this.#options);
    } catch (error) {
      if (!(error instanceof GrammarError)) throw error;
      return { failedAt: start + error.location.start.offset, expected: expectedWords(error.expected ?? []) };
    }
    for (const { range, expected } of this.#tree.problems) {
      const found = this.tokens.text.slice(range.start, range.end);
      this.#report(misplaced(found, range, expected));
    }
    return { value };
  }

  directive(kind: "import" | "include", start: number, end: number): Import | Include | Unknown {
    const reading = this.read(kind === "import" ? "Import" : "Include", start, end);
    if (reading.failedAt !== undefined) {
      this.#report(unexpectedToken(this.tokens, reading.failedAt, reading.expected));
      return this.#unknown(start, end);
    }
    // The generated parser has no types; the tree builder makes its values.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return reading.value as Import | Include;
  }

  unknown(start: number, end: number): Unknown {
    // A comment that is not closed is no fault to YARA 4: the checks tell.
    if (this.tokens.kinds.charCodeAt(start) !== KIND.unclosedComment) {
      let at = start;
      while (at < end && isRuleModifier(this.tokens.kinds.charCodeAt(at))) at++;
      const diagnostic = unexpectedToken(this.tokens, at, at === start ? ["`import`", "`include`", "`rule`"] : ["`rule`"]);
      // What stopped an `import` is told already.
      if (this.diagnostics.at(-1)?.range.start !== diagnostic.range.start) this.#report(diagnostic);
    }
    return this.#unknown(start, end);
  }

  /** Reports what stopped the reading of a piece. */
  fail({ failedAt, expected, isDeep }: Failure, end: number): void {
    if (isDeep === true) {
      this.#report(tooDeep(this.tokens, failedAt));
      return;
    }
    const diagnostic = unexpectedToken(this.tokens, failedAt, expected);
    if (failedAt < end || failedAt >= this.tokens.count) this.#report(diagnostic);
    else {
      // The fault is that this piece ends, not what the next one begins with.
      const last = { start: this.tokens.starts[end - 1]!, end: this.tokens.ends[end - 1]! };
      const between = this.tokens.text.slice(last.end, diagnostic.range.start);
      const range = between.includes("\n") ? last : { start: last.start, end: diagnostic.range.end };
      this.#report({ ...diagnostic, range, labels: [{ range: diagnostic.range, message: "found here" }] });
    }
  }

  #unknown(start: number, end: number): Unknown {
    return { kind: "unknown", range: { start: this.tokens.starts[start]!, end: this.tokens.ends[end - 1]! } };
  }
}

function tooDeep({ starts, ends }: Tokens, at: number): Diagnostic {
  return syntaxFinding("yara/too-deep", { start: starts[at]!, end: ends[at]! }, {
    message: "the expression is nested too deep",
    help: "`and` and `or` chain without parentheses",
  });
}

function misplaced(found: string, range: Diagnostic["range"], expected: string): Diagnostic {
  return syntaxFinding("yara/syntax", range, { message: `expected ${expected}, found ${quoted(found, 40)}`, expected: [expected] });
}

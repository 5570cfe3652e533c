import type { Expression, MetaEntry, Name, Pattern, Rule } from "../nodes.ts";
import type { Failure, PieceReader } from "./piece-reader.ts";
import { KIND } from "./token-kinds.ts";

/**
 * Reads a rule that does not follow the grammar part by part: its head, each meta entry, each pattern, its condition.
 * What can be read goes into the tree; what else is wrong behind the first fault is reported too.
 */
export function recoverRule(
  reader: PieceReader,
  start: number,
  end: number,
  first: Failure,
): Rule {
  return new Recovery(reader, start, end, first.failedAt).rule();
}

interface Head {
  readonly modifiers: readonly Name[];
  readonly name: Name;
  readonly tags: readonly Name[] | null;
}

/** What the grammar's rules make. */
interface Values {
  readonly Head: Head;
  readonly MetaEntry: MetaEntry;
  readonly Pattern: Pattern;
  readonly Condition: Expression;
}

class Recovery {
  readonly #reader: PieceReader;
  readonly #start: number;
  readonly #end: number;
  /** Faults up to this token are told already. */
  #told: number;

  constructor(reader: PieceReader, start: number, end: number, told: number) {
    this.#reader = reader;
    this.#start = start;
    this.#end = end;
    this.#told = told;
  }

  rule(): Rule {
    const { tokens } = this.#reader;
    const brace = this.#find(KIND.openBrace, this.#start, this.#end);
    const bodyStart = brace === this.#end ? this.#start : brace;
    const condition = this.#find(KIND.condition, bodyStart, this.#end);
    const strings = this.#find(KIND.strings, bodyStart, condition);
    const meta = this.#find(KIND.meta, bodyStart, Math.min(strings, condition));
    const head = brace === this.#end ? undefined : this.#read("Head", this.#start, brace + 1);
    const isLast = this.#end === tokens.count;
    return {
      kind: "rule",
      range: { start: tokens.starts[this.#start]!, end: isLast ? tokens.text.length : tokens.ends[this.#end - 1]! },
      modifiers: head?.modifiers ?? [],
      name: head?.name ?? this.#name(),
      tags: head?.tags ?? [],
      meta: meta < strings ? this.#entries("MetaEntry", meta, Math.min(strings, condition)) : [],
      metaKeyword: meta < Math.min(strings, condition) ? this.#range(meta) : undefined,
      stringsKeyword: strings < condition ? this.#range(strings) : undefined,
      conditionKeyword: condition < this.#end ? this.#range(condition) : undefined,
      patterns: strings < condition ? this.#entries("Pattern", strings, condition) : [],
      condition: condition < this.#end ? this.#condition(condition) : undefined,
      broken: true,
    };
  }

  /** The entries of a section that can be read; each begins at a name with `=` behind it. */
  #entries<Part extends "MetaEntry" | "Pattern">(rule: Part, section: number, end: number): readonly Values[Part][] {
    const { kinds } = this.#reader.tokens;
    const found: Values[Part][] = [];
    let from = -1;
    for (let at = section + 1; at <= end; at++) {
      const begins = at < end && kinds.charCodeAt(at + 1) === KIND.equals && isEntryName(rule, kinds.charCodeAt(at));
      if (at !== end && !begins) continue;
      if (from !== -1 && this.#reader.isFullAt(from)) break;
      const entry = from === -1 ? undefined : this.#read(rule, from, at);
      if (entry !== undefined) found.push(entry);
      from = at;
    }
    return found;
  }

  #condition(keyword: number): Expression | undefined {
    const { kinds } = this.#reader.tokens;
    const from = kinds.charCodeAt(keyword + 1) === KIND.colon ? keyword + 2 : keyword + 1;
    let close = this.#end;
    while (close > from && kinds.charCodeAt(close - 1) !== KIND.closeBrace) close--;
    const to = close > from ? close - 1 : this.#end;
    if (this.#told === this.#end || from >= to || this.#reader.isFullAt(from)) return undefined;
    return this.#read("Condition", from, to);
  }

  #read<Part extends keyof Values>(rule: Part, start: number, end: number): Values[Part] | undefined {
    const reading = this.#reader.read(rule, start, end);
    // The generated parser has no types; the grammar's rules of these names make these values.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    if (reading.failedAt === undefined) return reading.value as Values[Part];
    if (reading.failedAt > this.#told) {
      this.#told = reading.failedAt;
      this.#reader.fail(reading, this.#end);
    }
    return undefined;
  }

  #name(): Name | undefined {
    const { tokens } = this.#reader;
    const at = this.#find(KIND.rule, this.#start, this.#end) + 1;
    if (at >= this.#end || tokens.kinds.charCodeAt(at) !== KIND.identifier) return undefined;
    return { text: tokens.text.slice(tokens.starts[at], tokens.ends[at]), range: this.#range(at) };
  }

  #range(at: number): { start: number; end: number } {
    return { start: this.#reader.tokens.starts[at]!, end: this.#reader.tokens.ends[at]! };
  }

  /** Number of the first token of a kind, `end` when there is none. */
  #find(kind: number, start: number, end: number): number {
    for (let at = start; at < end; at++) if (this.#reader.tokens.kinds.charCodeAt(at) === kind) return at;
    return end;
  }
}

function isEntryName(rule: "MetaEntry" | "Pattern", kind: number): boolean {
  return kind === (rule === "Pattern" ? KIND.pattern : KIND.identifier);
}

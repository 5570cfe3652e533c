import type { Diagnostic, Range, SourceText } from "@sigwright/core";
import { syntaxDiagnostic } from "./diagnostics.ts";
import { NameTable } from "./name-table.ts";
import {
  ACTION,
  DESTINATION,
  DESTINATION_PORT,
  DIRECTION,
  DIRECTIVE_NAME_END,
  ITEM_BLANK,
  ITEM_COMMENT,
  ITEM_DIRECTIVE,
  ITEM_END,
  ITEM_KIND_MASK,
  ITEM_START,
  OPTION_END,
  OPTION_NAME_END,
  OPTION_SIZE,
  OPTION_START,
  OPTION_VALUE_END,
  OPTION_VALUE_START,
  PROTOCOL,
  RULE_BODY_START,
  RULE_DISABLED,
  RULE_END,
  RULE_LEADING_BLANK,
  RULE_OPTION_COUNT,
  RULE_OPTIONS,
  RULE_START,
  RULE_UNFINISHED_LINE,
  RULE_WORDS,
  SOURCE,
  SOURCE_PORT,
  type Tape,
} from "./tape-layout.ts";
import type { Header, Item, List, Rule, RuleDialect, RuleFile, RuleOption, SkipReason, Word } from "./tree.ts";

/** The part of a parsed file that its nodes need. */
interface Context {
  readonly text: string;
  readonly dialect: RuleDialect;
  readonly tape: Tape;
  readonly names: NameTable;
}

/** A file as a view over what the parser found. */
export function ruleFile(source: SourceText, dialect: RuleDialect, tape: Tape): RuleFile {
  const context: Context = { text: source.text, dialect, tape, names: new NameTable(source.text.length) };
  let diagnostics: readonly Diagnostic[] | undefined;
  return {
    source,
    dialect,
    items: new LazyList(tape.items.length, (index) => item(context, index)),
    rules: new LazyList(tape.rules.length, (index) => new RuleNode(context, tape.rules[index]!)),
    get diagnostics() {
      diagnostics ??= tape.problems
        .filter((problem) => isEnabled(tape, problem.item))
        .map((problem) => syntaxDiagnostic(problem, context.text, dialect));
      return diagnostics;
    },
  };
}

class LazyList<T> implements List<T> {
  readonly length: number;
  readonly #make: (index: number) => T;

  constructor(length: number, make: (index: number) => T) {
    this.length = length;
    this.#make = make;
  }

  at(index: number): T | undefined {
    const place = index < 0 ? this.length + index : index;
    return place >= 0 && place < this.length ? this.#make(Math.trunc(place)) : undefined;
  }

  [Symbol.iterator](): Iterator<T, undefined> {
    const { length } = this;
    const make = this.#make;
    let index = 0;
    // Faster than a generator; loops over options are where the time goes.
    return { next: () => (index < length ? { done: false, value: make(index++) } : { done: true, value: undefined }) };
  }
}

function isEnabled(tape: Tape, index: number): boolean {
  return index < 0 || (tape.words[tape.items[index]!]! & RULE_DISABLED) === 0;
}

function item(context: Context, index: number): Item {
  const { words, items } = context.tape;
  const at = items[index]!;
  const range = { start: words[at + ITEM_START]!, end: words[at + ITEM_END]! };
  switch (words[at]! & ITEM_KIND_MASK) {
    case ITEM_BLANK:
      return { kind: "blank", range };
    case ITEM_COMMENT:
      return { kind: "comment", range, text: context.text.slice(range.start, range.end) };
    case ITEM_DIRECTIVE: {
      const name = context.text.slice(range.start, words[at + DIRECTIVE_NAME_END]);
      return { kind: "directive", range, name, text: context.text.slice(range.start, range.end) };
    }
    default:
      return new RuleNode(context, index);
  }
}

class RuleNode implements Rule {
  readonly kind = "rule";
  readonly #context: Context;
  readonly #item: number;
  readonly #at: number;

  constructor(context: Context, index: number) {
    this.#context = context;
    this.#item = index;
    this.#at = context.tape.items[index]!;
  }

  get range(): Range {
    const { words } = this.#context.tape;
    return { start: words[this.#at + RULE_START]!, end: words[this.#at + RULE_END]! };
  }

  get outerRange(): Range {
    const { words } = this.#context.tape;
    return { start: words[this.#at + ITEM_START]!, end: words[this.#at + ITEM_END]! };
  }

  get enabled(): boolean {
    return (this.#context.tape.words[this.#at]! & RULE_DISABLED) === 0;
  }

  get skipped(): SkipReason | undefined {
    const flags = this.#context.tape.words[this.#at]!;
    if ((flags & RULE_LEADING_BLANK) !== 0) return "leading-blank";
    return (flags & RULE_UNFINISHED_LINE) === 0 ? undefined : "unfinished-line";
  }

  get action(): Word {
    const word = headerWord(this.#context, this.#at, ACTION);
    const { start } = this.range;
    return word ?? { text: "", range: { start, end: start } };
  }

  get header(): Header {
    return new HeaderNode(this.#context, this.#at);
  }

  get options(): List<RuleOption> {
    const context = this.#context;
    const first = this.#at + RULE_OPTIONS;
    const count = context.tape.words[this.#at + RULE_OPTION_COUNT]!;
    return new LazyList(count, (index) => new OptionNode(context, first + index * OPTION_SIZE));
  }

  get body(): Range | undefined {
    const { words } = this.#context.tape;
    const start = words[this.#at + RULE_BODY_START]!;
    return start === -1 ? undefined : { start, end: words[this.#at + RULE_END]! };
  }

  get diagnostics(): readonly Diagnostic[] {
    const { text, dialect, tape } = this.#context;
    const { problems } = tape;
    let low = 0;
    let high = problems.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (problems[middle]!.item < this.#item) low = middle + 1;
      else high = middle;
    }
    const found: Diagnostic[] = [];
    for (let index = low; problems[index]?.item === this.#item; index++) {
      found.push(syntaxDiagnostic(problems[index]!, text, dialect));
    }
    return found;
  }

  option(name: string): RuleOption | undefined {
    const at = this.#find(name);
    return at === -1 ? undefined : new OptionNode(this.#context, at);
  }

  get sid(): number | undefined {
    return this.#number("sid");
  }

  get gid(): number | undefined {
    return this.#number("gid");
  }

  get rev(): number | undefined {
    return this.#number("rev");
  }

  get msg(): string | undefined {
    const value = this.option("msg")?.value;
    if (value === undefined) return undefined;
    const quoted = value.length > 1 && value.startsWith('"') && value.endsWith('"');
    const text = quoted ? value.slice(1, -1) : value;
    return text.includes("\\") ? text.replaceAll(/\\([\s\S])/g, "$1") : text;
  }

  #number(name: string): number | undefined {
    const at = this.#find(name);
    if (at === -1) return undefined;
    const { words } = this.#context.tape;
    const start = words[at + OPTION_VALUE_START]!;
    return start === -1 ? undefined : wholeNumber(this.#context.text, start, words[at + OPTION_VALUE_END]!);
  }

  #find(name: string): number {
    const { text, tape, names } = this.#context;
    const { words } = tape;
    let at = this.#at + RULE_OPTIONS;
    for (let left = words[this.#at + RULE_OPTION_COUNT]!; left > 0; left--, at += OPTION_SIZE) {
      const start = words[at + OPTION_START]!;
      const end = words[at + OPTION_NAME_END]!;
      if (end - start < name.length) continue;
      // A longer name may be the same one with a joined line in it.
      if (end - start === name.length ? isNameAt(text, start, name) : isName(names.get(text, start, end), name)) return at;
    }
    return -1;
  }
}

/** Engines that tell `sid` and `SID` apart refuse a rule with the latter. */
function isNameAt(text: string, start: number, name: string): boolean {
  if ((text.charCodeAt(start) | 0x20) !== name.charCodeAt(0)) return false;
  return text.startsWith(name, start) || isName(text.slice(start, start + name.length), name);
}

function isName(written: string, name: string): boolean {
  return written === name || (written.length === name.length && written.toLowerCase() === name);
}

const MAX_UINT32 = 0xffff_ffff;

function wholeNumber(text: string, start: number, end: number): number | undefined {
  if (start === end || end - start > 20) return undefined;
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return value <= MAX_UINT32 ? value : undefined;
}

function headerWord(context: Context, at: number, index: number): Word | undefined {
  const { words } = context.tape;
  const start = words[at + RULE_WORDS + 2 * index]!;
  if (start === -1) return undefined;
  const end = words[at + RULE_WORDS + 2 * index + 1]!;
  return { text: context.text.slice(start, end), range: { start, end } };
}

class HeaderNode implements Header {
  readonly #context: Context;
  readonly #at: number;

  constructor(context: Context, at: number) {
    this.#context = context;
    this.#at = at;
  }

  get range(): Range {
    const { words } = this.#context.tape;
    let start = -1;
    let end = words[this.#at + RULE_WORDS + 1]!;
    if (end === -1) end = words[this.#at + RULE_START]!;
    for (let index = PROTOCOL; index <= DESTINATION_PORT; index++) {
      const at = words[this.#at + RULE_WORDS + 2 * index]!;
      if (at === -1) continue;
      if (start === -1) start = at;
      end = words[this.#at + RULE_WORDS + 2 * index + 1]!;
    }
    return { start: start === -1 ? end : start, end };
  }

  get protocol(): Word | undefined {
    const word = this.#word(PROTOCOL);
    const colon = word?.text.indexOf(":") ?? -1;
    if (word === undefined || colon === -1) return word;
    const { start } = word.range;
    return { text: word.text.slice(0, colon), range: { start, end: start + colon } };
  }

  get hook(): Word | undefined {
    const word = this.#word(PROTOCOL);
    const colon = word?.text.indexOf(":") ?? -1;
    if (word === undefined || colon === -1) return undefined;
    const { start, end } = word.range;
    return { text: word.text.slice(colon + 1), range: { start: start + colon + 1, end } };
  }

  get source(): Word | undefined {
    return this.#word(SOURCE);
  }

  get sourcePort(): Word | undefined {
    return this.#word(SOURCE_PORT);
  }

  get direction(): Word | undefined {
    return this.#word(DIRECTION);
  }

  get destination(): Word | undefined {
    return this.#word(DESTINATION);
  }

  get destinationPort(): Word | undefined {
    return this.#word(DESTINATION_PORT);
  }

  #word(index: number): Word | undefined {
    return headerWord(this.#context, this.#at, index);
  }
}

class OptionNode implements RuleOption {
  readonly #context: Context;
  readonly #at: number;

  constructor(context: Context, at: number) {
    this.#context = context;
    this.#at = at;
  }

  get name(): string {
    return this.#context.names.get(this.#context.text, this.start, this.nameEnd);
  }

  get value(): string | undefined {
    const start = this.valueStart;
    return start === -1 ? undefined : this.#context.text.slice(start, this.valueEnd);
  }

  get range(): Range {
    return { start: this.start, end: this.end };
  }

  get nameRange(): Range {
    return { start: this.start, end: this.nameEnd };
  }

  get valueRange(): Range | undefined {
    const start = this.valueStart;
    return start === -1 ? undefined : { start, end: this.valueEnd };
  }

  get terminated(): boolean {
    const end = this.end;
    return end > this.nameEnd && end > this.valueEnd && this.#context.text.charCodeAt(end - 1) === 0x3b;
  }

  get start(): number {
    return this.#context.tape.words[this.#at + OPTION_START]!;
  }

  get end(): number {
    return this.#context.tape.words[this.#at + OPTION_END]!;
  }

  get nameEnd(): number {
    return this.#context.tape.words[this.#at + OPTION_NAME_END]!;
  }

  get valueStart(): number {
    return this.#context.tape.words[this.#at + OPTION_VALUE_START]!;
  }

  get valueEnd(): number {
    return this.#context.tape.words[this.#at + OPTION_VALUE_END]!;
  }
}

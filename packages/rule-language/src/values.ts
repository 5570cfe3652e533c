import type { Diagnostic } from "@sigwright/core";
import { parse } from "#grammar/values";
import { syntaxDiagnostic } from "./diagnostics.ts";
import type { RuleDialect, RuleFile, RuleOption } from "./tree.ts";
import type {
  IntegerValue,
  MetadataValue,
  NumberToken,
  Pair,
  PairsValue,
  PatternValue,
  ReferenceValue,
  RegexValue,
  TextValue,
  Token,
  ValueByShape,
  ValueShape,
  WordsValue,
} from "./value.ts";
import { ValueTape } from "./value-tape.ts";

/** Reads values of the options of one file. */
export interface ValueReader {
  /** Reads the value of an option as a shape. An option without a value is read as an empty one. */
  read<Shape extends ValueShape>(option: RuleOption, shape: Shape): ValueByShape[Shape];
  /** The place in the file of every byte of a pattern, for carets; as long as the pattern's bytes. */
  patternOffsets(option: RuleOption): readonly number[];
}

type Enter = Readonly<Record<
  | "LinePattern"
  | "Snort3Pattern"
  | "LineText"
  | "Snort3Text"
  | "LinePcre"
  | "Snort3Pcre"
  | "Words"
  | "Pairs"
  | "Integer"
  | "Reference"
  | "Metadata"
  | "HeaderList"
  | "Arguments"
  | "MetadataArguments"
  | "ReferenceArguments",
  (text: string) => boolean
>>;

const NO_DIAGNOSTICS: readonly Diagnostic[] = [];
const NO_PAIRS: readonly Pair[] = [];

/** A reader for the values of a parsed file. Make one for a file, not one for an option. */
export function valueReader(file: RuleFile): ValueReader {
  const { dialect, source } = file;
  const tape = new ValueTape(source.encoding, dialect === "snort3");
  const reader = new Reader(source.text, dialect, tape, enterValues(tape));
  return reader;
}

/** The generated parser as a table of entry points; the one place where its results get a type. */
export function enterValues(tape: ValueTape): Enter {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- generated code can't say what it returns
  return parse("", { session: true, sink: tape }) as Enter;
}

class Reader implements ValueReader {
  readonly #text: string;
  readonly #dialect: RuleDialect;
  readonly #tape: ValueTape;
  readonly #enter: Enter;
  readonly #readers: { readonly [Shape in ValueShape]: (start: number, end: number) => ValueByShape[Shape] };

  constructor(text: string, dialect: RuleDialect, tape: ValueTape, enter: Enter) {
    this.#text = text;
    this.#dialect = dialect;
    this.#tape = tape;
    this.#enter = enter;
    this.#readers = {
      pattern: (start, end) => this.#pattern(start, end),
      text: (start, end) => this.#textValue(start, end),
      regex: (start, end) => this.#regex(start, end),
      words: (start, end) => this.#words(start, end),
      pairs: (start, end) => this.#pairs(start, end),
      integer: (start, end) => this.#integer(start, end),
      reference: (start, end) => this.#reference(start, end),
      metadata: (start, end) => this.#metadata(start, end),
      raw: (start, end) => ({ kind: "raw", start, end, text: this.#text.slice(start, end), diagnostics: NO_DIAGNOSTICS }),
    };
  }

  read<Shape extends ValueShape>(option: RuleOption, shape: Shape): ValueByShape[Shape] {
    const { valueStart, nameEnd } = option;
    const start = valueStart === -1 ? nameEnd : valueStart;
    const end = valueStart === -1 ? nameEnd : option.valueEnd;
    this.#tape.reset(this.#text.slice(start, end), start);
    return this.#readers[shape](start, end);
  }

  patternOffsets(option: RuleOption): readonly number[] {
    const offsets: number[] = [];
    this.#tape.offsets = offsets;
    this.read(option, "pattern");
    this.#tape.offsets = undefined;
    return offsets;
  }

  #pattern(start: number, end: number): PatternValue {
    const tape = this.#tape;
    if (this.#dialect === "snort3") this.#enter.Snort3Pattern(tape.text);
    else this.#enter.LinePattern(tape.text);
    const bytes = tape.pattern();
    return {
      kind: "pattern",
      start,
      end,
      negated: tape.negated,
      bytes,
      modifiers: this.#pairList(),
      diagnostics: this.#diagnostics(),
    };
  }

  #textValue(start: number, end: number): TextValue {
    const tape = this.#tape;
    if (this.#dialect === "snort3") this.#enter.Snort3Text(tape.text);
    else this.#enter.LineText(tape.text);
    const { textStart, textEnd } = tape;
    const raw = this.#text.slice(textStart, textEnd);
    return {
      kind: "text",
      start,
      end,
      negated: tape.negated,
      quoted: tape.quoted,
      text: tape.hasEscapes ? unescaped(raw) : raw,
      textRange: { start: textStart, end: textEnd },
      modifiers: this.#pairList(),
      diagnostics: this.#diagnostics(),
    };
  }

  #regex(start: number, end: number): RegexValue {
    const tape = this.#tape;
    if (this.#dialect === "snort3") this.#enter.Snort3Pcre(tape.text);
    else this.#enter.LinePcre(tape.text);
    const quoted = tape.text.charCodeAt(tape.negated ? tape.text.indexOf("!") + 1 : 0) === 0x22;
    let regex: Token | undefined;
    let flags: Token | undefined;
    for (let at = 0; at < tape.count; at++) {
      const kind = tape.kinds[at];
      if (kind === "regex") regex = this.#token(at);
      else if (kind === "flags") flags = this.#token(at);
      else if (kind === "delimited") [regex, flags] = this.#delimited(at);
    }
    return { kind: "regex", start, end, negated: tape.negated, quoted, regex, flags, diagnostics: this.#diagnostics() };
  }

  /** `m` with any delimiter: the last one of its kind ends the expression. */
  #delimited(index: number): [Token | undefined, Token | undefined] {
    const { text, start, end } = this.#token(index);
    const last = text.lastIndexOf(text.charAt(0));
    if (last <= 0) {
      this.#tape.problem("unclosed-regex", end - this.#tape.base, end - this.#tape.base);
      return [undefined, undefined];
    }
    return [
      { text: text.slice(1, last), start: start + 1, end: start + last },
      { text: text.slice(last + 1), start: start + last + 1, end },
    ];
  }

  #words(start: number, end: number): WordsValue {
    const tape = this.#tape;
    this.#enter.Words(tape.text);
    const words: Token[] = [];
    for (let at = 0; at < tape.count; at++) words.push(this.#token(at));
    return { kind: "words", start, end, words, diagnostics: this.#diagnostics() };
  }

  #pairs(start: number, end: number): PairsValue {
    this.#enter.Pairs(this.#tape.text);
    return { kind: "pairs", start, end, pairs: this.#pairList(), diagnostics: this.#diagnostics() };
  }

  #integer(start: number, end: number): IntegerValue {
    const tape = this.#tape;
    this.#enter.Integer(tape.text);
    let operator = "=";
    let low: NumberToken | undefined;
    let high: NumberToken | undefined;
    let ranged = false;
    for (let at = 0; at < tape.count; at++) {
      const kind = tape.kinds[at];
      if (kind === "number") {
        if (ranged) high = this.#number(at);
        else low = this.#number(at);
      } else if (kind === "operator" || kind === "range") {
        if (tape.ends[at]! > tape.starts[at]!) operator = this.#text.slice(tape.starts[at], tape.ends[at]);
        if (kind === "range") ranged = true;
      }
    }
    if (low === undefined && high === undefined) tape.problem("invalid-number", 0, tape.text.length);
    return { kind: "integer", start, end, operator, low, high, diagnostics: this.#diagnostics() };
  }

  #number(index: number): NumberToken {
    const { text, start, end } = this.#token(index);
    const unit = this.#tape.kinds[index + 1] === "unit" && index + 1 < this.#tape.count ? this.#token(index + 1) : undefined;
    return { text, start, end, value: Number(text), unit };
  }

  #reference(start: number, end: number): ReferenceValue {
    const tape = this.#tape;
    this.#enter.Reference(tape.text);
    const scheme = this.#token(0);
    const target = tape.count > 1 ? this.#token(1) : undefined;
    return { kind: "reference", start, end, scheme, target, diagnostics: this.#diagnostics() };
  }

  #metadata(start: number, end: number): MetadataValue {
    this.#enter.Metadata(this.#tape.text);
    return { kind: "metadata", start, end, entries: this.#pairList(), diagnostics: this.#diagnostics() };
  }

  #pairList(): readonly Pair[] {
    const { count, kinds } = this.#tape;
    if (count === 0) return NO_PAIRS;
    const pairs: Pair[] = [];
    for (let at = 0; at < count; at++) {
      const key = this.#token(at);
      const value = at + 1 < count && kinds[at + 1] === "value" ? this.#token(++at) : undefined;
      pairs.push({ key, value });
    }
    return pairs;
  }

  #token(index: number): Token {
    const start = this.#tape.starts[index]!;
    const end = this.#tape.ends[index]!;
    return { text: this.#text.slice(start, end), start, end };
  }

  #diagnostics(): readonly Diagnostic[] {
    const { problems } = this.#tape;
    if (problems === undefined) return NO_DIAGNOSTICS;
    return problems.map((problem) => syntaxDiagnostic(problem, this.#text, this.#dialect));
  }
}

function unescaped(text: string): string {
  return text.replaceAll(/\\([\s\S])/g, "$1");
}


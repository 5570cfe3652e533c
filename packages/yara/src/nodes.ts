import type { Diagnostic, Range, SourceText } from "@sigwright/core";

/**
 * A parsed YARA file: plain data over {@link source}. What lies between the items is blanks and comments only, so the
 * text can be had back byte for byte.
 */
export interface YaraFile {
  readonly source: SourceText;
  /** Everything in the file in its order, comments and blanks left out. */
  readonly items: readonly Item[];
  /** The rules among the items, the broken ones too. */
  readonly rules: readonly Rule[];
  /** All comments in their order, with their marks; those in hexadecimal patterns are part of the pattern. */
  readonly comments: readonly Range[];
  /** Offsets of blanks between tokens that are not ASCII's: YARA-X takes them for blanks, YARA 4 refuses them. */
  readonly otherBlanks: readonly number[];
  /** What is wrong with the syntax, by position. All of these make an engine refuse the file. */
  readonly diagnostics: readonly Diagnostic[];
}

/** One item of a file. */
export type Item = Import | Include | Rule | Unknown;

/** A word of the file as it stands there: an identifier, a keyword. */
export interface Name {
  readonly text: string;
  readonly range: Range;
}

/** `import "pe"`. */
export interface Import {
  readonly kind: "import";
  readonly range: Range;
  readonly module: TextLiteral;
}

/** `include "other.yar"`. */
export interface Include {
  readonly kind: "include";
  readonly range: Range;
  readonly path: TextLiteral;
}

/** A stretch that no item could be made of; a diagnostic tells why. */
export interface Unknown {
  readonly kind: "unknown";
  readonly range: Range;
}

/** One rule. A broken rule has the parts that could be found; what is missing is `undefined` and a diagnostic. */
export interface Rule {
  readonly kind: "rule";
  /** From the first modifier to the closing brace, or as far as a broken rule goes. */
  readonly range: Range;
  /** `private` and `global` in the order they stand. */
  readonly modifiers: readonly Name[];
  /** Undefined only in a broken rule. */
  readonly name: Name | undefined;
  readonly tags: readonly Name[];
  readonly meta: readonly MetaEntry[];
  /** The keyword `meta`, `strings`, `condition`, where the section is there. */
  readonly metaKeyword: Range | undefined;
  readonly stringsKeyword: Range | undefined;
  readonly conditionKeyword: Range | undefined;
  /** The patterns ("strings" in older documents) that could be read. */
  readonly patterns: readonly Pattern[];
  /** Undefined only in a broken rule. */
  readonly condition: Expression | undefined;
  /** Whether the syntax of the rule is refused: then members may be missing. */
  readonly broken: boolean;
}

/** `author = "someone"`. */
export interface MetaEntry {
  readonly key: Name;
  readonly value: MetaValue;
  readonly range: Range;
}

/** The value of a meta entry; the sign of a number is part of its range and text. */
export type MetaValue = TextLiteral | IntegerLiteral | FloatLiteral | BooleanLiteral;

/** A pattern and its modifiers. */
export interface Pattern {
  /** With its `$`; `$` alone is an anonymous pattern. */
  readonly name: Name;
  readonly value: TextLiteral | RegexpLiteral | HexLiteral;
  readonly modifiers: readonly PatternModifier[];
  /** From the name to the last modifier. */
  readonly range: Range;
}

/** Names of pattern modifiers. */
export type ModifierName = "ascii" | "wide" | "nocase" | "fullword" | "private" | "xor" | "base64" | "base64wide";

/** A pattern modifier with what stands in its parentheses. */
export interface PatternModifier {
  readonly name: ModifierName;
  readonly range: Range;
  /** `xor(LOW)` or `xor(LOW-HIGH)`. */
  readonly low?: IntegerLiteral;
  readonly high?: IntegerLiteral;
  /** `base64("…")`. */
  readonly alphabet?: TextLiteral;
}

/** Text in quotes; `raw` has the quotes and escapes as they stand. See `textBytes` for what it means. */
export interface TextLiteral {
  readonly kind: "text";
  readonly raw: string;
  readonly range: Range;
}

/** A regular expression between slashes; nothing in `source` is unescaped. */
export interface RegexpLiteral {
  readonly kind: "regexp";
  /** What stands between the slashes. */
  readonly source: string;
  /** The letters behind the second slash. */
  readonly flags: string;
  readonly range: Range;
}

/** A hexadecimal pattern with its braces. See `parseHex` for what is in it. */
export interface HexLiteral {
  readonly kind: "hex";
  readonly raw: string;
  readonly range: Range;
}

/** A whole number as it is written, with its unit and sign if it has one. See `integerValue`. */
export interface IntegerLiteral {
  readonly kind: "integer";
  readonly text: string;
  readonly range: Range;
}

/** A number with a decimal point, as it is written. */
export interface FloatLiteral {
  readonly kind: "float";
  readonly text: string;
  readonly range: Range;
}

/** `true` or `false`. */
export interface BooleanLiteral {
  readonly kind: "boolean";
  readonly value: boolean;
  readonly range: Range;
}

/** Anything a condition can be made of. Nesting is bounded by `MAX_DEPTH`. */
export type Expression =
  | BooleanLiteral
  | IntegerLiteral
  | FloatLiteral
  | TextLiteral
  | RegexpLiteral
  | Keyword
  | PatternMatch
  | PatternCount
  | PatternPlace
  | Identifier
  | FieldAccess
  | IndexAccess
  | Call
  | Group
  | Unary
  | Binary
  | Logical
  | OfExpression
  | ForOf
  | ForIn
  | With;

/** `filesize`, `entrypoint`. */
export interface Keyword {
  readonly kind: "filesize" | "entrypoint";
  readonly range: Range;
}

/** `$a`, `$a at 0`, `$a in (0..10)`; `$` alone inside the body of `for … of`. */
export interface PatternMatch {
  readonly kind: "pattern";
  /** With its `$`. */
  readonly name: Name;
  readonly at?: Expression;
  readonly within?: RangeExpression;
  readonly range: Range;
}

/** `#a`, `#a in (0..10)`. */
export interface PatternCount {
  readonly kind: "pattern-count";
  /** With its `#`. */
  readonly name: Name;
  readonly within?: RangeExpression;
  readonly range: Range;
}

/** `@a`, `@a[2]`, `!a`, `!a[2]`: offset or length of a match. */
export interface PatternPlace {
  readonly kind: "pattern-offset" | "pattern-length";
  /** With its `@` or `!`. */
  readonly name: Name;
  readonly index?: Expression;
  readonly range: Range;
}

/** A rule, a module, a variable, a function such as `uint8`. */
export interface Identifier {
  readonly kind: "identifier";
  readonly name: string;
  readonly range: Range;
}

/** `object.field`. */
export interface FieldAccess {
  readonly kind: "field";
  readonly object: Expression;
  readonly field: Name;
  readonly range: Range;
}

/** `object[index]`. */
export interface IndexAccess {
  readonly kind: "index";
  readonly object: Expression;
  readonly index: Expression;
  readonly range: Range;
}

/** `callee(arguments)`. */
export interface Call {
  readonly kind: "call";
  readonly callee: Expression;
  readonly arguments: readonly Expression[];
  /** The parentheses and what is between them. */
  readonly argumentsRange: Range;
  readonly range: Range;
}

/** An expression in parentheses. */
export interface Group {
  readonly kind: "group";
  readonly inner: Expression;
  readonly range: Range;
}

/** Operators before their operand. `not` and `defined` bind less tightly than comparisons. */
export type UnaryOperator = "not" | "defined" | "-" | "~";

/** `not a`, `-1`. */
export interface Unary {
  readonly kind: "unary";
  readonly operator: UnaryOperator;
  readonly operand: Expression;
  readonly range: Range;
}

/** Operators between two operands, `and` and `or` excepted. */
export type BinaryOperator =
  | "==" | "!=" | "<" | "<=" | ">" | ">="
  | "contains" | "icontains" | "startswith" | "istartswith" | "endswith" | "iendswith" | "iequals" | "matches"
  | "|" | "^" | "&" | "<<" | ">>" | "+" | "-" | "*" | "\\" | "%";

/** `left operator right`; chains lean to the left. */
export interface Binary {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly operatorRange: Range;
  readonly left: Expression;
  readonly right: Expression;
  readonly range: Range;
}

/** `a and b and c`: two operands or more, however many. */
export interface Logical {
  readonly kind: "and" | "or";
  readonly operands: readonly Expression[];
  readonly range: Range;
}

/** `any of them`, `2 of ($a*) in (0..10)`, `1 of (rule_a, rule_b)`. */
export interface OfExpression {
  readonly kind: "of";
  readonly quantifier: Quantifier;
  readonly set: OfSet;
  readonly at?: Expression;
  readonly within?: RangeExpression;
  readonly range: Range;
}

/** `for any of them : ( $ at 0 )`. */
export interface ForOf {
  readonly kind: "for-of";
  readonly quantifier: Quantifier;
  readonly set: OfSet;
  readonly body: Expression;
  readonly range: Range;
}

/** `for all i, j in … : ( … )`. */
export interface ForIn {
  readonly kind: "for-in";
  readonly quantifier: Quantifier;
  readonly variables: readonly Name[];
  readonly iterable: LoopIterable;
  readonly body: Expression;
  readonly range: Range;
}

/** `with a = 1, b = a : ( … )` (YARA-X). */
export interface With {
  readonly kind: "with";
  readonly declarations: readonly WithDeclaration[];
  readonly body: Expression;
  readonly range: Range;
}

/** `a = 1` of a `with`. */
export interface WithDeclaration {
  readonly name: Name;
  readonly value: Expression;
  readonly range: Range;
}

/** How many of a set: `all`, `any`, `none`, `2`, `50%`. */
export type Quantifier =
  | { readonly kind: "all" | "any" | "none"; readonly range: Range }
  | { readonly kind: "count" | "percentage"; readonly value: Expression; readonly range: Range };

/** What `of` counts in. */
export type OfSet =
  | { readonly kind: "them"; readonly range: Range }
  | { readonly kind: "patterns"; readonly items: readonly SetName[]; readonly range: Range }
  /** Names of which at least one ends in `*`: rules (YARA 4). Without any, they are among the expressions. */
  | { readonly kind: "rules"; readonly items: readonly SetName[]; readonly range: Range }
  | { readonly kind: "expressions"; readonly items: readonly Expression[]; readonly range: Range };

/** `$a`, `$a*`, `rule_*` of a set; the text is without the `*`. */
export interface SetName {
  readonly text: string;
  readonly wildcard: boolean;
  readonly range: Range;
}

/** `(low..high)`. */
export interface RangeExpression {
  readonly kind: "range";
  readonly low: Expression;
  readonly high: Expression;
  readonly range: Range;
}

/** What `for … in` goes over. */
export type LoopIterable = RangeExpression | { readonly kind: "tuple"; readonly items: readonly Expression[]; readonly range: Range } | Expression;

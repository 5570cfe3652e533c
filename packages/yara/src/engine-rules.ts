import type { Target } from "@sigwright/core";

/**
 * Where the engines differ in what they accept, one row a fact. All else is common to both.
 * Facts of YARA-X 1.7.1 (parser/src, lib/src/compiler) and of YARA 4.2.3 (libyara/lexer.l, grammar.y, hex_lexer.l,
 * hex_grammar.y, parser.c, limits.h).
 */
export interface EngineRules {
  readonly engine: "yara-x" | "yara";
  /** What messages call it. */
  readonly displayName: string;
  /** Words that the tree takes for identifiers and the engine does not. */
  readonly reserved: ReadonlySet<string>;
  /** Names that no rule can have, as they are functions of the engine. */
  readonly functions: ReadonlySet<string>;
  /** Letters that may follow a backslash in a text, `x` apart. */
  readonly escapes: string;
  /** `"""…"""` */
  readonly multiLineText: boolean;
  /** Most bytes of a text or regular expression in the source. */
  readonly maxLiteral: number;
  readonly maxIdentifier: number;
  /** `1_000` */
  readonly digitSeparators: boolean;
  /** `key = 1.5` in `meta` */
  readonly floatMeta: boolean;
  /** `private private rule` */
  readonly repeatedRuleModifiers: boolean;
  /** Flags of a regular expression: any two letters, or just `i` then `s`. */
  readonly regexpFlags: RegExp;
  /** A word may follow the flags of a regular expression without a blank. */
  readonly gluedWords: boolean;
  /** The right side of `matches` must be written as a regular expression. */
  readonly matchesLiteral: boolean;
  /** `~01` in hexadecimal patterns */
  readonly negatedBytes: boolean;
  /** `[0-0]` in hexadecimal patterns */
  readonly emptyRange: boolean;
  /** `[-5]` and `[0x10]` in hexadecimal patterns */
  readonly openJumps: boolean;
  /** Longest jump inside alternatives; jumps without an end are none. */
  readonly maxAlternativeJump: number;
  /** A pattern whose name begins with `$_` need not be used. */
  readonly unusedUnderscore: boolean;
  readonly maxPatterns: number;
  readonly minBase64: number;
  /** What a base64 alphabet must be made of besides having 64 characters. */
  readonly strictAlphabet: boolean;
  readonly entrypoint: boolean;
  /** `with … : ( … )` */
  readonly with: boolean;
  /** `of (1 == 1, pe.is_dll())`: expressions other than names of rules. */
  readonly ofExpressions: boolean;
  /** `of (rule_*)` */
  readonly ruleSets: boolean;
  /** `of ($a *)` */
  readonly blankBeforeStar: boolean;
  /** `of … at` */
  readonly ofAt: boolean;
  /** `for 10% of …` */
  readonly forPercentage: boolean;
  /** What is a percentage may be anything but an arithmetic expression, or just a name, a number or a group. */
  readonly anyPercentage: boolean;
  /** Most loops within each other, `for … of` within `for … of` among them or not at all. */
  readonly maxLoops: number;
  readonly nestedForOf: boolean;
  readonly maxLoopVariables: number;
  /** A rule may name itself. */
  readonly selfReference: boolean;
  /** A rule may have the name of an imported module. */
  readonly ruleNamedAsModule: boolean;
  /** A comment without an end, after the last rule. */
  readonly unclosedComment: boolean;
  /** Blanks other than space, tab and line ends. */
  readonly otherBlanks: boolean;
  /** Escapes in the names of modules and included files. */
  readonly escapesInNames: boolean;
  /** The file must be UTF-8. */
  readonly utf8: boolean;
}

const INTEGER_FUNCTIONS = ["uint8", "uint16", "uint32", "int8", "int16", "int32"].flatMap((name) => [name, `${name}be`]);

const YARA_X: EngineRules = {
  engine: "yara-x",
  displayName: "YARA-X",
  reserved: new Set(["with", "include"]),
  functions: new Set([...INTEGER_FUNCTIONS, "float32", "float64", "float32be", "float64be"]),
  escapes: 'trn"\\0',
  multiLineText: true,
  maxLiteral: Infinity,
  maxIdentifier: Infinity,
  digitSeparators: true,
  floatMeta: true,
  repeatedRuleModifiers: false,
  regexpFlags: /^[is]{0,2}$/,
  gluedWords: false,
  matchesLiteral: false,
  negatedBytes: true,
  emptyRange: false,
  openJumps: true,
  maxAlternativeJump: Infinity,
  unusedUnderscore: true,
  maxPatterns: 100_000,
  minBase64: 3,
  strictAlphabet: true,
  entrypoint: false,
  with: true,
  ofExpressions: true,
  ruleSets: false,
  blankBeforeStar: true,
  ofAt: true,
  forPercentage: true,
  anyPercentage: false,
  maxLoops: Infinity,
  nestedForOf: true,
  maxLoopVariables: Infinity,
  selfReference: false,
  ruleNamedAsModule: false,
  unclosedComment: false,
  otherBlanks: true,
  escapesInNames: false,
  utf8: true,
};

const YARA_4: EngineRules = {
  engine: "yara",
  displayName: "YARA 4",
  reserved: new Set(INTEGER_FUNCTIONS),
  functions: new Set(INTEGER_FUNCTIONS),
  escapes: 'trn"\\',
  multiLineText: false,
  maxLiteral: 8190,
  maxIdentifier: 128,
  digitSeparators: false,
  floatMeta: false,
  repeatedRuleModifiers: true,
  regexpFlags: /^i?s?$/,
  gluedWords: true,
  matchesLiteral: true,
  negatedBytes: false,
  emptyRange: true,
  openJumps: false,
  maxAlternativeJump: 200,
  unusedUnderscore: false,
  maxPatterns: 10_000,
  minBase64: 1,
  strictAlphabet: false,
  entrypoint: true,
  with: false,
  ofExpressions: false,
  ruleSets: true,
  blankBeforeStar: false,
  ofAt: false,
  forPercentage: false,
  anyPercentage: true,
  maxLoops: 4,
  nestedForOf: false,
  maxLoopVariables: 2,
  selfReference: true,
  ruleNamedAsModule: true,
  unclosedComment: true,
  otherBlanks: false,
  escapesInNames: true,
  utf8: false,
};

/** What the engine of a target accepts. */
export function engineRules({ engine }: Target): EngineRules {
  return engine === "yara" ? YARA_4 : YARA_X;
}

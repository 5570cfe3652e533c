import type { Diagnostic, Range, SourceText } from "@sigwright/core";

/** The rule languages of one family. They share one tree; how text becomes tokens is each dialect's own. */
export type RuleDialect = "suricata" | "snort2" | "snort3";

/** All rule dialects. */
export const RULE_DIALECTS: readonly RuleDialect[] = ["suricata", "snort2", "snort3"];

/** A sequence whose members are made when they are asked for; a plain array is one too. */
export interface List<T> extends Iterable<T> {
  readonly length: number;
  /** The member at an index, or `undefined` outside the list; negative indexes count from the end. */
  at(index: number): T | undefined;
}

/** A stretch of the file that means one thing, as it stands there. */
export interface Word {
  readonly text: string;
  readonly range: Range;
}

/**
 * A parsed rule file: a view over {@link source} and the spans the parser found. It is immutable; nodes are made when
 * they are asked for, so two of the same place need not be the same object.
 */
export interface RuleFile {
  readonly source: SourceText;
  readonly dialect: RuleDialect;
  /** Everything in the file in its order. What lies between items is line ends and blanks only. */
  readonly items: List<Item>;
  /** The rules among the items, the disabled ones too. */
  readonly rules: List<Rule>;
  /** What is wrong with the syntax, by position; disabled rules have theirs to themselves. */
  readonly diagnostics: readonly Diagnostic[];
}

/** One item of a file. */
export type Item = Rule | Comment | Directive | Blank;

/** A comment that is not a disabled rule; the range begins at its mark and ends before the line end. */
export interface Comment {
  readonly kind: "comment";
  readonly range: Range;
  /** The text of the comment with its mark. */
  readonly text: string;
}

/** A line that configures the engine instead of being a rule: `include`, Snort 2's `var`, `preprocessor` and others. */
export interface Directive {
  readonly kind: "directive";
  readonly range: Range;
  readonly name: string;
  readonly text: string;
}

/** A line with nothing in it but blanks. */
export interface Blank {
  readonly kind: "blank";
  readonly range: Range;
}

/**
 * Why the engine would leave a rule out without calling it wrong: its line begins with a blank, or it stands on the
 * last line and that ends in a backslash (Suricata 7.0.10).
 */
export type SkipReason = "leading-blank" | "unfinished-line";

/**
 * One rule, or what the engine would take for one. A broken rule has the parts that could be found; what is missing
 * is `undefined` and a diagnostic.
 */
export interface Rule {
  readonly kind: "rule";
  /** From the action to the closing parenthesis; for a disabled rule without the comment mark. */
  readonly range: Range;
  /** The range with what else belongs to the item: the comment mark of a disabled rule, text behind the rule. */
  readonly outerRange: Range;
  /** False for a rule that stands commented out. */
  readonly enabled: boolean;
  /** Present when the engine leaves the rule out in silence. */
  readonly skipped: SkipReason | undefined;
  /** The whole token: `alert`, Suricata 8's `accept:hook`. */
  readonly action: Word;
  readonly header: Header;
  readonly options: List<RuleOption>;
  /** The parentheses with what is between them; `undefined` when the rule has none. */
  readonly body: Range | undefined;
  /** The first option of a name in lower case, written in any case. */
  option(name: string): RuleOption | undefined;
  /** Value of the first `sid` option when it is a whole number below 2^32; likewise `gid` and `rev`. */
  readonly sid: number | undefined;
  readonly gid: number | undefined;
  readonly rev: number | undefined;
  /** Text of the first `msg` option, unquoted and unescaped. */
  readonly msg: string | undefined;
  /** What is wrong with the syntax of this rule, also when it is disabled. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What stands before the options. Each part is `undefined` where the rule has none. */
export interface Header {
  /** From the protocol to the destination port. Empty, at the end of the action, when there is no header. */
  readonly range: Range;
  /** Protocol or service name without its hook. */
  readonly protocol: Word | undefined;
  /** Suricata 8: what follows the colon in `http1:request_started`. */
  readonly hook: Word | undefined;
  /** The address expression; see `parseAddresses`. */
  readonly source: Word | undefined;
  /** The port expression; see `parsePorts`. */
  readonly sourcePort: Word | undefined;
  readonly direction: Word | undefined;
  readonly destination: Word | undefined;
  readonly destinationPort: Word | undefined;
}

/** One option: `name;` or `name:value;`. Offsets are given beside ranges so that loops need no allocation. */
export interface RuleOption {
  readonly name: string;
  /** The value as it stands, without blanks at its ends, quotes and escapes kept; `undefined` without a colon. */
  readonly value: string | undefined;
  /** From the name to the terminator, which is included. */
  readonly range: Range;
  readonly nameRange: Range;
  readonly valueRange: Range | undefined;
  /** Whether the `;` is there. */
  readonly terminated: boolean;
  readonly start: number;
  readonly end: number;
  readonly nameEnd: number;
  /** -1 without a value. */
  readonly valueStart: number;
  /** -1 without a value. */
  readonly valueEnd: number;
}

/*
 * How the parser's findings are packed: one growable array of integers, in the order of the file. Each item is a
 * record that begins with its kind and flags; positions are offsets into the text, -1 stands for nothing.
 */

/** Kinds of items, in the first word of a record. */
export const ITEM_BLANK = 0;
/** A comment. */
export const ITEM_COMMENT = 1;
/** A directive. */
export const ITEM_DIRECTIVE = 2;
/** A rule, in force or not. */
export const ITEM_RULE = 3;
/** The part of a record's first word that is the kind; the rest are flags. */
export const ITEM_KIND_MASK = 0xf;
/** Flag: the rule stands behind a comment mark. */
export const RULE_DISABLED = 0x10;
/** Flag: the rule's line begins with a blank. */
export const RULE_LEADING_BLANK = 0x20;
/** Flag: the rule's line waits for another one that does not come. */
export const RULE_UNFINISHED_LINE = 0x40;

/** Second word of every record: where the item begins. */
export const ITEM_START = 1;
/** Third word of every record: where the item ends. */
export const ITEM_END = 2;
/** Number of words of a record that has no others. */
export const ITEM_SIZE = 3;
/** Word of a directive: end of its name. */
export const DIRECTIVE_NAME_END = 3;
/** Number of words of a directive's record. */
export const DIRECTIVE_SIZE = 4;

/** Words of a rule: where it begins without its comment mark. */
export const RULE_START = 3;
/** Where it ends without text behind it. */
export const RULE_END = 4;
/** Where its options begin, at the parenthesis. */
export const RULE_BODY_START = 5;
/** Number of options. */
export const RULE_OPTION_COUNT = 6;
/** Start and end of each header word. */
export const RULE_WORDS = 7;
/** Number of header words, the action included. */
export const WORD_COUNT = 7;
/** Where the options of a rule follow, {@link OPTION_SIZE} words each. */
export const RULE_OPTIONS: number = RULE_WORDS + 2 * WORD_COUNT;

/** Words of an option: where it begins. */
export const OPTION_START = 0;
/** Where its name ends. */
export const OPTION_NAME_END = 1;
/** Where its value begins. */
export const OPTION_VALUE_START = 2;
/** Where its value ends. */
export const OPTION_VALUE_END = 3;
/** Where it ends, terminator included. */
export const OPTION_END = 4;
/** Number of words of an option. */
export const OPTION_SIZE = 5;

/** Places of the header words: what to do. */
export const ACTION = 0;
/** Protocol or service, with its hook. */
export const PROTOCOL = 1;
/** Source addresses. */
export const SOURCE = 2;
/** Source ports. */
export const SOURCE_PORT = 3;
/** The arrow. */
export const DIRECTION = 4;
/** Destination addresses. */
export const DESTINATION = 5;
/** Destination ports. */
export const DESTINATION_PORT = 6;

/** A fault of the syntax, by its code without namespace. */
export interface Problem {
  readonly code: string;
  readonly start: number;
  readonly end: number;
  /** Index of the item it is in. */
  readonly item: number;
}

/** What parsing makes of a text. */
export interface Tape {
  readonly words: Int32Array;
  /** Where each item's record begins. */
  readonly items: Int32Array;
  /** Indexes of the items that are rules. */
  readonly rules: Int32Array;
  readonly problems: readonly Problem[];
}

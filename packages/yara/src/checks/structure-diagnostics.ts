import type { DiagnosticInfo } from "@sigwright/core";
import { type Catalogue, catalogue } from "../diagnostics.ts";

/** A code of a fault of structure. */
export type StructureCode =
  | "yara/unsupported"
  | "yara/reserved-word"
  | "yara/duplicate-rule"
  | "yara/name-conflict"
  | "yara/duplicate-tag"
  | "yara/duplicate-pattern"
  | "yara/undefined-pattern"
  | "yara/unused-pattern"
  | "yara/anonymous-pattern"
  | "yara/modifier"
  | "yara/modifier-value"
  | "yara/pattern-too-short"
  | "yara/hex"
  | "yara/jump"
  | "yara/escape"
  | "yara/regexp-flag"
  | "yara/number"
  | "yara/limit"
  | "yara/undefined-rules"
  | "yara/set-place"
  | "yara/rule-wildcard"
  | "yara/missing-file"
  | "yara/not-unicode";

const CATALOGUE: Catalogue<StructureCode> = catalogue({
  "yara/unsupported": {
    severity: "error",
    rejects: true,
    summary: "A form is used that the target's engine does not know, while another one does.",
    explanation:
      "YARA 4 and YARA-X share a language and differ at its edges. Write the rule without the form, or name the engine it is meant for as the target.",
    example: {
      bad: "rule a { condition: entrypoint == 0 }",
      good: 'import "pe" rule a { condition: pe.entry_point == 0 }',
    },
  },
  "yara/reserved-word": {
    severity: "error",
    rejects: true,
    summary: "A name is a reserved word of the engine.",
    explanation: "The engine reads the word as a keyword wherever it stands. Give the rule, tag or meta entry another name.",
    example: { bad: "rule with { condition: true }", good: "rule within { condition: true }" },
  },
  "yara/duplicate-rule": {
    severity: "error",
    rejects: true,
    summary: "Two rules of a file have the same name.",
    explanation: "Names of rules are unique in a namespace, and a file is loaded into one. Rename one of them.",
    example: {
      bad: "rule a { condition: true } rule a { condition: false }",
      good: "rule a { condition: true } rule b { condition: false }",
    },
  },
  "yara/name-conflict": {
    severity: "error",
    rejects: true,
    summary: "A rule has the name of something else: a module, a function, an external variable.",
    explanation: "The name would stand for two things. Rename the rule.",
    example: {
      bad: 'import "pe" rule pe { condition: true }',
      good: 'import "pe" rule is_pe { condition: true }',
    },
  },
  "yara/duplicate-tag": {
    severity: "error",
    rejects: true,
    summary: "A rule has the same tag twice.",
    explanation: "The engine refuses it. Delete one of them.",
    example: { bad: "rule a : x x { condition: true }", good: "rule a : x { condition: true }" },
  },
  "yara/duplicate-pattern": {
    severity: "error",
    rejects: true,
    summary: "Two patterns of a rule have the same name.",
    explanation: "Rename one of them. Patterns that are only counted need no name: `$` alone may repeat.",
    example: {
      bad: 'rule a { strings: $a = "xyz" $a = "abc" condition: $a }',
      good: 'rule a { strings: $a = "xyz" $b = "abc" condition: $a or $b }',
    },
  },
  "yara/undefined-pattern": {
    severity: "error",
    rejects: true,
    summary: "A condition names a pattern that the rule does not have.",
    explanation: "The name is misspelt, or the pattern was deleted. A set such as `$a*` must fit one pattern at least.",
    example: {
      bad: 'rule a { strings: $a = "xyz" condition: $b or $a }',
      good: 'rule a { strings: $a = "xyz" condition: $a }',
    },
  },
  "yara/unused-pattern": {
    severity: "error",
    rejects: true,
    summary: "A pattern is not used in the condition.",
    explanation:
      "The engine refuses the rule. Use the pattern or delete it; to YARA-X a pattern whose name begins with `$_` may stay unused.",
    example: {
      bad: 'rule a { strings: $a = "xyz" $b = "abc" condition: $a }',
      good: 'rule a { strings: $a = "xyz" $b = "abc" condition: any of them }',
    },
  },
  "yara/anonymous-pattern": {
    severity: "error",
    rejects: true,
    summary: "A lone `$`, `#`, `@` or `!` stands outside the body of a `for … of`.",
    explanation: "There it stands for the pattern that the loop is at; elsewhere it stands for nothing.",
    example: {
      bad: 'rule a { strings: $ = "xyz" condition: $ at 0 and all of them }',
      good: 'rule a { strings: $ = "xyz" condition: for all of them : ( $ at 0 ) }',
    },
  },
  "yara/modifier": {
    severity: "error",
    rejects: true,
    summary: "A pattern modifier is repeated, goes with no such pattern or not with another modifier.",
    explanation:
      "`xor` and `base64` are for texts only, `private` is all a hexadecimal pattern can have. `xor`, `base64` and `base64wide` do not go with `nocase`; `base64` goes neither with `fullword` nor `xor`.",
    example: {
      bad: 'rule a { strings: $a = "xyz" xor nocase condition: $a }',
      good: 'rule a { strings: $a = "xyz" xor condition: $a }',
    },
  },
  "yara/modifier-value": {
    severity: "error",
    rejects: true,
    summary: "What stands in the parentheses of a modifier does not fit.",
    explanation:
      "`xor` takes a key of 0 to 255 or a range of them, the lower first. A base64 alphabet has 64 characters, to YARA-X all different and printable.",
    example: {
      bad: 'rule a { strings: $a = "xyz" xor(9-1) condition: $a }',
      good: 'rule a { strings: $a = "xyz" xor(1-9) condition: $a }',
    },
  },
  "yara/pattern-too-short": {
    severity: "error",
    rejects: true,
    summary: "A pattern is empty, or too short for base64.",
    explanation: "A text has one byte at least, with `base64` or `base64wide` three.",
    example: {
      bad: 'rule a { strings: $a = "" condition: $a }',
      good: 'rule a { strings: $a = "xyz" condition: $a }',
    },
  },
  "yara/hex": {
    severity: "error",
    rejects: true,
    summary: "A hexadecimal pattern is not well formed.",
    explanation:
      "It is made of pairs of digits or `?`, jumps such as `[4-6]`, and alternatives such as `( 01 | 02 )`. It begins and ends with a byte or alternatives, never with a jump.",
    example: {
      bad: "rule a { strings: $a = { 4D 5A 9 } condition: $a }",
      good: "rule a { strings: $a = { 4D 5A 90 } condition: $a }",
    },
  },
  "yara/jump": {
    severity: "error",
    rejects: true,
    summary: "A jump of a hexadecimal pattern goes nowhere or backwards, or is too long for where it stands.",
    explanation:
      "The lower bound comes first. A jump of no bytes is refused. Inside alternatives YARA 4 allows 200 bytes at most, and always an end.",
    example: {
      bad: "rule a { strings: $a = { 4D [8-4] 5A } condition: $a }",
      good: "rule a { strings: $a = { 4D [4-8] 5A } condition: $a }",
    },
  },
  "yara/escape": {
    severity: "error",
    rejects: true,
    summary: "A text has an escape that the engine does not know.",
    explanation:
      'A backslash stands before `t`, `n`, `r`, `"`, another backslash, or `x` and two hexadecimal digits; to YARA-X also before `0`. A backslash of the text itself is written twice.',
    example: {
      bad: String.raw`rule a { strings: $a = "C:\Windows" condition: $a }`,
      good: String.raw`rule a { strings: $a = "C:\\Windows" condition: $a }`,
    },
  },
  "yara/regexp-flag": {
    severity: "error",
    rejects: true,
    summary: "Letters behind a regular expression are not flags the engine knows.",
    explanation: "The flags are `i` (any case) and `s` (a dot is a line feed too), to YARA 4 in this order.",
    example: {
      bad: "rule a { strings: $a = /xyz/m condition: $a }",
      good: "rule a { strings: $a = /xyz/s condition: $a }",
    },
  },
  "yara/number": {
    severity: "error",
    rejects: true,
    summary: "A number is too large for the engine.",
    explanation: "Numbers are whole, have a sign and 64 bits: 9223372036854775807 is the largest.",
    example: {
      bad: "rule a { condition: filesize < 99999999999999999999 }",
      good: "rule a { condition: filesize < 10MB }",
    },
  },
  "yara/limit": {
    severity: "error",
    rejects: true,
    summary: "A limit of the engine is passed.",
    explanation: "YARA 4 has limits for the length of names and texts, the patterns of a rule, and loops within loops.",
  },
  "yara/undefined-rules": {
    severity: "error",
    rejects: true,
    summary: "A set of rules fits no rule further up.",
    explanation: "YARA 4 reads rules from top to bottom: `any of (name*)` means those above whose names begin so, and the rule itself.",
  },
  "yara/set-place": {
    severity: "error",
    rejects: true,
    summary: "`at` or `in` stands behind a set of rules or expressions.",
    explanation: "Only patterns have places in a file.",
    example: {
      bad: "rule a { condition: any of (filesize > 1, filesize < 9) at 0 }",
      good: 'rule a { strings: $a = "xyz" condition: any of them at 0 }',
    },
  },
  "yara/rule-wildcard": {
    severity: "error",
    rejects: true,
    summary: "A rule has a name that a set of rules further up would have meant.",
    explanation:
      "After `any of (name*)` no rule whose name begins so can follow: the set would be incomplete. Move the rule up, or rename it.",
  },
  "yara/missing-file": {
    severity: "warning",
    rejects: false,
    summary: "An included file is not there.",
    explanation: "The engine looks for it beside the including file and refuses both without it.",
  },
  "yara/not-unicode": {
    severity: "error",
    rejects: true,
    summary: "A file is not UTF-8.",
    explanation: "YARA-X refuses a rule with bytes that are no UTF-8. Save the file as UTF-8; write bytes of a pattern as `\\xE9`.",
  },
});

/** What can be wrong with the parts of a rule and the rules of a file, types and expressions apart. */
export const STRUCTURE_DIAGNOSTICS: readonly DiagnosticInfo[] = CATALOGUE.infos;

/** Makes a finding of one of STRUCTURE_DIAGNOSTICS. */
export const structureFinding: Catalogue<StructureCode>["finding"] = CATALOGUE.finding;

import type { DiagnosticInfo } from "@sigwright/core";
import { type Catalogue, catalogue } from "../diagnostics.ts";

/** A code of a fault of a condition or regular expression. */
export type ConditionCode =
  | "yara/unknown-module"
  | "yara/unknown-identifier"
  | "yara/rule-order"
  | "yara/unknown-field"
  | "yara/restricted-field"
  | "yara/wrong-type"
  | "yara/wrong-arguments"
  | "yara/not-an-operand"
  | "yara/loop-variables"
  | "yara/number-out-of-range"
  | "yara/empty-range"
  | "yara/bad-regexp"
  | "yara/mixed-greediness"
  | "yara/arbitrary-prefix"
  | "yara/empty-match";

const CATALOGUE: Catalogue<ConditionCode> = catalogue({
  "yara/unknown-module": {
    severity: "error",
    rejects: true,
    summary: "An imported module does not exist in the engine.",
    explanation:
      "Which modules there are differs between YARA 4 and YARA-X: `string`, `lnk`, `crx` and `vt` are YARA-X's, `dex` and `magic` YARA 4's. Modules of other builds, such as `androguard`, are refused by both.",
    example: { bad: 'import "androguard" rule a { condition: true }', good: 'import "pe" rule a { condition: pe.is_pe }' },
  },
  "yara/unknown-identifier": {
    severity: "error",
    rejects: true,
    summary: "A condition names something that is not declared before it.",
    explanation:
      "A name can be that of a rule further up in the file, of an imported module, of a variable of a loop around, or of an external variable that the scanner defines. Behind an `include` nothing is called unknown, as the other file can declare anything.",
    example: { bad: "rule a { condition: nowhere }", good: "rule a { condition: filesize > 0 }" },
  },
  "yara/rule-order": {
    severity: "error",
    rejects: true,
    summary: "A rule uses one that comes later in the file, or itself.",
    explanation: "Engines read rules from top to bottom and know only those above. Move the rule that is used up.",
    example: { bad: "rule a { condition: b } rule b { condition: filesize > 0 }", good: "rule b { condition: filesize > 0 } rule a { condition: b }" },
  },
  "yara/unknown-field": {
    severity: "error",
    rejects: true,
    summary: "A module or structure has no field or function of the name.",
    explanation: "Fields differ between YARA 4 and YARA-X, and between versions of each. The check knows those of YARA 4.2.3 and YARA-X 1.7.1.",
    example: { bad: 'import "pe" rule a { condition: pe.number_of_section > 3 }', good: 'import "pe" rule a { condition: pe.number_of_sections > 3 }' },
  },
  "yara/restricted-field": {
    severity: "error",
    rejects: true,
    summary: "A field is there only in rules that run at VirusTotal.",
    explanation: "YARA-X knows the module `vt`, and refuses its fields unless the build is told which kind of object is scanned. Rules that need it belong to VirusTotal's Livehunt.",
    example: { bad: 'import "vt" rule a { condition: vt.metadata.new_file }', good: 'import "pe" rule a { condition: pe.is_pe }' },
  },
  "yara/wrong-type": {
    severity: "error",
    rejects: true,
    summary: "An expression is of a type that can't stand at its place.",
    explanation:
      "Arithmetic takes numbers, text operators take texts, comparisons two of one sort. Functions have to be called, structures and arrays looked into. A number or a text in place of a condition is true when it is not zero or empty.",
    example: { bad: 'rule a { condition: filesize > "10KB" }', good: "rule a { condition: filesize > 10KB }" },
  },
  "yara/wrong-arguments": {
    severity: "error",
    rejects: true,
    summary: "A function is called with arguments that it does not take.",
    explanation: "Number and types of the arguments must be those of one of the ways to call it: an integer is not taken for a float.",
    example: { bad: 'import "math" rule a { condition: math.entropy("a", 1) > 7.0 }', good: 'import "math" rule a { condition: math.entropy(0, filesize) > 7.0 }' },
  },
  "yara/not-an-operand": {
    severity: "error",
    rejects: true,
    summary: "Something that is true or false stands where a number, a text or a name is taken only.",
    explanation:
      "To both engines comparisons, patterns, `true` and `false` are no operands of arithmetic or of comparisons, not in parentheses either: it is a fault of syntax. Functions take them as arguments.",
    example: { bad: "rule a { condition: for any i in (true, false) : (i) }", good: "rule a { condition: for any i in (0, 1) : (i == 1) }" },
  },
  "yara/loop-variables": {
    severity: "error",
    rejects: true,
    summary: "A loop has more or fewer variables than it is given values, or, in YARA 4, one of the name of a loop around.",
    explanation: "Dictionaries give a key and a value each time, everything else gives one value.",
    example: { bad: "rule a { condition: for any i, j in (1..2) : (i > 1) }", good: "rule a { condition: for any i in (1..2) : (i > 1) }" },
  },
  "yara/number-out-of-range": {
    severity: "error",
    rejects: true,
    summary: "A number can't be what it is at its place.",
    explanation:
      "Offsets, counts, shifts and indexes of arrays can't be negative, matches are counted from 1, percentages end at 100, and results have to fit 64 bits with a sign. YARA 4 refuses to divide by a zero that it can see.",
    example: { bad: "rule a { strings: $a = \"abc\" condition: @a[0] > 10 }", good: "rule a { strings: $a = \"abc\" condition: @a[1] > 10 }" },
  },
  "yara/empty-range": {
    severity: "error",
    rejects: true,
    summary: "A range ends before it begins.",
    explanation: "YARA-X refuses it where both ends are known; YARA 4 loads it, and nothing is ever in such a range.",
    example: { bad: 'rule a { strings: $a = "abc" condition: $a in (100..10) }', good: 'rule a { strings: $a = "abc" condition: $a in (10..100) }' },
  },
  "yara/bad-regexp": {
    severity: "error",
    rejects: true,
    summary: "A regular expression is not one in the engine's dialect.",
    explanation:
      "Neither engine has look-around or back references. YARA-X reads expressions as Rust's regex does, without Unicode classes: a brace or a letter behind a backslash that means nothing is refused. YARA 4 knows plain groups only, and takes any other character behind a backslash for itself.",
    example: { bad: 'rule a { strings: $a = /(a)\\1x/ condition: $a }', good: "rule a { strings: $a = /aax/ condition: $a }" },
  },
  "yara/mixed-greediness": {
    severity: "error",
    rejects: true,
    summary: "A pattern has greedy repetitions and others that are not.",
    explanation: "Engines look for an expression from its middle outwards, and so can find the longest match or the shortest, but not a mixture. All repetitions of a pattern have to be of one kind.",
    example: { bad: "rule a { strings: $a = /ab.*cd.+?ef/ condition: $a }", good: "rule a { strings: $a = /ab.*?cd.+?ef/ condition: $a }" },
  },
  "yara/arbitrary-prefix": {
    severity: "error",
    rejects: true,
    summary: "A regular expression begins with any number of any bytes.",
    explanation: "With the flag `s`, a dot matches every byte, so `.*` in front matches everything before the rest. A pattern is found wherever it is: the prefix does nothing but cost time.",
    example: { bad: "rule a { strings: $a = /.*abc/s condition: $a }", good: "rule a { strings: $a = /abc/s condition: $a }" },
  },
  "yara/empty-match": {
    severity: "error",
    rejects: true,
    summary: "A pattern matches the empty text.",
    explanation: "It would be found at every place of every file. YARA-X refuses it; YARA 4 loads it and warns that it is slow.",
    example: { bad: "rule a { strings: $a = /a*/ condition: $a }", good: "rule a { strings: $a = /a+b/ condition: $a }" },
  },
});

/** What can be wrong with what a condition says. */
export const CONDITION_DIAGNOSTICS: readonly DiagnosticInfo[] = CATALOGUE.infos;

/** Makes a finding of one of CONDITION_DIAGNOSTICS. */
export const conditionFinding: Catalogue<ConditionCode>["finding"] = CATALOGUE.finding;

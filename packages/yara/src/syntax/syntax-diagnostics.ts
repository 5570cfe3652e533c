import type { DiagnosticInfo } from "@sigwright/core";
import { type Catalogue, catalogue } from "../diagnostics.ts";

/** A code of a fault of syntax. */
export type SyntaxCode =
  | "yara/syntax"
  | "yara/unclosed"
  | "yara/unknown-character"
  | "yara/too-deep"
  | "yara/too-many-faults";

const CATALOGUE: Catalogue<SyntaxCode> = catalogue({
  "yara/syntax": {
    severity: "error",
    rejects: true,
    summary: "The text does not follow the grammar of YARA rules.",
    explanation:
      "The engine refuses the whole file. The message tells what could stand at the place; the fault itself can be before it, as with a forgotten brace.",
    example: {
      bad: 'rule a { strings: $a "x" condition: $a }',
      good: 'rule a { strings: $a = "x" condition: $a }',
    },
  },
  "yara/unclosed": {
    severity: "error",
    rejects: true,
    summary: "A text, a regular expression or a hexadecimal pattern is not closed.",
    explanation:
      'A text in quotes and a regular expression end on the line they begin on; a quote inside a text is written `\\"`, a slash inside an expression `\\/`. A hexadecimal pattern ends with `}`.',
    example: {
      bad: 'rule a { strings: $a = "x condition: $a }',
      good: 'rule a { strings: $a = "x" condition: $a }',
    },
  },
  "yara/unknown-character": {
    severity: "error",
    rejects: true,
    summary: "A character stands outside of texts and comments that YARA has no use for.",
    explanation:
      "Often it came from a web page or a text processor: curly quotes, a byte order mark, a dash. Both engines refuse the file.",
    example: {
      bad: "rule a { strings: $a = “x” condition: $a }",
      good: 'rule a { strings: $a = "x" condition: $a }',
    },
  },
  "yara/too-deep": {
    severity: "error",
    rejects: true,
    summary: "An expression is nested deeper than the parser follows.",
    explanation:
      "Parentheses, brackets and chains of operators of one expression may be nested 250 deep. `and` and `or` chain without limit.",
  },
  "yara/too-many-faults": {
    severity: "error",
    rejects: true,
    summary: "A file has so many faults that its end was not looked at.",
    explanation:
      "The engine refuses the file for the first of them. A thousand are told; rules behind the place are listed neither as right nor as wrong. Mostly the file is no YARA file, or something at its beginning is wrong.",
  },
});

/** What can be wrong with the syntax of a file. */
export const SYNTAX_DIAGNOSTICS: readonly DiagnosticInfo[] = CATALOGUE.infos;

/** Makes a finding of one of SYNTAX_DIAGNOSTICS. */
export const syntaxFinding: Catalogue<SyntaxCode>["finding"] = CATALOGUE.finding;

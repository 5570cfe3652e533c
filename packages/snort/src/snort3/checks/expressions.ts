import { expressionFault, type GivenParameter, givenParameter, type OptionCheck, type ParameterValues, type RuleReport } from "@sigwright/rule-language/dialect";
import type { Snort3Environment } from "../dialect/environment.ts";

const BLANK_START = /^[ \t\n\v\f\r]+/;
const BLANK_END = /[ \t\n\v\f\r]$/;
const PCRE_FLAGS = "ismxAEGRO";
/** Flags that change how the expression is compiled. */
const COMPILE_FLAGS = /[^AEGimsx]/g;

/** An expression between its delimiters. */
interface Delimited {
  readonly pattern: string;
  readonly flags: string;
  /** Where the pattern begins in the text it is cut out of. */
  readonly patternStart: number;
}

/** An expression must stand between delimiters and compile. */
export function pcre({ compilePcre }: Snort3Environment): OptionCheck<ParameterValues> {
  return {
    summary: "the expression compiles",
    check: ({ nameRange, value: [expression], report }) => {
      if (expression === undefined) {
        report.reject("missing-value", nameRange, "`pcre` needs an expression", { help: 'write `pcre:"/…/";`' });
        return;
      }
      const delimited = splitPcre(expression.text);
      if (delimited === undefined) {
        report.reject("bad-expression", expression, "the expression does not stand between two slashes", { help: 'write `"/expression/flags"`; `m` before another delimiter makes it the delimiter' });
        return;
      }
      const { pattern, flags, patternStart } = delimited;
      const place = placeIn(expression);
      const flagsStart = patternStart + pattern.length + 1;
      for (let at = 0; at < flags.length; at++) {
        if (PCRE_FLAGS.includes(flags[at]!)) continue;
        report.reject("bad-expression", place(flagsStart + at, flagsStart + at + 1), `\`${flags[at]!}\` is no flag of an expression`, { help: `flags are ${PCRE_FLAGS.split("").join(", ")}; buffers are selected by options of their own before it` });
        return;
      }
      if (!checkStructure(pattern, patternStart, flags.includes("x"), place, report)) return;
      const problem = compilePcre?.(pattern, flags.replace(COMPILE_FLAGS, ""));
      if (problem !== undefined) report.reject("bad-expression", place(patternStart, patternStart + pattern.length), `PCRE2 says: ${problem}`, { help: "mend the expression; it must compile as PCRE2" });
    },
  };
}

/** The engine cuts blanks, a `!` and quotes off, and looks for the last delimiter. */
function splitPcre(text: string): Delimited | undefined {
  let end = text.length;
  while (end > 0 && BLANK_END.test(text[end - 1]!)) end--;
  let start = blanks(text, 0);
  if (text[start] === "!") start = blanks(text, start + 1);
  if (text[start] === '"') start++;
  if (end > start && text[end - 1] === '"') end--;
  let delimiter = "/";
  if (text[start] === "m") {
    start++;
    delimiter = start < end ? text[start]! : "";
    if (delimiter === "" || delimiter === "R" || BLANK_END.test(delimiter)) return undefined;
  } else if (text[start] !== delimiter || start >= end) return undefined;
  const close = text.lastIndexOf(delimiter, end - 1);
  if (close - start <= 1) return undefined;
  return { pattern: text.slice(start + 1, close), flags: text.slice(close + 1, end), patternStart: start + 1 };
}

function blanks(text: string, start: number): number {
  return start + (BLANK_START.exec(text.slice(start))?.[0].length ?? 0);
}

type Place = (start: number, end: number) => { readonly start: number; readonly end: number };

/** Places in a value's text as places in the file, where the one is the other. */
function placeIn(given: GivenParameter): Place {
  if (given.text.length !== given.end - given.start) return () => ({ start: given.start, end: given.end });
  return (start, end) => ({ start: Math.min(given.start + start, given.end), end: Math.min(given.start + Math.max(end, start + 1), given.end) });
}

function checkStructure(pattern: string, patternStart: number, isExtended: boolean, place: Place, report: RuleReport): boolean {
  const fault = expressionFault(pattern, isExtended);
  if (fault === undefined) return true;
  report.reject("bad-expression", place(patternStart + fault.start, patternStart + fault.end), `the expression does not compile: ${fault.message}`, { help: fault.help ?? "mend the expression; it must compile as PCRE2" });
  return false;
}

const HYPERSCAN_FLAGS = "imsOR";
/** What the expressions of Hyperscan have not: looking around, references, atomic groups, conditions, recursion. */
const NOT_IN_HYPERSCAN = /\((?:\?(?:[=!>(R&]|<[=!]|P[=>]|[+-]?\d)|\*)|\\[1-9gkKGRX]|[*+?}]\+/;

/** `regex` compiles its expression with Hyperscan. */
export const hyperscanExpression: OptionCheck<ParameterValues> = {
  summary: "the expression compiles with Hyperscan",
  check: ({ nameRange, value, report }) => {
    const expression = givenParameter(value, "expression");
    if (expression === undefined) {
      report.reject("missing-value", nameRange, "`regex` needs an expression", { help: 'write `regex:"/…/";`' });
      return;
    }
    const { text } = expression;
    const place = placeIn(expression);
    if (text.startsWith("!")) {
      report.reject("bad-expression", place(0, 1), "`regex` can't be negated", { help: "use `pcre`" });
      return;
    }
    // The first and the last character are taken for quotes.
    const inner = text.slice(1, -1);
    const close = inner.lastIndexOf("/");
    if (inner.length < 3 || !inner.startsWith("/") || close === 0) {
      report.reject("bad-expression", expression, "the expression does not stand between two slashes in double quotes", { help: 'write `"/expression/flags"`' });
      return;
    }
    const flags = inner.slice(close + 1);
    for (let at = 0; at < flags.length; at++) {
      if (HYPERSCAN_FLAGS.includes(flags[at]!)) continue;
      report.reject("bad-expression", place(close + 2 + at, close + 3 + at), `\`${flags[at]!}\` is no flag of \`regex\``, { help: `flags are ${HYPERSCAN_FLAGS.split("").join(", ")}` });
      return;
    }
    checkHyperscan(inner.slice(1, close), 2, place, report);
  },
};

/** Kinds of sensitive data that have names. */
const SENSITIVE_DATA: readonly string[] = ["credit_card", "us_social", "us_social_nodashes", "email", "us_phone"];

/** `sd_pattern` names a kind of data or gives an expression. */
export const sensitiveData: OptionCheck<ParameterValues> = {
  summary: "the pattern is a known kind of data, or compiles with Hyperscan",
  check: ({ nameRange, value, report }) => {
    const given = givenParameter(value, "pattern");
    if (given === undefined) {
      report.reject("missing-value", nameRange, "`sd_pattern` needs a pattern", { help: `it is one of ${SENSITIVE_DATA.map((name) => `\`"${name}"\``).join(", ")} or an expression` });
      return;
    }
    const isQuoted = given.text.length > 1 && given.text.startsWith('"') && given.text.endsWith('"');
    const pattern = isQuoted ? given.text.slice(1, -1) : given.text;
    if (SENSITIVE_DATA.includes(pattern)) return;
    if (pattern === "") report.reject("empty-value", given, "the pattern is empty", { help: "put a pattern between the quotes" });
    else checkHyperscan(pattern, isQuoted ? 1 : 0, placeIn(given), report);
  },
};

function checkHyperscan(pattern: string, patternStart: number, place: Place, report: RuleReport): void {
  if (!checkStructure(pattern, patternStart, false, place, report)) return;
  const other = NOT_IN_HYPERSCAN.exec(pattern.replaceAll(/\\[^1-9gkKGRX]/g, "  "));
  if (other === null) return;
  const start = patternStart + other.index;
  report.reject("bad-expression", place(start, start + other[0].length), `\`${other[0]}\` is nothing that Hyperscan can compile`, { help: "use `pcre`" });
}

import type { RuleOption } from "../tree.ts";
import type { ArgumentText } from "./argument.ts";
import type { DialectKeyword } from "./keyword.ts";
import type { RuleReport } from "./rule-report.ts";

/** A value with blanks, negation and quotes taken off. */
export interface ReadArgument {
  readonly text: ArgumentText | undefined;
  readonly negated: boolean;
}

const NO_ARGUMENT: ReadArgument = { text: undefined, negated: false };

/**
 * Takes blanks, negation and quotes off a value, as far as the keyword's row lets them be. Undefined, with a report,
 * when the value is not as the row wants it.
 */
export function readArgument(file: string, option: RuleOption, keyword: DialectKeyword, report: RuleReport): ReadArgument | undefined {
  const { valueStart, valueEnd } = option;
  if (valueStart === -1 || valueStart === valueEnd) {
    if (keyword.value !== "required") return NO_ARGUMENT;
    report.reject("missing-value", option.nameRange, `\`${keyword.name}\` needs a value`, {
      help: keyword.argument === undefined ? `write \`${keyword.name}:…;\`` : `it takes ${keyword.argument.summary}`,
    });
    return undefined;
  }
  if (keyword.value === "none") {
    report.reject("unexpected-value", option.valueRange!, `\`${keyword.name}\` takes no value`, {
      help: `write \`${keyword.name};\``,
      fixes: [{ title: "Take the value out", safe: false, edits: [{ range: { start: option.nameEnd, end: valueEnd }, newText: "" }] }],
    });
    return undefined;
  }
  let text = file;
  let start = valueStart;
  let end = valueEnd;
  const lineEnd = file.indexOf("\n", start);
  if (lineEnd !== -1 && lineEnd < end) {
    text = file.slice(start, end).replaceAll(CONTINUATION, "");
    start = 0;
    end = text.length;
  }
  const isBlank = (at: number): boolean => text.charCodeAt(at) === 0x20 || text.charCodeAt(at) === 0x09;
  while (start < end && isBlank(start)) start++;
  let negated = false;
  if (keyword.negatable === true && text.charCodeAt(start) === 0x21) {
    negated = true;
    start++;
  }
  while (start < end && isBlank(start)) start++;
  if (start >= end) {
    report.reject("missing-value", option.valueRange!, `\`${keyword.name}\` needs a value`);
    return undefined;
  }
  if (keyword.quotes === "kept") return { text: { text, start, end }, negated };
  const isQuoted = text.charCodeAt(start) === 0x22;
  if (!isQuoted && keyword.quotes === "required") {
    reportMissingQuotes(option, keyword, negated, report);
    return undefined;
  }
  if (isQuoted && keyword.quotes === undefined) {
    report.reject("quotes-refused", option.valueRange!, `the value of \`${keyword.name}\` must not stand in quotes`, {
      help: "take the quotes out",
    });
    return undefined;
  }
  if (isQuoted) {
    if (text.charCodeAt(end - 1) !== 0x22) {
      report.reject("quote-unclosed", option.valueRange!, `the quotes of \`${keyword.name}\` are not closed before the \`;\``, {
        help: "end the value with a double quote; a `;` inside it is written `\\;`",
      });
      return undefined;
    }
    // A single quote is both the first and the last; the keyword gets it as it is.
    if (end - start > 1) {
      start++;
      end--;
    }
    if (start === end) {
      report.reject("empty-value", option.valueRange!, `the value of \`${keyword.name}\` is empty`, {
        help: "put something between the quotes, or take the option out",
      });
      return undefined;
    }
  }
  return { text: { text, start, end }, negated };
}

// What stands at the end of a line that goes on in the next one.
const CONTINUATION = /\\[ \t]*\r?\n/g;

function reportMissingQuotes(option: RuleOption, keyword: DialectKeyword, negated: boolean, report: RuleReport): void {
  const range = option.valueRange!;
  const { start, end } = range;
  report.reject("quotes-missing", range, `the value of \`${keyword.name}\` must stand in double quotes`, {
    help: "a double quote goes before and after it",
    ...(negated
      ? {}
      : {
          fixes: [
            {
              title: "Put it in double quotes",
              safe: false,
              edits: [
                { range: { start, end: start }, newText: '"' },
                { range: { start: end, end }, newText: '"' },
              ],
            },
          ],
        }),
  });
}

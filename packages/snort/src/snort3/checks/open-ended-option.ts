import type { RuleCheck } from "@sigwright/rule-language/dialect";

/** Keywords whose values a closing parenthesis does not end. */
const FREE_TEXT: ReadonlySet<string> = new Set(["metadata", "reference"]);

/** The last semicolon may be missing behind a value, and nowhere else. */
export const openEndedOption: RuleCheck = {
  summary: "the last option ends with a semicolon, or with a value",
  check: ({ options }, _, report) => {
    const last = options.at(-1);
    if (last === undefined || last.terminated) return;
    if (last.valueStart !== -1 && !FREE_TEXT.has(last.name)) return;
    report.reject("unterminated-option", { start: last.start, end: last.end }, `\`${last.name}\` does not end with a semicolon`, {
      help: "end it with `;`",
      fixes: [{ title: "Add the semicolon", safe: true, edits: [{ range: { start: last.end, end: last.end }, newText: ";" }] }],
    });
  },
};

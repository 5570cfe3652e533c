import { type OptionCheck, ruleNote } from "@sigwright/rule-language/dialect";

const uses = ruleNote<Map<string, number>>("uses of keywords");

/** The engine itself warns when a keyword stands in a rule more often than this. */
export function atMost(most: number): OptionCheck {
  return {
    summary: most === 1 ? "it stands once" : `it stands ${most} times at most`,
    check: ({ keyword, nameRange, state, report }) => {
      const counts = uses.of(state) ?? new Map<string, number>();
      const count = (counts.get(keyword.name) ?? 0) + 1;
      counts.set(keyword.name, count);
      uses.keep(state, counts);
      if (count !== most + 1) return;
      report.warn("repeated-condition", nameRange, most === 1 ? `\`${keyword.name}\` stands in the rule already` : `\`${keyword.name}\` stands in the rule more than ${most} times`, { help: "write the conditions as one" });
    },
  };
}

import type { CheckedFile, CheckedRule, VerdictCounts } from "./checked-file.ts";

/** How many rules of a file have which verdict. */
export function verdictsOf(file: Pick<CheckedFile, "rules" | "verdicts">): VerdictCounts {
  return file.verdicts ?? countVerdicts(file.rules);
}

/** How many rules were judged in a file. */
export function ruleCountOf(file: Pick<CheckedFile, "rules" | "verdicts">): number {
  return file.verdicts === undefined ? file.rules.length : file.verdicts.accept + file.verdicts.reject + file.verdicts.skip;
}

function countVerdicts(rules: readonly CheckedRule[]): VerdictCounts {
  const counts = { accept: 0, reject: 0, skip: 0 };
  for (const { verdict } of rules) counts[verdict]++;
  return counts;
}

/** A file with other verdicts, of which nothing was counted yet. */
export function withRules({ verdicts: _verdicts, ...file }: CheckedFile, rules: readonly CheckedRule[]): CheckedFile {
  return { ...file, rules };
}

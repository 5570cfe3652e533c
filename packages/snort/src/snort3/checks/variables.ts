import type { GivenParameter, RuleReport, RuleState } from "@sigwright/rule-language/dialect";

/** Values that one rule may read. */
const MOST_VALUES = 2;

/** Whether a parameter names a value that an option before it reads, with a report when it does not. */
export function namesValue(given: GivenParameter, what: string, state: RuleState, report: RuleReport): boolean {
  if (state.variables.has(given.text)) return true;
  const known = [...state.variables.keys()];
  report.reject("unknown-variable", given, `${what}: \`${given.text}\` is no number, and no option before it reads a value of that name`, {
    help: known.length === 0 ? "write a number, or read the value with `byte_extract` or `byte_math` first" : `values are ${known.map((name) => `\`${name}\``).join(" and ")}`,
    ...(known.length === 0 ? {} : { expected: known }),
  });
  return false;
}

/** Keeps the name of a value that an option reads; reports when the rule has too many. */
export function readsValue(given: GivenParameter, state: RuleState, report: RuleReport): void {
  if (state.variables.has(given.text)) return;
  if (state.variables.size >= MOST_VALUES) {
    report.reject("too-many-variables", given, `a rule can read ${MOST_VALUES} values at most`, { help: "use a name again once its value is no longer needed" });
    return;
  }
  state.variables.set(given.text, "payload");
}

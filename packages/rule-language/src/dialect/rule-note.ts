import type { RuleState } from "./rule-state.ts";

/** Something that checks of a dialect keep about a rule for each other while the rule is checked. */
export interface RuleNote<Value> {
  /** What was kept of a rule; undefined when nothing was. */
  readonly of: (state: RuleState) => Value | undefined;
  /** Keeps a value in place of the one before. */
  readonly keep: (state: RuleState, value: Value) => void;
}

/** Makes a note: the checks that share it name it by what this returns. `name` is for people who debug. */
export function ruleNote<Value>(name: string): RuleNote<Value> {
  const key = Symbol(name);
  return {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only `keep` knows the key, and it takes nothing else
    of: ({ notes }) => notes.get(key) as Value | undefined,
    keep: ({ notes }, value) => void notes.set(key, value),
  };
}

import type { Diagnostic, Target } from "@sigwright/core";
import { textContent } from "../literals/text.ts";
import type { YaraFile } from "../nodes.ts";
import type { ScalarType } from "../modules/value-type.ts";
import { ConditionChecker } from "./condition-checker.ts";
import { conditionRules } from "./condition-rules.ts";
import { Scope } from "./scope.ts";

/** External variables by name. */
export type ExternalVariables = ReadonlyMap<string, Exclude<ScalarType, "regexp">>;

/**
 * Says what an engine refuses of the regular expressions and the types of a file: fields, functions and their arguments,
 * operands, numbers out of range. By place within each rule. Broken rules are left out, as their parts may be missing.
 */
export function checkConditions(file: YaraFile, target: Target, externals: ExternalVariables): readonly Diagnostic[] {
  const rules = conditionRules(target);
  const scope = new Scope(rules, externals);
  const found: Diagnostic[] = [];
  const checker = new ConditionChecker(rules, scope, (diagnostic) => found.push(diagnostic));
  for (const item of file.items) {
    if (item.kind === "import") scope.import(textContent(item.module));
    if (item.kind !== "rule") continue;
    if (!item.broken) {
      for (const { value } of item.patterns) if (value.kind === "regexp") checker.regexp(value, "pattern");
      if (item.condition !== undefined) checker.condition(item.condition);
    }
    if (item.name !== undefined) scope.declareRule(item.name.text);
  }
  return found;
}

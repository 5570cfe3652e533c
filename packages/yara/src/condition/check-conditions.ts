import { closest, type Diagnostic, quoted, type Target } from "@sigwright/core";
import { textValue } from "../literals/text.ts";
import type { FaultLimit } from "../fault-limit.ts";
import type { Import, YaraFile } from "../nodes.ts";
import { ConditionChecker } from "./condition-checker.ts";
import { conditionRules } from "./condition-rules.ts";
import { type ExternalVariables, Scope } from "./scope.ts";

/**
 * Says what an engine refuses of the imports, the regular expressions and the conditions of a file: names that stand for
 * nothing, fields, functions and their arguments, types of operands, numbers out of range. Of broken rules the conditions
 * are left out, as parts may be missing. Stops at the limit.
 */
export function checkConditions(file: YaraFile, target: Target, externals: ExternalVariables, limit: FaultLimit): readonly Diagnostic[] {
  const rules = conditionRules(target);
  const names = file.rules.flatMap(({ name }) => (name === undefined ? [] : [name]));
  const scope = new Scope(rules, externals, names);
  const found: Diagnostic[] = [];
  const checker = new ConditionChecker(rules, scope, (diagnostic) => {
    found.push(diagnostic);
    limit.add(diagnostic);
  });
  for (const item of file.items) {
    if (limit.isReachedAt(item.range)) break;
    if (item.kind === "import") importModule(item, checker);
    else if (item.kind === "include") scope.isOpen = true;
    else if (item.kind === "rule") {
      checker.rule = item;
      if (rules.selfReference && item.name !== undefined) scope.declareRule(item.name.text);
      if (!item.broken) {
        for (const { value, range } of item.patterns) {
          if (limit.isReachedAt(range)) break;
          if (value.kind === "regexp") checker.regexp(value, range);
        }
        if (item.condition !== undefined) checker.condition(item.condition);
      }
      if (item.name !== undefined) scope.declareRule(item.name.text);
    }
  }
  return found;
}

function importModule({ module, range }: Import, checker: ConditionChecker): void {
  const name = textValue(module);
  if (checker.scope.import(name)) return;
  const near = closest(name, Object.keys(checker.rules.modules));
  checker.report("yara/unknown-module", range, {
    message: `${checker.rules.displayName} has no module ${quoted(name)}`,
    ...(near === undefined ? {} : { help: `did you mean \`${near}\`?` }),
  });
}

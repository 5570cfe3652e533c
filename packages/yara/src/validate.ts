import type { Diagnostic, ValidateContext } from "@sigwright/core";
import { advise } from "./advice/advise.ts";
import { checkStructure } from "./checks/structure.ts";
import { checkConditions } from "./condition/check-conditions.ts";
import { engineRules } from "./engine-rules.ts";
import type { YaraFile } from "./nodes.ts";
import { STOCK_CONFIGURATION } from "./stock-configuration.ts";

/** What the target's engine would refuse of a file whose syntax is known, and what it would warn of. */
export function validate(file: YaraFile, context: ValidateContext): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const checks = {
    engine: engineRules(context.target),
    source: file.source,
    configuration: { ...STOCK_CONFIGURATION, ...context.configuration },
    report: (diagnostic: Diagnostic) => void diagnostics.push(diagnostic),
  };
  checkStructure(file, context.fileExists?.bind(context), checks);
  const found = [diagnostics, checkConditions(file, context.target, checks.configuration.externalVariables), advise(file)];
  return found.flat().toSorted((a, b) => a.range.start - b.range.start);
}

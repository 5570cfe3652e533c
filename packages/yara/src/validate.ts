import type { Diagnostic, Range, ValidateContext } from "@sigwright/core";
import { advise } from "./advice/advise.ts";
import { checkStructure } from "./checks/structure.ts";
import { checkConditions } from "./condition/check-conditions.ts";
import { engineRules } from "./engine-rules.ts";
import { FaultLimit } from "./fault-limit.ts";
import type { YaraFile } from "./nodes.ts";
import { STOCK_CONFIGURATION } from "./stock-configuration.ts";

/** What the target's engine would refuse of a file whose syntax is known, and what it would warn of. */
export function validate(file: YaraFile, context: ValidateContext): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const limits = [new FaultLimit(), new FaultLimit()] as const;
  const checks = {
    engine: engineRules(context.target),
    source: file.source,
    configuration: { ...STOCK_CONFIGURATION, ...context.configuration },
    report: (diagnostic: Diagnostic) => {
      diagnostics.push(diagnostic);
      limits[0].add(diagnostic);
    },
    isFullAt: (place: Range) => limits[0].isReachedAt(place),
  };
  checkStructure(file, context.fileExists?.bind(context), checks);
  const conditions = checkConditions(file, context.target, checks.configuration.externalVariables, limits[1]);
  const [rest] = limits.flatMap((limit) => limit.finding() ?? []).toSorted((a, b) => a.range.start - b.range.start);
  // Nobody asks for advice on what is wrong from beginning to end.
  const last = rest === undefined ? advise(file) : [rest];
  return [diagnostics, conditions, last].flat().toSorted((a, b) => a.range.start - b.range.start);
}

import type { Diagnostic, DiagnosticInfo } from "@sigwright/core";
import type { ValueProblem } from "./value-tape.ts";
import type { RuleDialect } from "./tree.ts";

/** Every diagnostic code of this package. */
export const RULE_DIAGNOSTICS: readonly DiagnosticInfo[] = [];

/** A fault of the syntax in words for people. */
export function syntaxDiagnostic(problem: ValueProblem, text: string, dialect: RuleDialect): Diagnostic {
  const { start, end } = problem;
  return { code: `rule/${problem.code}`, severity: "error", rejects: dialect !== "snort2", message: text.slice(start, end), range: { start, end } };
}

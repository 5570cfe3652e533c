import { type Diagnostic, type DiagnosticInfo, type Severity, visibleText } from "@sigwright/core";
import { catalogue } from "./diagnostic-catalogue.ts";
import type { RuleDialect } from "./tree.ts";
import type { ValueProblem } from "./value-tape.ts";

/** Every diagnostic code of this package. */
export const RULE_DIAGNOSTICS: readonly DiagnosticInfo[] = Object.entries(catalogue).map(([name, entry]) => ({
  code: `rule/${name}`,
  severity: entry.severity,
  summary: entry.summary,
  explanation: entry.explanation,
  example: { bad: entry.bad, good: entry.good },
}));

/** A fault of the syntax in words for people. */
export function syntaxDiagnostic(problem: ValueProblem, text: string, dialect: RuleDialect): Diagnostic {
  const { code: name, start, end } = problem;
  const entry = catalogue[name];
  // A code the catalogue lacks is a mistake of ours that must not hide the fault.
  if (entry === undefined) {
    return { code: `rule/${name}`, severity: "error", rejects: true, message: name, range: { start, end } };
  }
  const severity: Severity = entry.severity;
  const message = entry.message(quoted(text, start, end));
  const rejects = entry.rejects.includes(dialect);
  return { code: `rule/${name}`, severity, rejects, message, range: { start, end }, ...(entry.help === undefined ? {} : { help: entry.help }) };
}

const MAX_QUOTED = 40;

/** The text at fault as it can stand in a message: on one line, not too long, with nothing in it that a terminal obeys. */
function quoted(text: string, start: number, end: number): string {
  const line = text.slice(start, Math.min(end, start + MAX_QUOTED + 1)).replaceAll(/\s+/g, " ").trim();
  return `\`${visibleText(line.length > MAX_QUOTED ? `${line.slice(0, MAX_QUOTED)}…` : line)}\``;
}

import { type Diagnostic, type DiagnosticLabel, type Fix, type Range, type Severity, visibleText } from "@sigwright/core";

/** What may be said beside the message of a finding. */
export interface FindingDetails {
  readonly help?: string | undefined;
  readonly expected?: readonly string[];
  readonly labels?: readonly DiagnosticLabel[];
  readonly fixes?: readonly Fix[];
}

/** Takes the findings about one rule. Codes are given without the dialect's namespace. */
export interface RuleReport {
  /** Something that the engine refuses the rule for. */
  reject(code: string, range: Range, message: string, details?: FindingDetails): void;
  /** Something that loads and hardly does what its author meant. */
  warn(code: string, range: Range, message: string, details?: FindingDetails): void;
  /** Something that the engine leaves the rule out for without calling it wrong. */
  skip(code: string, range: Range, message: string, details?: FindingDetails): void;
  /** Number of rejects so far. */
  readonly rejects: number;
  /** Address of the manual place that findings refer to from here on. */
  manual: string | undefined;
}

/** A report that adds diagnostics to a list, under a dialect's namespace. */
export function diagnosticReport(namespace: string, manualBase: string, into: Diagnostic[]): RuleReport {
  const add = (
    severity: Severity,
    rejects: boolean,
    code: string,
    range: Range,
    message: string,
    { help, expected, labels, fixes }: FindingDetails = {},
    skips = false,
  ): void => {
    into.push({
      code: `${namespace}/${code}`,
      severity,
      rejects,
      ...(skips ? { skips } : {}),
      message: oneLine(message),
      range,
      ...(labels === undefined ? {} : { labels: labels.map((label) => ({ ...label, message: oneLine(label.message) })) }),
      ...(help === undefined ? {} : { help: oneLine(help) }),
      ...(expected === undefined ? {} : { expected }),
      ...(fixes === undefined ? {} : { fixes }),
      ...(report.manual === undefined ? {} : { url: manualBase + report.manual }),
    });
  };
  const report = {
    rejects: 0,
    manual: undefined as string | undefined,
    reject(code: string, range: Range, message: string, details?: FindingDetails): void {
      report.rejects++;
      add("error", true, code, range, message, details);
    },
    warn(code: string, range: Range, message: string, details?: FindingDetails): void {
      add("warning", false, code, range, message, details);
    },
    skip(code: string, range: Range, message: string, details?: FindingDetails): void {
      add("warning", false, code, range, message, details, true);
    },
  };
  return report;
}

/** Characters a message may have: rules are long, and what they quote must not drown what is said. */
const LONGEST_MESSAGE = 400;

/** Text of a rule in messages must neither hide anything nor leave the line. */
function oneLine(text: string): string {
  return visibleText(text.length > LONGEST_MESSAGE ? `${text.slice(0, LONGEST_MESSAGE)}…` : text);
}

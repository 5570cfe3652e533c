import type { Diagnostic, DiagnosticInfo, Range } from "@sigwright/core";
import type { RuleVerdict } from "./suricata/rule-verdict.ts";

/** What a check without an engine says of a rule. */
export type ExpectedVerdict = "accept" | "reject" | "skip";

const HOW_TO_REPORT =
  "Such a difference is what the check is measured by, so please report it, as an issue of the project: the rule (cut down to what makes the difference, if you can), the engine's version and its own words, and the version of sigwright. Where the rule is secret, the options at fault alone will do.";

/** Who was asked, and about what. */
export interface Asked {
  /** For people: `Suricata 7.0.10`. */
  readonly engine: string;
  /** What the verdict is on: Suricata judges rules, YARA whole files. */
  readonly about: "rule" | "file";
}

/** What is known of the diagnostics about an engine that differs from the check. */
export const ENGINE_DIAGNOSTICS: readonly DiagnosticInfo[] = [
  {
    code: "engine/disagreement-refused",
    severity: "error",
    summary: "The installed engine refuses a rule that the check finds nothing wrong with.",
    explanation: `The engine has the last word: the rule will not load, for the reason given in the engine's own words. ${HOW_TO_REPORT}`,
  },
  {
    code: "engine/disagreement-loaded",
    severity: "warning",
    summary: "The installed engine loads a rule that the check says it would not load.",
    explanation: `Either the check is wrong, or the installed engine is built or configured otherwise than the one the check knows. What the check said of the rule stands beside this. ${HOW_TO_REPORT}`,
  },
  {
    code: "engine/disagreement-skipped",
    severity: "warning",
    summary: "The installed engine leaves out a rule in silence that the check says it would load or refuse.",
    explanation: `The rule is not loaded, and the engine says nothing about it. ${HOW_TO_REPORT}`,
  },
];

/**
 * What is to be said of a rule or file on which an engine differs from a check; `undefined` when they agree, or when the engine
 * was not given it.
 */
export function disagreement(
  expected: ExpectedVerdict,
  { verdict, reasons }: Pick<RuleVerdict, "verdict" | "reasons">,
  { engine, about }: Asked,
  range: Range,
): Diagnostic | undefined {
  const words = reasons.length === 0 ? "" : `: ${reasons.join("; ")}`;
  switch (verdict) {
    case "barred":
      return undefined;
    case "accept":
      if (expected === "accept") return undefined;
      return finding("engine/disagreement-loaded", range, `${engine} loads this ${about}, though the check says it ${DOES_NOT[expected]}`);
    case "skip":
      if (expected === "skip") return undefined;
      return finding("engine/disagreement-skipped", range, `${engine} leaves this ${about} out in silence${words}`);
    case "reject":
    case "crash":
      if (expected === "reject") return undefined;
      return finding("engine/disagreement-refused", range, `${engine} refuses this ${about}, though the check found no reason to${words}`);
  }
}

const DOES_NOT = { reject: "would refuse it", skip: "would leave it out" } as const;

function finding(code: string, range: Range, message: string): Diagnostic {
  const isRefusal = code === "engine/disagreement-refused";
  return {
    code,
    severity: isRefusal ? "error" : "warning",
    rejects: isRefusal,
    ...(code === "engine/disagreement-skipped" ? { skips: true as const } : {}),
    message,
    range,
    help: `help us to be right: \`sigwright explain ${code}\` says how to report it`,
  };
}

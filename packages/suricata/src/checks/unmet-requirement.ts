import type { Range } from "@sigwright/core";
import type { RuleReport, RuleState } from "@sigwright/rule-language/dialect";
import type { Requirement, VersionComparison } from "../arguments/requirement.ts";

/** Features that a rule can require and that both engine series have in the builds of the common distributions. */
const FEATURES: ReadonlySet<string> = new Set(["ja3", "ja4", "output::file-store"]);

/** Leaves a rule out, as the engine does without calling it wrong, when it requires what the engine has not. */
export function unmetRequirement(requirement: Requirement, engineVersion: string, state: RuleState, at: Range, report: RuleReport): void {
  const reason = unmet(requirement, engineVersion.split(".").map(Number));
  if (reason === undefined) return;
  state.skip = reason;
  report.skip("unmet-requirement", at, `the engine leaves this rule out: ${reason}`, {
    help: "check the rule for another version of the engine, or take the requirement out",
  });
}

function unmet({ features, versions, unknown }: Requirement, engine: readonly number[]): string | undefined {
  if (unknown.length > 0) return `it does not know the requirement \`${unknown[0]!}\``;
  const holds = versions.some((all) => all.every((one) => satisfies(engine, one)));
  if (versions.length > 0 && !holds) return `its version is ${engine.join(".")}`;
  const missing = features.find((feature) => !FEATURES.has(feature));
  return missing === undefined ? undefined : `it has no feature \`${missing}\``;
}

function satisfies(engine: readonly number[], { operator, version }: VersionComparison): boolean {
  let difference = 0;
  for (let i = 0; i < 3 && difference === 0; i++) difference = (engine[i] ?? 0) - version[i]!;
  switch (operator) {
    case ">=":
      return difference >= 0;
    case ">":
      return difference > 0;
    case "<=":
      return difference <= 0;
    case "<":
      return difference < 0;
  }
}

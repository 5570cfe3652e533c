import { type CheckedFile, type CheckReport, type EngineAnswer, targetName, type Verdict } from "../checked-file.ts";
import { summarise } from "../report-summary.ts";
import { verdictsOf } from "../verdict-counts.ts";
import { counted, shownNumber, type Style } from "./style.ts";

/** How a check went: a line for each target, and one for each engine that was asked too. */
export function summaryText({ files, engines = [] }: CheckReport, style: Style): string {
  const byTarget = new Map<string, CheckedFile[]>();
  for (const file of files) {
    // What is said of the configuration is no rule file that was checked.
    if (file.format === "configuration") continue;
    const name = file.target === undefined ? file.format : targetName(file.target);
    const group = byTarget.get(name);
    if (group === undefined) byTarget.set(name, [file]);
    else group.push(file);
  }
  const lines = [...byTarget].map(([name, group]) => targetText(name, group, style));
  lines.push(...engines.map((engine) => engineText(engine, style)));
  return lines.map((line) => `${line}\n`).join("");
}

function targetText(name: string, files: readonly CheckedFile[], style: Style): string {
  const { rules, errors, warnings } = summarise({ files });
  const refused = countOf(files, "reject");
  const skipped = countOf(files, "skip");
  const scope = `${rules === 0 ? "no rules" : counted(rules, "rule")} in ${counted(files.length, "file")}`;
  const findings = [
    ...(skipped === 0 ? [] : [`${shownNumber(skipped)} left out in silence`]),
    ...(errors === 0 ? [] : [counted(errors, "error")]),
    ...(warnings === 0 ? [] : [counted(warnings, "warning")]),
  ];
  const found = findings.length === 0 ? "" : `: ${findings.join(", ")}`;
  const sign = errors > 0 ? style.red("✗") : warnings > 0 ? style.yellow("!") : style.green("✓");
  if (refused > 0) return `${sign} ${name} refuses ${shownNumber(refused)} of ${scope}${found}`;
  return rules === 0 ? `${sign} ${scope}${found}` : `${sign} ${name} ${skipped > 0 ? "refuses none of" : "loads"} ${scope}${found}`;
}

function countOf(files: readonly CheckedFile[], wanted: Verdict): number {
  return files.reduce((sum, file) => sum + verdictsOf(file)[wanted], 0);
}

function engineText({ engine, asked, disagreements }: EngineAnswer, style: Style): string {
  const scope = `${engine} was asked about ${counted(asked, "rule")}`;
  if (disagreements === 0) return `${style.green("✓")} ${scope} and says the same`;
  return `${style.yellow("≠")} ${scope} and differs on ${shownNumber(disagreements)}`;
}

import { EngineError } from "./engine-error.ts";
import type { RuleReport, RuleWarning } from "./engine-log.ts";
import { engineText } from "./engine-text.ts";
import { type PlacedRules, placeRules, type RuleSet } from "./rule-set.ts";
import type { RuleLine } from "./rule-lines.ts";
import type { Verdict } from "./rule-verdict.ts";
import { type RuleVerdictOptions, ruleVerdicts } from "./rule-verdicts.ts";
import { withRunFolder } from "./run-folder.ts";
import { findSuricata } from "./suricata-engine.ts";
import { lastWords, runSuricata, type SuricataOptions } from "./suricata-run.ts";

/** A rule the engine did not load. */
export interface RuleProblem {
  readonly verdict: Exclude<Verdict, "accept">;
  /** 1-based line of the file that the rule begins at. Absent only when rules that are alike can't be told apart. */
  readonly line: number | undefined;
  /** Why, for people: the engine's words, or ours for a rule it was not given. */
  readonly reasons: readonly string[];
  /** The rule, joined to one line, as far as the engine repeats it; safe to show. */
  readonly rule: string;
}

/** What the engine says of a rule file as a whole. */
export interface LoadTestResult {
  /** The engine loads the file: no rule is refused or barred, none crashes it. Skipped rules do no harm. */
  readonly accepted: boolean;
  /** Number of rules in force. */
  readonly loaded: number;
  /** In the order of the file. */
  readonly problems: readonly RuleProblem[];
  readonly warnings: readonly Omit<RuleWarning, "file">[];
}

/**
 * Lets the engine load a rule file as a whole (`suricata -T`), as a sensor would. When a rule makes the engine give
 * up, the rules are asked about one by one to find it.
 *
 * @throws EngineError when the engine is missing or takes too long, the file can't be read, or the engine gives up for
 * something that is no rule's fault.
 */
export async function loadTest(ruleSet: RuleSet, options: SuricataOptions = {}): Promise<LoadTestResult> {
  const engine = options.engine ?? (await findSuricata());
  return await withRunFolder(async (run) => {
    const placed = await placeRules(ruleSet, run);
    const { exitCode, log, report } = await runSuricata(run, placed, ["-T"], { ...options, engine });
    const orderly = report.counts !== undefined && (exitCode === 0 || (exitCode === 1 && report.counts.failed > 0));
    const asked = { ...options, engine, folder: placed.folder };
    const found = orderly ? await locate(report.rules, placed.rules, asked) : await askOneByOne(placed.rules, asked);
    if (!orderly && found.length === 0) {
      const message = "Suricata gives up on these rules together, though on none of them alone";
      throw new EngineError("crashed", message, { output: lastWords(log) });
    }
    const problems = [...found, ...placed.barred.map(toBarredProblem)].toSorted(byLine);
    const harmless = problems.every((problem) => problem.verdict === "skip");
    return {
      accepted: harmless,
      loaded: report.counts?.loaded ?? placed.rules.length - found.length,
      problems,
      warnings: report.warnings.map(({ message, sid }) => (sid === undefined ? { message } : { message, sid })),
    };
  });
}

/**
 * Finds the rules that the engine speaks of: by its line number, or where the message was cut before it, by the text.
 * Reports come in the order of the file. Rules that are alike as far as a message goes are asked about one by one.
 */
async function locate(
  reports: readonly RuleReport[],
  rules: readonly RuleLine[],
  options: RuleVerdictOptions,
): Promise<readonly RuleProblem[]> {
  const alike = reports
    .filter((report) => report.line === undefined)
    .map((report) => rules.filter((rule) => rule.text.startsWith(report.rule)))
    .filter((candidates) => candidates.length > 1);
  const doubtful = [...new Set(alike.flat())];
  const refused = new Set((await askOneByOne(doubtful, options)).map((problem) => problem.line));
  const sound = new Set(doubtful.filter((rule) => !refused.has(rule.line)));
  const byEngineLine = new Map(rules.map((rule) => [rule.engineLine, rule]));
  let behind = 0;
  return reports.map(({ verdict, line, reasons, rule: text }) => {
    const rule =
      line === undefined
        ? rules.find((next) => next.engineLine > behind && !sound.has(next) && next.text.startsWith(text))
        : byEngineLine.get(line);
    behind = rule?.engineLine ?? behind;
    return { verdict, line: rule?.line, reasons, rule: engineText(text) };
  });
}

async function askOneByOne(rules: readonly RuleLine[], options: RuleVerdictOptions): Promise<readonly RuleProblem[]> {
  if (rules.length === 0) return [];
  const texts = rules.map((rule) => Buffer.from(rule.text, "latin1"));
  const verdicts = await ruleVerdicts(texts, options);
  return verdicts.flatMap(({ verdict, reasons }, i) => {
    const { line, text } = rules[i]!;
    return verdict === "accept" ? [] : [{ verdict, line, reasons, rule: engineText(text) }];
  });
}

function toBarredProblem({ rule, reason }: PlacedRules["barred"][number]): RuleProblem {
  return { verdict: "barred", line: rule.line, reasons: [reason], rule: engineText(rule.text) };
}

function byLine(a: RuleProblem, b: RuleProblem): number {
  return (a.line ?? Infinity) - (b.line ?? Infinity);
}

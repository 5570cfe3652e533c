import { EngineError } from "./engine-error.ts";
import type { RuleWarning } from "./engine-log.ts";
import { engineText } from "./printable.ts";
import { placeRules, type RuleSet } from "./rule-set.ts";
import { withRunFolder } from "./run-folder.ts";
import { lastWords, runSuricata, type SuricataOptions } from "./suricata-run.ts";

/** A rule the engine did not load. */
export interface RuleProblem {
  /** `reject`: refused. `skip`: left out in silence, because of what it requires. */
  readonly verdict: "reject" | "skip";
  /** 1-based line of the file that the rule begins at; absent where the engine did not say it. */
  readonly line: number | undefined;
  /** The engine's words; at least one for most refusals. */
  readonly reasons: readonly string[];
  /** The rule, joined to one line, as far as the engine repeats it. */
  readonly rule: string;
}

/** What the engine says of a rule file as a whole. */
export interface LoadTestResult {
  /** The engine loads every rule it does not skip. */
  readonly accepted: boolean;
  readonly loaded: number;
  /** In the order of the file. */
  readonly problems: readonly RuleProblem[];
  readonly warnings: readonly Omit<RuleWarning, "file">[];
}

/**
 * Lets the engine load a rule file as a whole (`suricata -T`), as a sensor would.
 *
 * @throws EngineError when it is missing, takes too long, or gives up for something that is no rule's fault.
 */
export async function loadTest(rules: RuleSet, options: SuricataOptions = {}): Promise<LoadTestResult> {
  return await withRunFolder(async (folder) => {
    const placed = await placeRules(rules, folder);
    const { exitCode, log, report } = await runSuricata(folder, placed, ["-T"], options);
    if (report.counts === undefined || (exitCode !== 0 && report.counts.failed === 0)) {
      throw new EngineError("crashed", "Suricata gave up while loading the rules", { output: lastWords(log) });
    }
    return {
      accepted: exitCode === 0,
      loaded: report.counts.loaded,
      problems: report.rules.map(({ verdict, line, reasons, rule }) => ({ verdict, line, reasons, rule: engineText(rule) })),
      warnings: report.warnings.map(({ message, sid }) => (sid === undefined ? { message } : { message, sid })),
    };
  });
}

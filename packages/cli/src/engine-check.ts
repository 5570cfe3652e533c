import { dirname } from "node:path";
import type { Diagnostic, RuleConfiguration, SourceText } from "@sigwright/core";
import { disagreement, EngineError, findSuricata, ruleVerdicts } from "@sigwright/engines";
import type { ExpectedVerdict, SensorSettings, SuricataEngine } from "@sigwright/engines";
import { findingsByRule, targetName, withRuleFindings } from "@sigwright/review";
import type { CheckedFile, CheckedRule, EngineAnswer } from "@sigwright/review";
import { STOCK_CONFIGURATION } from "@sigwright/suricata";
import { OutputError } from "./output-error.ts";
import { STANDARD_INPUT } from "./rule-paths.ts";

/** Whether an installed engine is asked too: not at all, when it is there, or as a condition. */
export type EngineUse = "off" | "auto" | "require";

/** Files with what an engine said of their rules, or why it was not asked. */
export interface EngineChecked {
  readonly files: readonly CheckedFile[];
  readonly answer?: EngineAnswer;
  /** Why nothing, or not everything, was asked; exit code 3 where an engine is required. */
  readonly failure?: OutputError;
}

/**
 * Findings that depend on other rules or on files beside the rules: the engine, which is given each rule alone, would
 * not agree and would not be wrong.
 */
const BESIDE_THE_RULE = /\/(?:duplicate-sid|missing-file)$/;

/** Asks the installed Suricata about the rules that were checked for its version, each for itself. */
export async function askEngine(files: readonly CheckedFile[], configuration: RuleConfiguration): Promise<EngineChecked> {
  const settings = sensorSettings(configuration);
  try {
    const engine = await findSuricata();
    const isMeant = ({ target }: CheckedFile): boolean =>
      target !== undefined && targetName(target) === targetName(engine.target);
    if (!files.some(isMeant)) {
      const targets = [...new Set(files.flatMap(({ target }) => (target === undefined ? [] : [targetName(target)])))];
      const failure = new OutputError(`Suricata ${engine.version} is installed, and nothing was checked for its version`, {
        help: `add \`--target ${targetName(engine.target)}\` to ${targets.join(" and ")}`,
      });
      return { files, failure };
    }
    return await compare(files, isMeant, engine, settings);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    const words = error.output === "" ? "" : `: ${error.output.replaceAll("\n", "; ")}`;
    return { files, failure: new OutputError(error.message + words, { help: error.help, cause: error }) };
  }
}

/** The variables that the check knows: the engine's own stock configuration has fewer. */
function sensorSettings(configuration: RuleConfiguration): SensorSettings {
  const { addressVariables, portVariables } = { ...STOCK_CONFIGURATION, ...configuration };
  return { addressVariables: Object.fromEntries(addressVariables), portVariables: Object.fromEntries(portVariables) };
}

async function compare(
  files: readonly CheckedFile[],
  isMeant: (file: CheckedFile) => boolean,
  engine: SuricataEngine,
  settings: SensorSettings,
): Promise<EngineChecked> {
  const compared: CheckedFile[] = [];
  let asked = 0;
  let disagreements = 0;
  for (const file of files) {
    if (!isMeant(file)) {
      compared.push(file);
      continue;
    }
    const texts = file.rules.map((rule) => ruleText(rule, file.source));
    const folder = file.path === STANDARD_INPUT ? {} : { folder: dirname(file.path) };
    // oxlint-disable-next-line no-await-in-loop -- one engine at a time takes the whole machine
    const verdicts = await ruleVerdicts(texts, { engine, settings, ...folder });
    const found = findingsByRule(file);
    const differences = new Map<number, Diagnostic>();
    for (const [index, verdict] of verdicts.entries()) {
      if (verdict.verdict === "barred") continue;
      asked++;
      const own = found.get(index) ?? [];
      if (verdict.verdict === "reject" && own.some(({ code }) => code.endsWith("/missing-file"))) continue;
      const { range } = file.rules[index]!;
      const difference = disagreement(expectedOf(own), verdict, engine, firstLine(range, file.source));
      if (difference !== undefined) differences.set(index, difference);
    }
    disagreements += differences.size;
    compared.push(withRuleFindings(file, differences));
  }
  const answer = { engine: `Suricata ${engine.version}`, target: engine.target, asked, disagreements };
  return { files: compared, answer };
}

/** What the check would say of a rule that stands alone. */
function expectedOf(findings: readonly Diagnostic[]): ExpectedVerdict {
  const own = findings.filter(({ code }) => !BESIDE_THE_RULE.test(code));
  if (own.some(({ rejects }) => rejects)) return "reject";
  return own.some(({ skips }) => skips === true) ? "skip" : "accept";
}

/** The lines of a rule as bytes of the file; of one that stands commented out what follows its mark. */
function ruleText({ range, enabled }: CheckedRule, source: SourceText): Uint8Array {
  const start = enabled ? (source.lineStart(source.positionAt(range.start).line) ?? range.start) : range.start;
  let { line } = source.positionAt(Math.max(range.start, range.end - 1));
  // What a backslash joins to the rule is the rule's, too.
  while (/\\\s*$/.test(source.lineAt(line)) && line < source.firstLine + source.lineCount - 1) line++;
  const end = source.lineStart(line + 1) ?? source.text.length;
  return source.encode(source.text.slice(start, end));
}

function firstLine({ start, end }: CheckedRule["range"], source: SourceText): CheckedRule["range"] {
  const next = source.lineStart(source.positionAt(start).line + 1) ?? source.text.length;
  return { start, end: Math.max(start, Math.min(end, next)) };
}

import type { Diagnostic, RuleConfiguration, SourceText } from "@sigwright/core";
import { disagreement, findSuricataFor, ruleVerdicts } from "@sigwright/engines";
import type { SensorSettings, SuricataEngine } from "@sigwright/engines";
import { findingsByRule, targetName, withRuleFindings } from "@sigwright/review";
import type { CheckedRule } from "@sigwright/review";
import { STOCK_CONFIGURATION } from "@sigwright/suricata";
import type { EngineJudge, EngineQuestion, Judged } from "./engine-judge.ts";
import { expectedVerdict, firstLine, isOfFilesBeside } from "./rule-lines.ts";

/** Asks the installed Suricata of the fitting version about the rules that were checked for its version, each for itself. */
export const suricataJudge: EngineJudge = {
  format: "suricata",
  async ready(target, configuration) {
    const engine = await findSuricataFor(target);
    const settings = sensorSettings(configuration);
    return {
      name: "Suricata",
      version: engine.version,
      target: engine.target,
      isMeant: (file) => file.target !== undefined && targetName(file.target) === targetName(engine.target),
      judge: (question) => judge(question, engine, settings),
    };
  },
};

/** The variables that the check knows: the engine's own stock configuration has fewer. */
function sensorSettings(configuration: RuleConfiguration): SensorSettings {
  const { addressVariables, portVariables } = { ...STOCK_CONFIGURATION, ...configuration };
  return { addressVariables: Object.fromEntries(addressVariables), portVariables: Object.fromEntries(portVariables) };
}

async function judge({ file, isAsked = () => true, folder, lists }: EngineQuestion, engine: SuricataEngine, settings: SensorSettings): Promise<Judged> {
  const indexes = [...file.rules.keys()].filter((index) => isAsked(file.rules[index]!));
  const texts = indexes.map((index) => ruleText(file.rules[index]!, file.source));
  const verdicts = await ruleVerdicts(texts, { engine, settings, ...(lists === undefined ? (folder === undefined ? {} : { folder }) : { lists: await lists() }) });
  const found = findingsByRule(file);
  const differences = new Map<number, Diagnostic>();
  let asked = 0;
  let loaded = 0;
  for (const [at, verdict] of verdicts.entries()) {
    if (verdict.verdict === "barred") continue;
    asked++;
    if (verdict.verdict === "accept") loaded++;
    const index = indexes[at]!;
    const own = found.get(index) ?? [];
    if (verdict.verdict === "reject" && own.some(isOfFilesBeside)) continue;
    const { range } = file.rules[index]!;
    const asking = { engine: `Suricata ${engine.version}`, about: "rule" } as const;
    const difference = disagreement(expectedVerdict(own), verdict, asking, firstLine(range, file.source));
    if (difference !== undefined) differences.set(index, difference);
  }
  return { file: withRuleFindings(file, differences), asked, loaded, disagreements: differences.size };
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

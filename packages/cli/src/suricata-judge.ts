import type { RuleConfiguration, SourceText } from "@sigwright/core";
import { findSuricataFor, ruleVerdicts } from "@sigwright/engines";
import type { SensorSettings, SuricataEngine } from "@sigwright/engines";
import { targetName } from "@sigwright/review";
import type { CheckedRule } from "@sigwright/review";
import { STOCK_CONFIGURATION } from "@sigwright/suricata";
import type { EngineJudge, EngineQuestion, Judged } from "./engine-judge.ts";
import { judgeRules } from "./rule-judge.ts";

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

async function judge(question: EngineQuestion, engine: SuricataEngine, settings: SensorSettings): Promise<Judged> {
  const { file, folder, lists } = question;
  return await judgeRules(question, `Suricata ${engine.version}`, async (rules) => {
    const texts = rules.map((rule) => ruleText(rule, file.source));
    return await ruleVerdicts(texts, { engine, settings, ...(lists === undefined ? (folder === undefined ? {} : { folder }) : { lists: await lists() }) });
  });
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

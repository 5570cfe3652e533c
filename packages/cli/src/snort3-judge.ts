import type { RuleConfiguration, SourceText } from "@sigwright/core";
import { findSnort3, type SensorNames, snort3Verdicts } from "@sigwright/engines";
import { type CheckedRule, targetName } from "@sigwright/review";
import { SNORT3_STOCK_CONFIGURATION } from "@sigwright/snort";
import type { EngineJudge } from "./engine-judge.ts";
import { judgeRules } from "./rule-judge.ts";

/** Asks the installed Snort 3 about the rules that were checked for its version, each for itself. */
export const snort3Judge: EngineJudge = {
  format: "snort3",
  async ready(_, configuration) {
    const engine = await findSnort3();
    const names = sensorNames(configuration);
    return {
      name: "Snort",
      version: engine.version,
      target: engine.target,
      isMeant: ({ target }) => target !== undefined && targetName(target) === targetName(engine.target),
      judge: async (question) => {
        const { source } = question.file;
        return await judgeRules(question, `Snort ${engine.version}`, async (rules) => await snort3Verdicts(rules.map((rule) => ruleText(rule, source)), engine, { names }));
      },
    };
  },
};

function sensorNames(configuration: RuleConfiguration): SensorNames {
  const { classtypes, references, addressVariables, portVariables } = { ...SNORT3_STOCK_CONFIGURATION, ...configuration };
  return { classtypes, references, addressVariables, portVariables };
}

/** A rule as bytes of the file; of one that stands commented out each line has a mark. */
function ruleText({ range, enabled }: CheckedRule, source: SourceText): Uint8Array {
  const text = source.text.slice(range.start, range.end);
  return source.encode(enabled ? text : text.replaceAll(/\n[ \t]*#/g, "\n"));
}

import type { Diagnostic, RuleConfiguration } from "@sigwright/core";
import { disagreement, findSnort3, type SensorNames, type Snort3Engine, snort3Verdicts } from "@sigwright/engines";
import { findingsByRule, targetName, withRuleFindings } from "@sigwright/review";
import { SNORT3_STOCK_CONFIGURATION } from "@sigwright/snort";
import type { EngineJudge, EngineQuestion, Judged } from "./engine-judge.ts";
import { expectedVerdict, firstLine, isOfFilesBeside } from "./rule-lines.ts";

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
      judge: (question) => judge(question, engine, names),
    };
  },
};

function sensorNames(configuration: RuleConfiguration): SensorNames {
  const { classtypes, references, addressVariables, portVariables } = { ...SNORT3_STOCK_CONFIGURATION, ...configuration };
  return { classtypes, references, addressVariables, portVariables };
}

async function judge({ file, isAsked = () => true }: EngineQuestion, engine: Snort3Engine, names: SensorNames): Promise<Judged> {
  const indexes = [...file.rules.keys()].filter((index) => isAsked(file.rules[index]!));
  const texts = indexes.map((index) => {
    const { range, enabled } = file.rules[index]!;
    const text = file.source.text.slice(range.start, range.end);
    // Of a rule that stands commented out each line has a mark.
    return file.source.encode(enabled ? text : text.replaceAll(/\n[ \t]*#/g, "\n"));
  });
  const verdicts = await snort3Verdicts(texts, engine, { names });
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
    const asking = { engine: `Snort ${engine.version}`, about: "rule" } as const;
    const difference = disagreement(expectedVerdict(own), verdict, asking, firstLine(file.rules[index]!.range, file.source));
    if (difference !== undefined) differences.set(index, difference);
  }
  return { file: withRuleFindings(file, differences), asked, loaded, disagreements: differences.size };
}

import type { Diagnostic, RuleConfiguration, Target } from "@sigwright/core";
import { disagreement, findYara, findYaraX, yaraVerdicts } from "@sigwright/engines";
import type { YaraEngine, YaraVerdict, YaraVerdictOptions } from "@sigwright/engines";
import { targetName, withRuleFindings } from "@sigwright/review";
import type { CheckedFile } from "@sigwright/review";
import { STOCK_CONFIGURATION } from "@sigwright/yara";
import type { EngineJudge, Judged } from "./engine-judge.ts";

/** What external variables are defined as: only their types matter to a compiler. */
const VALUES = { string: "", integer: 0, float: 0.5, boolean: false } as const;

/** Asks YARA-X, which is part of the program, or an installed YARA about whole files, as they are loaded or not. */
export const yaraJudge: EngineJudge = {
  format: "yara",
  async ready(target, configuration) {
    const engine = await find(target);
    const options: YaraVerdictOptions = { externals: externalsOf(configuration) };
    return {
      name: engine.name,
      version: engine.version,
      target: engine.target,
      isMeant: (file) => file.target !== undefined && targetName(file.target) === targetName(engine.target),
      judge: ({ file }) => judge(file, engine, options),
    };
  },
};

async function find({ engine }: Target): Promise<YaraEngine> {
  return engine === "yara" ? await findYara() : await findYaraX();
}

function externalsOf({ externalVariables = STOCK_CONFIGURATION.externalVariables }: RuleConfiguration): Record<string, string | number | boolean> {
  return Object.fromEntries([...externalVariables].map(([name, type]) => [name, VALUES[type]]));
}

async function judge(file: CheckedFile, engine: YaraEngine, options: YaraVerdictOptions): Promise<Judged> {
  const [verdict] = await yaraVerdicts([file.source.toBytes()], engine, options);
  if (verdict === undefined || verdict.verdict === "barred") return { file, asked: 0, loaded: 0, disagreements: 0 };
  const refused = file.diagnostics.find(({ diagnostic }) => diagnostic.rejects)?.diagnostic;
  const reasons = verdict.errors.slice(0, 3).map(({ message, label }) => (label === undefined || label === "" ? message : `${message}: ${label}`));
  const range = refused?.range ?? placeOf(verdict, file);
  const asking = { engine: `${engine.name} ${engine.version}`, about: "file" } as const;
  const difference = disagreement(refused === undefined ? "accept" : "reject", { verdict: verdict.verdict, reasons }, asking, range);
  const asked = file.rules.length;
  const loaded = verdict.verdict === "accept" ? asked : 0;
  return difference === undefined ? { file, asked, loaded, disagreements: 0 } : { file: withFinding(file, difference), asked, loaded, disagreements: 1 };
}

/** The line of the engine's first error; the beginning of the file when it names none. */
function placeOf({ errors }: YaraVerdict, { source }: CheckedFile): Diagnostic["range"] {
  const line = errors.find((error) => error.line !== undefined)?.line ?? source.firstLine;
  const text = source.lineAt(line);
  const start = (source.lineStart(line) ?? 0) + (text.length - text.trimStart().length);
  return { start, end: start + Math.max(1, text.trim().length) };
}

/** A finding at the rule it lies in, if any: a rule that the engine refuses is refused. */
function withFinding(file: CheckedFile, finding: Diagnostic): CheckedFile {
  const index = file.rules.findIndex(({ range }) => finding.range.start >= range.start && finding.range.start < range.end);
  if (index !== -1) return withRuleFindings(file, new Map([[index, finding]]));
  const diagnostics = [...file.diagnostics, { diagnostic: finding }].toSorted((a, b) => a.diagnostic.range.start - b.diagnostic.range.start);
  return { ...file, diagnostics };
}

import { dirname } from "node:path";
import type { RuleConfiguration, Target } from "@sigwright/core";
import { EngineError } from "@sigwright/engines";
import { targetName } from "@sigwright/review";
import type { CheckedFile, EngineAnswer } from "@sigwright/review";
import type { EngineJudge, EngineQuestion, ReadyEngine } from "./engine-judge.ts";
import { OutputError } from "./output-error.ts";
import { STANDARD_INPUT } from "./rule-paths.ts";
import { snort3Judge } from "./snort3-judge.ts";
import { suricataJudge } from "./suricata-judge.ts";
import { yaraJudge } from "./yara-judge.ts";

/** Whether an installed engine is asked too: not at all, when it is there, or as a condition. */
export type EngineUse = "off" | "auto" | "require";

/** What an engine said, with its name and version each for itself. */
export interface EngineAnswerInParts extends EngineAnswer {
  readonly name: string;
  readonly version: string;
  /** Number of rules that it loads, of those it gave a verdict on. */
  readonly loaded: number;
}

/** Files with what engines said of their rules, or why they were not asked. */
export interface EngineChecked {
  readonly files: readonly CheckedFile[];
  /** One for each engine that was asked. */
  readonly answers: readonly EngineAnswerInParts[];
  /** Why nothing, or not everything, was asked; exit code 3 where an engine is required. */
  readonly failures: readonly OutputError[];
}

/** The formats whose engines can be asked. */
const JUDGES: readonly EngineJudge[] = [suricataJudge, snort3Judge, yaraJudge];

/** Asks the engines about all rules of the files that were checked for their versions. */
export async function askEngine(files: readonly CheckedFile[], configuration: RuleConfiguration): Promise<EngineChecked> {
  return await askEngines(files.map(wholeFile), configuration);
}

function wholeFile(file: CheckedFile): EngineQuestion {
  return { file, ...(file.path === STANDARD_INPUT ? {} : { folder: dirname(file.path) }) };
}

function isWanted({ file, isAsked }: EngineQuestion): boolean {
  return isAsked === undefined || file.rules.some(isAsked);
}

/** Asks the engines about files that were checked for their versions. Files of which nothing is asked are as they were. */
export async function askEngines(questions: readonly EngineQuestion[], configuration: RuleConfiguration): Promise<EngineChecked> {
  const judged = questions.map(({ file }) => file);
  const answers: EngineAnswerInParts[] = [];
  const failures: OutputError[] = [];
  const asked = new Set([...questions.keys()].filter((index) => isWanted(questions[index]!)));
  const files = asked.size === 0 ? [] : judged.filter((_, index) => asked.has(index));
  for (const { format, targets } of groupsOf(files)) {
    const judge = JUDGES.find((each) => each.format === format);
    if (judge === undefined) {
      failures.push(new OutputError(`there is no engine here that can be asked about files of the format \`${format}\``, { help: `engines can be asked about ${JUDGES.map((each) => each.format).join(" and ")}` }));
      continue;
    }
    try {
      // oxlint-disable-next-line no-await-in-loop -- one format after the other
      const engines = await readyEngines(judge, targets, configuration);
      const meant = engines.filter((engine) => files.some(engine.isMeant));
      if (meant.length === 0) failures.push(notMeant(engines[0]!, targets));
      // oxlint-disable-next-line no-await-in-loop -- one engine at a time takes the whole machine
      for (const engine of meant) answers.push(await compare(questions, asked, engine, judged));
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      const words = error.output === "" ? "" : `: ${error.output.replaceAll("\n", "; ")}`;
      failures.push(new OutputError(error.message + words, { help: error.help, cause: error }));
    }
  }
  return { files: judged, answers, failures };
}

interface EngineGroup {
  readonly format: string;
  /** Of one engine, in as many versions as files were checked for. */
  readonly targets: readonly Target[];
}

/** What engines have to be found for. */
function groupsOf(files: readonly CheckedFile[]): readonly EngineGroup[] {
  const groups = new Map<string, { readonly format: string; readonly targets: Map<string, Target> }>();
  for (const { format, target } of files) {
    if (target === undefined) continue;
    const key = `${format} ${target.engine}`;
    const group = groups.get(key) ?? { format, targets: new Map<string, Target>() };
    groups.set(key, group);
    group.targets.set(targetName(target), target);
  }
  return [...groups.values()].map(({ format, targets }) => ({ format, targets: [...targets.values()] }));
}

/** The engines that are there for some targets; one that stands in for several is there once. */
async function readyEngines(judge: EngineJudge, targets: readonly Target[], configuration: RuleConfiguration): Promise<readonly ReadyEngine[]> {
  const engines = await Promise.all(targets.map(async (target) => await judge.ready(target, configuration)));
  return [...new Map(engines.map((engine) => [`${engine.name} ${engine.version}`, engine])).values()];
}

function notMeant({ name, version, target }: ReadyEngine, targets: readonly Target[]): OutputError {
  return new OutputError(`${name} ${version} is installed, and nothing was checked for its version`, {
    help: `add \`--target ${targetName(target)}\` to ${targets.map(targetName).join(" and ")}`,
  });
}

/** Puts what an engine says into the files that were checked for it. */
async function compare(questions: readonly EngineQuestion[], wanted: ReadonlySet<number>, engine: ReadyEngine, judged: CheckedFile[]): Promise<EngineAnswerInParts> {
  const { name, version, target } = engine;
  const counts = { asked: 0, loaded: 0, disagreements: 0 };
  for (const index of wanted) {
    if (!engine.isMeant(judged[index]!)) continue;
    // oxlint-disable-next-line no-await-in-loop -- one engine at a time takes the whole machine
    const found = await engine.judge({ ...questions[index]!, file: judged[index]! });
    judged[index] = found.file;
    counts.asked += found.asked;
    counts.loaded += found.loaded;
    counts.disagreements += found.disagreements;
  }
  return { engine: `${name} ${version}`, name, version, target, ...counts };
}

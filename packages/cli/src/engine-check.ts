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
  for (const { format, target } of groupsOf(files)) {
    const judge = JUDGES.find((each) => each.format === format);
    if (judge === undefined) {
      failures.push(new OutputError(`there is no engine here that can be asked about files of the format \`${format}\``, { help: `engines can be asked about ${JUDGES.map((each) => each.format).join(" and ")}` }));
      continue;
    }
    try {
      // oxlint-disable-next-line no-await-in-loop -- one engine at a time takes the whole machine
      const engine = await judge.ready(target, configuration);
      // oxlint-disable-next-line no-await-in-loop -- as above
      const answer = await compare(questions, asked, engine, judged);
      if (answer === undefined) failures.push(notMeant(engine, files, format));
      else answers.push(answer);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      const words = error.output === "" ? "" : `: ${error.output.replaceAll("\n", "; ")}`;
      failures.push(new OutputError(error.message + words, { help: error.help, cause: error }));
    }
  }
  return { files: judged, answers, failures };
}

/** What engines have to be found for: each format and engine once, whatever version. */
function groupsOf(files: readonly CheckedFile[]): readonly { readonly format: string; readonly target: Target }[] {
  const groups = new Map<string, { readonly format: string; readonly target: Target }>();
  for (const { format, target } of files) {
    if (target !== undefined) groups.set(`${format} ${target.engine}`, { format, target });
  }
  return [...groups.values()];
}

function notMeant({ name, version, target }: ReadyEngine, files: readonly CheckedFile[], format: string): OutputError {
  const ofFormat = files.filter((file) => file.format === format && file.target?.engine === target.engine);
  const targets = [...new Set(ofFormat.flatMap((file) => (file.target === undefined ? [] : [targetName(file.target)])))];
  return new OutputError(`${name} ${version} is installed, and nothing was checked for its version`, {
    help: `add \`--target ${targetName(target)}\` to ${targets.join(" and ")}`,
  });
}

/** Puts what the engine says into the files; `undefined` when none was checked for it. */
async function compare(questions: readonly EngineQuestion[], wanted: ReadonlySet<number>, engine: ReadyEngine, judged: CheckedFile[]): Promise<EngineAnswerInParts | undefined> {
  const { name, version, target } = engine;
  const counts = { asked: 0, loaded: 0, disagreements: 0 };
  let isAny = false;
  for (const index of wanted) {
    if (!engine.isMeant(judged[index]!)) continue;
    isAny = true;
    // oxlint-disable-next-line no-await-in-loop -- one engine at a time takes the whole machine
    const found = await engine.judge({ ...questions[index]!, file: judged[index]! });
    judged[index] = found.file;
    counts.asked += found.asked;
    counts.loaded += found.loaded;
    counts.disagreements += found.disagreements;
  }
  return isAny ? { engine: `${name} ${version}`, name, version, target, ...counts } : undefined;
}

import type { RuleConfiguration, Target } from "@sigwright/core";
import { EngineError } from "@sigwright/engines";
import { targetName } from "@sigwright/review";
import type { CheckedFile, EngineAnswer } from "@sigwright/review";
import type { EngineJudge, ReadyEngine } from "./engine-judge.ts";
import { OutputError } from "./output-error.ts";
import { suricataJudge } from "./suricata-judge.ts";
import { yaraJudge } from "./yara-judge.ts";

/** Whether an installed engine is asked too: not at all, when it is there, or as a condition. */
export type EngineUse = "off" | "auto" | "require";

/** Files with what engines said of their rules, or why they were not asked. */
export interface EngineChecked {
  readonly files: readonly CheckedFile[];
  /** One for each engine that was asked. */
  readonly answers: readonly EngineAnswer[];
  /** Why nothing, or not everything, was asked; exit code 3 where an engine is required. */
  readonly failures: readonly OutputError[];
}

/** The formats whose engines can be asked. */
const JUDGES: readonly EngineJudge[] = [suricataJudge, yaraJudge];

/** Asks the engines about the files that were checked for their versions. */
export async function askEngine(files: readonly CheckedFile[], configuration: RuleConfiguration): Promise<EngineChecked> {
  const judged = [...files];
  const answers: EngineAnswer[] = [];
  const failures: OutputError[] = [];
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
      const answer = await compare(judged, engine);
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

function notMeant({ name, target }: ReadyEngine, files: readonly CheckedFile[], format: string): OutputError {
  const ofFormat = files.filter((file) => file.format === format && file.target?.engine === target.engine);
  const targets = [...new Set(ofFormat.flatMap((file) => (file.target === undefined ? [] : [targetName(file.target)])))];
  return new OutputError(`${name} is installed, and nothing was checked for its version`, {
    help: `add \`--target ${targetName(target)}\` to ${targets.join(" and ")}`,
  });
}

/** Puts what the engine says into the files; `undefined` when none was checked for it. */
async function compare(files: CheckedFile[], engine: ReadyEngine): Promise<EngineAnswer | undefined> {
  let asked = 0;
  let disagreements = 0;
  let isAny = false;
  for (const [index, file] of files.entries()) {
    if (!engine.isMeant(file)) continue;
    isAny = true;
    // oxlint-disable-next-line no-await-in-loop -- one engine at a time takes the whole machine
    const found = await engine.judge(file);
    files[index] = found.file;
    asked += found.asked;
    disagreements += found.disagreements;
  }
  return isAny ? { engine: engine.name, target: engine.target, asked, disagreements } : undefined;
}

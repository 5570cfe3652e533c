import { EngineError, indexSamples } from "@sigwright/engines";
import type { CommandContext, Reporter } from "../command-context.ts";
import { EXIT } from "../exit-code.ts";
import type { ExitCode } from "../exit-code.ts";
import { createProgressLine } from "../progress-line.ts";
import { keepCaptures } from "../prove/kept-captures.ts";
import { PROOF_ENGINES, type ProofEngine } from "../prove/proof-engine.ts";
import { type ProofFolder, readProofFolders } from "../prove/proof-folder.ts";
import { isFine, type ProofOfFolder, proofRecord, withMissing } from "../prove/proof-record.ts";
import { engineFailure, type ProofRequest, type ProofRun, runInSnort3, runInSuricata, runInYara } from "../prove/proof-run.ts";
import { proofSubjects } from "../prove/proof-subjects.ts";
import { proofText } from "../prove/proof-text.ts";
import { compareWithManifest } from "../prove/rule-inventory.ts";
import { readBytes } from "../text-file.ts";
import { shownNumber } from "../text-table.ts";
import { UsageError } from "../usage-error.ts";

/** Flags of `prove`. */
export interface ProveFlags {
  readonly engine?: ProofEngine;
  readonly sample?: readonly string[];
  readonly members: string;
  readonly limit?: string;
  readonly keepPcaps?: string;
  readonly timeout: string;
  readonly reporter: Reporter;
}

/** Which engine proves rules of a format. */
const ENGINE_OF: ReadonlyMap<string, ProofEngine> = new Map(PROOF_ENGINES.map((engine) => [engine, engine]));
const RUNS: Readonly<Record<ProofEngine, (request: ProofRequest) => Promise<ProofRun>>> = { suricata: runInSuricata, snort3: runInSnort3, yara: runInYara };
const WHOLE_NUMBER = /^[1-9]\d{0,6}$/;

/** Shows each signature of a ruleset what it is for, and what it is not for, in the engine it is written for. */
export async function proveCommand(path: string, flags: ProveFlags, context: CommandContext): Promise<ExitCode> {
  const { io, paint, errPaint, quiet } = context;
  const start = performance.now();
  const members = flags.members === "all" ? Number.POSITIVE_INFINITY : wholeNumber(flags.members, "--members", "or `all`");
  const limit = flags.limit === undefined ? Number.POSITIVE_INFINITY : wholeNumber(flags.limit, "--limit", "of observations");
  const timeout = wholeNumber(flags.timeout, "--timeout", "of seconds");
  const folders = selectFolders(await readProofFolders(path), flags.engine);
  const samples = indexSamples(await Promise.all((flags.sample ?? []).map((file) => readBytes(file, "--sample"))));
  const kept = flags.keepPcaps === undefined ? undefined : await keepCaptures(flags.keepPcaps);
  const progress = createProgressLine(context);
  const results: ProofOfFolder[] = [];
  const missing: EngineError[] = [];
  try {
    for (const folder of folders) {
      progress.say(`${folder.format}: reading the manifest`);
      // oxlint-disable-next-line no-await-in-loop -- one engine at a time takes the whole machine
      const { unknown, missing: withoutRule } = await compareWithManifest(folder);
      // oxlint-disable-next-line no-await-in-loop -- as above
      const subjects = await proofSubjects(folder, samples, { members, limit, missing: withoutRule });
      const onProgress = (done: number, total: number): void => progress.say(`${folder.format}: shown ${shownNumber(done)} of ${shownNumber(total)} cases`);
      progress.say(`${folder.format}: making cases for ${shownNumber(subjects.length)} signatures`);
      try {
        // oxlint-disable-next-line no-await-in-loop -- as above
        const ran = await RUNS[ENGINE_OF.get(folder.format)!]({ folder, subjects, samples, kept, environment: io.env, timeout, onProgress });
        const run = { ...ran, proofs: withMissing(subjects, ran.proofs, withoutRule) };
        results.push({ folder, subjects, run: subjects.length < folder.signatures.length ? withRemark(run, subjects.length, folder.signatures.length) : run, unknownRules: unknown });
      } catch (error) {
        if (folders.length === 1 || !isMissing(error)) throw error;
        missing.push(error);
      }
    }
    await kept?.finish();
  } catch (error) {
    throw engineFailure(error);
  } finally {
    progress.clear();
  }
  const elapsedMs = Math.round(performance.now() - start);
  if (flags.reporter === "json") io.out.write(proofRecord(results, elapsedMs));
  else if (!quiet) io.out.write(proofText(results, elapsedMs, { paint, stream: io.out }));
  for (const { message, help } of missing) io.err.write(`${errPaint.bold(errPaint.red("error"))}: ${message}${help === undefined ? "" : `\n  = help: ${help}`}\n`);
  if (missing.length > 0) return EXIT.failure;
  return results.every(isFine) ? EXIT.ok : EXIT.findings;
}

function withRemark(run: ProofRun, shown: number, all: number): ProofRun {
  return { ...run, remarks: [...run.remarks, `${shownNumber(shown)} of ${shownNumber(all)} signatures were shown, as \`--limit\` asks`] };
}

function isMissing(error: unknown): error is EngineError {
  return error instanceof EngineError && error.kind === "missing";
}

/** The rulesets that the engine, or any engine, can prove. */
function selectFolders(folders: readonly ProofFolder[], engine: ProofEngine | undefined): readonly ProofFolder[] {
  const selected = folders.filter(({ format }) => ENGINE_OF.has(format) && (engine === undefined || ENGINE_OF.get(format) === engine));
  if (selected.length > 0) return selected;
  const formats = folders.map(({ format }) => `\`${format}\``).join(" and ");
  if (engine !== undefined) throw new UsageError(`the engine \`${engine}\` proves no rules of the format ${formats}`, "leave `--engine` out to take the engine that fits");
  throw new UsageError(`no engine here can prove rules of the format ${formats}`, `rules can be proven in ${PROOF_ENGINES.join(", ")}`);
}

function wholeNumber(text: string, flag: string, or: string): number {
  if (WHOLE_NUMBER.test(text)) return Number(text);
  throw new UsageError(`\`${flag}\` is not a number: \`${text}\``, `give a whole number ${or}`);
}

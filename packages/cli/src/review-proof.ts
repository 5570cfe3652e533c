import { writeFile } from "node:fs/promises";
import { basename, posix } from "node:path";
import type { Diagnostic } from "@sigwright/core";
import { EngineError, findSuricataFor, indexSamples, type Proof, proofFinding } from "@sigwright/engines";
import { type CheckedFile, type RevisionFiles, type RulesetProof, targetName, withRuleFindings } from "@sigwright/review";
import { OutputError } from "./output-error.ts";
import { engineFailure, type ProofRequest, type ProofRun, runInSnort3, runInSuricata, runInYara } from "./prove/proof-run.ts";
import { FAILED, withMissing } from "./prove/proof-record.ts";
import type { ProofFolder } from "./prove/proof-folder.ts";
import { proofSubjects } from "./prove/proof-subjects.ts";
import { compareWithManifest } from "./prove/rule-inventory.ts";
import { firstLine } from "./rule-lines.ts";
import { type GeneratedRuleset, manifestPath, withProofFolder } from "./review-proof-folder.ts";
import { changedRules, changedSignatures, idOfChecked, proofScope, type ProofScope, type RulesetSides } from "./review-proof-scope.ts";
import { UsageError } from "./usage-error.ts";

/** Where both states of a change are. */
export interface ChangeStates {
  readonly before: RevisionFiles;
  readonly after: RevisionFiles;
  /** Paths of files that are not the same in both. */
  readonly changed: ReadonlySet<string>;
}

/** What came of proving a change. */
export interface ChangeProven {
  /** The new side with what is wrong with its rules. */
  readonly files: readonly CheckedFile[];
  readonly proofs: readonly RulesetProof[];
  /** Why an engine was not asked: it is not there. */
  readonly failures: readonly OutputError[];
}

const RUNS: Readonly<Record<string, (request: ProofRequest) => Promise<ProofRun>>> = { suricata: runInSuricata, snort3: runInSnort3, yara: runInYara };
/** Rulesets that are proven in one review, seconds that one run of an engine may take, members of each list that are shown. */
const MOST_RULESETS = 8;
const TIMEOUT = 120;
const MEMBERS = 20;
/** Rules that are named; more are counted. */
const MOST_NAMED = 3;
/** Of a ruleset with more rules only those are in force that are shown: loading all takes longer than the proof. */
const MOST_IN_FORCE = 3000;

/**
 * Proves what a change makes of generated rulesets: the signatures that changed, or that the manifest says something else
 * of. The rest was proven when it was changed.
 */
export async function proveChange(sides: RulesetSides, states: ChangeStates): Promise<ChangeProven> {
  const files = [...sides.after];
  const proofs: RulesetProof[] = [];
  const failures: OutputError[] = [];
  const rulesets = generatedRulesets(sides, states);
  for (const ruleset of rulesets.slice(0, MOST_RULESETS)) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- one engine at a time takes the whole machine
      const proven = await proveRuleset(ruleset, sides, states);
      if (proven === undefined) continue;
      proofs.push(proven.proof);
      for (const [index, file] of files.entries()) files[index] = proven.withFindings(file);
    } catch (error) {
      if (error instanceof EngineError && error.kind === "missing") failures.push(missing(error, ruleset));
      else proofs.push({ ...NOTHING, path: ruleset.folder, reason: reasonOf(error) });
    }
  }
  for (const { folder } of rulesets.slice(MOST_RULESETS)) proofs.push({ ...NOTHING, path: folder, reason: `only ${MOST_RULESETS} rulesets are proven in one review` });
  return { files, proofs, failures };
}

const NOTHING: Omit<RulesetProof, "path"> = { changed: 0, proven: 0, notFired: 0, nearMissFired: 0, noisy: 0, notProvable: 0, failed: [], remarks: [] };

function missing(error: EngineError, { folder }: GeneratedRuleset): OutputError {
  return new OutputError(`what changed in \`${folder}\` was not proven: ${error.message}`, { help: error.help, cause: error });
}

/** Why nothing is proven; faults of ours are thrown. */
function reasonOf(error: unknown): string {
  const failure = engineFailure(error);
  if (failure instanceof OutputError || failure instanceof UsageError || failure instanceof EngineError) return failure.message;
  throw error;
}

/** Rulesets of which a file is not as it was. */
function generatedRulesets({ after, kept, named }: RulesetSides, { after: revision, changed }: ChangeStates): readonly GeneratedRuleset[] {
  const byFolder = new Map<string, CheckedFile[]>();
  for (const file of after) {
    const folder = posix.dirname(file.path);
    if (!revision.paths.has(manifestPath(folder))) continue;
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), file]);
  }
  const isTouched = ([folder, files]: readonly [string, readonly CheckedFile[]]): boolean =>
    changed.has(manifestPath(folder)) || files.some(({ path }) => !kept.has(path) || (named.get(path)?.changed.length ?? 0) > 0);
  return [...byFolder].filter(isTouched).map(([folder, files]) => ({
    folder,
    files,
    lists: async () => Object.assign({}, ...(await Promise.all(files.map(async ({ path }) => (await named.get(path)?.read()) ?? {})))),
  }));
}

/** A proof, and what puts its findings into the files. */
interface RulesetProven {
  readonly proof: RulesetProof;
  readonly withFindings: (file: CheckedFile) => CheckedFile;
}

async function proveRuleset(ruleset: GeneratedRuleset, sides: RulesetSides, states: ChangeStates): Promise<RulesetProven | undefined> {
  const manifest = manifestPath(ruleset.folder);
  const old = states.changed.has(manifest) ? await states.before.read(manifest) : undefined;
  return await withProofFolder(ruleset, states.after, async (folder) => {
    const path = posix.join(ruleset.folder, basename(folder.rules));
    const own = (files: readonly CheckedFile[]): readonly CheckedFile[] => files.filter((file) => file.path === path);
    const changed = new Set(changedRules({ ...sides, before: sides.before.filter((file) => posix.dirname(file.path) === ruleset.folder), after: own(sides.after) }));
    if (states.changed.has(manifest)) for (const id of changedSignatures(folder.signatures, old === undefined ? undefined : Buffer.from(old).toString())) changed.add(id);
    if (changed.size === 0) return undefined;
    const samples = indexSamples([]);
    const { unknown, missing: withoutRule } = await compareWithManifest(folder);
    const remarks = remarksOnUnknown(unknown.filter((id) => changed.has(id)));
    const scope = proofScope(await proofSubjects(folder, samples, { members: MEMBERS, limit: Number.POSITIVE_INFINITY, missing: withoutRule }), changed);
    if (scope.changed === 0) return remarks.length === 0 ? undefined : { proof: { ...NOTHING, path, reason: remarks.join("; ") }, withFindings: (file) => file };
    const run = await runProof(folder, scope, own(sides.after)[0], samples);
    return provenOf(path, placeOfFindings(own(sides.after), folder), scope, { ...run, proofs: withMissing(scope.subjects, run.proofs, withoutRule), remarks: [...run.remarks, ...remarks] });
  });
}

/** Rules that the manifest does not name, as somebody added them by hand. */
function remarksOnUnknown(ids: readonly string[]): readonly string[] {
  if (ids.length === 0) return [];
  const names = ids.slice(0, MOST_NAMED).map((id) => `\`${id}\``).join(", ");
  const more = ids.length > MOST_NAMED ? ` and ${ids.length - MOST_NAMED} more` : "";
  return [`the manifest does not know ${names}${more}, so nothing says what ${ids.length === 1 ? "it is" : "they are"} for`];
}

async function runProof(folder: ProofFolder, { subjects }: ProofScope, file: CheckedFile | undefined, samples: ReturnType<typeof indexSamples>): Promise<ProofRun> {
  const start = RUNS[folder.format];
  if (start === undefined) throw new UsageError(`no engine here can prove rules of the format \`${folder.format}\``);
  if (folder.format === "suricata") {
    const engine = await findSuricataFor(folder.target);
    if (targetName(engine.target) !== targetName(folder.target)) throw new UsageError(`the rules are for \`${targetName(folder.target)}\`, and Suricata ${engine.version} is installed`);
  }
  const remarks: string[] = [];
  if (file !== undefined && folder.format !== "yara" && file.rules.length > MOST_IN_FORCE) {
    const ids = new Set(subjects.map(({ subject }) => subject.id));
    const kept = file.rules.filter((rule) => rule.enabled && ids.has(idOfChecked(rule) ?? ""));
    await writeFile(folder.rules, file.source.encode(kept.map(({ range }) => `${file.source.text.slice(range.start, range.end)}\n`).join("")));
    remarks.push(`of ${file.rules.length} rules only those that were shown something were in force`);
  }
  const run = await start({ folder, subjects, samples, kept: undefined, environment: process.env, timeout: TIMEOUT, onProgress: () => {} });
  return { ...run, remarks: [...run.remarks, ...remarks] };
}

/** The judged file that findings are put into: that of the target that the rules are for, where it is judged for that one. */
function placeOfFindings(files: readonly CheckedFile[], { target }: ProofFolder): CheckedFile | undefined {
  return files.find((file) => file.target !== undefined && targetName(file.target) === targetName(target)) ?? files[0];
}

function provenOf(path: string, place: CheckedFile | undefined, scope: ProofScope, run: ProofRun): RulesetProven {
  const own = run.proofs.filter(({ id }) => scope.shown.has(id));
  const count = (status: Proof["status"]): number => own.filter((proof) => proof.status === status).length;
  const signatures = new Map(scope.subjects.map(({ subject, signature }) => [subject.id, signature]));
  const failed = new Map(own.filter(({ status }) => FAILED.has(status)).map((proof) => [proof.id, proof]));
  const left = scope.changed - own.length;
  const proof: RulesetProof = {
    path,
    engine: run.engine,
    changed: scope.changed,
    proven: count("proven"),
    notFired: count("not-fired"),
    nearMissFired: count("near-miss-fired"),
    noisy: count("noisy"),
    notProvable: count("not-provable"),
    failed: [...failed.values()].map(({ id, status, why }) => {
      const { gid, sid, name } = signatures.get(id)!;
      return { gid, sid, name: name ?? null, status, why: why ?? null };
    }),
    remarks: [...run.remarks, ...(left > 0 ? [`${own.length} of ${scope.changed} changed signatures were shown; \`sigwright prove\` shows all`] : [])],
  };
  return { proof, withFindings: (file) => (isSameFile(file, place) ? withFindings(file, run.engine, failed) : file) };
}

/** Whether two are one file judged for one target. */
function isSameFile({ path, target }: CheckedFile, other: CheckedFile | undefined): boolean {
  return other !== undefined && other.path === path && (target === undefined ? undefined : targetName(target)) === (other.target === undefined ? undefined : targetName(other.target));
}

/** The findings at the rules; what has no rule is told at the beginning of the file. */
function withFindings(file: CheckedFile, engine: string, failed: ReadonlyMap<string, Proof>): CheckedFile {
  const left = new Map(failed);
  const found = new Map<number, Diagnostic>();
  for (const [index, rule] of file.rules.entries()) {
    const proof = left.get(idOfChecked(rule) ?? "");
    if (proof === undefined || !rule.enabled) continue;
    left.delete(proof.id);
    const finding = proofFinding(proof, engine, firstLine(rule.range, file.source));
    // That it does not load is told already.
    if (finding !== undefined && rule.verdict !== "reject") found.set(index, finding);
  }
  const whole = withRuleFindings(file, found);
  const gone = [...left.keys()];
  if (gone.length === 0) return whole;
  const message = `the manifest beside this file says what ${gone.slice(0, MOST_NAMED).join(", ")}${gone.length > MOST_NAMED ? ` and ${gone.length - MOST_NAMED} more` : ""} ${gone.length === 1 ? "is" : "are"} for, and there is no such rule here`;
  const diagnostic: Diagnostic = { code: "proof/no-rule", severity: "error", rejects: false, message, range: { start: 0, end: 0 }, help: "run `sigwright generate` again: rules and manifest are one output" };
  return { ...whole, diagnostics: [{ diagnostic }, ...whole.diagnostics] };
}

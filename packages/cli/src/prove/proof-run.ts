import {
  EngineError,
  findSnort3,
  findSuricataFor,
  findYara,
  findYaraX,
  planFiles,
  planTraffic,
  proveInSnort3,
  proveInSuricata,
  proveInYara,
  type IsMember,
  type NumberedCase,
  type Proof,
  type ProofSubject,
  type Samples,
  type Shown,
} from "@sigwright/engines";
import type { CommandIo } from "../command-io.ts";
import { OutputError } from "../output-error.ts";
import { readBytes, readTextFile } from "../text-file.ts";
import { type KeptCaptures, signaturesOfCases } from "./kept-captures.ts";
import type { ProofFolder } from "./proof-folder.ts";
import { membership, type SignatureSubject } from "./proof-subjects.ts";

/** What there is to prove, and how. */
export interface ProofRequest {
  readonly folder: ProofFolder;
  readonly subjects: readonly SignatureSubject[];
  readonly samples: Samples;
  readonly kept: KeptCaptures | undefined;
  /** Where engines are looked for: `PATH`, and what names them. */
  readonly environment: CommandIo["env"];
  /** Seconds one run of an engine may take. */
  readonly timeout: number;
  readonly onProgress: (done: number, total: number) => void;
}

/** What an engine proved. */
export interface ProofRun {
  /** `Suricata 7.0.10`. */
  readonly engine: string;
  readonly proofs: readonly Proof[];
  /** What is odd about the run as a whole, for people. */
  readonly remarks: readonly string[];
}

/** Proves a ruleset in Suricata. */
export async function runInSuricata(request: ProofRequest): Promise<ProofRun> {
  const { folder, samples, timeout, onProgress } = request;
  const subjects = request.subjects.map(({ subject }) => subject);
  const engine = await findSuricataFor(request.folder.target, request.environment);
  const plan = planTraffic(subjects, samples);
  const isMember = await membershipOf(request, plan.cases);
  const proofs = await proveInSuricata({ path: folder.rules }, plan, {
    engine,
    timeout,
    isMember,
    ...keeping(request, subjects),
    onProgress: (done) => onProgress(done, plan.cases.length),
  });
  const { target } = folder;
  const isOther = target.engine !== engine.target.engine || target.version !== engine.target.version;
  const remarks = isOther ? [`the rules are for ${target.engine}@${target.version}, and the installed engine is Suricata ${engine.version}`] : [];
  return { engine: `Suricata ${engine.version}`, proofs, remarks };
}

/** Proves a ruleset in Snort 3. */
export async function runInSnort3(request: ProofRequest): Promise<ProofRun> {
  const { folder, samples, timeout, onProgress } = request;
  const subjects = request.subjects.map(({ subject }) => subject);
  const engine = await findSnort3(request.environment);
  const plan = planTraffic(subjects, samples);
  const isMember = await membershipOf(request, plan.cases);
  const { text } = await readTextFile(folder.rules, "the rule file");
  const proofs = await proveInSnort3(text, plan, engine, {
    timeout,
    isMember,
    ...keeping(request, subjects),
    onProgress: (done) => onProgress(done, plan.cases.length),
  });
  return { engine: `Snort ${engine.version}`, proofs, remarks: [] };
}

/** Proves a ruleset in YARA: the installed one where the rules are for it, else YARA-X, which comes along. */
export async function runInYara(request: ProofRequest): Promise<ProofRun> {
  const { folder, samples, timeout, kept, onProgress } = request;
  const subjects = request.subjects.map(({ subject }) => subject);
  const engine = folder.target.engine === "yara" ? await findYara(request.environment) : await findYaraX();
  const plan = planFiles(subjects, samples);
  const isMember = await membershipOf(request, plan.cases);
  const signaturesOf = signaturesOfCases(subjects);
  for (const numbered of plan.cases) {
    // oxlint-disable-next-line no-await-in-loop -- small files, one after the other
    await kept?.keepFile(numbered.facts.bytes, numbered, signaturesOf);
  }
  onProgress(0, plan.cases.length);
  const proofs = await proveInYara(await readBytes(folder.rules, "the rule file"), plan, engine, { seconds: timeout, isMember });
  return { engine: `${engine.name} ${engine.version}`, proofs, remarks: [] };
}

/** Puts a failure of an engine into words. */
export function engineFailure(error: unknown): unknown {
  if (!(error instanceof EngineError)) return error;
  const words = error.output === "" ? "" : `: ${error.output.replaceAll("\n", "; ")}`;
  return new OutputError(error.message + words, { help: error.help, cause: error });
}

function keeping({ kept }: ProofRequest, subjects: readonly ProofSubject[]): Pick<NonNullable<Parameters<typeof proveInSuricata>[2]>, "onCapture"> {
  if (kept === undefined) return {};
  const signaturesOf = signaturesOfCases(subjects);
  return { onCapture: async (capture, cases) => await kept.keepCapture(capture, cases, signaturesOf) };
}

/** Near misses of lists are compared with all their members. */
async function membershipOf({ folder, subjects }: ProofRequest, cases: readonly NumberedCase[]): Promise<IsMember> {
  const near = new Map<string, Shown[]>();
  for (const { observation, facts } of cases) {
    if (facts.fires) continue;
    const name = `${observation.kind} ${observation.key}`;
    near.set(name, [...(near.get(name) ?? []), ...facts.shows]);
  }
  const shown = subjects
    .filter(({ signature }) => signature.kind === "list")
    .map(({ subject }) => ({ subject, values: subject.observations.flatMap(({ kind, key }) => near.get(`${kind} ${key}`) ?? []) }));
  return await membership(folder, subjects, shown);
}

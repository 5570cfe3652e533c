import type { YaraEngine } from "../yara/yara-engine.ts";
import { yaraScan, type YaraScanOptions } from "../yara/yara-scan.ts";
import type { FileObservationCase } from "./observation-case.ts";
import { judgeProof, type Proof, type ProofSubject } from "./proof-judge.ts";
import { type IsMember, isMeantByMember, plan, type ProofPlan } from "./proof-plan.ts";
import type { Samples } from "./samples.ts";
import { scanCases } from "./scan-cases.ts";

/** How to scan the files of a proof. */
export interface FileProofOptions extends YaraScanOptions {
  /** Default: no subject has other members than its observations. */
  readonly isMember?: IsMember;
}

/** Makes the files for signatures. */
export function planFiles(subjects: readonly ProofSubject[], samples: Samples): ProofPlan<FileObservationCase> {
  return plan(subjects, (observation) => scanCases(observation, samples));
}

/**
 * Scans the files of a plan with YARA rules and says for each whether it is proven. The ids of the subjects are the names
 * of the rules.
 *
 * @throws EngineError when the engine does not compile the rules, takes too long or crashes.
 */
export async function proveInYara(rules: Uint8Array, planned: ProofPlan<FileObservationCase>, engine: YaraEngine, options: FileProofOptions = {}): Promise<readonly Proof[]> {
  const matches = await yaraScan(rules, planned.cases.map(({ facts }) => facts.bytes), engine, options);
  const fired = new Map(planned.cases.map(({ id }, index) => [id, new Set(matches[index])]));
  const isMember = options.isMember ?? ((): boolean => false);
  return judgeProof(planned.subjects, {
    cases: planned.cases,
    notProvable: planned.notProvable,
    refusals: new Map(),
    isMeant: (subject, numbered) => isMeantByMember(subject, numbered, isMember),
    firedIn: (caseId, subjectId) => (fired.get(caseId)?.has(subjectId) === true ? ONCE : NEVER),
  });
}

const ONCE: readonly number[] = [1];
const NEVER: readonly number[] = [];

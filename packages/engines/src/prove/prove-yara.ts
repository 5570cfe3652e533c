import type { YaraEngine } from "../yara/yara-engine.ts";
import { yaraScan, type YaraScanOptions } from "../yara/yara-scan.ts";
import { alone, type FilePack, packFiles } from "./file-packs.ts";
import type { FileObservationCase } from "./observation-case.ts";
import { judgeProof, type NumberedCase, observationName, type Proof, type ProofSubject } from "./proof-judge.ts";
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
  const fired = new Map<string, ReadonlySet<string>>();
  const scan = async (packs: readonly FilePack[]): Promise<void> => {
    const matches = await yaraScan(rules, packs.map(({ bytes }) => bytes), engine, options);
    for (const [index, { cases }] of packs.entries()) {
      const names = new Set(matches[index]);
      for (const { id } of cases) fired.set(id, names);
    }
  };
  const packs = packFiles(planned.cases);
  await scan(packs);
  const shared = new Set(packs.flatMap(({ cases }) => (cases.length > 1 ? cases.map(({ id }) => id) : [])));
  await scan(unexpected(planned, fired).filter(({ id }) => shared.has(id)).slice(0, MOST_DOUBTS).map(alone));
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
/** Cases that are looked at once more, each alone, as what stood beside them may be to blame. */
const MOST_DOUBTS = 400;

/** Cases in which not just those rules fired, of the observation's own, that should. */
function unexpected({ subjects, cases }: ProofPlan<FileObservationCase>, fired: ReadonlyMap<string, ReadonlySet<string>>): readonly NumberedCase<FileObservationCase>[] {
  const owners = new Map<string, string[]>();
  for (const { id, observations } of subjects) {
    for (const observation of observations) {
      const name = observationName(observation);
      owners.set(name, [...(owners.get(name) ?? []), id]);
    }
  }
  return cases.filter(({ id, observation, facts }) => (owners.get(observationName(observation)) ?? []).some((owner) => fired.get(id)!.has(owner) !== facts.fires));
}

import type { ObservationKind } from "@sigwright/core";
import type { Proof, ProofStatus } from "@sigwright/engines";
import type { ProofFolder } from "./proof-folder.ts";
import type { ProofRun } from "./proof-run.ts";
import type { SignatureSubject } from "./proof-subjects.ts";
import { ruleId } from "./rule-inventory.ts";

/** A ruleset, and what came of proving it. */
export interface ProofOfFolder {
  readonly folder: ProofFolder;
  readonly subjects: readonly SignatureSubject[];
  readonly run: ProofRun;
  /** Rules that the manifest does not know, by id: nothing says what they are for. */
  readonly unknownRules: readonly string[];
}

/** How many signatures ended how. */
export type ProofCounts = Readonly<Record<ProofStatus, number>>;

/** In the order of what needs attention. */
const PROOF_STATUSES: readonly ProofStatus[] = ["not-fired", "near-miss-fired", "noisy", "not-provable", "proven"];

/** Statuses for which the command does not end well. */
export const FAILED: ReadonlySet<ProofStatus> = new Set(["not-fired", "near-miss-fired", "noisy"]);

/** A signature as `prove --reporter json` lists it. */
interface SignatureRecord {
  readonly gid: number | null;
  readonly sid: number | null;
  /** Present where rules have names instead of sids. */
  readonly name?: string;
  readonly rule: string;
  readonly kind: string;
  readonly observation: ObservationKind;
  readonly value: string | null;
  readonly status: ProofStatus;
  readonly alerts: number;
  readonly cases: number;
  readonly why: string | null;
  readonly remarks: readonly string[];
}

/** Whether a ruleset has something in it, and nothing of that is proven: to publish it then would be to publish unseen. */
export function isUnproven({ run, unknownRules }: ProofOfFolder): boolean {
  return run.proofs.length + unknownRules.length > 0 && !run.proofs.some(({ status }) => status === "proven");
}

/** Whether a ruleset came out as a gate wants it: something is proven, or there is nothing, and nothing has failed. */
export function isFine(result: ProofOfFolder): boolean {
  return !isUnproven(result) && !result.run.proofs.some(({ status }) => FAILED.has(status));
}

/** The proofs, where signatures that have no rule are found wanting whatever could be shown of them. */
export function withMissing(subjects: readonly SignatureSubject[], proofs: readonly Proof[], missing: ReadonlySet<string>): readonly Proof[] {
  return proofs.map((proof, index) => {
    const id = ruleId(subjects[index]!.signature);
    return id !== undefined && missing.has(id) ? { ...proof, status: "not-fired", why: "it has no rule in the rule file, or one that is commented out" } : proof;
  });
}

/** Counts the outcomes. */
export function countProofs(results: readonly ProofOfFolder[]): ProofCounts {
  const counts: Record<ProofStatus, number> = { "not-fired": 0, "near-miss-fired": 0, "noisy": 0, "not-provable": 0, "proven": 0 };
  for (const { run } of results) for (const { status } of run.proofs) counts[status]++;
  return counts;
}

/** The outcome as one JSON document. */
export function proofRecord(results: readonly ProofOfFolder[], elapsedMs: number): string {
  const counts = countProofs(results);
  const cases = results.reduce((sum, { run }) => sum + run.proofs.reduce((part, proof) => part + proof.cases, 0), 0);
  const document = {
    version: 1,
    engines: results.map(({ folder, run, unknownRules }) => ({ format: folder.format, engine: run.engine, remarks: run.remarks, unknownRules })),
    signatures: results.flatMap(({ subjects, run }) => run.proofs.map((proof, index) => signatureRecord(subjects[index]!, proof))),
    summary: {
      signatures: PROOF_STATUSES.reduce((sum, status) => sum + counts[status], 0),
      proven: counts.proven,
      notFired: counts["not-fired"],
      nearMissFired: counts["near-miss-fired"],
      noisy: counts.noisy,
      notProvable: counts["not-provable"],
      unknownRules: results.reduce((sum, { unknownRules }) => sum + unknownRules.length, 0),
      cases,
      elapsedMs,
    },
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function signatureRecord({ signature }: SignatureSubject, { status, alerts, cases, why, remarks }: Proof): SignatureRecord {
  const { gid, sid, name, rule, kind, observation, value } = signature;
  return { gid, sid, ...(name === undefined ? {} : { name }), rule, kind, observation, value, status, alerts, cases, why: why ?? null, remarks };
}

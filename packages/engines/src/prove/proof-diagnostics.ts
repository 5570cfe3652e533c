import { type Diagnostic, type DiagnosticInfo, type Range, visibleText } from "@sigwright/core";
import type { Proof, ProofStatus } from "./proof-judge.ts";

/** Outcomes of a proof that are a fault of the rule. */
export type FailedStatus = Exclude<ProofStatus, "proven" | "not-provable">;

const SHOWN =
  "What is shown is made of the indicator that the manifest beside the rules names, and of nothing else, so a mistake in the rule can't hide itself.";
const TRY_IT = "`sigwright prove FOLDER --keep-pcaps DIR` shows the same again and keeps the traffic.";

/** What is known of the diagnostics about rules that did not do in an engine what they are for. */
export const PROOF_DIAGNOSTICS: readonly DiagnosticInfo[] = [
  {
    code: "proof/not-fired",
    severity: "error",
    summary: "A generated rule that the engine was shown what it is for is silent.",
    explanation: `The rule loads, and sees nothing of its indicator in the cases that are named. ${SHOWN} ${TRY_IT}`,
  },
  {
    code: "proof/near-miss-fired",
    severity: "error",
    summary: "A generated rule fires on what it is not for.",
    explanation: `The rule fires on something near to its indicator: another host whose name ends in the same way, a longer path. On a sensor these are false alerts. ${SHOWN} ${TRY_IT}`,
  },
  {
    code: "proof/noisy",
    severity: "error",
    summary: "A generated rule fires more than once on one flow.",
    explanation: `One thing that happened gives several alerts, a flood of them on a busy sensor. ${SHOWN} ${TRY_IT}`,
  },
  {
    code: "proof/no-rule",
    severity: "error",
    summary: "The manifest says what a signature is for, and the rule file beside it has no such rule.",
    explanation: "Rules and manifest are one output of `sigwright generate`. Where a rule was taken out by hand, the indicator is not looked for, though the manifest says so. Run `sigwright generate` again, with the indicator filtered or guarded.",
  },
];

const SAYS: Readonly<Record<FailedStatus, (engine: string) => string>> = {
  "not-fired": (engine) => `${engine} was shown what this rule is for, and it did not fire`,
  "near-miss-fired": (engine) => `in ${engine} this rule fires on what it is not for`,
  "noisy": (engine) => `in ${engine} this rule fires more than once on one flow`,
};

/**
 * What is to be said of a rule after a proof; `undefined` when nothing is wrong.
 *
 * @param engine for people: `Suricata 7.0.10`.
 */
export function proofFinding({ status, why }: Pick<Proof, "status" | "why">, engine: string, range: Range): Diagnostic | undefined {
  if (status === "proven" || status === "not-provable") return undefined;
  const message = `${SAYS[status](engine)}${why === undefined ? "" : `: ${visibleText(why)}`}`;
  return { code: `proof/${status}`, severity: "error", rejects: false, message, range, help: "`sigwright prove` on the folder shows all of it again, and keeps the traffic with `--keep-pcaps`" };
}

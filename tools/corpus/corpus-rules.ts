import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** What an engine said of a rule. The last three say nothing about the rule itself. */
export type EngineVerdict = "accept" | "reject" | "skip" | "needs-file" | "needs-env";

/** One rule of the corpus; see its README for the fields. */
export interface CorpusRule {
  readonly id: string;
  readonly source: string;
  readonly origin?: string;
  /** The mistake that was made in a mutant. */
  readonly kind?: string;
  readonly rule: string;
  readonly verdict: EngineVerdict;
  readonly error: string | null;
  readonly verdict_8?: EngineVerdict;
  readonly error_8?: string | null;
}

/** Reads one file of the corpus. */
export function readCorpusRules(path: string): readonly CorpusRule[] {
  const text = gunzipSync(readFileSync(path)).toString("utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as CorpusRule);
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** What an engine said of a rule. The last three say nothing about the rule itself. */
export type EngineVerdict = "accept" | "reject" | "skip" | "needs-file" | "needs-env";

/** The halves of the corpus: rules as people wrote them, and the same with one mistake made in each. */
export const CORPUS_SETS = ["real", "mutants"] as const;
export type CorpusSet = (typeof CORPUS_SETS)[number];

/** The releases whose verdicts a corpus holds, by the series that we check for. */
export const RELEASES = { "7.0": "7.0.10", "8.0": "8.0.8" } as const;
export type Series = keyof typeof RELEASES;

/** A verdict of one release, with its own words; none when it loaded the rule. */
export interface EngineAnswer {
  readonly verdict: EngineVerdict;
  readonly words: string;
}

/** One rule of a corpus, or one file, with the answers of engines by their keys. */
export interface CorpusRule<Key extends string = Series> {
  /** The first 16 hexadecimal digits of the SHA-256 of its text. */
  readonly id: string;
  /** Where it comes from: a collection for real rules, the mistake for mutants. */
  readonly kind: string;
  readonly text: string;
  readonly answers: Readonly<Record<Key, EngineAnswer>>;
}

/** A line of a corpus file; its README describes the fields. */
interface CorpusLine {
  readonly id: string;
  readonly origin?: string;
  readonly kind?: string;
  readonly rule: string;
  readonly verdict: EngineVerdict;
  readonly error: string | null;
  readonly verdict_8: EngineVerdict;
  readonly error_8: string | null;
}

/** Reads one half of the corpus in a folder. */
export function readCorpusRules(folder: string, set: CorpusSet): readonly CorpusRule[] {
  const text = gunzipSync(readFileSync(join(folder, "suricata", `${set}.dev.jsonl.gz`))).toString("utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const { id, origin, kind, rule, verdict, error, verdict_8, error_8 } = JSON.parse(line) as CorpusLine;
      return {
        id,
        kind: kind ?? origin ?? "unknown",
        text: rule,
        answers: { "7.0": { verdict, words: error ?? "" }, "8.0": { verdict: verdict_8, words: error_8 ?? "" } },
      };
    });
}

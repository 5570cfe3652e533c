import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { CorpusRule, CorpusSet, EngineVerdict } from "./corpus-rules.ts";

/** The release whose verdicts the corpus holds, by the series that we check for. */
export const SNORT3_RELEASES = { "3.12": "3.12.2" } as const;
export type Snort3Series = keyof typeof SNORT3_RELEASES;

const FILES: Readonly<Record<CorpusSet, string>> = { real: "snort3.dev.jsonl.gz", mutants: "snort3-mutants.dev.jsonl.gz" };

/** A line of a corpus file; its README describes the fields. */
interface Snort3Line {
  readonly id: string;
  readonly kind?: string;
  readonly source?: string;
  readonly rule: string;
  readonly verdict: EngineVerdict;
  readonly error: string | null;
}

/** A rule, and the file that it is from: `owner/name:path`; empty for mutants. */
export type Snort3Rule = CorpusRule<Snort3Series> & { readonly source: string };

/** Reads one half of the Snort 3 rules of a corpus folder. */
export function readSnort3Rules(folder: string, set: CorpusSet): readonly Snort3Rule[] {
  const text = gunzipSync(readFileSync(join(folder, "snort", FILES[set]))).toString("utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const { id, kind = "community", source = "", rule, verdict, error } = JSON.parse(line) as Snort3Line;
      return { id, kind, source, text: rule, answers: { "3.12": { verdict, words: error ?? "" } } };
    });
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { CorpusRule, EngineAnswer } from "./corpus-rules.ts";
import type { FidelityFamily } from "./fidelity-page.ts";

/** The parts of the corpus of YARA files: as people wrote them, single rules with one mistake, YARA-X's own test cases. */
export const YARA_SETS = ["real", "mutants", "tests"] as const;
export type YaraSet = (typeof YARA_SETS)[number];

/** The releases whose verdicts the corpus holds, by the engine that we check for. */
export const YARA_RELEASES = { "yara-x": "YARA-X 1.7.1", yara: "YARA 4.2.3" } as const;
export type YaraSeries = keyof typeof YARA_RELEASES;

/** What the page calls them. */
export const YARA_FAMILY: FidelityFamily<YaraSet, YaraSeries> = {
  prefix: "yara-",
  sets: { real: "real files", mutants: "mutants", tests: "YARA-X's test cases" },
  releases: YARA_RELEASES,
};

/** A file of the corpus; where YARA-X put its first error is kept. */
export interface YaraCorpusFile extends CorpusRule<YaraSeries> {
  readonly place?: { readonly line: number; readonly column: number };
  /** Whether YARA-X's first error is about an included file. */
  readonly isInclude: boolean;
}

/** What an engine said of a file in the corpus. */
interface YaraVerdictLine {
  readonly verdict: EngineAnswer["verdict"] | "crash";
  readonly errors: readonly { readonly code?: string; readonly message: string; readonly label?: string; readonly line?: number; readonly column?: number }[];
}

/** A line of a corpus file; its README describes the fields. */
interface YaraLine {
  readonly id: string;
  readonly kind?: string;
  readonly text: string;
  readonly yara: YaraVerdictLine;
  readonly yarax: YaraVerdictLine;
}

const FILES: Readonly<Record<YaraSet, string>> = { real: "files", mutants: "mutants", tests: "yarax-tests" };

/** Reads one part of the corpus in a folder. */
export function readYaraFiles(folder: string, set: YaraSet): readonly YaraCorpusFile[] {
  const text = gunzipSync(readFileSync(join(folder, "yara", `${FILES[set]}.dev.jsonl.gz`))).toString("utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const { id, kind, text: file, yara, yarax } = JSON.parse(line) as YaraLine;
      const first = yarax.errors[0];
      return {
        id,
        kind: kind ?? set,
        text: file,
        answers: { "yara-x": answer(yarax), yara: answer(yara) },
        isInclude: first?.code === "E044",
        ...(first?.line === undefined || first.column === undefined ? {} : { place: { line: first.line, column: first.column } }),
      };
    });
}

function answer({ verdict, errors }: YaraVerdictLine): EngineAnswer {
  const words = errors.map(({ code, message, label }) => [code, message, label].filter((part) => part !== undefined && part !== "").join(": ")).join(" | ");
  // An engine that aborts says nothing about the file.
  return { verdict: verdict === "crash" ? "skip" : verdict, words };
}

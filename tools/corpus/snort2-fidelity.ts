import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { type Diagnostic, SourceText } from "@sigwright/core";
import { snort2 } from "@sigwright/snort";
import { type Mutant, mutants } from "./snort2-mutants.ts";

/** Mutants of each kind. */
const PER_KIND = 40;

/** A real rule that we refuse. */
export interface RefusedRule {
  readonly id: string;
  readonly rule: string;
  readonly code: string;
  readonly message: string;
}

/** What came of the rules of a corpus. */
export interface Snort2Fidelity {
  /** Number of real rules. */
  readonly rules: number;
  readonly refused: readonly RefusedRule[];
  readonly mutants: readonly Mutant[];
  /** Mutants that we let pass. */
  readonly passed: readonly Mutant[];
}

/** Reads the Snort 2.9 rules of a corpus folder. */
export function readSnort2Rules(folder: string): readonly { readonly id: string; readonly rule: string }[] {
  const text = gunzipSync(readFileSync(join(folder, "snort", "snort2.dev.jsonl.gz"))).toString("utf8");
  return text.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line) as { readonly id: string; readonly rule: string });
}

/** Judges the Snort 2.9 rules of a corpus folder, and mutants of them. */
export function snort2Fidelity(folder: string): Snort2Fidelity {
  const real = readSnort2Rules(folder);
  const refused: RefusedRule[] = [];
  for (const { id, rule } of real) {
    const found = refusal(rule);
    if (found !== undefined) refused.push({ id, rule, code: found.code, message: found.message });
  }
  const bad = new Set(refused.map(({ id }) => id));
  const made = mutants(real.filter(({ id }) => !bad.has(id)).map(({ rule }) => rule), PER_KIND);
  return { rules: real.length, refused, mutants: made, passed: made.filter(({ rule }) => refusal(rule) === undefined) };
}

/** The first thing for which a rule would be refused. */
function refusal(rule: string): Diagnostic | undefined {
  const { document, diagnostics } = snort2.parse(SourceText.fromString(`${rule}\n`));
  return [...diagnostics, ...snort2.validate(document, { target: snort2.targets[0]! })].find(({ rejects }) => rejects);
}

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { SourceText } from "@sigwright/core";
import type { parse } from "#grammar/rules";
import { START_RULES } from "../parse.ts";
import { TapeWriter } from "../tape.ts";
import type { Tape } from "../tape-layout.ts";
import type { RuleDialect } from "../tree.ts";

/** The function that a parser made from our grammar exports. */
export type Parse = typeof parse;

/** The parser that Peggy makes of the rule grammar without our plugins. */
export async function plainParser(): Promise<Parse> {
  const folder = mkdtempSync(join(tmpdir(), "sigwright-plain-"));
  try {
    const generate = fileURLToPath(new URL("../../../../tools/peggy/generate.mjs", import.meta.url));
    const grammar = fileURLToPath(new URL("../../grammar", import.meta.url));
    execFileSync(process.execPath, [generate, grammar, folder, "--plain"]);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made by the same generator as the one we have types of
    const module = (await import(pathToFileURL(join(folder, "rules.js")).href)) as { parse: Parse };
    return module.parse;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What a parser finds in a text. */
export function tapeOf(parser: Parse, source: SourceText, dialect: RuleDialect): Tape {
  const sink = new TapeWriter(source, dialect);
  parser(source.text, { startRule: START_RULES[dialect], sink });
  return sink.finish();
}

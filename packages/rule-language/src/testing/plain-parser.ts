import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { SourceText } from "@sigwright/core";
import type { parse } from "#grammar/rules";
import type { parse as parseValues } from "#grammar/values";
import { START_RULES } from "../parse.ts";
import { TapeWriter } from "../tape.ts";
import type { Tape } from "../tape-layout.ts";
import type { RuleDialect } from "../tree.ts";
import { ValueTape } from "../value-tape.ts";

/** The function that a parser made from our grammar exports. */
export type Parse = typeof parse;

/** The parsers that Peggy makes of our grammars without our plugins. */
export interface PlainParsers {
  readonly rules: Parse;
  readonly values: typeof parseValues;
}

/** Makes the parsers of both grammars without our plugins. */
export async function plainParsers(): Promise<PlainParsers> {
  const folder = mkdtempSync(join(tmpdir(), "sigwright-plain-"));
  try {
    const generate = fileURLToPath(new URL("../../../../tools/peggy/generate.mjs", import.meta.url));
    const grammar = fileURLToPath(new URL("../../grammar", import.meta.url));
    execFileSync(process.execPath, [generate, grammar, folder, "--plain"]);
    const load = async (name: string): Promise<unknown> => await import(pathToFileURL(join(folder, `${name}.js`)).href);
    const rules = (await load("rules")) as { parse: Parse };
    const values = (await load("values")) as { parse: typeof parseValues };
    return { rules: rules.parse, values: values.parse };
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

/** Everything that a parser of values reports about a text, entered at one of its start rules. */
export function valueReports(parser: PlainParsers["values"], startRule: string, text: string, comments: boolean): unknown {
  const sink = new ValueTape("utf-8", comments);
  sink.reset(text, 0);
  const enter = parser("", { session: true, sink }) as Readonly<Record<string, (text: string) => boolean>>;
  const whole = enter[startRule]!(text);
  const { count, kinds, starts, ends, negated, quoted, textStart, textEnd, hasEscapes, problems } = sink;
  const tokens = Array.from({ length: count }, (_, at) => [kinds[at], starts[at], ends[at]]);
  return { whole, tokens, negated, quoted, textStart, textEnd, hasEscapes, problems, bytes: sink.pattern() };
}

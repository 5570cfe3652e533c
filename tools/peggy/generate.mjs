/**
 * Generates parsers from Peggy grammars.
 *
 *     node ../../tools/peggy/generate.mjs <grammar folder> <output folder> [--plain]
 *
 * Every `<name>.peggy` becomes `<name>.js` (an ES module without imports) and `<name>.d.ts`. A grammar names the rules
 * a parser may be entered at in a comment of its own, `// start: RuleA, RuleB`; without one that is its first rule.
 * A grammar whose results are reports instead of values says so with `// values: none`.
 *
 * `--plain` leaves out the plugins that make a parser faster: what comes out is Peggy's own, to compare with.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import process from "node:process";
import peggy from "peggy";
import { classRuns } from "./class-runs.mjs";
import { session } from "./session.mjs";
import { valueless } from "./valueless.mjs";

const START_COMMENT = /^\/\/ start: (.+)$/m;
const VALUES_COMMENT = /^\/\/ values: none$/m;

const args = process.argv.slice(2);
const plain = args.includes("--plain");
const [grammarFolder, outputFolder] = args.filter((argument) => !argument.startsWith("--"));
if (grammarFolder === undefined || outputFolder === undefined) {
  console.error("usage: generate.mjs <grammar folder> <output folder> [--plain]");
  process.exit(2);
}

const grammars = readdirSync(grammarFolder).filter((file) => file.endsWith(".peggy"));
if (grammars.length === 0) {
  console.error(`${grammarFolder}: no *.peggy file`);
  process.exit(1);
}
mkdirSync(outputFolder, { recursive: true });
const written = new Set();
for (const file of grammars) {
  const path = join(grammarFolder, file);
  const text = readFileSync(path, "utf8");
  const name = basename(file, ".peggy");
  const starts = START_COMMENT.exec(text)?.[1]?.split(",").map((rule) => rule.trim()) ?? [];
  write(`${name}.js`, parserSource(path, text, starts));
  write(`${name}.d.ts`, declarations());
}
for (const file of readdirSync(outputFolder)) if (!written.has(file)) rmSync(join(outputFolder, file), { recursive: true });

/** Replaces a file in one step: others may be reading it. */
function write(file, text) {
  const path = join(outputFolder, file);
  const fresh = `${path}.${process.pid}`;
  writeFileSync(fresh, text);
  renameSync(fresh, path);
  written.add(file);
}

function parserSource(path, text, allowedStartRules) {
  try {
    return peggy.generate(text, {
      grammarSource: path,
      allowedStartRules,
      format: "es",
      output: "source",
      plugins: plugins(VALUES_COMMENT.test(text)),
      warning: (message, location) => console.warn(`${path}:${location?.start.line ?? 0}: ${message}`),
    });
  } catch (error) {
    if (typeof error.format !== "function") throw error;
    console.error(error.format([{ source: path, text }]));
    process.exit(1);
  }
}

function plugins(withoutValues) {
  const faster = [classRuns({ valueless: withoutValues }), ...(withoutValues ? [valueless()] : [])];
  return plain ? [session()] : [...faster, session()];
}

/** What a generated module exports. `parse` is typed by one wrapper in the package, beside the tree's types. */
function declarations() {
  return `/** A place in the input: offset 0-based, line and column 1-based. */
export interface Location {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

export interface LocationRange {
  readonly source: unknown;
  readonly start: Location;
  readonly end: Location;
}

/** What the parser would have accepted at the place of an error. */
export type Expectation =
  | { readonly type: "literal"; readonly text: string; readonly ignoreCase: boolean }
  | { readonly type: "class"; readonly parts: readonly (string | readonly [string, string])[]; readonly inverted: boolean; readonly ignoreCase: boolean }
  | { readonly type: "any" }
  | { readonly type: "end" }
  | { readonly type: "other"; readonly description: string };

export declare class SyntaxError extends globalThis.SyntaxError {
  readonly expected: readonly Expectation[] | null;
  readonly found: string | null;
  readonly location: LocationRange;
}

export interface ParseOptions {
  readonly grammarSource?: unknown;
  readonly startRule?: string;
  readonly [option: string]: unknown;
}

export declare const StartRules: readonly string[];

/** Parses the whole input. Throws {@link SyntaxError} where it does not follow the grammar. */
export declare function parse(input: string, options?: ParseOptions): unknown;
`;
}

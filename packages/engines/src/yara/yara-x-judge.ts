/**
 * The program of the disposable process in which YARA-X runs: a file to compile a line of standard input, an answer a line
 * of standard output. It is ended by closing its input, or killed.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Compiler, initSync } from "@virustotal/yara-x";

/** A file to compile. */
export interface JudgeRequest {
  readonly text: string;
  readonly externals: Readonly<Record<string, string | number | boolean>>;
  /** Base64. */
  readonly sample?: string;
  /** Base64 of many samples, of which only the names of matching rules are told. */
  readonly samples?: readonly string[];
}

/** What came of it. Reports are as the engine renders them. */
export interface JudgeAnswer {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly matches?: readonly JudgeMatch[];
  /** Names of the rules that match each of many samples. */
  readonly sampled?: readonly (readonly string[])[];
  /** Set when the engine gave up; the process is of no use any more then. */
  readonly crash?: string;
}

/** A matching rule as the engine tells it. */
export interface JudgeMatch {
  readonly identifier: string;
  readonly patterns: readonly { readonly identifier: string; readonly matches: readonly { readonly offset: number; readonly length: number }[] }[];
}

function judge({ text, externals, sample, samples }: JudgeRequest): JudgeAnswer {
  const compiler = new Compiler();
  for (const [name, value] of Object.entries(externals)) compiler.defineGlobal(name, value);
  try {
    compiler.addSource(text);
  } catch (error) {
    // A trap of the engine's code is a crash; a refusal is among the compiler's errors.
    if (error instanceof Error && error.name === "RuntimeError") return { errors: [], warnings: [], crash: error.message };
    const { errors } = compiler;
    return { errors: errors.length > 0 ? errors : [String(error)], warnings: compiler.warnings };
  }
  const { warnings } = compiler;
  if (sample === undefined && samples === undefined) return { errors: [], warnings };
  const rules = compiler.build();
  const scan = (base64: string): readonly JudgeMatch[] => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the package's own types say no more
    const scanned = rules.scan(Buffer.from(base64, "base64")) as { readonly matches: readonly JudgeMatch[] };
    return scanned.matches;
  };
  if (samples !== undefined) return { errors: [], warnings, sampled: samples.map((each) => scan(each).map(({ identifier }) => identifier)) };
  return { errors: [], warnings, matches: scan(sample!) };
}

function answerTo(line: string): JudgeAnswer {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it comes from the process that started this one
    return judge(JSON.parse(line) as JudgeRequest);
  } catch (error) {
    return { errors: [], warnings: [], crash: String(error) };
  }
}

initSync({ module: readFileSync(fileURLToPath(new URL("yara_x_js_bg.wasm", import.meta.resolve("@virustotal/yara-x")))) });
process.stdin.setEncoding("utf8");
// Node's readline takes more for an end of line than a line feed.
let begun = "";
for await (const chunk of process.stdin as AsyncIterable<string>) {
  const lines = (begun + chunk).split("\n");
  begun = lines.pop()!;
  for (const line of lines) {
    const answer = answerTo(line);
    process.stdout.write(`${JSON.stringify(answer)}\n`);
    if (answer.crash !== undefined) process.exit(1);
  }
}

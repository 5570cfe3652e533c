/**
 * How far the YARA checker agrees with the verdicts of the engines in a corpus:
 *
 *     SIGWRIGHT_CORPUS=FOLDER node --conditions=@sigwright/source tools/corpus/yara.ts
 *         --write         write the tables of docs/fidelity.md
 *         --list TEXT     print the files we differ on, of which our code, the engine's words, the kind or the id has the text
 *         --spans         print the test cases whose first error we place elsewhere
 *
 * Exit code 1 when we differ on a file without a reason in known-yara-disagreements.ts, or a reason has no such file.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Diagnostic, SourceText } from "@sigwright/core";
import { yara, YARA_TARGETS } from "@sigwright/yara";
import { type Agreement, agreement, type Disagreement, shapeOf, tally } from "./agreement.ts";
import { renderFidelityPage } from "./fidelity-page.ts";
import { unexplained } from "./known-disagreements.ts";
import { KNOWN_YARA_DISAGREEMENTS } from "./known-yara-disagreements.ts";
import { readYaraFiles, YARA_FAMILY, YARA_RELEASES, YARA_SETS, type YaraCorpusFile, type YaraSeries, type YaraSet } from "./yara-files.ts";

type YaraAgreement = Agreement<YaraSet, YaraSeries, YaraCorpusFile>;

const PAGE = fileURLToPath(new URL("../../docs/fidelity.md", import.meta.url));
const SERIES = Object.keys(YARA_RELEASES) as YaraSeries[];

const { values: flags } = parseArgs({ options: { write: { type: "boolean" }, list: { type: "string" }, spans: { type: "boolean" } } });
const folder = process.env["SIGWRIGHT_CORPUS"];
if (folder === undefined) {
  process.stderr.write("SIGWRIGHT_CORPUS names no corpus folder\n");
  process.exit(2);
}

const corpus = new Map(YARA_SETS.map((set) => [set, readYaraFiles(folder, set)]));
const agreements = [...corpus].flatMap(([set, files]) =>
  SERIES.map((series): YaraAgreement => agreement(set, series, files, (text) => rejects(text, series).map(({ code }) => code))),
);
for (const found of agreements) print(found);
printSpans(corpus.get("tests")!);
const problems = SERIES.flatMap((series) => unexplained(KNOWN_YARA_DISAGREEMENTS, series, differing(series)));
for (const problem of problems) process.stderr.write(`${problem}\n`);
if (problems.length > 0) process.exitCode = 1;
else if (flags.write === true) writeFileSync(PAGE, renderFidelityPage(readFileSync(PAGE, "utf8"), YARA_FAMILY, agreements, KNOWN_YARA_DISAGREEMENTS));

/** What we say an engine refuses a file for, by place. */
function rejects(text: string, series: YaraSeries): readonly Diagnostic[] {
  const target = YARA_TARGETS.find(({ engine }) => engine === series)!;
  const { document, diagnostics } = yara.parse(SourceText.fromString(text));
  return [...diagnostics, ...yara.validate(document, { target })].filter((found) => found.rejects).toSorted((a, b) => a.range.start - b.range.start);
}

function differing(series: YaraSeries): readonly string[] {
  return agreements.filter((found) => found.series === series).flatMap((found) => disagreements(found).map(({ rule }) => rule.id));
}

function disagreements({ falseRejects, missed }: YaraAgreement): readonly Disagreement<YaraCorpusFile>[] {
  return [...falseRejects, ...missed];
}

function print(found: YaraAgreement): void {
  const { set, series, accepted, refused, leftOut, falseRejects, missed } = found;
  say(`== ${set}, ${YARA_RELEASES[series]} (${leftOut} left out)`);
  say(`false rejects: ${share(falseRejects.length, accepted)}`);
  say(`caught:        ${share(refused - missed.length, refused)}`);
  for (const [code, count] of tally(falseRejects, ({ codes }) => codes[0] ?? "")) say(`  false ${count} ${code}`);
  for (const [shape, count] of tally(missed, ({ words }) => shapeOf(words))) say(`  missed ${count} ${shape}`);
  for (const [kind, count] of tally(disagreements(found), ({ rule }) => rule.kind)) say(`  in ${kind}: ${count}`);
  const wanted = flags.list;
  if (wanted === undefined) return;
  for (const { rule, codes, words } of disagreements(found)) {
    if (![...codes, words, rule.kind, rule.id].some((text) => text.includes(wanted))) continue;
    const ours = rejects(rule.text, series).slice(0, 3).map((each) => `${at(rule.text, each)} ${each.code}: ${each.message}`);
    const text = rule.text.length > 4000 ? "(long)" : rule.text;
    say(`\n--- ${rule.id} ${rule.kind} ${series}\n${text}\n  engine: ${rule.place?.line ?? ""} ${words.slice(0, 400)}\n  we: ${ours.join("\n      ")}`);
  }
}

/** Whether our first error lies over the beginning of YARA-X's, for the test cases that it refuses. */
function printSpans(files: readonly YaraCorpusFile[]): void {
  let all = 0;
  let same = 0;
  for (const { text, place, answers, isInclude, id } of files) {
    if (answers["yara-x"].verdict !== "reject" || place === undefined || isInclude) continue;
    all++;
    const first = rejects(text, "yara-x")[0];
    const offset = offsetOf(text, place);
    if (first !== undefined && first.range.start <= offset && offset < Math.max(first.range.end, first.range.start + 1)) same++;
    else if (flags.spans === true) say(`\n--- ${id}\n${text}\n  engine: ${place.line}:${place.column} ${answers["yara-x"].words}\n  we: ${first === undefined ? "nothing" : `${at(text, first)} ${first.code}: ${first.message}`}`);
  }
  say(`first error at the place of YARA-X's: ${share(same, all)}`);
}

/** Offset of a place whose column counts characters. */
function offsetOf(text: string, { line, column }: { readonly line: number; readonly column: number }): number {
  let offset = SourceText.fromString(text).lineStart(line) ?? text.length;
  for (let character = 1; character < column; character++) offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  return offset;
}

function at(text: string, { range }: Diagnostic): string {
  const source = SourceText.fromString(text);
  const [start, end] = [source.positionAt(range.start), source.positionAt(range.end)];
  return `${start.line}:${start.column}-${end.line}:${end.column}`;
}

function share(part: number, whole: number): string {
  return `${part} of ${whole} (${((100 * part) / whole).toFixed(2)} %)`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

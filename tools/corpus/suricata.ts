/**
 * How far the Suricata checker agrees with the verdicts of the engine in a corpus:
 *
 *     SIGWRIGHT_CORPUS=FOLDER node --conditions=@sigwright/source tools/corpus/suricata.ts
 *         --write         write the tables of docs/fidelity.md
 *         --list TEXT     print the rules we differ on, of which our code, the engine's words or the kind has the text
 *
 * Exit code 1 when we differ on a rule without a reason in known-disagreements.ts, or a reason has no such rule.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { SourceText } from "@sigwright/core";
import { suricata, SURICATA_TARGETS } from "@sigwright/suricata";
import { type Agreement, agreement, type Disagreement, type Judge, shapeOf, tally } from "./agreement.ts";
import { CORPUS_SETS, readCorpusRules, RELEASES, type Series } from "./corpus-rules.ts";
import { renderFidelityPage, SURICATA_FAMILY } from "./fidelity-page.ts";
import { KNOWN_DISAGREEMENTS, unexplained } from "./known-disagreements.ts";

const PAGE = fileURLToPath(new URL("../../docs/fidelity.md", import.meta.url));
const SERIES = Object.keys(RELEASES) as Series[];

const { values: flags } = parseArgs({ options: { write: { type: "boolean" }, list: { type: "string" } } });
const folder = process.env["SIGWRIGHT_CORPUS"];
if (folder === undefined) {
  process.stderr.write("SIGWRIGHT_CORPUS names no corpus folder\n");
  process.exit(2);
}

const agreements = CORPUS_SETS.flatMap((set) => {
  const rules = readCorpusRules(folder, set);
  return SERIES.map((series) => agreement(set, series, rules, judgeFor(series)));
});
for (const found of agreements) print(found);
const problems = SERIES.flatMap((series) => unexplained(KNOWN_DISAGREEMENTS, series, differing(series)));
for (const problem of problems) process.stderr.write(`${problem}\n`);
if (problems.length > 0) process.exitCode = 1;
else if (flags.write === true) writeFileSync(PAGE, renderFidelityPage(readFileSync(PAGE, "utf8"), SURICATA_FAMILY, agreements, KNOWN_DISAGREEMENTS));

/** Each rule is a file of its own for the checker. */
function judgeFor(series: Series): Judge {
  const target = SURICATA_TARGETS.find(({ version }) => version === series)!;
  return (rule) => {
    const { document, diagnostics } = suricata.parse(SourceText.fromString(rule));
    return [...diagnostics, ...suricata.validate(document, { target })].filter(({ rejects }) => rejects).map(({ code }) => code);
  };
}

function differing(series: Series): readonly string[] {
  return agreements.filter((found) => found.series === series).flatMap((found) => disagreements(found).map(({ rule }) => rule.id));
}

function disagreements({ falseRejects, missed }: Agreement): readonly Disagreement[] {
  return [...falseRejects, ...missed];
}

function print(found: Agreement): void {
  const { set, series, accepted, refused, leftOut, falseRejects, missed } = found;
  say(`== ${set}, Suricata ${RELEASES[series]} (${leftOut} left out)`);
  say(`false rejects: ${share(falseRejects.length, accepted)}`);
  say(`caught:        ${share(refused - missed.length, refused)}`);
  for (const [code, count] of tally(falseRejects, ({ codes }) => codes[0] ?? "")) say(`  false ${count} ${code}`);
  for (const [shape, count] of tally(missed, ({ words }) => shapeOf(words))) say(`  missed ${count} ${shape}`);
  for (const [kind, count] of tally(disagreements(found), ({ rule }) => rule.kind)) say(`  in ${kind}: ${count}`);
  const wanted = flags.list;
  if (wanted === undefined) return;
  for (const { rule, codes, words } of disagreements(found)) {
    if (![...codes, words, rule.kind].some((text) => text.includes(wanted))) continue;
    say(`\n${rule.id} ${rule.kind}\n  ${rule.text}\n  engine: ${words}\n  we: ${codes.join(" ")}`);
  }
}

function share(part: number, whole: number): string {
  return `${part} of ${whole} (${((100 * part) / whole).toFixed(2)} %)`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

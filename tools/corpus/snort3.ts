/**
 * How far the Snort 3 checker agrees with the verdicts of the engine in a corpus:
 *
 *     SIGWRIGHT_CORPUS=FOLDER node --conditions=@sigwright/source tools/corpus/snort3.ts
 *         --write         write the tables of docs/fidelity.md
 *         --list TEXT     print the rules we differ on, of which our code, the engine's words or the kind has the text
 *
 * Exit code 1 when we differ on a rule without a reason in known-snort3-disagreements.ts, or a reason has no such rule.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { SourceText } from "@sigwright/core";
import { snort3 } from "@sigwright/snort";
import { type Agreement, agreement, shapeOf, tally } from "./agreement.ts";
import { CORPUS_SETS, type CorpusRule, type CorpusSet } from "./corpus-rules.ts";
import { type FidelityFamily, renderFidelityPage } from "./fidelity-page.ts";
import { unexplained } from "./known-disagreements.ts";
import { KNOWN_SNORT3_DISAGREEMENTS } from "./known-snort3-disagreements.ts";
import { readSnort3Rules, SNORT3_RELEASES, type Snort3Series } from "./snort3-rules.ts";

type Snort3Agreement = Agreement<CorpusSet, Snort3Series, CorpusRule<Snort3Series>>;

const PAGE = fileURLToPath(new URL("../../docs/fidelity.md", import.meta.url));
const FAMILY: FidelityFamily<CorpusSet, Snort3Series> = { prefix: "snort3-", sets: { real: "real rules", mutants: "mutants" }, releases: SNORT3_RELEASES };
const SERIES = "3.12";

const { values: flags } = parseArgs({ options: { write: { type: "boolean" }, list: { type: "string" } } });
const folder = process.env["SIGWRIGHT_CORPUS"];
if (folder === undefined) {
  process.stderr.write("SIGWRIGHT_CORPUS names no corpus folder\n");
  process.exit(2);
}

const agreements = CORPUS_SETS.map((set): Snort3Agreement => agreement(set, SERIES, readSnort3Rules(folder, set), rejects));
for (const found of agreements) print(found);
const problems = unexplained(KNOWN_SNORT3_DISAGREEMENTS, SERIES, agreements.flatMap(({ falseRejects, missed }) => [...falseRejects, ...missed].map(({ rule }) => rule.id)));
for (const problem of problems) process.stderr.write(`${problem}\n`);
if (problems.length > 0) process.exitCode = 1;
else if (flags.write === true) writeFileSync(PAGE, renderFidelityPage(readFileSync(PAGE, "utf8"), FAMILY, agreements, KNOWN_SNORT3_DISAGREEMENTS));

/** Each rule is a file of its own for the checker. */
function rejects(rule: string): readonly string[] {
  const { document, diagnostics } = snort3.parse(SourceText.fromString(rule));
  return [...diagnostics, ...snort3.validate(document, { target: snort3.targets[0]! })].filter((found) => found.rejects).map(({ code }) => code);
}

function print({ set, accepted, refused, leftOut, falseRejects, missed }: Snort3Agreement): void {
  say(`== ${set}, Snort ${SNORT3_RELEASES[SERIES]} (${leftOut} left out)`);
  say(`false rejects: ${share(falseRejects.length, accepted)}`);
  say(`caught:        ${share(refused - missed.length, refused)}`);
  for (const [code, count] of tally(falseRejects, ({ codes }) => codes[0] ?? "")) say(`  false ${count} ${code}`);
  for (const [shape, count] of tally(missed, ({ words }) => shapeOf(words))) say(`  missed ${count} ${shape}`);
  for (const [kind, count] of tally([...falseRejects, ...missed], ({ rule }) => rule.kind)) say(`  in ${kind}: ${count}`);
  const wanted = flags.list;
  if (wanted === undefined) return;
  for (const { rule, codes, words } of [...falseRejects, ...missed]) {
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

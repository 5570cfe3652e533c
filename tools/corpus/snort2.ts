/**
 * What the Snort 2.9 checker makes of the rules of a corpus, which has no engine's verdicts on them, and of the same with
 * a mistake in each:
 *
 *     SIGWRIGHT_CORPUS=FOLDER node --conditions=@sigwright/source tools/corpus/snort2.ts
 *         --list TEXT     print the refused real rules and the mutants that pass, of which the code or the kind has the text
 */
import { parseArgs } from "node:util";
import { tally } from "./agreement.ts";
import { MISTAKES } from "./snort2-mutants.ts";
import { snort2Fidelity } from "./snort2-fidelity.ts";

const { values: flags } = parseArgs({ options: { list: { type: "string" } } });
const folder = process.env["SIGWRIGHT_CORPUS"];
if (folder === undefined) {
  process.stderr.write("SIGWRIGHT_CORPUS names no corpus folder\n");
  process.exit(2);
}

const { rules, refused, mutants, passed } = snort2Fidelity(folder);
say(`real rules: ${refused.length} of ${rules} refused (${((100 * refused.length) / rules).toFixed(2)} %)`);
for (const { id, code, message } of refused) say(`  ${id} ${code}: ${message}`);
say(`mutants:    ${mutants.length - passed.length} of ${mutants.length} refused (${((100 * (mutants.length - passed.length)) / mutants.length).toFixed(2)} %)`);
const passedOf = new Map(tally(passed, ({ kind }) => kind));
const made = new Map(tally(mutants, ({ kind }) => kind));
for (const { kind, manual } of MISTAKES) say(`  ${kind} (manual ${manual}): ${(made.get(kind) ?? 0) - (passedOf.get(kind) ?? 0)} of ${made.get(kind) ?? 0}`);
const wanted = flags.list;
if (wanted !== undefined) {
  for (const { kind, rule } of passed) if (kind.includes(wanted)) say(`\n${kind}\n  ${rule}`);
  for (const { code, rule } of refused) if (code.includes(wanted)) say(`\n${code}\n  ${rule}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

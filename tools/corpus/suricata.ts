import { join } from "node:path";
import { SourceText } from "@sigwright/core";
import { suricata, SURICATA_TARGETS } from "@sigwright/suricata";
import { agreement, type Agreement, tally } from "./agreement.ts";
import { readCorpusRules, type CorpusRule } from "./corpus-rules.ts";

// Prints how far the Suricata checker agrees with the engine's verdicts in a corpus:
//   SIGWRIGHT_CORPUS=… node --conditions=@sigwright/source tools/corpus/suricata.ts [--list CODE-OR-ERROR]

const folder = process.env["SIGWRIGHT_CORPUS"];
if (folder === undefined) {
  process.stderr.write("SIGWRIGHT_CORPUS names no corpus folder\n");
  process.exit(2);
}
const wanted = process.argv[2] === "--list" ? process.argv[3] : undefined;

for (const name of ["real", "mutants"]) {
  const rules = readCorpusRules(join(folder, "suricata", `${name}.dev.jsonl.gz`));
  for (const target of SURICATA_TARGETS) {
    const isNewer = target.version === "8.0";
    const found = agreement(
      rules,
      (rule) => ({
        verdict: (isNewer ? rule.verdict_8 : rule.verdict) ?? rule.verdict,
        error: (isNewer ? rule.error_8 : rule.error) ?? "",
      }),
      (rule) => {
        const { document, diagnostics } = suricata.parse!(SourceText.fromString(rule));
        return [...diagnostics, ...suricata.validate!(document, { target })]
          .filter((diagnostic) => diagnostic.rejects)
          .map((diagnostic) => diagnostic.code);
      },
    );
    print(`${name}, Suricata ${target.version}`, found);
  }
}

function print(title: string, found: Agreement): void {
  const share = (part: number, whole: number): string => `${part} of ${whole} (${((100 * part) / whole).toFixed(2)} %)`;
  say(`== ${title}`);
  say(`false rejects: ${share(found.falseRejects.length, found.accepted)}`);
  say(`caught:        ${share(found.rejected - found.missed.length, found.rejected)}`);
  for (const [code, count] of tally(found.falseRejects, ({ codes }) => codes[0] ?? "")) say(`  false ${count} ${code}`);
  for (const [error, count] of tally(found.missed, ({ error }) => shape(error)).slice(0, 60)) say(`  missed ${count} ${error}`);
  for (const [kind, count] of tally(found.missed, ({ rule }) => rule.kind ?? "real").slice(0, 60)) say(`  missed in ${kind}: ${count}`);
  if (wanted === undefined) return;
  for (const { rule, codes, error } of [...found.falseRejects, ...found.missed]) {
    if (codes.includes(wanted) || shape(error).includes(wanted)) say(`\n${name(rule)}\n  ${rule.rule}\n  engine: ${error}\n  we: ${codes.join(" ")}`);
  }
}

function name(rule: CorpusRule): string {
  return `${rule.id} ${rule.kind ?? rule.origin ?? ""}`;
}

/** The engine's words without what is particular to one rule. */
function shape(error: string): string {
  return error.split(" | ")[0]!.replaceAll(/"[^"]*"/g, '"…"').replaceAll(/'[^']*'/g, "'…'").replaceAll(/\d+/g, "N").slice(0, 110);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/**
 * Asks the installed engines about the small rules of fixture files, and writes what they say beside each:
 *
 *     node --conditions=@sigwright/source tools/corpus/yara-verdicts.ts packages/yara/fixtures/verdicts/*.jsonl
 *
 * A line needs its `rule` only. `yara-x@1` is YARA-X 1.7.1, which the check stands for: where it is there already it stays,
 * and a newer YARA-X that says otherwise is written beside it by its version. The external variable `filename` is defined,
 * as a string.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { findYara, findYaraX, yaraVerdicts } from "@sigwright/engines";

/** A line of a fixture file. */
interface FixtureLine {
  readonly rule: string;
  readonly "yara-x@1"?: string;
}

const [yaraX, yara] = [await findYaraX(), await findYara()];
for (const path of process.argv.slice(2)) {
  const lines = readFileSync(path, "utf8").split("\n");
  const fixtures = lines.filter((line) => line !== "").map((line) => JSON.parse(line) as FixtureLine);
  const rules = fixtures.map(({ rule }) => rule);
  const options = { externals: { filename: "" } };
  // oxlint-disable-next-line no-await-in-loop -- one file after the other
  const [newest, four] = [await yaraVerdicts(rules, yaraX, options), await yaraVerdicts(rules, yara, options)];
  const written = fixtures.map(({ rule, "yara-x@1": known }, index) => {
    const { verdict } = newest[index]!;
    const differing = known === undefined || known === verdict ? {} : { [`yara-x ${yaraX.version}`]: verdict };
    return JSON.stringify({ "yara-x@1": known ?? verdict, "yara@4.2": four[index]!.verdict, rule, ...differing });
  });
  writeFileSync(path, `${written.join("\n")}\n`);
}

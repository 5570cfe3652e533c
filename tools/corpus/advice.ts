/**
 * How often advice is given on published rules that the engine loads:
 *
 *     SIGWRIGHT_CORPUS=FOLDER node --conditions=@sigwright/source tools/corpus/advice.ts
 *         --write         write the tables of docs/lints.md
 *
 * Exit code 1 when what is always given is given on too many rules.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { renderAdvicePage } from "./advice-page.ts";
import { adviceRates, MOST_ADVISED } from "./advice-rates.ts";

const PAGE = fileURLToPath(new URL("../../docs/lints.md", import.meta.url));

const { values: flags } = parseArgs({ options: { write: { type: "boolean" } } });
const folder = process.env["SIGWRIGHT_CORPUS"];
if (folder === undefined) {
  process.stderr.write("SIGWRIGHT_CORPUS names no corpus folder\n");
  process.exit(2);
}
const sections = adviceRates(folder);
const page = renderAdvicePage(readFileSync(PAGE, "utf8"), sections);
if (flags.write === true) writeFileSync(PAGE, page);
else process.stdout.write(page);
for (const [format, { rates }] of sections) {
  if (rates.withDefault <= MOST_ADVISED * rates.rules) continue;
  process.stderr.write(`${format}: advice on ${rates.withDefault} of ${rates.rules} rules: more than ${100 * MOST_ADVISED} %\n`);
  process.exitCode = 1;
}

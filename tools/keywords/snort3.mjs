// Writes the list that the Snort 3 keyword table of packages/snort is compared with, from a JSON file with what the engine
// lists itself: `rule_options`, each with `module` and `configuration` (`option`, `type`, `range`), as its
// `--help-module` prints them:
//
//   node tools/keywords/snort3.mjs OPTIONS.json > packages/snort/src/testing/snort3-options.ts
//
// Names, types and ranges are taken; descriptions are not, as they are the engine's own text.
import { readFileSync } from "node:fs";

const { engine, rule_options: options } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const lines = options.map(({ module, configuration }) => {
  const parameters = configuration.map(({ option, type, range }) => JSON.stringify([option, type, ...(range === null ? [] : [range])]).replaceAll(",", ", "));
  return `  ${JSON.stringify(module)}: [${parameters.join(", ")}],`;
});
process.stdout.write(`// Made by tools/keywords/snort3.mjs from what ${engine} lists.

/** A parameter: its name, type and range. \`~\` stands before one told by its place, \`*\` before one that takes all. */
export type EngineParameter = readonly [name: string, type: string, range?: string];

/** The rule options of the engine with their parameters. */
export const SNORT3_OPTIONS: Readonly<Record<string, readonly EngineParameter[]>> = {
${lines.join("\n")}
};
`);

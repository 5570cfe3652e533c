import { readFileSync } from "node:fs";
import fc from "fast-check";

/** Rules whose verdicts are known: they use most keywords, well and badly. */
const SEEDS: readonly string[] = readFileSync(new URL("../../fixtures/verdicts/snort3-options.jsonl", import.meta.url), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => (JSON.parse(line) as { readonly rule: string }).rule);

/** Options of the rules, for others. */
const OPTIONS: readonly string[] = [...new Set(SEEDS.flatMap((rule) => rule.slice(rule.indexOf("(") + 1, -1).split("; ")))].filter((option) => option !== "");

const PIECES: readonly string[] = [
  ";", ":", '"', "\\", "|", "(", ")", "!", ",", " ", "\t", "#", "/*", "*/", "/", "[", "]", "->", "<>", "\n", "\r\n", "\\\n", "\u0000", "\u00e9", "\u{1F600}", "\ud800",
  "\uFEFF", "$A", "any", "0", "0x", "-", "<=>", '!"', "\\x4", "\\;",
];

type Change = (rule: string) => string;

const position = fc.nat({ max: 10_000 });

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(position, fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: "binary", maxLength: 3 }))).map(([at, piece]): Change => (rule) => {
    const index = at % (rule.length + 1);
    return `${rule.slice(0, index)}${piece}${rule.slice(index)}`;
  }),
  fc.tuple(position, fc.integer({ min: 1, max: 9 })).map(([at, length]): Change => (rule) => {
    const index = at % (rule.length + 1);
    return `${rule.slice(0, index)}${rule.slice(index + length)}`;
  }),
  fc.tuple(position, fc.constantFrom(...OPTIONS)).map(([at, option]): Change => (rule) => {
    const parts = rule.split("; ");
    parts.splice(1 + (at % parts.length), 0, option);
    return parts.join("; ");
  }),
);

/** A rule with up to five changes, or any text. */
export const mutatedRule: fc.Arbitrary<string> = fc.oneof(
  { weight: 19, arbitrary: fc.tuple(fc.constantFrom(...SEEDS), fc.array(change, { maxLength: 5 })).map(([seed, changes]) => changes.reduce((rule, apply) => apply(rule), seed)) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 120 }) },
);

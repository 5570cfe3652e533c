import type { Observation } from "@sigwright/core";
import { yaraScan, yaraVerdicts } from "@sigwright/engines";
import { yaraForTests, yaraXForTests } from "@sigwright/engines/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { obstacleTo } from "./encoding/slot-fields.ts";
import { observationOf, ruleOf, rulesFile } from "./testing/emitted-rules.ts";

const engines = [await yaraXForTests(), await yaraForTests()].filter((engine) => engine !== undefined);
/** Texts of each kind. */
const COUNT = Number(process.env["SIGWRIGHT_FUZZ_RUNS"] ?? 12);
/** Rules that are given to an engine at once. */
const BATCH = 200;

const SIGNS = ["\\", '"', "/", "{", "}", "[", "]", "(", ")", "|", "$", "^", ".", "*", "+", "?", " ", "\t", "\0", "\n"];
const label = fc.stringMatching(/^[a-z0-9][a-z0-9-]{2,12}[a-z0-9]$/);
const printable = fc.string({ unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)), minLength: 4, maxLength: 40 });
const anyText = fc.string({ unit: fc.oneof(fc.constantFrom(...SIGNS), fc.integer({ min: 0x20, max: 0x24f }).map((code) => String.fromCharCode(code))), minLength: 8, maxLength: 40 });
const KINDS: readonly (readonly [type: string, values: fc.Arbitrary<string>])[] = [
  ["Host", fc.tuple(label, label).map(([a, b]) => `${a}.${b}.example`)],
  ["URL", fc.tuple(label, printable).map(([host, path]) => `http://${host}.example/${path.replaceAll("#", "")}x`)],
  ["EmailAddress", fc.tuple(label, label).map(([user, host]) => `${user}@${host}.example`)],
  ["UserAgent", anyText],
  ["EmailSubject", anyText],
  ["Mutex", anyText],
  ["RegistryKey", fc.tuple(label, label).map(([a, b]) => `HKLM\\software\\${a}\\${b} key`)],
];

/** What of an observation stands in files. */
function seen({ kind, key, match }: Observation): string {
  if (kind === "registry-key") return key.replace(/^hkey_local_machine\\/, "");
  return match.kind === "literal" ? match.text : key;
}

/** The text with a letter in it that is another one. */
function changed(text: string): string {
  const at = text.search(/[a-z]/);
  return at === -1 ? `${text.slice(0, -1)}\u0001` : `${text.slice(0, at)}${text[at] === "q" ? "z" : "q"}${text.slice(at + 1)}`;
}

const RULES = [
  ...new Map(
    KINDS.flatMap(([type, values], seed) =>
      fc.sample(values, { numRuns: COUNT, seed: 7 + seed }).flatMap((value) => {
        try {
          const observation = observationOf(type, value);
          return obstacleTo(observation) === undefined ? [{ type, text: seen(observation), rule: ruleOf(observation) }] : [];
        } catch {
          // What is no indicator makes no rule.
          return [];
        }
      }),
    ).map((each) => [each.rule.name, each]),
  ).values(),
];

test("there are rules of every kind", () => {
  for (const [type] of KINDS) expect(RULES.filter((each) => each.type === type).length).toBeGreaterThan(COUNT / 5);
});

describe.each(engines)("random texts in $name", (engine) => {
  test("fire in UTF-8 and UTF-16, and not with one letter changed", { timeout: 60_000 + 3000 * COUNT }, async () => {
    for (let from = 0; from < RULES.length; from += BATCH) {
      const batch = RULES.slice(from, from + BATCH);
      const file = rulesFile(batch.map(({ rule }) => rule));
      // oxlint-disable-next-line no-await-in-loop -- one engine at a time takes the whole machine
      const [verdict] = await yaraVerdicts([file], engine, { seconds: 120 });
      expect(verdict).toEqual({ verdict: "accept", errors: [], warnings: [] });
      const texts = batch.map(({ text }) => text);
      const others = texts.map(changed);
      const all = [texts, others].flatMap((each) => [Buffer.from(each.join(" \n "), "utf8"), Buffer.from(each.join(" \n "), "utf16le")]);
      // oxlint-disable-next-line no-await-in-loop
      const [narrow, wide, nearNarrow, nearWide] = await yaraScan(new TextEncoder().encode(file), all, engine);
      const silent = batch.filter(({ rule: { name } }) => !narrow!.includes(name) || !wide!.includes(name));
      expect(silent.map(({ type, text }) => `${type} ${JSON.stringify(text)}`)).toEqual([]);
      expect([...nearNarrow!, ...nearWide!]).toEqual([]);
    }
  });
});

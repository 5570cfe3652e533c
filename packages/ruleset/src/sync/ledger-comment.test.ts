import { fuzzRuns, HOSTILE_TEXTS } from "@sigwright/core/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { toyFormat } from "../testing/toy-format.ts";
import { readStoredRuleset, withLedger } from "./ledger-comment.ts";

const STYLE = { format: toyFormat(), target: { engine: "toy", version: "1" }, name: "out" };

const PIN = "# pinned: toy\n";
const PINNING = {
  ...toyFormat(),
  async *assemble(...args: Parameters<NonNullable<ReturnType<typeof toyFormat>["assemble"]>>) {
    yield { path: `${args[1].name}.toy`, role: "rules" as const, text: PIN };
    yield* toyFormat().assemble!(...args);
  },
};

const entries = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 4294967295 }), fc.stringMatching(/^[!-~]{1,40}$/)), {
    selector: ([sid, key]) => `${sid} ${key}`,
    maxLength: 8,
  })
  .map((pairs) => {
    const sids = new Set<number>();
    const keys = new Set<string>();
    return pairs.flatMap(([sid, key]) => {
      if (sids.has(sid) || keys.has(key)) return [];
      sids.add(sid);
      keys.add(key);
      const state = (["active", "retired", "replaced"] as const)[sid % 3]!;
      return [{ sid, key, rev: 1 + (sid % 9), fingerprint: sid.toString(16).padStart(16, "0"), state }];
    });
  });

test("a ruleset remembers its ledger, whatever the rules are and however a platform changes line ends", () =>
  fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), fc.constantFrom(...HOSTILE_TEXTS.filter(({ length }) => length < 1000))), entries, async (rules, ledger) => {
      const text = await withLedger(rules, { entries: ledger }, STYLE);
      const byKey = (a: { readonly key: string }, b: { readonly key: string }): number => (a.key < b.key ? -1 : 1);
      for (const form of [text, text.trimEnd(), `${text}\n\n`, text.replaceAll(/\r?\n/g, "\r\n")]) {
        const read = readStoredRuleset(form);
        expect(read.ledger.entries.toSorted(byKey)).toEqual(ledger.toSorted(byKey));
        // A lone carriage return in the rules is one that `\n` can join.
        if (!rules.includes("\r")) expect(read.isIntact).toBe(true);
      }
    }),
    { numRuns: fuzzRuns(200) },
  ));

test.each([
  ["a rule is changed", (text: string) => text.replace("hit a", "hit b")],
  ["a rule is added at the end", (text: string) => `${text}hit c\n`],
  ["a rule is added before", (text: string) => `hit c\n${text}`],
  ["an entry is taken out", (text: string) => text.replace(/^.*sigwright-sid 2 .*\n/m, "")],
  ["the seal is taken out", (text: string) => text.replace(/^.*sigwright-seal.*\n/m, "")],
  ["it is cut off", (text: string) => text.slice(0, text.length / 2)],
  ["it is emptied", () => ""],
])("an edit is noticed: %s", async (_, edit) => {
  const ledger = {
    entries: [
      { sid: 1, key: "toy/a", rev: 1, fingerprint: "0".repeat(16), state: "active" as const },
      { sid: 2, key: "toy/b", rev: 1, fingerprint: "0".repeat(16), state: "retired" as const },
    ],
  };
  const text = await withLedger("# made\n\nhit a\n", ledger, STYLE);
  expect(readStoredRuleset(text).isIntact).toBe(true);
  expect(readStoredRuleset(edit(text)).isIntact).toBe(false);
});

test("a format that begins every file with a line of its own begins this one with it, once", async () => {
  const ledger = { entries: [{ sid: 1, key: "toy/a", rev: 1, fingerprint: "0".repeat(16), state: "active" as const }] };
  const text = await withLedger(`${PIN}hit a\n`, ledger, { ...STYLE, format: PINNING });
  expect(text.split(PIN)).toHaveLength(2);
  expect(readStoredRuleset(text)).toEqual({ ledger, isIntact: true });
});

test("comments of other formats are read, and entries that contradict each other do no harm", () => {
  const entry = "sigwright-sid 7 toy/a 1 0000000000000000 active";
  for (const line of [`# ${entry}`, `// ${entry}`, `/* ${entry} */`, ` * ${entry}`, `#${entry}`]) {
    expect(readStoredRuleset(`${line}\n`).ledger.entries).toHaveLength(1);
  }
  expect(readStoredRuleset(`# ${entry}\n# ${entry}\n# ${entry.replace("7", "8")}\n`).ledger.entries).toHaveLength(1);
  expect(readStoredRuleset(`alert (msg:"# ${entry}")\n`).ledger.entries).toEqual([]);
});

test("hostile texts are read in their time", () => {
  for (const text of [...HOSTILE_TEXTS, "# sigwright-sid ".repeat(50_000), `# sigwright-sid ${"a ".repeat(50_000)}`]) {
    expect(readStoredRuleset(text).isIntact).toBe(false);
  }
});

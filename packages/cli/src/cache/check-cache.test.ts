import { SourceText } from "@sigwright/core";
import { checkSet, type CheckedFile } from "@sigwright/review";
import { suricata } from "@sigwright/suricata";
import { yara } from "@sigwright/yara";
import fc from "fast-check";
import { expect, test } from "vitest";
import { cachedCheck, type FileCheck, uncached } from "./check-cache.ts";
import { type EntryStore, memoryStore } from "./entry-store.ts";

const FORMATS = [suricata, yara];
const RUNS = Number(process.env["SIGWRIGHT_FUZZ_RUNS"] ?? 60);

/** Files by name. */
type Files = Readonly<Record<string, string>>;

/** All that a check of files gives, for one target and for two. */
function outcome(files: Files, check: FileCheck, options: { readonly there?: boolean; readonly includeDisabled?: boolean; readonly targets?: number } = {}): unknown {
  const { there = true, targets = 2, ...rest } = options;
  const checked = Object.entries(files).flatMap(([path, text]): readonly CheckedFile[] => {
    const bytes = new TextEncoder().encode(text);
    const source = SourceText.fromBytesLater(bytes, { path });
    const { format, pin } = check.detect({ path, source, bytes }, FORMATS);
    if (format === undefined) return [];
    expect(pin).toBeUndefined();
    return check.check({ path, source, bytes, format, targets: format.targets!.slice(0, targets), options: { ...rest, fileExists: (name) => (name === "known.lst" ? there : undefined) } });
  });
  return checkSet(checked, check.forSets(FORMATS)).map(({ source, ...file }) => ({ ...file, text: source.text }));
}

/** A store that counts what it knew. */
function counted(): EntryStore & { readonly known: () => number } {
  const store = memoryStore();
  let known = 0;
  return {
    ...store,
    get(key) {
      const found = store.get(key);
      if (found !== undefined) known++;
      return found;
    },
    known: () => known,
  };
}

const RULE = fc
  .record({
    mark: fc.constantFrom("", "", "", "# ", " "),
    sid: fc.integer({ min: 1, max: 6 }),
    rev: fc.integer({ min: 1, max: 2 }),
    options: fc.constantFrom("", "dsize:1;", "conten:x;", "flowbits:set,a;", "flowbits:isset,a;", "flowbits:isset,ab;", "dataset:isset,d,type string,load known.lst;", 'content:"é|41|";', "content:\"x\\\ny\";"),
    message: fc.constantFrom("a", "b"),
  })
  .map(({ mark, sid, rev, options, message }) => `${mark}alert tcp any any -> any any (msg:"${message}"; ${options} sid:${sid}; rev:${rev};)\n`);
const TEXT = fc.oneof(
  { weight: 6, arbitrary: fc.array(RULE, { maxLength: 5 }).map((rules) => rules.join("")) },
  { weight: 1, arbitrary: fc.constantFrom("", "prose\n", "rule a { condition: true }\n", "rule a { condition: tru }\n", "# sigwright-disable-next-line suricata/flow-bit-never-read -- why\n") },
);
const EDIT = fc.record({ path: fc.constantFrom("a.rules", "b.rules", "c.rules", "d.yar"), text: fc.option(TEXT) });

test("whatever is edited, what is known comes to what is found anew", () => {
  fc.assert(
    fc.property(fc.array(fc.record({ edit: EDIT, there: fc.boolean(), includeDisabled: fc.boolean() }), { minLength: 1, maxLength: 6 }), (steps) => {
      const cached = cachedCheck(memoryStore(), "build");
      let files: Files = {};
      for (const { edit, ...options } of steps) {
        const { [edit.path]: _gone, ...others } = files;
        files = edit.text === null ? others : { ...others, [edit.path]: edit.text };
        expect(outcome(files, cached, options)).toEqual(outcome(files, uncached, options));
      }
    }),
    { numRuns: RUNS },
  );
});

const FILES: Files = {
  "a.rules": 'alert tcp any any -> any any (msg:"a"; flowbits:set,x; sid:1;)\nalert tcp any any -> any any (dataset:isset,d,type string,load known.lst; sid:2;)\n',
  "b.rules": 'alert tcp any any -> any any (msg:"b"; sid:1;)\n',
};

test("a second look finds nothing out anew; one file that changed costs one file and the set", () => {
  const store = counted();
  const cached = cachedCheck(store, "build");
  const first = outcome(FILES, cached);
  expect(store.known()).toBe(0);
  expect(outcome(FILES, cached)).toEqual(first);
  // A format and a check of each file, and the set for each of two targets.
  expect(store.known()).toBe(2 + 2 + 2);
  outcome({ ...FILES, "b.rules": "" }, cached);
  expect(store.known()).toBe(6 + 2);
});

test.each<[string, (store: EntryStore) => unknown]>([
  ["another build", (store) => outcome(FILES, cachedCheck(store, "other"))],
  ["other options", (store) => outcome(FILES, cachedCheck(store, "build"), { includeDisabled: true })],
  ["other targets", (store) => outcome(FILES, cachedCheck(store, "build"), { targets: 1 })],
])("%s: what was found before is not what is asked", (what, again) => {
  const store = counted();
  outcome(FILES, cachedCheck(store, "build"));
  again(store);
  // The formats of both files alone are the same.
  expect(store.known()).toBe(what === "another build" ? 0 : 2);
});

test("a file that is named and comes to be there is asked for again", () => {
  const cached = cachedCheck(memoryStore(), "build");
  expect(JSON.stringify(outcome(FILES, cached, { there: false }))).toContain("suricata/missing-file");
  expect(JSON.stringify(outcome(FILES, cached, { there: true }))).not.toContain("suricata/missing-file");
});

test("a check that failed for a fault of its own is not kept", () => {
  const store = counted();
  const broken = { ...suricata, validate: () => { throw new Error("broken"); } };
  const cached = cachedCheck(store, "build");
  const bytes = new TextEncoder().encode(FILES["b.rules"]);
  const request = { path: "b.rules", bytes, source: SourceText.fromBytes(bytes), format: broken, targets: suricata.targets.slice(0, 1), options: {} };
  cached.check(request);
  cached.check(request);
  expect(store.known()).toBe(0);
});

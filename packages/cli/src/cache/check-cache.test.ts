import { statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkSet, type CheckedFile, type Verdict } from "@sigwright/review";
import { suricata } from "@sigwright/suricata";
import { yara } from "@sigwright/yara";
import fc from "fast-check";
import { expect, test } from "vitest";
import { processIo } from "../command-io.ts";
import { ruleReader } from "../rule-text.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { cachedCheck, type FileCheck, uncached } from "./check-cache.ts";
import { type EntryStore, memoryStore } from "./entry-store.ts";
import { fileContent } from "./file-content.ts";

const FORMATS = [suricata, yara];
const RUNS = Number(process.env["SIGWRIGHT_FUZZ_RUNS"] ?? 60);

const DETAIL = /-(?:rules|facts)$/;

/** Files by name. */
type Files = Readonly<Record<string, string>>;

/** All that a check of files gives, for one target and for two. */
function outcome(files: Files, check: FileCheck, options: { readonly there?: boolean; readonly includeDisabled?: boolean; readonly targets?: number } = {}): unknown {
  const { there = true, targets = 2, ...rest } = options;
  const checked = Object.entries(files).flatMap(([path, text]): readonly CheckedFile[] => {
    const content = fileContent(path, new TextEncoder().encode(text));
    const { format, pin } = check.detect(content, FORMATS);
    if (format === undefined) return [];
    expect(pin).toBeUndefined();
    return check.check({ ...content, format, targets: format.targets!.slice(0, targets), options: { ...rest, fileExists: (name) => (name === "known.lst" ? there : undefined) } });
  });
  return checkSet(checked, FORMATS, {}, check.sets).map(({ source, verdicts, ...file }) => {
    // What is known to be counted was counted right.
    if (verdicts !== undefined) expect(verdicts).toEqual(counts(file.rules));
    return { ...file, text: source.text };
  });
}

function counts(rules: CheckedFile["rules"]): CheckedFile["verdicts"] {
  const number = (wanted: Verdict): number => rules.filter(({ verdict }) => verdict === wanted).length;
  return { accept: number("accept"), reject: number("reject"), skip: number("skip") };
}

/** A store that counts what it knew: results, and details that were looked up. */
function counted(): EntryStore & { readonly known: () => number; readonly details: () => number } {
  const store = memoryStore();
  const known = { results: 0, details: 0 };
  return {
    ...store,
    get(key) {
      const found = store.get(key);
      if (found !== undefined) known[DETAIL.test(key) ? "details" : "results"]++;
      return found;
    },
    known: () => known.results,
    details: () => known.details,
  };
}

/** A store that may lose what it was given. */
function forgetful(mayKeep: (key: string) => boolean): EntryStore {
  const store = memoryStore();
  return { ...store, get: (key) => (mayKeep(key) ? store.get(key) : undefined) };
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

test("rules and notes of a file that is known are looked up when somebody asks, and not before", () => {
  const store = counted();
  const cached = cachedCheck(store, "build");
  const check = (): readonly CheckedFile[] => checkSet(Object.entries(FILES).flatMap(([path, text]) => cached.check({ ...fileContent(path, new TextEncoder().encode(text)), format: suricata, targets: suricata.targets.slice(0, 1), options: {} })), FORMATS, {}, cached.sets);
  const anew = check();
  const [first, second] = check();
  // A sid of the first file comes again in the second, whose rules have to be marked.
  expect([store.details(), first!.verdicts, second!.verdicts]).toEqual([1, { accept: 1, reject: 1, skip: 0 }, undefined]);
  expect(first!.rules).toEqual(anew[0]!.rules);
  expect(second!.rules).toEqual(anew[1]!.rules);
  expect(store.details()).toBe(2);
});

test.each<[string, (key: string) => boolean]>([
  ["rules", (key) => !key.endsWith("-rules")],
  ["notes", (key) => !key.endsWith("-facts")],
  ["rules and notes", (key) => !DETAIL.test(key)],
])("%s that are gone are found out anew", (_, mayKeep) => {
  const cached = cachedCheck(forgetful(mayKeep), "build");
  expect(outcome(FILES, cached)).toEqual(outcome(FILES, uncached));
  const edited = { ...FILES, "c.rules": FILES["b.rules"]! };
  expect(outcome(edited, cached)).toEqual(outcome(edited, uncached));
});

test("a format that a file says it is of is known, and so is that it says none", () => {
  const store = counted();
  const cached = cachedCheck(store, "build");
  const pins = (): readonly (string | undefined)[] => ["# sigwright: format=snort2\n", "# none\n"].map((text) => cached.pin(fileContent("a", new TextEncoder().encode(text))));
  expect([pins(), store.known(), pins(), store.known()]).toEqual([["snort2", undefined], 0, ["snort2", undefined], 2]);
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

test("a file that is other than it looks: as many bytes, and the time of the one before", async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, "a.rules");
  const store = counted();
  const check = async (text: string): Promise<readonly string[]> => {
    const time = statSync(path, { throwIfNoEntry: false })?.mtime ?? new Date();
    writeFileSync(path, text);
    utimesSync(path, time, time);
    const content = await ruleReader(processIo())(path);
    const files = cachedCheck(store, "build").check({ ...content, format: suricata, targets: suricata.targets.slice(0, 1), options: {} });
    return files.flatMap(({ diagnostics }) => diagnostics.map(({ diagnostic }) => diagnostic.code));
  };
  const [good, bad] = ["msg", "gsm"].map((keyword) => `alert tcp any any -> any any (${keyword}:"a"; sid:1;)\n`);
  const [before, after] = [await check(good!), await check(bad!)];
  expect([before.includes("suricata/unknown-keyword"), after.includes("suricata/unknown-keyword"), store.known()]).toEqual([false, true, 0]);
  expect([await check(good!), store.known()]).toEqual([before, 1]);
});

test("a check that failed for a fault of its own is not kept", () => {
  const store = counted();
  const broken = { ...suricata, validate: () => { throw new Error("broken"); } };
  const cached = cachedCheck(store, "build");
  const request = { ...fileContent("b.rules", new TextEncoder().encode(FILES["b.rules"])), format: broken, targets: suricata.targets.slice(0, 1), options: {} };
  cached.check(request);
  cached.check(request);
  expect(store.known()).toBe(0);
});

import fc from "fast-check";
import type { SourceRow } from "@sigwright/core";
import { SourceError, SourceText } from "@sigwright/core";
import { fuzzRuns } from "@sigwright/core/testing";
import { parseFilter } from "@sigwright/filter";
import { expect, test } from "vitest";
import { createGuards } from "../guard/create-guards.ts";
import { GUARD_IDS } from "../guard/guard.ts";
import { parseLedger } from "../ledger/sid-ledger.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { toyFormat, without } from "../testing/toy-format.ts";
import { badRow, indicatorOf, rowOf, sourceOf, toyRun, toyTemplate } from "../testing/toy-run.ts";
import type { ToyRun } from "../testing/toy-run.ts";
import { createFilter } from "./indicator-filter.ts";
import { memoryOutput } from "./output-writer.ts";
import { memoryRunStore } from "./run-store.ts";

interface Line {
  readonly type: string | null;
  readonly value: string | null;
  readonly outcome: { readonly status: string; readonly reason: string | null; readonly clause?: string; readonly list?: string; readonly into?: string };
  readonly sids: readonly number[];
}

function linesOf(run: ToyRun): Line[] {
  const text = run.files.get("manifest.ndjson") ?? "";
  return text.split("\n").slice(0, -1).map((line) => JSON.parse(line) as Line);
}

function manifestOf(run: ToyRun): Manifest {
  return JSON.parse(run.files.get("manifest.json") ?? "") as Manifest;
}

function rulesOf(run: ToyRun): string[] {
  return (run.files.get("out.toy") ?? "").split("\n").filter((line) => line.startsWith("hit "));
}

const filter = createFilter(parseFilter("rating >= 3 and confidence >= 70").filter!, new Date("2026-01-01"));
const good = { rating: 4, confidence: 80 };

const MIXED: readonly SourceRow[] = [
  rowOf(indicatorOf("Host", "bad.com", { ...good, tags: ["apt"], link: "https://tc/1" })),
  rowOf(indicatorOf("Host", "bad.com", { rating: 5, confidence: 90, owner: "B" })),
  rowOf(indicatorOf("Host", "weak.com", { rating: 2, confidence: 90 })),
  rowOf(indicatorOf("Host", "unrated.com")),
  rowOf(indicatorOf("Address", "10.0.0.1", good)),
  rowOf(indicatorOf("Address", "185.1.2.3", good)),
  rowOf(indicatorOf("CIDR", "185.1.2.3/32", good)),
  rowOf(indicatorOf("ASN", "AS64500", good)),
  rowOf(indicatorOf("URL", "https://bad.com/x", good)),
  rowOf(indicatorOf("UserAgent", "evil agent/1.0", good)),
  badRow('{"type":'),
];

test("every row is accounted for, with what became of it and why", async () => {
  const guards = createGuards({ enabled: new Set(GUARD_IDS) });
  const run = await toyRun(MIXED, { filter, guards });
  const shown = linesOf(run).map(({ type, value, outcome }) => {
    return [type, value, outcome.status, outcome.clause ?? outcome.list ?? outcome.into ?? outcome.reason];
  });
  expect(shown).toEqual([
    ["ASN", "AS64500", "unsupported", expect.stringContaining("autonomous system")],
    ["Address", "10.0.0.1", "guarded", "special-purpose-address"],
    ["Address", "185.1.2.3", "emitted", null],
    ["CIDR", "185.1.2.3/32", "merged", "Address 185.1.2.3"],
    ["Host", "bad.com", "emitted", null],
    ["Host", "bad.com", "merged", "Host bad.com"],
    ["Host", "unrated.com", "filtered", "rating >= 3"],
    ["Host", "weak.com", "filtered", "rating >= 3"],
    ["URL", "https://bad.com/x", "unsupported", "https is encrypted"],
    ["UserAgent", "evil agent/1.0", "unsupported", "the toy can't see text"],
    [null, null, "malformed", "feed.ndjson:1:1: bad row"],
  ]);
  const { counts, signatures, files, rules } = manifestOf(run);
  const hostChannels = ["dns.query", "http.host", "tls.sni", "quic.sni", "file.content", "memory"];
  expect(rules).toEqual([
    { rule: "address", observation: "address", channels: ["ip"], limits: [] },
    { rule: "host-dns", observation: "host", channels: hostChannels, limits: [] },
    { rule: "host-http", observation: "host", channels: hostChannels, limits: [] },
  ]);
  expect(counts).toEqual({ read: 11, emitted: 2, filtered: 2, guarded: 1, merged: 2, unsupported: 3, malformed: 1 });
  const sids = new Set(signatures.map(({ sid }) => sid));
  expect(new Set(linesOf(run).flatMap((line) => line.sids))).toEqual(sids);
  expect(files.map(({ path, role }) => [path, role])).toEqual([["manifest.ndjson", "outcomes"], ["out.toy", "rules"]]);
  expect(run.result).toMatchObject({ status: "generated", problemCount: 1 });
});

test("the contributor with the highest rating speaks for the others", async () => {
  const run = await toyRun(MIXED.slice(0, 2), { filter });
  for (const rule of rulesOf(run)) expect(rule).toContain(encodeURIComponent('"rating","value":"5"'));
});

test("who speaks among equals does not depend on the order of the rows", async () => {
  const rows = ["https://b.com/1", "https://a.com/1"].map((link) => rowOf(indicatorOf("Host", "bad.com", { rating: 3, link })));
  const template = toyTemplate('references: [{ kind: url, value: "{{link}}" }]');
  const forth = await toyRun(rows, { template });
  const back = await toyRun(rows.toReversed(), { template });
  expect(rulesOf(forth)[0]).toContain("a.com");
  expect(forth.files).toEqual(back.files);
});

test("malformed rows are told before remarks on others, and are never crowded out by them", async () => {
  const { problem } = badRow("x") as Extract<SourceRow, { kind: "malformed" }>;
  const info = { ...problem, diagnostic: { ...problem.diagnostic, code: "test/remark", severity: "info" as const } };
  const remarkable = { ...rowOf(indicatorOf("Host", "bad.com")), remarks: [info] };
  const { result } = await toyRun([...Array.from({ length: 300 }, () => remarkable), badRow("a"), badRow("b")]);
  if (result.status !== "generated") throw new Error(result.status);
  expect(result.problems).toHaveLength(200);
  expect(result.problems.slice(0, 3).map(({ diagnostic }) => diagnostic.code)).toEqual(["test/bad", "test/bad", "test/remark"]);
  expect(result.problemCount).toBe(302);
});

test("nothing at all, and nothing that passes, are rulesets without rules", async () => {
  for (const rows of [[], MIXED.slice(2, 4)]) {
    const run = await toyRun(rows, { filter });
    expect(rulesOf(run)).toEqual([]);
    expect(manifestOf(run).signatures).toEqual([]);
    expect(manifestOf(run).counts.read).toBe(rows.length);
    expect(run.files.has("manifest.ndjson")).toBe(true);
  }
});

const host = fc.integer({ min: 0, max: 9 }).map((n) => indicatorOf("Host", `h${n}.com`));
const address = fc.integer({ min: 1, max: 60 }).map((n) => indicatorOf("Address", `185.0.0.${n}`));
const url = fc.integer({ min: 0, max: 5 }).map((n) => indicatorOf("URL", `http://h${n}.com/${n}`));
const digest = fc.constantFrom("md5", "sha1").map((kind) => indicatorOf("File", (kind === "md5" ? "a" : "b").repeat(kind === "md5" ? 32 : 40)));
const rows = fc.array(
  fc.oneof(
    fc
      .tuple(fc.oneof(host, address, address, url, digest), fc.integer({ min: 0, max: 5 }), fc.constantFrom("A", "B"))
      .map(([indicator, rating, owner]) => rowOf({ ...indicator, rating, owner, confidence: 75 })),
    fc.integer({ min: 0, max: 3 }).map((n) => badRow(`bad ${n}`)),
  ),
  { maxLength: 60 },
);

test("neither the order of rows nor the memory there is changes a byte, and counts add up", async () => {
  await fc.assert(
    fc.asyncProperty(rows, fc.integer(), async (given, seed) => {
      const shuffled = given
        .map((row, index) => ({ row, place: Math.sin(seed + index * 7.3) }))
        .toSorted((a, b) => a.place - b.place)
        .map(({ row }) => row);
      const first = await toyRun(given, { filter });
      const second = await toyRun(shuffled, { filter, memory: 0, runStore: memoryRunStore() });
      expect([...second.files]).toEqual([...first.files]);
      const { read, ...others } = manifestOf(first).counts;
      expect(read).toBe(given.length);
      expect(Object.values(others).reduce((sum, count) => sum + count, 0)).toBe(read);
      expect(linesOf(first)).toHaveLength(read);
    }),
    { numRuns: fuzzRuns(30) },
  );
});

test("from run to run a signature keeps its sid, and running twice changes nothing", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(rows, { minLength: 2, maxLength: 4 }), async (generations) => {
      const given = new Map<string, number>();
      let ledger = parseLedger(SourceText.fromString("")).ledger!;
      for (const present of generations) {
        const run = await toyRun(present, { filter, ledger });
        const again = await toyRun(present, { filter, ledger: run.ledger });
        expect([...again.files]).toEqual([...run.files]);
        expect(again.result).toMatchObject({ changes: [] });
        for (const { key, sid } of run.ledger.entries) {
          expect(given.get(key) ?? sid).toBe(sid);
          given.set(key, sid);
        }
        ledger = parseLedger(SourceText.fromString(run.files.get("sids.txt")!)).ledger!;
      }
      expect(new Set(given.values()).size).toBe(given.size);
    }),
    { numRuns: fuzzRuns(15) },
  );
});

function addresses(count: number, from = 1): SourceRow[] {
  return Array.from({ length: count }, (_, n) => rowOf(indicatorOf("Address", `185.0.0.${from + n}`)));
}

const BIG = { rulesets: [{ format: toyFormat(8000) }] };

test("a list is made at the threshold and kept until the number falls below half of it", async () => {
  const kinds = async (count: number, ledger: ToyRun["ledger"]) => {
    const run = await toyRun(addresses(count), { ...BIG, ledger });
    return { run, kinds: manifestOf(run).signatures.map(({ kind }) => kind) };
  };
  const four = await kinds(4, { entries: [] });
  expect(four.kinds).toEqual(["rule", "rule", "rule", "rule"]);
  const five = await kinds(5, four.run.ledger);
  expect(five.kinds).toEqual(["list"]);
  const three = await kinds(3, five.run.ledger);
  expect(three.kinds).toEqual(["list"]);
  const two = await kinds(2, three.run.ledger);
  expect(two.kinds).toEqual(["rule", "rule"]);
  // The single rules have the sids they had before there was a list.
  const before = new Map(four.run.ledger.entries.map(({ key, sid }) => [key, sid]));
  for (const { key, sid, state } of two.run.ledger.entries) if (state === "active") expect(before.get(key)).toBe(sid);
});

test("a list's revision does not rise with its content", async () => {
  const first = await toyRun(addresses(6), BIG);
  const second = await toyRun(addresses(9), { ...BIG, ledger: first.ledger });
  expect(second.files.get("out.toy")).not.toBe(first.files.get("out.toy"));
  expect(second.result).toMatchObject({ changes: [] });
});

test("a changed rule text raises the revision and keeps the sid", async () => {
  const before = await toyRun(MIXED.slice(0, 1));
  const text = toyTemplate().source.text;
  const changed = toyTemplate("classtype: misc-activity");
  expect(changed.source.text).not.toBe(text);
  const same = await toyRun(MIXED.slice(0, 1), { template: changed, ledger: before.ledger });
  expect(same.result).toMatchObject({ changes: [] });
  const after = await toyRun(MIXED.slice(0, 1), { template: toyTemplate('message: "other {{value}}"'), ledger: before.ledger });
  expect(after.result).toMatchObject({ changes: [{ change: "revised", rev: 2 }, { change: "revised", rev: 2 }] });
});

test("a list that the format refuses after all becomes single rules", async () => {
  const format = { ...toyFormat(8000), encodeList: () => ({ status: "unsupported", reason: "no" }) as const };
  const run = await toyRun(addresses(8), { rulesets: [{ format }] });
  expect(manifestOf(run).signatures.map(({ kind }) => kind)).toEqual(Array.from({ length: 8 }, () => "rule"));
});

test("where the template says so, an https URL is its host", async () => {
  const template = toyTemplate("observations: { url: { https: host } }");
  const run = await toyRun(
    [rowOf(indicatorOf("URL", "https://bad.com/x")), rowOf(indicatorOf("Host", "bad.com", { rating: 1 })), rowOf(indicatorOf("URL", "https://185.1.2.3/x"))],
    { template },
  );
  expect(linesOf(run).map(({ type, outcome }) => [type, outcome.status, outcome.into])).toEqual([
    ["Host", "emitted", undefined],
    ["URL", "emitted", undefined],
    ["URL", "merged", "Host bad.com"],
  ]);
});

const hostile = ['";) alert', "a\nb", "a\rb", "\0", "\u001b[31m", "\u202Eabc", "{{sid}}", "|00|", "\\", "%", "\uD800", "x".repeat(65_000), "sid 7 rev 1"];

test("no value, however hostile, ends a rule or touches another slot", async () => {
  const text = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: "binary" }));
  await fc.assert(
    fc.asyncProperty(text, text, text, async (tag, owner, target) => {
      const indicators = [
        indicatorOf("Host", "bad.com", { tags: [tag], owner, groups: [owner], link: target }),
        indicatorOf("Address", "185.1.2.3", { tags: [tag], owner }),
      ];
      const template = toyTemplate('message: "{{value}} {{tags}} {{owner}} {{group}} {{link}}"');
      const run = await toyRun(indicators.map(rowOf), { template });
      expect(run.result.status).toBe("generated");
      const emitted = linesOf(run).flatMap((line) => line.sids);
      expect(rulesOf(run)).toHaveLength(emitted.length);
      for (const sid of emitted) expect(rulesOf(run).filter((rule) => rule.endsWith(`sid ${sid} rev 1`))).toHaveLength(1);
    }),
    { numRuns: fuzzRuns(60) },
  );
});

test("what the format writes and can't read again fails the run, and nothing is written", async () => {
  const toy = toyFormat();
  const format = {
    ...toy,
    render: (...args: Parameters<NonNullable<typeof toy.render>>) => {
      const rendered = toy.render!(...args);
      return rendered.status === "rendered" ? { ...rendered, text: `${rendered.text}\nhit more sid 1 rev 1` } : rendered;
    },
  };
  const run = await toyRun(MIXED.slice(0, 1), { rulesets: [{ format }] });
  expect(run.files.size).toBe(0);
  expect(run.result).toMatchObject({ status: "failed", diagnostics: [{ diagnostic: { code: "generate/self-check" } }] });
});

test("a full sid range fails the run and names the next one", async () => {
  const run = await toyRun(MIXED.slice(0, 1), { template: toyTemplate("sids: { start: 5000000, end: 5000000 }") });
  expect(run.files.size).toBe(0);
  expect(run.result).toMatchObject({
    diagnostics: [{ diagnostic: { code: "ledger/range-full", help: expect.stringContaining("6000000") } }],
  });
});

test("a format that can't generate is a fault of the configuration", async () => {
  const format = without(toyFormat(), "encode");
  const run = await toyRun([], { rulesets: [{ format }] });
  expect(run.result).toMatchObject({ diagnostics: [{ diagnostic: { code: "generate/cannot-generate" } }] });
});

test("when the source, the writer or the run store gives up, nothing is left", async () => {
  const disposed: string[] = [];
  const runStore = { ...memoryRunStore(), dispose: () => Promise.resolve(void disposed.push("run store")) };
  const broken = {
    spec: "x",
    // oxlint-disable-next-line require-yield -- it breaks before
    async *read(): AsyncGenerator<SourceRow> {
      throw new SourceError("gone");
    },
  };
  const output = memoryOutput();
  await expect(toyRun([], { source: broken, output, runStore })).rejects.toThrow("gone");
  const full = { ...output, write: () => Promise.reject(new Error("disk full")), abort: () => Promise.resolve(void disposed.push("output")) };
  await expect(toyRun(MIXED, { output: full, runStore })).rejects.toThrow("disk full");
  const spilled = { ...runStore, write: () => Promise.reject(new Error("no room")) };
  await expect(toyRun(addresses(200), { output: full, runStore: spilled, memory: 0 })).rejects.toThrow("no room");
  expect(disposed).toEqual(["run store", "output", "run store", "output", "run store"]);
  expect(output.files.size).toBe(0);
});

test("several formats are written side by side and share the ledger", async () => {
  const other = { ...toyFormat(), id: "other", sidFamily: "other" };
  const template = toyTemplate();
  const formats = new Map(template.formats).set("other", template.formats.get("toy")!);
  const run = await toyRun(MIXED, {
    template: { ...template, formats },
    rulesets: [{ format: toyFormat(), folder: "toy" }, { format: other, folder: "other" }],
  });
  expect([...run.files.keys()].toSorted()).toEqual(
    ["other/manifest.json", "other/manifest.ndjson", "other/out.toy", "sids.txt", "toy/manifest.json", "toy/manifest.ndjson", "toy/out.toy"],
  );
  const sids = run.ledger.entries.map(({ sid }) => sid);
  expect(new Set(sids).size).toBe(sids.length);
  const manifest = JSON.parse(run.files.get("toy/manifest.json")!) as Manifest;
  expect(manifest.files.map(({ path }) => path)).toEqual(["manifest.ndjson", "out.toy"]);
});

test("progress is told for each pass", async () => {
  const passes = new Set<string>();
  await toyRun([...addresses(200), ...addresses(200), ...MIXED, ...Array.from({ length: 600 }, () => MIXED[0]!)], {
    onProgress: ({ pass }) => passes.add(pass),
  });
  expect(passes).toEqual(new Set(["read", "write"]));
});

test("a format without sids and templates needs no ledger", async () => {
  const format = {
    ...without(toyFormat(), "sidFamily", "compileTemplate", "rules"),
    id: "intel",
    encode: () => ({ status: "encoded", signatures: [{ rule: "host", channels: ["dns.query"], fields: {} }], uncovered: [], requires: [], limits: [] }) as const,
    render: () => ({ status: "rendered", text: "# one line", fingerprint: "" }) as const,
  };
  const run = await toyRun(MIXED.slice(0, 1), { rulesets: [{ format }] });
  expect(run.ledger.entries).toEqual([]);
  expect(manifestOf(run).signatures).toMatchObject([{ gid: null, sid: null, rev: null }]);
  expect(linesOf(run)[0]).toMatchObject({ outcome: { status: "emitted" }, sids: [] });
});

test("sources are read once", async () => {
  let reads = 0;
  const source = sourceOf(MIXED);
  const counted = { ...source, read: () => (reads++, source.read()) };
  await toyRun([], { source: counted });
  expect(reads).toBe(1);
});

test("what comes from outside can't leave the header", async () => {
  const source = { ...sourceOf(MIXED), spec: "file:a\nhit x sid 1 rev 1\\" };
  const hostileFilter = { ...filter, text: 'tag = "\r\nhit y sid 2 rev 1' };
  const run = await toyRun([], { source, filter: hostileFilter });
  expect(run.result.status).toBe("generated");
  expect(run.files.get("out.toy")).toMatch(/^# Made by [^\n]*\n# Filter: [^\n]*\)\.\n/);
  for (const rule of rulesOf(run)) expect(rule).toMatch(/sid 1\d{6} rev 1$/);
});

test("a format whose header is read as a rule fails the run", async () => {
  const toy = toyFormat();
  const format = {
    ...toy,
    assemble: (...args: Parameters<NonNullable<typeof toy.assemble>>) => {
      const [signatures, context] = args;
      return toy.assemble!(signatures, { ...context, header: ["x\nhit x sid 1 rev 1"] });
    },
  };
  const run = await toyRun([], { rulesets: [{ format }] });
  expect(run.result).toMatchObject({ status: "failed", diagnostics: [{ diagnostic: { code: "generate/self-check" } }] });
});

test.each(["../x", "/x", "a//b", "manifest.json", ""])("a format that writes to %j is at fault", async (path) => {
  const format = {
    ...toyFormat(),
    async *assemble() {
      yield { path, role: "rules" as const, text: "" };
    },
  };
  await expect(toyRun([], { rulesets: [{ format }] })).rejects.toThrow("a fault of the format");
});

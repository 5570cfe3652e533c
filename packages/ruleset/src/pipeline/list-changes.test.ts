import type { EncodeContext, ListCommands, ListFile, Observation, SignatureFormat, SourceRow } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { sha256Hex } from "../digest.ts";
import type { Manifest } from "../manifest/manifest.ts";
import type { ManifestLists } from "../manifest/manifest-lists.ts";
import { toyFormat } from "../testing/toy-format.ts";
import { indicatorOf, rowOf, toyRun, toyTemplate } from "../testing/toy-run.ts";
import type { ToyRun } from "../testing/toy-run.ts";
import type { OutputBefore } from "./list-recorder.ts";

/** Lines are `value rating`; an engine with such lists takes `+list line` and `-list value`. */
const COMMANDS: ListCommands = {
  live: ({ name, lines, member }) =>
    member.kind === "host"
      ? { name, room: lines + 2, valueOf: (line) => /^([a-z0-9.]+) \S*$/.exec(line)?.[1], add: (line) => `+${name} ${line}`, remove: (line) => `-${name} ${line.split(" ")[0]}` }
      : undefined,
  closing: (reload) => (reload ? ["reload", "end"] : ["end"]),
  feed: (path) => `feed ${path}`,
};

function listing(): SignatureFormat {
  return {
    ...toyFormat(),
    listForm({ kind, key }: Observation, _: EncodeContext<string>, facts) {
      if (kind === "host") return { group: "host", size: 1, capacity: Infinity, line: `${key} ${facts?.confidence ?? ""}`, rules: ["host-dns", "host-http"] };
      return kind === "address" ? { group: "address", size: 1, capacity: Infinity, line: key, rules: ["address"] } : undefined;
    },
    encodeFileList: ({ member, name, path, lines }: ListFile, context: EncodeContext<string>) => ({
      status: "encoded",
      signatures: context.rules.map(({ id }) => ({ rule: id, channels: member.channels, fields: { match: `@${name}@${path}+${lines}` } })),
      uncovered: [],
      requires: [],
      limits: [],
    }),
    listCommands: COMMANDS,
  };
}

const TEMPLATE = { ...toyTemplate(), lists: new Map(toyTemplate().lists).set("host", 1).set("address", 1) };
const host = (name: string, more: Parameters<typeof indicatorOf>[2] = {}): SourceRow => rowOf(indicatorOf("Host", name, more));
const hosts = (...names: readonly string[]): readonly SourceRow[] => names.map((name) => host(name));
const address = (value: string): SourceRow => rowOf(indicatorOf("Address", value));

/** A run whose changes are told against one before. */
function run(rows: readonly SourceRow[], before?: ToyRun, more: Parameters<typeof toyRun>[1] = {}): Promise<ToyRun> {
  const rulesets = [{ format: listing(), listChanges: { before: before === undefined ? undefined : outputOf(before) } }];
  return toyRun(rows, { template: TEMPLATE, rulesets, ...(before === undefined ? {} : { ledger: before.ledger }), ...more });
}

function outputOf({ files }: ToyRun): OutputBefore {
  const { now, target, lists } = JSON.parse(files.get("manifest.json")!) as Manifest;
  return { now, target, ...(lists === undefined ? {} : { lists }), lines: (file) => linesOf(files.get(file)) };
}

function linesOf(text: string | undefined): AsyncIterable<readonly string[]> | undefined {
  if (text === undefined) return undefined;
  const lines = text.split("\n").slice(0, -1);
  // oxlint-disable-next-line require-await -- the contract is asynchronous, memory is not
  return (async function* () {
    for (let at = 0; at < lines.length; at += 100) yield lines.slice(at, at + 100);
  })();
}

/** A file that is removed before it is read. */
// oxlint-disable-next-line require-yield -- it fails before
async function* vanished(): AsyncGenerator<readonly string[]> {
  await Promise.reject(new Error("no such file"));
}

function listsOf({ files }: ToyRun): ManifestLists {
  return (JSON.parse(files.get("manifest.json")!) as Manifest).lists!;
}

/** The commands, with a list's name without its sid. */
function commandsOf({ files }: ToyRun): readonly string[] {
  return files.get("out-list-changes.txt")!.trimEnd().split("\n").map((line) => line.replace(/out-([a-z]+)-\d+/, "$1"));
}

describe("changes of lists", () => {
  test("are what came, went, and is told of otherwise", async () => {
    const before = await run([...hosts("a.com", "b.com", "c.com"), host("d.com", { confidence: 1 })]);
    const after = await run([...hosts("b.com", "c.com", "e.com"), host("d.com", { confidence: 2 })], before);
    expect(commandsOf(after)).toEqual(["-host a.com", "-host d.com", "+host d.com 2", "+host e.com ", "end"]);
    expect(listsOf(after).changes).toEqual({ since: "2026-01-01T00:00:00Z", file: "out-list-changes.txt", added: 1, removed: 1, changed: 1, reload: false, reasons: [] });
    expect(after.result).toMatchObject({ rulesets: [{ listChanges: { added: 1 }, files: expect.arrayContaining([expect.objectContaining({ path: "out-list-changes.txt", role: "list-changes" })]) as unknown }] });
  });

  test("are none in a second run", async () => {
    const before = await run(hosts("a.com", "b.com"));
    const after = await run(hosts("b.com", "a.com"), before);
    expect(commandsOf(after)).toEqual(["end"]);
    expect(listsOf(after).changes).toMatchObject({ added: 0, removed: 0, changed: 0, reload: false });
  });

  test("are not told when they are not asked for, but lists are", async () => {
    const made = await run(hosts("a.com"), undefined, { rulesets: [{ format: listing() }] });
    expect(made.files.has("out-list-changes.txt")).toBe(false);
    expect(listsOf(made)).toMatchObject({ files: [{ name: expect.stringMatching(/^out-host-\d+$/) as string, entries: 1, room: 3 }], changes: null });
    const none = await run([rowOf(indicatorOf("URL", "http://a.com/"))], undefined, { rulesets: [{ format: listing() }] });
    expect(listsOf(none)).toBeUndefined();
  });

  test("put the engine's list from the one state in the other, whatever memory there is", async () => {
    const name = (index: number): string => `h${index}.com`;
    const range = (from: number, to: number, step = 1): readonly string[] => Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => name(from + index * step));
    const before = await run(hosts(...range(0, 3000)));
    const rows = hosts(...range(0, 1000, 3), ...range(1500, 5000));
    const after = await run(rows, before);
    const little = await run(rows, before, { memory: 2000 });
    expect(little.files).toEqual(after.files);
    const state = new Set(range(0, 3000));
    for (const command of commandsOf(after).slice(0, -2)) {
      const value = command.slice(6).trim();
      if (command.startsWith("-")) expect(state.delete(value), command).toBe(true);
      else {
        expect(state.has(value), command).toBe(false);
        state.add(value);
      }
    }
    expect(state).toEqual(new Set([...range(0, 1000, 3), ...range(1500, 5000)]));
    // 2,000 more than the room there is.
    expect(listsOf(after).changes?.reasons).toEqual([expect.stringMatching(/^the list out-host-\d+ has 3834 entries, and there is room for 3002 as it was loaded$/) as string]);
  });

  test("keep the room that a list was loaded with until a reload", async () => {
    const first = await run(hosts("a.com"));
    const second = await run(hosts("a.com", "b.com", "c.com"), first);
    expect([listsOf(second).changes?.reload, listsOf(second).files[0]?.room]).toEqual([false, 3]);
    const third = await run(hosts("a.com", "b.com", "c.com", "d.com"), second);
    expect([listsOf(third).changes?.reload, listsOf(third).files[0]?.room]).toEqual([true, 6]);
    expect(commandsOf(third)).toEqual(["+host d.com ", "reload", "end"]);
  });
});

describe("a reload is needed", () => {
  test("where nothing was there before, or nothing that can be compared", async () => {
    const first = await run(hosts("a.com"));
    expect(commandsOf(first)).toEqual(["reload", "end"]);
    expect(listsOf(first).changes).toMatchObject({ since: null, reload: true, reasons: ["no output stood here before that can be compared"] });
    const { lists: _, ...older } = outputOf(first);
    const reasonsWith = async (before: OutputBefore): Promise<readonly string[] | undefined> =>
      listsOf(await run(hosts("a.com"), undefined, { ledger: first.ledger, rulesets: [{ format: listing(), listChanges: { before } }] })).changes?.reasons;
    expect(await reasonsWith(older)).toEqual(["the manifest that stood here says nothing of lists"]);
    expect(await reasonsWith({ ...outputOf(first), target: { engine: "toy", version: "0" } })).toEqual([expect.stringContaining("and were for toy@0") as string]);
    expect(await reasonsWith({ ...outputOf(first), lines: () => undefined })).toEqual([expect.stringContaining("is not what the manifest that stood here says") as string]);
    expect(await reasonsWith({ ...outputOf(first), lines: vanished })).toEqual([expect.stringContaining("is not what the manifest that stood here says") as string]);
    const hostile = linesOf("a.com \nx\u0000\n+host evil\n");
    const made = await run(hosts("a.com"), undefined, { ledger: first.ledger, rulesets: [{ format: listing(), listChanges: { before: { ...outputOf(first), lines: () => hostile } } }] });
    expect(commandsOf(made)).toEqual(["reload", "end"]);
  });

  test.each<[string, readonly SourceRow[], readonly SourceRow[], readonly (string | RegExp)[]]>([
    ["a list is new", hosts("a.com"), [...hosts("a.com"), address("203.0.113.1")], [/^the list out-address-\d+ is new$/, "rules changed, came or went: address"]],
    ["a list is gone", [...hosts("a.com"), address("203.0.113.1")], hosts("a.com"), [/^the list out-address-\d+ is gone$/, "rules changed, came or went: address"]],
    ["it is read with the rules only", [address("203.0.113.1")], [address("203.0.113.1"), address("203.0.113.2")], [/^the list out-address-\d+ changed, which is read with the rules only$/]],
    ["another rule changes", [...hosts("a.com"), rowOf(indicatorOf("URL", "http://a.com/"))], [...hosts("a.com"), rowOf(indicatorOf("URL", "http://a.com/x"))], ["rules changed, came or went: url"]],
    ["the list's own rule changes", [host("a.com", { rating: 3 })], [host("a.com", { rating: 5 })], ["rules changed, came or went: host"]],
  ])("where %s", async (_, rows, later, reasons) => {
    const after = await run(later, await run(rows));
    expect(listsOf(after).changes?.reasons).toEqual(reasons.map((reason) => (typeof reason === "string" ? reason : (expect.stringMatching(reason) as string))));
    expect(commandsOf(after).slice(-2)).toEqual(["reload", "end"]);
  });

  test("where the rules that are appended to change, and not where they stay", async () => {
    const append = (text: string) => ({ append: { path: "old.toy", bytes: new TextEncoder().encode(text) } });
    const runWith = (text: string, before?: ToyRun): Promise<ToyRun> =>
      run(hosts("a.com"), before, { rulesets: [{ format: listing(), ...append(text), listChanges: { before: before === undefined ? undefined : outputOf(before) } }] });
    const first = await runWith("");
    expect(listsOf(await runWith("", first)).changes?.reload).toBe(false);
    expect(listsOf(first).rules["appended"]).toBe(sha256Hex(""));
    expect(listsOf(await runWith("# other\n", first)).changes?.reasons).toEqual(["the rules that are appended to changed"]);
  });
});

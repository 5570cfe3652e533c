import type { Indicator, SignatureStore } from "@sigwright/core";
import { toyStore, toyStoreState } from "@sigwright/core/testing";
import { describe, expect, test } from "vitest";
import { NO_GUARDS } from "../guard/guard.ts";
import { toyFormat, without } from "../testing/toy-format.ts";
import { indicatorOf, rowOf, sourceOf, toyTemplate } from "../testing/toy-run.ts";
import { sync } from "./sync.ts";
import type { SyncOptions, SyncResult } from "./sync.ts";

const GROUP = { id: "54321", type: "Incident", name: "Bad Incident" };
const NO_SIDS = Object.freeze({ ...without(toyFormat(), "sidFamily", "parse"), id: "other", signatureType: "Other", displayName: "Other" });

function indicator(id: string, type: string, value: string, more: Partial<Indicator> = {}): Indicator {
  return indicatorOf(type, value, { rating: 4, confidence: 80, provenance: { source: "test", id }, ...more });
}

const INDICATORS = [indicator("1", "Host", "a.example"), indicator("2", "Host", "b.example"), indicator("3", "Address", "203.0.113.7")];

/** A store that counts its writes, and a way to sync indicators to it. */
function desk(): {
  readonly store: SignatureStore;
  readonly writes: () => number;
  readonly run: (indicators?: readonly Indicator[], more?: Partial<SyncOptions>) => Promise<Extract<SyncResult, { status: "synced" }>>;
} {
  const state = toyStoreState();
  const store = toyStore(state);
  return {
    store,
    writes: () => state.writes,
    async run(indicators = INDICATORS, more = {}) {
      const result = await sync({
        source: sourceOf(indicators.map(rowOf)),
        group: GROUP,
        store,
        template: toyTemplate(),
        guards: NO_GUARDS,
        formats: [{ format: toyFormat() }],
        sideFiles: false,
        overwriteEdited: false,
        allowEmpty: false,
        isPlan: false,
        now: "2026-01-01T00:00:00Z",
        tool: "sigwright test",
        ...more,
      });
      if (result.status === "failed") throw new Error(JSON.stringify(result.diagnostics));
      return result;
    },
  };
}

async function stored(store: SignatureStore, xid = "sigwright-54321-toy"): Promise<{ content: string; name: string; tags: readonly string[]; groups: readonly string[]; indicators: readonly string[]; attributes: readonly string[]; id: string }> {
  const found = await store.get({ xid });
  if (found === undefined) throw new Error(`there is no ${xid}`);
  const indicators: string[] = [];
  for await (const { id } of store.indicators(found.id)) indicators.push(id!);
  return {
    ...found,
    groups: found.groups.map(({ id }) => id),
    indicators: indicators.toSorted(),
    attributes: found.attributes.map(({ type, value }) => `${type}: ${value}`),
  };
}

/** Sids of the rules of a text, by what they are for. */
function sidsOf(content: string): Record<string, string> {
  return Object.fromEntries(Array.from(content.matchAll(/^hit (\S+) .*sid (\d+) rev (\d+)$/gm), ([, match, sid]) => [match!, sid!]));
}

test("makes one signature of a group, with its attributes, tags and associations", async () => {
  const { store, run } = desk();
  const { signatures } = await run();
  expect(signatures).toMatchObject([{ status: "created", name: "Bad Incident (Toy)", fileName: "incident-54321.toy", indicators: 3 }]);
  expect(await stored(store)).toMatchObject({
    name: "Bad Incident (Toy)",
    tags: ["sigwright"],
    groups: ["54321"],
    indicators: ["1", "2", "3"],
    attributes: ["Description: Toy rules for the indicators of incident 54321, Bad Incident, with: no filter", "Source: Sigwright"],
  });
  expect(Object.keys(sidsOf((await stored(store)).content))).toEqual(["203.0.113.7", "a.example", "b.example"]);
});

test("a second run writes nothing", async () => {
  const { writes, run } = desk();
  await run();
  const before = writes();
  const { signatures } = await run(INDICATORS.toReversed());
  expect(signatures).toMatchObject([{ status: "unchanged", indicators: 3 }]);
  expect(writes()).toBe(before);
});

test("what left the group leaves rules and associations, and gets its sid back when it returns", async () => {
  const { store, run } = desk();
  await run();
  const before = sidsOf((await stored(store)).content);
  const left = await run(INDICATORS.slice(1));
  expect(left.signatures).toMatchObject([{ status: "updated", change: { indicators: { remove: [{ id: "1" }] } } }]);
  expect(await stored(store)).toMatchObject({ indicators: ["2", "3"] });
  const between = sidsOf((await stored(store)).content);
  expect(between).toEqual({ "203.0.113.7": before["203.0.113.7"], "b.example": before["b.example"] });
  // Somebody else must not get the sid of one that is gone.
  await run([...INDICATORS.slice(1), indicator("4", "Host", "c.example")]);
  await run();
  expect(sidsOf((await stored(store)).content)).toEqual(before);
});

test("a rule whose meaning changes has a higher revision and the same sid", async () => {
  const { store, run } = desk();
  await run();
  await run(INDICATORS.map((each) => ({ ...each, rating: 5 })));
  const { content } = await stored(store);
  expect(content).toMatch(/^hit a\.example .* rev 2$/m);
  expect((await run(INDICATORS.map((each) => ({ ...each, rating: 5 })))).signatures).toMatchObject([{ status: "unchanged" }]);
});

test("only indicators that are in the rules are associated: those that are merged too, not those left out", async () => {
  const { store, run } = desk();
  const filter = {
    text: "rating >= 3",
    evaluate: ({ rating = 0 }: Indicator) => (rating >= 3 ? ({ passes: true } as const) : ({ passes: false, clause: "rating >= 3", reason: "low" } as const)),
  };
  await run(
    [
      ...INDICATORS,
      indicator("11", "Host", "a.example", { owner: "Other" }),
      indicator("12", "Host", "b.example", { owner: "Low", rating: 1 }),
      indicator("13", "Mutex", "can't be seen"),
    ],
    { filter },
  );
  expect(await stored(store)).toMatchObject({ indicators: ["1", "11", "2", "3"] });
});

test("a plan changes nothing and says the same", async () => {
  const { store, run, writes } = desk();
  const plan = await run(INDICATORS, { isPlan: true });
  expect(plan.signatures).toMatchObject([{ status: "created", indicators: 3 }]);
  expect(writes()).toBe(0);
  await run();
  const before = writes();
  expect((await run(INDICATORS.slice(1), { isPlan: true })).signatures).toMatchObject([
    { status: "updated", change: { indicators: { remove: [{ id: "1" }] } }, changes: [{ change: "retired" }, { change: "retired" }] },
  ]);
  expect(writes()).toBe(before);
  expect((await stored(store)).indicators).toHaveLength(3);
});

describe("a group that has nothing for rules", () => {
  test("makes no signature", async () => {
    const { run, writes } = desk();
    expect((await run([])).signatures).toMatchObject([{ status: "absent" }]);
    expect(writes()).toBe(0);
  });

  const FILTER = { text: "none", evaluate: () => ({ passes: false, clause: "none", reason: "none" }) as const };

  test.each([
    ["when all that is in it is left out", INDICATORS, { filter: FILTER }],
    ["when it has no indicators at all and that is meant", [], { allowEmpty: true }],
  ])("empties the one there is %s, and keeps its sids", async (_, indicators, more) => {
    const { store, run } = desk();
    await run();
    const before = sidsOf((await stored(store)).content);
    expect((await run(indicators, more)).signatures).toMatchObject([{ status: "updated", indicators: 0 }]);
    expect(await stored(store)).toMatchObject({ indicators: [], groups: ["54321"] });
    expect(sidsOf((await stored(store)).content)).toEqual({});
    expect((await run([])).signatures).toMatchObject([{ status: "filter" in more ? "kept" : "unchanged" }]);
    await run();
    expect(sidsOf((await stored(store)).content)).toEqual(before);
  });

  test("withdraws nothing when it has no indicators at all: that may be a mistake", async () => {
    const { run, writes } = desk();
    await run();
    const before = writes();
    expect((await run([])).signatures).toMatchObject([{ status: "kept" }]);
    expect(writes()).toBe(before);
  });
});

describe("rules that somebody has edited", () => {
  const edited = async (desktop: ReturnType<typeof desk>): Promise<string> => {
    await desktop.run();
    const { id, content } = await stored(desktop.store);
    const text = content.replaceAll("hit a.example", "hit mine.example");
    await desktop.store.update(id, { content: text });
    return text;
  };

  test("stay, and nothing else is changed", async () => {
    const desktop = desk();
    const text = await edited(desktop);
    const before = desktop.writes();
    expect((await desktop.run(INDICATORS.slice(1))).signatures).toMatchObject([{ status: "edited" }]);
    expect(desktop.writes()).toBe(before);
    expect((await stored(desktop.store)).content).toBe(text);
  });

  test("are replaced when that is wanted, and the sids stay", async () => {
    const desktop = desk();
    await edited(desktop);
    const sids = sidsOf((await stored(desktop.store)).content);
    expect((await desktop.run(INDICATORS, { overwriteEdited: true })).signatures).toMatchObject([{ status: "updated" }]);
    expect(sidsOf((await stored(desktop.store)).content)).toEqual({ "a.example": sids["mine.example"], "b.example": sids["b.example"], "203.0.113.7": sids["203.0.113.7"] });
    expect((await desktop.run()).signatures).toMatchObject([{ status: "unchanged" }]);
  });

  test("line ends that a platform changes are no edit", async () => {
    const { store, run, writes } = desk();
    await run();
    const { id, content } = await stored(store);
    await store.update(id, { content: content.replaceAll("\n", "\r\n").trimEnd() });
    const before = writes();
    expect((await run()).signatures).toMatchObject([{ status: "unchanged" }]);
    expect(writes()).toBe(before);
  });
});

describe("what people do to a signature", () => {
  test("tags, groups, names and further attributes stay; associations with indicators are the group's", async () => {
    const { store, run } = desk();
    await run();
    const { id } = await stored(store);
    await store.update(id, {
      name: "Ours",
      tags: { add: ["reviewed"], remove: ["sigwright"] },
      attributes: { add: [{ type: "Description", value: "a note" }] },
      groups: { add: [{ id: "7" }] },
      indicators: { add: [{ id: "99", type: "Host", value: "z.example" }], remove: [{ id: "1", type: "Host", value: "a.example" }] },
    });
    await run();
    const found = await stored(store);
    expect(found).toMatchObject({ name: "Ours", indicators: ["1", "2", "3"] });
    expect(found.tags.toSorted()).toEqual(["reviewed", "sigwright"]);
    expect(found.groups.toSorted()).toEqual(["54321", "7"]);
    expect(found.attributes).toContain("Description: a note");
  });

  test("a new description of the template takes the place of the old one", async () => {
    const { store, run } = desk();
    await run();
    await run(INDICATORS, { template: toyTemplate('signature: { description: "Anew: {{group}}" }') });
    expect((await stored(store)).attributes).toEqual(["Source: Sigwright", "Description: Anew: Bad Incident"]);
  });
});

describe("names", () => {
  test("another tool's signature of the same name is not touched", async () => {
    const { store, run } = desk();
    const theirs = { name: "Bad Incident (Toy)", type: "Toy", fileName: "x.toy", content: "theirs\n" };
    const { id } = await store.create(theirs);
    expect((await run()).signatures).toMatchObject([{ status: "created", name: "Bad Incident (Toy) 2" }]);
    expect(await store.get({ id })).toMatchObject(theirs);
  });

  test.each([
    ["x".repeat(300), `${"x".repeat(99)}…`],
    ["\u001B[31mred\u202E\u0000", "[31mred (Toy)"],
    ["😀".repeat(80), `${"😀".repeat(49)}…`],
    ["", "(Toy)"],
  ])("of %j is %j", async (name, expected) => {
    const { store, run } = desk();
    const template = name.length > 100 ? toyTemplate('signature: { name: "{{group}}" }') : toyTemplate();
    await run(INDICATORS, { group: { ...GROUP, name }, template });
    expect((await stored(store)).name).toBe(expected);
  });
});

test("a group's name can't write to the terminals of those who read the description", async () => {
  const { store, run } = desk();
  await run(INDICATORS, { group: { ...GROUP, name: "Bad\u001B[31m\u202E\nIncident" } });
  expect((await stored(store)).attributes[0]).toBe("Description: Toy rules for the indicators of incident 54321, Bad [31m Incident, with: no filter");
});

test("retired rules are kept in the stored text, and their signatures come back with their sids", async () => {
  const { store, run } = desk();
  const template = toyTemplate("lifecycle: { retired: comment }");
  await run(INDICATORS, { template });
  const first = (await stored(store)).content;
  const gone = INDICATORS.map((each) => (each.value === "a.example" ? { ...each, expires: "2025-12-31T00:00:00Z" } : each));
  const plan = await run(gone, { template, isPlan: true });
  expect(plan.signatures[0]!.changes.map((change) => (change.change === "retired" ? change.why?.text : change.change))).toEqual(["it expired on 2025-12-31", "it expired on 2025-12-31"]);
  expect((await stored(store)).content).toBe(first);
  await run(gone, { template });
  const second = (await stored(store)).content;
  expect(second.match(/^# retired 2026-01-01: sid \d+, it expired on 2025-12-31\.\n# hit a\.example /gm)).toHaveLength(2);
  expect((await run(gone, { template, now: "2026-03-01T00:00:00Z" })).signatures).toMatchObject([{ status: "unchanged" }]);
  await run(INDICATORS, { template });
  const back = (await stored(store)).content;
  expect(sidsOf(back)).toEqual(sidsOf(first));
  expect(back).not.toContain("retired 2026");
});

test("each format has a signature of its own; one without sids too", async () => {
  const { store, run, writes } = desk();
  const formats = [{ format: toyFormat() }, { format: NO_SIDS }];
  const template = toyTemplate();
  const both = { ...template, formats: new Map([...template.formats, ["other", template.formats.get("toy")!]]) };
  const { signatures } = await run(INDICATORS, { formats, template: both });
  expect(signatures).toMatchObject([{ status: "created", type: "Toy" }, { status: "created", type: "Other" }]);
  expect((await stored(store, "sigwright-54321-other")).content).not.toContain("sigwright-sid");
  const before = writes();
  expect((await run(INDICATORS, { formats, template: both })).signatures).toMatchObject([{ status: "unchanged" }, { status: "unchanged" }]);
  expect(writes()).toBe(before);
});

test("what needs a file beside its rules is stored with them when that is wanted, and a fault when it is not", async () => {
  const { store, run, writes } = desk();
  const withList = {
    ...toyFormat(),
    async *assemble(...args: Parameters<NonNullable<ReturnType<typeof toyFormat>["assemble"]>>) {
      yield* toyFormat().assemble!(...args);
      if (args[1].header.some((line) => line.startsWith("Made by"))) yield { path: "names.lst", role: "list" as const, text: "a.example\n" };
    },
  };
  const formats = [{ format: Object.freeze(withList) }];
  await expect(run(INDICATORS, { formats })).rejects.toThrow(/a fault of the format/);
  expect((await run(INDICATORS, { formats, sideFiles: true })).signatures).toMatchObject([{ sideFiles: ["names.lst"] }]);
  const { id } = await stored(store);
  expect(await store.sideFiles(id)).toEqual([{ name: "names.lst", bytes: new TextEncoder().encode("a.example\n") }]);
  const before = writes();
  expect((await run(INDICATORS, { formats, sideFiles: true })).signatures).toMatchObject([{ status: "unchanged" }]);
  expect(writes()).toBe(before);
});

test("a fault of the configuration changes nothing", async () => {
  const { writes, store } = desk();
  const template = { ...toyTemplate(), formats: new Map() };
  const options = { source: sourceOf([]), group: GROUP, store, template, guards: NO_GUARDS, formats: [{ format: toyFormat() }] };
  const more = { sideFiles: false, overwriteEdited: false, allowEmpty: false, isPlan: false, now: "2026-01-01T00:00:00Z", tool: "t" };
  expect(await sync({ ...options, ...more })).toMatchObject({ status: "failed", diagnostics: [{ diagnostic: { code: "template/no-rules" } }] });
  expect(writes()).toBe(0);
});

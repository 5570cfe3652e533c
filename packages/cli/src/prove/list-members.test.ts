import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TemporaryFolder, temporaryFolder } from "../testing/temporary-folder.ts";
import { meantByMembers, type MembersWanted, sampleMembers, shownName } from "./list-members.ts";

const LISTS = new Map([
  [1, "host" as const],
  [2, "network" as const],
]);
const ROWS = [
  ...Array.from({ length: 300 }, (_, i) => ({ type: "Host", value: `host-${i}.example`, outcome: { status: "emitted" }, sids: [1, 9] })),
  { type: "URL", value: "https://of-a-url.example/x", outcome: { status: "emitted" }, sids: [1] },
  { type: "CIDR", value: "192.0.2.0/24", outcome: { status: "emitted" }, sids: [2] },
  { type: "File", value: "d41d8cd98f00b204e9800998ecf8427e", outcome: { status: "merged" }, sids: [] },
  { type: "File", value: "0".repeat(32), outcome: { status: "filtered" }, sids: [] },
  { type: null, value: null, outcome: { status: "malformed" }, sids: [] },
];
const WANTED: MembersWanted = { most: 5, hasSample: () => false, isShown: () => false };

describe("members of lists", () => {
  let folder: TemporaryFolder;
  let path: string;
  beforeAll(async () => {
    folder = await temporaryFolder();
    path = join(folder.path, "manifest.ndjson");
    await writeFile(path, `${ROWS.map((row) => JSON.stringify(row)).join("\n")}\nno JSON\n{"type":"Host"}\n`);
  });
  afterAll(async () => await folder[Symbol.asyncDispose]());

  test("are as many as asked for, the same each time", async () => {
    const first = (await sampleMembers(path, LISTS, new Set(), WANTED)).bySid.get(1)!;
    expect(first).toHaveLength(5);
    expect((await sampleMembers(path, LISTS, new Set(), WANTED)).bySid.get(1)).toEqual(first);
    const all = (await sampleMembers(path, LISTS, new Set(), { ...WANTED, most: Number.POSITIVE_INFINITY })).bySid.get(1)!;
    expect(all).toHaveLength(301);
    expect(all.map(({ key }) => key)).toContain("of-a-url.example");
  });

  test("with a sample take the place of others, those that are shown anyway come beside them", async () => {
    const isOne = ({ key }: { readonly key: string }): boolean => key === "host-7.example";
    expect((await sampleMembers(path, LISTS, new Set(), { ...WANTED, hasSample: isOne })).bySid.get(1)!.map(({ key }) => key)).toEqual(["host-7.example"]);
    const shown = (await sampleMembers(path, LISTS, new Set(), { ...WANTED, isShown: isOne })).bySid.get(1)!;
    expect([shown.length, shown.some(isOne)]).toEqual([6, true]);
  });

  test("of a list without a sid are all that is in the rules of its kind", async () => {
    const { byKind } = await sampleMembers(path, new Map(), new Set(["file"]), WANTED);
    expect(byKind.get("file")!.map(({ key }) => key)).toEqual(["d41d8cd98f00b204e9800998ecf8427e"]);
  });

  test("mean what near misses show, if one of them does", async () => {
    const [near, far] = [{ kind: "address", address: "192.0.2.9" } as const, { kind: "address", address: "192.0.3.9" } as const];
    const [member, stranger] = [{ kind: "host", name: "host-3.example" } as const, { kind: "host", name: "www.host-3.example" } as const];
    const meant = await meantByMembers(path, LISTS, new Map([[1, [member, stranger]], [2, [near, far]]]));
    expect(meant).toEqual(new Set([shownName(1, member), shownName(2, near)]));
  });
});

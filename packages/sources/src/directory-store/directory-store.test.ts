import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StoreError } from "@sigwright/core";
import type { NewSignature } from "@sigwright/core";
import { signatureStoreContract } from "@sigwright/core/testing";
import type { StoreFixture } from "@sigwright/core/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { directoryStore } from "./directory-store.ts";
import { sha256 } from "./folder-name.ts";

let parent: string;
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), "sigwright-store-"));
});
afterAll(async () => rm(parent, { recursive: true, force: true }));

const SIGNATURE: NewSignature = {
  xid: "incident-54321-suricata",
  name: "Bad Incident",
  type: "Suricata",
  fileName: "bad.rules",
  content: "alert ip any any -> any any (sid:1;)\n",
};

async function openFixture(): Promise<StoreFixture> {
  const path = join(await mkdtemp(join(parent, "contract-")), "signatures");
  return {
    store: directoryStore(path),
    reopen: () => directoryStore(path),
    groups: ["54321", "9007199254918487", "3"].map((id) => ({ id, type: "Incident", name: `group ${id}` })),
    indicators: ["a", "b", "c", "d"].map((name) => ({ type: "Host", value: `${name}.example`, owner: "Demo" })),
    labels: ["TLP:AMBER", "TLP:GREEN", "TLP:RED"],
    writes: async () => JSON.stringify(await timesOf(path)),
    dispose: async () => rm(path, { recursive: true, force: true }),
  };
}

async function all<Element>(elements: AsyncIterable<Element>): Promise<readonly Element[]> {
  const found: Element[] = [];
  for await (const element of elements) found.push(element);
  return found;
}

/** What would be different after a write, of every file. */
async function timesOf(path: string): Promise<readonly string[]> {
  const files = await readdir(path, { recursive: true });
  const times = files.toSorted().map(async (file) => {
    const { mtimeNs, ino } = await stat(join(path, file), { bigint: true });
    return `${file} ${ino} ${mtimeNs}`;
  });
  return Promise.all(times);
}

describe("the contract of signature stores", () => {
  test.each(signatureStoreContract(openFixture))("$name", async ({ run }) => run());
});

async function storeWith(signature: NewSignature = SIGNATURE): Promise<{ root: string; folder: string; id: string; store: ReturnType<typeof directoryStore> }> {
  const root = await mkdtemp(join(parent, "folder-"));
  const store = directoryStore(root);
  const { id } = await store.create(signature);
  return { root, id, folder: join(root, id), store };
}

test("a signature is one folder of readable files", async () => {
  const { folder, id, store } = await storeWith();
  await store.update(id, {
    tags: { add: ["b", "a"] },
    attributes: { add: [{ type: "Source", value: "hidden \u202E mark", isDefault: true }] },
    groups: { add: [{ id: "54321", type: "Incident", name: "Bad" }] },
    indicators: { add: [{ type: "Host", value: "b.example" }, { type: "Address", value: "203.0.113.7", id: "1001" }] },
  });
  expect(id).toMatch(/^incident-54321-suricata-[0-9a-f]{8}$/);
  expect((await readdir(folder)).toSorted()).toEqual(["content.rules", "indicators.ndjson", "signature.json"]);
  expect(await readFile(join(folder, "content.rules"), "utf8")).toBe(SIGNATURE.content);
  expect(await readFile(join(folder, "indicators.ndjson"), "utf8")).toBe(
    '{"type":"Address","value":"203.0.113.7","id":"1001"}\n{"type":"Host","value":"b.example"}\n',
  );
  const text = await readFile(join(folder, "signature.json"), "utf8");
  expect(text.replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, "TIME")).toBe(`{
  "version": 1,
  "xid": "incident-54321-suricata",
  "name": "Bad Incident",
  "type": "Suricata",
  "fileName": "bad.rules",
  "contentFile": "content.rules",
  "dateAdded": "TIME",
  "lastModified": "TIME",
  "attributes": [
    {
      "type": "Source",
      "value": "hidden \\u202e mark",
      "isDefault": true
    }
  ],
  "tags": [
    "a",
    "b"
  ],
  "labels": [],
  "groups": [
    {
      "id": "54321",
      "type": "Incident",
      "name": "Bad"
    }
  ]
}
`);
});

test("an xid has the same folder everywhere, whatever the signature is called", async () => {
  const one = await storeWith();
  const two = await storeWith({ ...SIGNATURE, name: "Another name" });
  expect(one.id).toBe(two.id);
});

test("earlier rules are kept by their hash, each once", async () => {
  const { folder, id, store } = await storeWith();
  for (const content of ["two\n", SIGNATURE.content, "two\n", "three\n"]) await store.update(id, { content });
  const log = (await readFile(join(folder, "history", "log.ndjson"), "utf8")).trimEnd().split("\n");
  const first = sha256(SIGNATURE.content);
  expect(log.map((line) => (JSON.parse(line) as { sha256: string }).sha256)).toEqual([first, sha256("two\n"), first, sha256("two\n")]);
  expect((await readdir(join(folder, "history"))).toSorted()).toEqual([`${first}.rules`, `${sha256("two\n")}.rules`, "log.ndjson"].toSorted());
  expect(await readFile(join(folder, "history", `${first}.rules`), "utf8")).toBe(SIGNATURE.content);
});

test("rules that somebody edits by hand are the rules, and a folder that is renamed is still found", async () => {
  const { root, folder, store } = await storeWith();
  await writeFile(join(folder, "content.rules"), "edited\r\n");
  await rename(folder, join(root, "by hand"));
  expect(await store.get({ xid: SIGNATURE.xid! })).toMatchObject({ id: "by hand", content: "edited\r\n" });
  await expect(store.create(SIGNATURE)).rejects.toMatchObject({ failure: "conflict" });
});

test("what is no signature is left alone", async () => {
  const { root, store } = await storeWith();
  await mkdir(join(root, ".git"));
  await mkdir(join(root, "docs"));
  await mkdir(join(root, ".sigwright-half"));
  await writeFile(join(root, ".sigwright-half", "signature.json"), "{");
  await writeFile(join(root, "README.md"), "# Ours\n");
  const found = await all(store.list());
  expect(found.map(({ name }) => name)).toEqual(["Bad Incident"]);
});

test("one that can't be read does not hide the others", async () => {
  const { root, store } = await storeWith();
  await mkdir(join(root, "broken"));
  await writeFile(join(root, "broken", "signature.json"), "{");
  await expect(all(store.list())).rejects.toThrow(/broken.signature\.json:1:2/);
  const told: string[] = [];
  const found = await all(store.list({}, ({ message }) => told.push(message)));
  expect(found.map(({ name }) => name)).toEqual(["Bad Incident"]);
  expect(told).toEqual([expect.stringMatching(/broken.signature\.json:1:2/)]);
  // What is not found may be the broken one: that must not be made a second time.
  await expect(store.get({ xid: "another" })).rejects.toThrow(/broken.signature\.json/);
});

test("no folder is no signatures, a file is told", async () => {
  const nowhere = directoryStore(join(parent, "nowhere"));
  expect(await all(nowhere.list())).toEqual([]);
  const file = join(parent, "file");
  await writeFile(file, "");
  await expect(all(directoryStore(file).list())).rejects.toThrow(/is a file, not a folder/);
  await expect(directoryStore(file).create(SIGNATURE)).rejects.toBeInstanceOf(StoreError);
});

test.each([
  ["no JSON", "{\n  oops\n}", /signature\.json:2:3: .*not JSON/],
  ["a list", "[]", /signature\.json:1:1: this is no JSON object/],
  ["another version", '{\n  "version": 2\n}', /signature\.json:2:14: `version` is not 1/],
  ["a missing name", '{"version": 1, "contentFile": "content.rules"}', /`name` is missing/],
  ["a misspelt member", '{\n"version": 1,\n"tgas": []}', /signature\.json:3:9: `tgas` is no member of a signature; is `tags` meant\?/],
  ["a content file elsewhere", '{"version": 1, "contentFile": "../../etc/passwd"}', /`contentFile` is `..\/..\/etc\/passwd`/],
  ["tags that are none", '{"version":1,"contentFile":"content.rules","xid":"x","name":"n","type":"t","fileName":"f","dateAdded":"d","lastModified":"l","tags":[1]}', /`tags` is not a list of texts: look at its entry 1/],
  ["a deep nest", "[".repeat(100_000), /nested too deep/],
])("metadata with %s are told with file and line", async (_, text, message) => {
  const { folder, id, store } = await storeWith();
  await writeFile(join(folder, "signature.json"), text);
  for (const attempt of [() => store.get({ id }), () => all(store.list()), () => store.update(id, { name: "x" })]) {
    await expect(attempt()).rejects.toMatchObject({ name: "StoreError", failure: "unreachable", message: expect.stringMatching(message) });
  }
});

test("broken indicators, lost and unreadable rules are told", async () => {
  const { folder, id, store } = await storeWith();
  await writeFile(join(folder, "indicators.ndjson"), '{"type":"Host","value":"a.example"}\n{"type":"Host"\n');
  await expect(all(store.indicators(id))).rejects.toThrow(/indicators\.ndjson:2: /);
  await writeFile(join(folder, "content.rules"), Uint8Array.of(0x23, 0xff, 0x0a));
  await expect(store.get({ id })).rejects.toThrow(/content\.rules` is not UTF-8/);
  await rm(join(folder, "content.rules"));
  await expect(store.get({ id })).rejects.toThrow(/the rules of the signature .* are gone/);
});

describe("links never lead out of the store", () => {
  test.each(["signature.json", "content.rules"])("%s", async (name) => {
    const { folder, id, store } = await storeWith();
    const secret = join(parent, "secret");
    await writeFile(secret, "secret\n");
    await rm(join(folder, name));
    await symlink(secret, join(folder, name));
    await expect(store.get({ id })).rejects.toThrow(/symbolic link/);
    expect(await readFile(secret, "utf8")).toBe("secret\n");
  });

  test.each(["history", "side-files"])("the folder %s", async (name) => {
    const { folder, id, store } = await storeWith();
    const outside = await mkdtemp(join(parent, "outside-"));
    await symlink(outside, join(folder, name));
    const change = name === "history" ? store.update(id, { content: "x" }) : store.putSideFiles(id, [{ name: "a.lst", bytes: Uint8Array.of(1) }]);
    await expect(change).rejects.toThrow(/follows no links/);
    expect(await readdir(outside)).toEqual([]);
  });

  test("the folder of a signature", async () => {
    const { root, folder, store } = await storeWith();
    await symlink(folder, join(root, "linked"));
    expect(await all(store.list())).toHaveLength(1);
    expect(await store.get({ id: "linked" })).toBeUndefined();
  });
});

test("a lock that a dead process left behind is taken over", async () => {
  const { folder, id, store } = await storeWith();
  const { hostname } = await import("node:os");
  await writeFile(join(folder, ".sigwright-lock"), JSON.stringify({ token: "x", pid: 2 ** 30, host: hostname(), since: 0 }));
  expect(await store.update(id, { name: "anew" })).toMatchObject({ name: "anew" });
  await writeFile(join(folder, ".sigwright-lock"), "cut o");
  expect(await store.update(id, { name: "once more" })).toMatchObject({ name: "once more" });
  expect(await readdir(folder)).not.toContain(".sigwright-lock");
});

test("a folder that may not be written to is told, and holds what it held", async () => {
  const { folder, id, store } = await storeWith();
  await rm(join(folder, "content.rules"));
  await mkdir(join(folder, "content.rules"));
  await writeFile(join(folder, "content.rules", "in the way"), "");
  await expect(store.update(id, { content: "x" })).rejects.toBeInstanceOf(StoreError);
});

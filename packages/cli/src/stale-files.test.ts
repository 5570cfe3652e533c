import { mkdir, readdir, rename, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { digestOf } from "./disk-output.ts";
import { readManifests, removeStale, staleFiles } from "./stale-files.ts";
import { filesIn, temporaryFolder } from "./testing/temporary-folder.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What a run would have written: a rules file and some others. */
function result(...paths: readonly string[]) {
  const files = paths.map((path) => ({ path, sha256: "", role: "rules" as const }));
  return { format: "x", target: { engine: "x", version: "1" }, counts: { read: 0, emitted: 0, filtered: 0, guarded: 0, merged: 0, unsupported: 0, malformed: 0 }, causes: [], signatures: 0, lists: 0, approximateLists: [], unchanged: 0, retired: 0, files, manifest: "manifest.json" };
}

/** A folder as a run has left it: all files in the manifest. */
async function output(files: Readonly<Record<string, string>>, listed: Readonly<Record<string, string>> = files) {
  const folder = await temporaryFolder();
  const out = join(folder.path, "out");
  await mkdir(join(out, "sub"), { recursive: true });
  for (const [path, text] of Object.entries(files)) await writeFile(join(out, path), text);
  const roleOf = (path: string): string => (path.endsWith(".rules") ? "rules" : path.endsWith(".lua") ? "sensor-settings" : "list");
  const entries = Object.entries(listed).map(([path, text]) => ({ path, sha256: digestOf(encode(text)), role: roleOf(path) }));
  const head = JSON.stringify({ version: 1, files: entries, rules: [] }, undefined, 2);
  await writeFile(join(out, "manifest.json"), `${head.slice(0, -2)},\n  "signatures": [\n    {"sid":1}\n  ]\n}\n`);
  return { folder, out, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

async function tidied(out: string, ...written: readonly string[]): Promise<readonly string[]> {
  return removeStale(out, await staleFiles(out, await readManifests(out, [""]), [result(...written)]));
}

test("lists and settings of the run before that are not written again go, and nothing else", async () => {
  await using place = await output({ "a.rules": "r", "a-1.lst": "1", "a-2.lst": "2", "a-file-policy.lua": "p", "sub/b.lst": "b" });
  await writeFile(join(place.out, "mine.lst"), "mine");
  expect(await tidied(place.out, "a.rules", "a-2.lst")).toEqual(["a-1.lst", "a-file-policy.lua", "sub/b.lst"]);
  expect(Object.keys(await filesIn(place.out)).toSorted()).toEqual(["a-2.lst", "a.rules", "manifest.json", "mine.lst"]);
});

test("a file that somebody has changed stays", async () => {
  await using place = await output({ "a.rules": "r", "a-1.lst": "1 and mine" }, { "a.rules": "r", "a-1.lst": "1" });
  expect(await tidied(place.out, "a.rules")).toEqual([]);
});

test("rules under another name keep their lists", async () => {
  await using place = await output({ "a.rules": "r", "a-1.lst": "1" });
  expect(await tidied(place.out, "b.rules")).toEqual([]);
});

test("nothing outside of the folder goes, whatever a manifest lists", async () => {
  const paths = ["../secret.lst", "/secret.lst", "sub/../../secret.lst", "link.lst", "away/secret.lst", "..\\secret.lst", "./a.lst", ""];
  await using place = await output({ "a.rules": "r" }, { "a.rules": "r", ...Object.fromEntries(paths.map((path) => [path, "secret"])) });
  await writeFile(join(place.folder.path, "secret.lst"), "secret");
  await symlink("../secret.lst", join(place.out, "link.lst"));
  await symlink("..", join(place.out, "away"));
  expect(await tidied(place.out, "a.rules")).toEqual([]);
  expect(await readdir(place.folder.path)).toContain("secret.lst");
});

test.each(["", "{", "[]\n", '{"files": [1, null, {"path": 1}],\n  "signatures": []}', '{"files": {}\n,\n  "signatures": [']) ("a manifest that says %j lists nothing", async (text) => {
  await using place = await output({ "a.rules": "r", "a-1.lst": "1" });
  await writeFile(join(place.out, "manifest.json"), text);
  expect(await tidied(place.out, "a.rules")).toEqual([]);
});

test("the output folder may be a link itself", async () => {
  await using place = await output({ "a.rules": "r", "a-1.lst": "1" });
  await rename(place.out, join(place.folder.path, "real"));
  await symlink("real", place.out);
  expect(await tidied(place.out, "a.rules")).toEqual(["a-1.lst"]);
});

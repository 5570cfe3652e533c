import { chmodSync, mkdirSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { cacheFolder } from "./cache-folder.ts";

test.each<[string, (home: string) => Record<string, string>, string]>([
  ["the folder that the environment names", (home) => ({ XDG_CACHE_HOME: join(home, "c"), HOME: home }), "c/sigwright"],
  ["else that of the user", (home) => ({ HOME: home }), ".cache/sigwright"],
  ["a relative name does not count", (home) => ({ XDG_CACHE_HOME: "c", HOME: home }), ".cache/sigwright"],
])("%s", async (_, environment, expected) => {
  await using home = await temporaryFolder();
  expect(cacheFolder([home.path], environment(home.path))).toBe(join(home.path, expected));
  expect(statSync(join(home.path, expected)).mode & 0o777).toBe(0o700);
});

test.each<[string, (home: string) => { readonly env: Record<string, string>; readonly paths?: readonly string[] }]>([
  ["no folder is named", () => ({ env: {} })],
  ["it lies in the repository that is checked", (home) => {
    mkdirSync(join(home, "r/.git"), { recursive: true });
    return { env: { XDG_CACHE_HOME: join(home, "r/cache") }, paths: [join(home, "r/a.rules")] };
  }],
  ["others may write to it", (home) => {
    mkdirSync(join(home, "sigwright"));
    chmodSync(join(home, "sigwright"), 0o777);
    return { env: { XDG_CACHE_HOME: home } };
  }],
  ["it is a link", (home) => {
    mkdirSync(join(home, "elsewhere"), { mode: 0o700 });
    symlinkSync(join(home, "elsewhere"), join(home, "sigwright"));
    return { env: { XDG_CACHE_HOME: home } };
  }],
  ["it can't be made", () => ({ env: { XDG_CACHE_HOME: "/dev/null" } })],
])("nothing is kept when %s", async (_, setting) => {
  await using home = await temporaryFolder();
  const { env, paths = [home.path] } = setting(home.path);
  expect(cacheFolder(paths, env)).toBeUndefined();
});

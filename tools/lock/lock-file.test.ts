import { expect, test } from "vitest";
import { completeLock, platformOf } from "./lock-file.ts";

test.each([
  ["@nx/nx-linux-x64-musl", { cpu: ["x64"], libc: ["musl"], os: ["linux"] }],
  ["@nx/nx-linux-arm-gnueabihf", { cpu: ["arm"], libc: ["glibc"], os: ["linux"] }],
  ["@oxlint-tsgolint/darwin-arm64", { cpu: ["arm64"], os: ["darwin"] }],
  ["lightningcss-win32-x64-msvc", { cpu: ["x64"], os: ["win32"] }],
  ["@oxlint/binding-android-arm-eabi", { cpu: ["arm"], os: ["android"] }],
])("the name %s says what it runs on", (name, platform) => {
  expect(platformOf(name)).toEqual(platform);
});

test("a lock gets the optional packages of other platforms, in npm's order", () => {
  const { lock, changes } = completeLock({
    packages: {
      "": {},
      "node_modules/b": { version: "1.0.0", dev: true, optionalDependencies: { "b-darwin-x64": "1.0.0", "b-linux-x64-gnu": "1.0.0" } },
      "node_modules/b-linux-x64-gnu": { version: "1.0.0", optional: true },
    },
  });
  expect(Object.keys(lock.packages)).toEqual(["", "node_modules/b", "node_modules/b-darwin-x64", "node_modules/b-linux-x64-gnu"]);
  expect(lock.packages["node_modules/b-darwin-x64"]).toEqual({ version: "1.0.0", cpu: ["x64"], os: ["darwin"], dev: true, optional: true });
  expect(changes).toEqual(["node_modules/b-darwin-x64: added for node_modules/b"]);
  expect(completeLock(lock).changes).toEqual([]);
});

test("an optional package is looked for where Node would", () => {
  const nested = {
    packages: {
      "node_modules/a/node_modules/b": { version: "2.0.0", optionalDependencies: { c: "2.0.0" } },
      "node_modules/a/node_modules/c": { version: "2.0.0" },
    },
  };
  expect(completeLock(nested).changes).toEqual([]);
});

test("addresses are taken out, workspace links stay", () => {
  const { lock } = completeLock({
    packages: {
      "node_modules/a": { version: "1.0.0", resolved: "https://registry.example/a.tgz" },
      "node_modules/w": { resolved: "packages/w", link: true },
    },
  });
  expect(lock.packages).toEqual({ "node_modules/a": { version: "1.0.0" }, "node_modules/w": { resolved: "packages/w", link: true } });
});

test("a range can't be guessed", () => {
  const lock = { packages: { "node_modules/a": { optionalDependencies: { b: "^1" } } } };
  expect(() => completeLock(lock)).toThrow("only exact versions");
});

import { expect, test } from "vitest";
import { fileListProblems, type PackageManifest } from "./published-package.ts";

const manifest: PackageManifest = {
  name: "@sigwright/x",
  version: "1.0.0",
  bin: { x: "./bin/x.js" },
  exports: {
    ".": { "@sigwright/source": "./src/index.ts", types: "./dist/index.d.ts", default: "./dist/index.js" },
    "./package.json": "./package.json",
  },
  scripts: { generate: "…" },
};
const complete = ["package.json", "README.md", "LICENSE", "bin/x.js", "dist/index.d.ts", "dist/index.js", "generated/g.js"];

test("a complete list has no problem, and the sources need not be in it", () => {
  expect(fileListProblems(manifest, complete)).toEqual([]);
});

test.each(complete)("without %s the list is incomplete", (file) => {
  expect(fileListProblems(manifest, complete.filter((other) => other !== file))).toHaveLength(1);
});

test.each(["dist/index.test.js", "dist/index.d.ts.map", "dist/testing/engine.js", "dist/tsconfig.tsbuildinfo", "src/index.ts", "tsconfig.json", "fixtures/a.rules"])(
  "%s is not published",
  (file) => {
    expect(fileListProblems(manifest, [...complete, file])).toEqual([`${file} does not belong into a published package`]);
  },
);

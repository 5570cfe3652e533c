import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { RuleTester } from "oxlint/plugins-dev";
import { afterAll, describe, it } from "vitest";
import { browserSafe } from "./rules/browser-safe.ts";
import { declaredImports } from "./rules/declared-imports.ts";
import { documentedExports } from "./rules/documented-exports.ts";
import { explicitReexports } from "./rules/explicit-reexports.ts";
import { fileNames } from "./rules/file-names.ts";
import { noRelativePackageImports } from "./rules/no-relative-package-imports.ts";
import { packageLayers } from "./rules/package-layers.ts";

// A workspace of its own, so that the rules' tests do not change with the real manifests.
const root = mkdtempSync(join(tmpdir(), "sigwright-lint-"));
const manifests = {
  "package.json": { workspaces: ["packages/*"], devDependencies: { vitest: "5" } },
  "packages/core/package.json": {
    name: "@sigwright/core",
    dependencies: { tr46: "6" },
    exports: { ".": "./dist/index.js", "./testing": "./dist/testing/index.js" },
  },
  "packages/filter/package.json": {
    name: "@sigwright/filter",
    dependencies: { "@sigwright/core": "1" },
    devDependencies: { "@sigwright/sources": "1" },
    imports: { "#grammar": "./generated/grammar.js", "#generated/*": "./generated/*" },
  },
  "packages/sources/package.json": { name: "@sigwright/sources", dependencies: { "@sigwright/core": "1" } },
};
for (const [path, manifest] of Object.entries(manifests)) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), JSON.stringify(manifest));
}
afterAll(() => rmSync(root, { recursive: true, force: true }));

RuleTester.describe = describe;
RuleTester.it = it;
const tester = new RuleTester({ languageOptions: { parserOptions: { lang: "ts" } } });

const at = (path: string, code: string): { filename: string; code: string } => ({ filename: join(root, path), code });
const bad = (path: string, code: string, ...messageIds: readonly string[]) => ({
  ...at(path, code),
  errors: messageIds.map((messageId) => ({ messageId })),
});

tester.run("declared-imports", declaredImports, {
  valid: [
    at("packages/core/src/a.ts", 'import { toASCII } from "tr46"; import "node:fs"; import "./b.ts";'),
    at("packages/core/src/a.test.ts", 'import { test } from "vitest"; import { x } from "@sigwright/core";'),
    at("packages/filter/src/a.test.ts", 'import { read } from "@sigwright/sources";'),
    at("packages/filter/src/a.ts", 'import { parse } from "#grammar"; import { parse as p } from "#generated/x.js";'),
    at("tools/bench/run.ts", 'import { parse } from "@sigwright/filter";'),
  ],
  invalid: [
    bad("packages/core/src/a.ts", 'import { x } from "@sigwright/filter";', "undeclared"),
    bad("packages/core/src/a.ts", 'import type { x } from "@sigwright/filter";', "undeclared"),
    bad("packages/core/src/a.ts", 'export { x } from "@sigwright/filter";', "undeclared"),
    bad("packages/core/src/a.ts", 'await import("@sigwright/filter");', "undeclared"),
    bad("packages/core/src/a.ts", 'type X = import("@sigwright/filter").X;', "undeclared"),
    bad("packages/core/src/a.ts", 'import { parse } from "yaml/deep";', "undeclared"),
    bad("packages/core/src/a.ts", 'import { test } from "vitest";', "undeclared"),
    bad("packages/filter/src/a.ts", 'import { read } from "@sigwright/sources";', "undeclared"),
    bad("packages/core/src/a.ts", 'import { parse } from "#grammar";', "undeclaredAlias"),
    bad("tools/bench/run.ts", 'import { parse } from "yaml";', "undeclared"),
  ],
});

tester.run("package-layers", packageLayers, {
  valid: [
    at("packages/filter/src/a.ts", 'import { x } from "@sigwright/core";'),
    at("packages/filter/src/a.test.ts", 'import { x } from "@sigwright/core/testing";'),
    at("packages/filter/src/testing/a.ts", 'import { x } from "@sigwright/core/testing";'),
    at("packages/filter/src/testing/a.ts", 'import { x } from "@sigwright/sources";'),
    at("packages/filter/src/a.test.ts", 'import { x } from "@sigwright/sources";'),
    at("tools/bench/run.ts", 'import { x } from "@sigwright/filter";'),
  ],
  invalid: [
    bad("packages/core/src/a.ts", 'import { x } from "@sigwright/filter";', "layer"),
    bad("packages/filter/src/a.ts", 'import type { x } from "@sigwright/sources";', "layer"),
    bad("packages/core/src/a.test.ts", 'import { x } from "@sigwright/filter";', "cycle"),
    bad("packages/core/src/testing/a.ts", 'import { x } from "@sigwright/filter";', "layer"),
    bad("packages/filter/src/a.ts", 'import { x } from "@sigwright/core/testing";', "testing"),
  ],
});

tester.run("browser-safe", browserSafe, {
  valid: [
    at("packages/core/src/a.ts", "const process = 1; export const x = { Buffer: process }.Buffer;"),
    at("packages/core/src/a.test.ts", 'import { readFileSync } from "node:fs"; process.exit();'),
    at("packages/filter/src/testing/a.ts", "process.exit();"),
    at("packages/filter/scripts/a.mjs", "process.exit();"),
    at("packages/sources/src/a.ts", 'import { readFileSync } from "node:fs"; process.exit();'),
    at("packages/core/src/a.ts", "new TextEncoder().encode(''); globalThis.structuredClone(1);"),
  ],
  invalid: [
    bad("packages/core/src/a.ts", 'import { readFileSync } from "node:fs";', "module"),
    bad("packages/core/src/a.ts", 'import { join } from "path";', "module"),
    bad("packages/core/src/testing/a.ts", 'import { join } from "path";', "module"),
    bad("packages/core/bin/a.js", 'import "node:fs";', "module"),
    bad("packages/core/src/a.ts", "export const x = Buffer.from('a');", "global"),
    bad("packages/core/src/a.ts", "export function f(x: Buffer): void {}", "global"),
    bad("packages/core/src/a.ts", "if (process.env.X) __dirname;", "global", "global"),
  ],
});

tester.run("no-relative-package-imports", noRelativePackageImports, {
  valid: [
    at("packages/core/src/a/b.ts", 'import { x } from "../c.ts";'),
    at("packages/core/vitest.config.ts", 'import { shared } from "../../vitest.shared.ts";'),
    at("tools/lint/a.ts", 'import { x } from "../peggy/b.ts";'),
  ],
  invalid: [
    bad("packages/filter/src/a.ts", 'import { x } from "../../core/src/index.ts";', "sibling"),
    bad("packages/filter/src/a.test.ts", 'import { x } from "../../core/src/index.ts";', "sibling"),
    bad("tools/bench/run.ts", 'import { x } from "../../packages/core/src/index.ts";', "sibling"),
    bad("packages/filter/src/a.ts", 'import { x } from "../../../tools/x.ts";', "outside"),
  ],
});

tester.run("explicit-reexports", explicitReexports, {
  valid: [
    at("packages/core/src/index.ts", 'export { a } from "./a.ts"; export type { B } from "./b.ts";'),
    at("packages/core/src/a.ts", "export const a = 1;"),
  ],
  invalid: [
    bad("packages/core/src/index.ts", 'export * from "./a.ts";', "star"),
    bad("packages/core/src/a.ts", 'export * as b from "./b.ts";', "star"),
    bad("packages/core/src/index.ts", "export const a = 1;", "code"),
    bad("packages/core/src/index.ts", 'import "./a.ts";', "code"),
  ],
});

tester.run("file-names", fileNames, {
  valid: [at("packages/core/src/line-index.ts", ""), at("packages/core/src/line-index.property.test.ts", "")],
  invalid: [
    bad("packages/core/src/lineIndex.ts", "", "case"),
    bad("packages/core/src/utils.ts", "", "vague"),
    bad("packages/core/src/types.test.ts", "", "vague"),
  ],
});

tester.run("documented-exports", documentedExports, {
  valid: [
    at("packages/core/src/a.ts", "/** What it is. */\nexport const a = 1;"),
    at("packages/core/src/a.ts", "/** A. */\nexport function a(): void;\nexport function a(x?: number): void {}"),
    at("packages/core/src/a.ts", "const a = 1;\nexport { a };"),
    at("packages/core/src/a.ts", "/** Both. */\nexport const a = 1;\nexport const b = 2; // the second\n"),
    at("tools/lint/a.ts", "export const a = 1;"),
  ],
  invalid: [
    bad("packages/core/src/a.ts", "export const a = 1;", "missing"),
    bad("packages/core/src/a.ts", "/* not a doc comment */\nexport interface A {}", "missing"),
    bad("packages/core/src/a.ts", "// a line\nexport type A = 1;", "missing"),
    bad("packages/core/src/a.ts", "/** One. */\nexport const a = 1;\n\nexport const b = 2;\n", "missing"),
  ],
});

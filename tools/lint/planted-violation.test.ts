import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const workspace = mkdtempSync(join(tmpdir(), "sigwright-planted-"));
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

// The real configuration, save that types are not looked at: the planted files have no project.
const configuration = JSON.parse(readFileSync(join(repository, ".oxlintrc.json"), "utf8")) as {
  options: object;
  jsPlugins: string[];
};
configuration.options = { typeAware: false };
configuration.jsPlugins = configuration.jsPlugins.map((path) => join(repository, path));
put(".oxlintrc.json", JSON.stringify(configuration));
put("package.json", '{ "workspaces": ["packages/*"] }');
put("packages/core/package.json", '{ "name": "@sigwright/core" }');
put("packages/filter/package.json", '{ "name": "@sigwright/filter", "dependencies": { "@sigwright/core": "1" } }');
put("packages/filter/src/index.ts", 'export { a } from "./a.ts";\n');

test("the configured lint accepts a package that keeps to the house rules", () => {
  put("packages/filter/src/a.ts", 'import { b } from "@sigwright/core";\n\n/** Twice what core says. */\nexport const a = b * 2;\n');
  expect(lint()).toEqual({ status: 0, rules: [] });
});

test.each([
  ["browser-safe", 'import { readFileSync } from "node:fs";\n\n/** A. */\nexport const a = readFileSync;\n'],
  ["declared-imports", 'import { parse } from "yaml";\n\n/** A. */\nexport const a = parse;\n'],
  ["documented-exports", "export const a = 1;\n"],
  ["explicit-reexports", 'export * from "@sigwright/core";\n'],
  ["no-relative-package-imports", 'import { b } from "../../core/src/b.ts";\n\n/** A. */\nexport const a = b;\n'],
  ["package-layers", 'import { b } from "@sigwright/ruleset";\n\n/** A. */\nexport const a = b;\n'],
])("a planted violation of %s fails the configured lint", (rule, text) => {
  put("packages/filter/src/a.ts", text);
  const { status, rules } = lint();
  expect(status).toBe(1);
  expect(rules).toContain(`sigwright(${rule})`);
});

function put(path: string, text: string): void {
  mkdirSync(dirname(join(workspace, path)), { recursive: true });
  writeFileSync(join(workspace, path), text);
}

function lint(): { status: number | null; rules: readonly string[] } {
  const oxlint = join(repository, "node_modules/oxlint/bin/oxlint");
  const { status, stdout, stderr } = spawnSync(process.execPath, [oxlint, "--deny-warnings", "--format", "json"], {
    cwd: workspace,
    encoding: "utf8",
  });
  if (stdout === "") throw new Error(stderr);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly { code: string }[] };
  return { status, rules: diagnostics.map(({ code }) => code) };
}

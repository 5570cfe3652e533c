import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

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
const violations = [
  { rule: "browser-safe", text: 'import { readFileSync } from "node:fs";\n\n/** A. */\nexport const a = readFileSync;\n' },
  { rule: "declared-imports", text: 'import { parse } from "yaml";\n\n/** A. */\nexport const a = parse;\n' },
  { rule: "documented-exports", text: "export const a = 1;\n" },
  { rule: "explicit-reexports", text: 'export * from "@sigwright/core";\n' },
  { rule: "no-relative-package-imports", text: 'import { b } from "../../core/src/b.ts";\n\n/** A. */\nexport const a = b;\n' },
  { rule: "package-layers", text: 'import { b } from "@sigwright/ruleset";\n\n/** A. */\nexport const a = b;\n' },
];

test("the configured lint accepts a package that keeps to the house rules", () => {
  put("packages/filter/src/index.ts", 'export { a } from "./a.ts";\n');
  put("packages/filter/src/a.ts", 'import { b } from "@sigwright/core";\n\n/** Twice what core says. */\nexport const a = b * 2;\n');
  expect(lint()).toEqual({ status: 0, findings: [] });
});

describe("planted violations", () => {
  let result: ReturnType<typeof lint>;
  beforeAll(() => {
    for (const { rule, text } of violations) put(`packages/filter/src/${rule}.ts`, text);
    result = lint();
  });

  test("fail the configured lint", () => {
    expect(result.status).toBe(1);
  });

  test.each(violations)("$rule is found", ({ rule }) => {
    expect(result.findings).toContainEqual({ code: `sigwright(${rule})`, filename: `packages/filter/src/${rule}.ts` });
  });
});

function put(path: string, text: string): void {
  mkdirSync(dirname(join(workspace, path)), { recursive: true });
  writeFileSync(join(workspace, path), text);
}

interface Finding {
  readonly code: string;
  readonly filename: string;
}

function lint(): { readonly status: number | null; readonly findings: readonly Finding[] } {
  const oxlint = join(repository, "node_modules/oxlint/bin/oxlint");
  const { status, stdout, stderr } = spawnSync(process.execPath, [oxlint, "--deny-warnings", "--format", "json"], {
    cwd: workspace,
    encoding: "utf8",
  });
  if (stdout === "") throw new Error(stderr);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly Finding[] };
  return { status, findings: diagnostics.map(({ code, filename }) => ({ code, filename })) };
}

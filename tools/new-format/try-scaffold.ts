import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import process from "node:process";
import { formatName } from "./format-name.ts";
import { scaffold } from "./scaffold.ts";

const LEFT_OUT: ReadonlySet<string> = new Set([".git", ".nx", "coverage", "node_modules"]);

/** Makes a format in a copy of the repository and checks it there; returns an exit code. */
export function tryScaffold(root: string): number {
  const name = formatName("tried-format");
  if (name === undefined) throw new Error("the name of the format to try is not one");
  const copy = realpathSync(mkdtempSync(join(tmpdir(), "sigwright-new-format-")));
  try {
    cpSync(root, copy, { recursive: true, filter: (path) => !LEFT_OUT.has(basename(path)) });
    symlinkSync(join(root, "node_modules"), join(copy, "node_modules"), "junction");
    scaffold(copy, name);

    const folder = `packages/${name.name}`;
    const bin = (tool: string): string => join(root, "node_modules", tool);
    for (const [title, ...words] of [
      ["lint", bin("oxlint/bin/oxlint"), "--deny-warnings", folder],
      ["types", bin("typescript/bin/tsc"), "-p", `${folder}/tsconfig.test.json`],
      ["build", bin("typescript/bin/tsc"), "-b", folder],
      ["tests", bin("vitest/vitest.mjs"), "run", "--project", name.name],
    ] as const) {
      const { status } = spawnSync(process.execPath, words, { cwd: copy, stdio: ["ignore", "inherit", "inherit"] });
      if (status !== 0) {
        console.error(`new:format: a new format fails: ${title}`);
        return 1;
      }
    }
    console.log("new:format: a new format is green");
    return 0;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

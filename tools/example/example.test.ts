import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ARGUMENTS } from "./arguments.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const main = fileURLToPath(new URL("../../packages/cli/src/main.ts", import.meta.url));
const expected = join(here, "expected");

describe("the example writes what is expected, byte for byte (mend it with `npm run example -- --update`)", () => {
  let folder = "";
  let summary = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "sigwright-example-"));
    copyFileSync(join(here, "indicators.ndjson"), join(folder, "indicators.ndjson"));
    const run = spawnSync(process.execPath, ["--conditions=@sigwright/source", main, ...ARGUMENTS], {
      cwd: folder,
      env: { PATH: process.env["PATH"] ?? "", NO_COLOR: "1" },
      encoding: "utf8",
    });
    // One row of the example can't be read, on purpose.
    if (run.status !== 1 || run.stderr !== "") throw new Error(`exit code ${run.status}: ${run.stderr}`);
    summary = run.stdout;
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  test("the files are the same ones", () => {
    const written = readdirSync(join(folder, "output"));
    expect([...written, "summary.txt"].toSorted()).toEqual(readdirSync(expected).toSorted());
  });

  test.each(readdirSync(expected).filter((name) => name !== "summary.txt"))("%s", (name) => {
    expect(readFileSync(join(folder, "output", name), "utf8")).toBe(readFileSync(join(expected, name), "utf8"));
  });

  test("the summary", () => {
    expect(summary).toBe(readFileSync(join(expected, "summary.txt"), "utf8"));
  });
});

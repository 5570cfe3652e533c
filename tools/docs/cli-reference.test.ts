import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { renderCliReference } from "./cli-reference.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const introduction = readFileSync(join(root, "tools/docs/cli-introduction.md"), "utf8");

test("docs/cli.md is what the commands say of themselves (mend it with `npm run docs`)", () => {
  expect(readFileSync(join(root, "docs/cli.md"), "utf8")).toBe(renderCliReference(introduction));
});

test("the reference has every command, nested ones too", () => {
  const headings = renderCliReference(introduction).match(/^### .*$/gm) ?? [];
  expect(headings).toEqual(expect.arrayContaining(["### `sigwright generate`", "### `sigwright ledger resolve`"]));
  expect(headings.filter((heading) => heading.includes(" help"))).toEqual([]);
});

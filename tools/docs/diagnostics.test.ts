import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { catalogues } from "./catalogues.ts";
import { renderReference } from "./diagnostics-reference.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const all = await catalogues(root);
const diagnostics = all.flatMap((catalogue) => catalogue.diagnostics);

test("docs/diagnostics.md is what the catalogues say (mend it with `npm run docs`)", () => {
  expect(readFileSync(join(root, "docs/diagnostics.md"), "utf8")).toBe(renderReference(all));
});

describe("every diagnostic", () => {
  test("has a code of its own", () => {
    const codes = diagnostics.map(({ code }) => code);
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });

  test("has a code of the form namespace/kebab-name", () => {
    expect(diagnostics.map(({ code }) => code).filter((code) => !/^[a-z0-9-]+\/[a-z0-9]+(?:-[a-z0-9]+)*$/.test(code))).toEqual([]);
  });

  test("says in one line what is wrong, and explains it", () => {
    const poor = diagnostics.filter(({ summary, explanation }) => summary.includes("\n") || summary === "" || explanation.trim() === "");
    expect(poor.map(({ code }) => code)).toEqual([]);
  });
});

test("an example may hold backticks", () => {
  const example = { bad: "a ``` b", good: "c" };
  const info = { code: "x/y", severity: "error", summary: "S.", explanation: "E.", example } as const;
  expect(renderReference([{ packageName: "@sigwright/x", diagnostics: [info] }])).toContain("````text\na ``` b\n````");
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { type Manifest, shortNameOf } from "./workspace.ts";

const folder = fileURLToPath(new URL("../../packages", import.meta.url));
const manifests = readdirSync(folder).map(
  (name) => JSON.parse(readFileSync(join(folder, name, "package.json"), "utf8")) as Manifest,
);
const needs = new Map(
  manifests.map(({ name = "", dependencies, devDependencies }) => [
    name,
    Object.keys({ ...dependencies, ...devDependencies }).filter((other) => shortNameOf(other) !== undefined),
  ]),
);

test("what the packages declare has no cycle, development included: Nx could not order it", () => {
  const visit = (name: string, path: readonly string[]): void => {
    expect(path, [...path, name].join(" → ")).not.toContain(name);
    for (const other of needs.get(name) ?? []) visit(other, [...path, name]);
  };
  for (const name of needs.keys()) visit(name, []);
});

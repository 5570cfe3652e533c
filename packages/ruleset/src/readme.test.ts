import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as api from "./index.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the README names every export", () => {
  for (const name of Object.keys(api)) expect(readme).toContain(`\`${name}\``);
});

test("every function of the README's example is exported", () => {
  const example = /```ts\n([^]*?)```/.exec(readme)?.[1] ?? "";
  const names = /import \{ ([^}]*) \} from "@sigwright\/ruleset"/.exec(example)?.[1]?.split(", ") ?? [];
  expect(names.length).toBeGreaterThan(2);
  for (const name of names) expect(Object.keys(api)).toContain(name);
});

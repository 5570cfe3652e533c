import { readFileSync } from "node:fs";
import { SourceText } from "@sigwright/core";
import { expect, test } from "vitest";
import { snort3 } from "./index.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the check gives what it says", () => {
  const text = /fromString\('([^']+)'\)/.exec(readme)![1]!;
  const { document } = snort3.parse(SourceText.fromString(text));
  const [diagnostic] = snort3.validate(document, { target: snort3.targets[0]! });
  expect(diagnostic).toMatchObject({ code: "snort3/unknown-keyword", range: { start: 43, end: 49 }, rejects: true });
  expect(readme).toContain(`message: ${JSON.stringify(diagnostic?.message)}`);
  expect(readme).toContain(`help: ${JSON.stringify(diagnostic?.help)}`);
});

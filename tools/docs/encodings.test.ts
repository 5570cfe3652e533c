import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { encodedFormats, encodingFormatIds, exampleRule, KINDS } from "./encodings.ts";
import { renderEncodings } from "./encodings-reference.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const formats = await encodedFormats(root);

test("docs/encodings.md is what the packages' tables say (mend it with `npm run docs`)", () => {
  expect(readFileSync(join(root, "docs/encodings.md"), "utf8")).toBe(renderEncodings(formats));
});

test("every format that makes rules has its table", async () => {
  expect(formats.map(({ format }) => format.id).toSorted()).toEqual((await encodingFormatIds(root)).toSorted());
});

describe.each(formats)("$format.id", (encoded) => {
  test("each row has an example, sentences for people, and known kinds and versions", () => {
    const versions = (encoded.format.targets ?? []).map(({ version }) => version);
    for (const row of encoded.rows) {
      expect(KINDS).toContain(row.observation);
      for (const version of row.targets ?? []) expect(versions).toContain(version);
      for (const sentence of [row.summary, ...row.requires, ...row.limits]) expect(sentence).toMatch(/^[A-Z].*\.$/s);
      const target = (encoded.format.targets ?? []).find(({ version }) => row.targets?.includes(version) !== false);
      expect(target === undefined ? "no target" : exampleRule(encoded, row, target), `${row.observation} ${row.variant ?? ""}`).toBeDefined();
    }
  });
});

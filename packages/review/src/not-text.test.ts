import { SourceText } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { checkFile } from "./check-file.ts";
import { notText } from "./not-text.ts";
import { markedFormat } from "./testing/marked-format.ts";

const bytes = (text: string, encoding: BufferEncoding): Uint8Array => Buffer.from(text, encoding);
const RULES = "rule 1\nrule 2 !x\n";
const utf16be = (text: string): Uint8Array => Buffer.from(text, "utf16le").swap16();

describe("what is no text has one finding and no rules", () => {
  test.each<readonly [string, Uint8Array, string]>([
    ["UTF-16, little-endian", bytes(`\uFEFF${RULES}`, "utf16le"), "this file is UTF-16, which no engine reads"],
    ["UTF-16, big-endian", utf16be(`\uFEFF${RULES}`), "this file is UTF-16, which no engine reads"],
    ["UTF-16 without a mark", bytes(RULES.repeat(10), "utf16le"), "this is no text, so there are no rules in it"],
    ["bytes", Uint8Array.from({ length: 4096 }, (_, index) => (index * 7919 + (index >> 3)) & 0xff), "this is no text, so there are no rules in it"],
  ])("%s", (_, content, message) => {
    const [file] = checkFile("a.marked", SourceText.fromBytes(content), markedFormat, markedFormat.targets!.slice(0, 1));
    expect(file!.rules).toEqual([]);
    expect(file!.diagnostics.map(({ diagnostic }) => [diagnostic.code, diagnostic.message])).toEqual([["review/not-text", message]]);
  });
});

test.each([
  ["nothing", ""],
  ["rules", RULES],
  ["a control character here and there", `rule 1 \0\u0001\u001B[31m${RULES}`],
  ["letters that are no ASCII", "rule é ÿþ ü\n".repeat(400)],
  ["Latin-1 that begins like UTF-16", "ÿþ rule 1\n"],
])("%s is text", (_, text) => {
  expect(notText(SourceText.fromBytes(bytes(text, "latin1")))).toBeUndefined();
});

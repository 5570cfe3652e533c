import type { SignatureFormat } from "@sigwright/core";
import { expect, test } from "vitest";
import { detectFormat } from "./format-detection.ts";

function format(id: string, extensions: readonly string[], sign: string, score: number): SignatureFormat {
  const detect = (text: string): { score: number; reason: string } =>
    text.includes(sign) ? { score, reason: `it holds ${sign}` } : { score: 0, reason: "no" };
  return { id, displayName: id, signatureType: id, extensions, detect };
}

const formats = [format("one", [".rules"], "one", 0.5), format("two", [".rules", ".two"], "two", 0.9), format("even", [".even"], "one", 0.5)];

test.each([
  ["a.rules", "one", "one", "it holds one"],
  ["a.rules", "one two", "two", "it holds two"],
  ["a.even", "one", "even", "it holds one"],
  ["a.txt", "one", "one", "it holds one"],
  ["-", "two", "two", "it holds two"],
  ["a.rules", "", "one", "its name ends in .rules"],
  ["A.TWO", "", "two", "its name ends in .two"],
  ["a.two", "# sigwright: format=one\ntwo", "one", "a comment at its top says `format=one`"],
  ["a.two", "# sigwright: format=three\ntwo", "two", "it holds two"],
])("%s with `%s` is %s", (path, text, id, reason) => {
  expect(detectFormat(path, text, formats)).toMatchObject({ format: { id }, reason });
});

test("nothing says nothing", () => {
  expect(detectFormat("a.txt", "prose", formats)).toBeUndefined();
});

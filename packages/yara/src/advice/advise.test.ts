import { SourceText } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { parseYara } from "../parse.ts";
import { ADVICE_DIAGNOSTICS, advise } from "./advise.ts";

/** Codes with the text they are about. */
function adviceOn(text: string): readonly (readonly [string, string])[] {
  return advise(parseYara(SourceText.fromString(text))).map(({ code, range }) => [code.slice("yara/".length), text.slice(range.start, range.end)]);
}

describe.each(ADVICE_DIAGNOSTICS)("$code", ({ code, example }) => {
  test("is given on its bad example and not on the good one", () => {
    const given = [example!.bad, example!.good].map((text) => adviceOn(text).map(([found]) => `yara/${found}`));
    expect(given).toEqual([[code], []]);
  });
});

test.each([
  ['$a = "x"', ["slow-pattern"]],
  ['$a = "xy"', ["weak-alone"]],
  ['$a = "xyz"', ["weak-alone"]],
  ['$a = "wxyz"', []],
  ['$a = "xy" xor', []],
  ['$a = "GetProcAddress" wide', ["weak-alone"]],
  ['$a = "x" base64', []],
  ["$a = { 4? ?? [2-4] ?5 }", ["slow-pattern"]],
  ["$a = { 41 ?? 42 ?? 43 }", ["slow-pattern"]],
  ["$a = { 4? 0? }", []],
  ["$a = { 41 ( 42 | 43 ) }", []],
  ["$a = { ( 41 42 | 43 ) ?? }", ["slow-pattern"]],
  ["$a = /\\d{8}/", []],
  ["$a = /[a-z]{8}/", ["slow-pattern"]],
  ["$a = /ab[a-z]{8}/", []],
  ["$a = /a.*bc/", ["unbounded-dot"]],
  ["$a = /ab.+/", ["unbounded-dot"]],
  ["$a = /ab.{3,}c/", ["unbounded-dot"]],
  ["$a = /ab.{3,9}c/", []],
])("the pattern %s", (pattern, codes) => {
  expect(adviceOn(`rule a { strings: ${pattern} condition: $a }`).map(([code]) => code)).toEqual(codes);
});

test.each([
  ["for any i in (0..filesize) : (true)", [["whole-file-loop", "(0..filesize)"]]],
  ["for any i in (0..filesize - 4) : (true)", [["whole-file-loop", "(0..filesize - 4)"]]],
  ["for any i in (filesize - 100..filesize) : (true)", []],
  ["for any i in (0..100) : (true)", []],
  ["hash.md5(0, filesize) == \"x\" and filesize < 1MB", [["costly-first", 'hash.md5(0, filesize) == "x"']]],
  ["filesize < 1MB and hash.md5(0, filesize) == \"x\"", []],
  ["hash.md5(0, filesize) == \"x\" or filesize < 1MB", []],
  ["(for any i in (0..9) : (uint8(i) == 1)) and uint16(0) == 0x5a4d", [["costly-first", "(for any i in (0..9) : (uint8(i) == 1))"]]],
  ["hash.md5(0, filesize) == \"x\" and uint16(@a) == 1", []],
])("the condition %s", (condition, advice) => {
  expect(adviceOn(`rule a { condition: ${condition} }`)).toEqual(advice);
});

test.each([
  ["$a or filesize > 9", true],
  ["(1 of ($b, $a*))", true],
  ["2 of them", false],
  ["$a at 0", false],
  ["any of ($b*)", false],
  ["$a and $b", false],
  ["not $a", false],
])("a weak text alone: %s", (condition, isTold) => {
  const text = `rule a { strings: $a = "HTTP/1.1" $b = "evil.example/gate" condition: ${condition} }`;
  expect(adviceOn(text)).toEqual(isTold ? [["weak-alone", '$a = "HTTP/1.1"']] : []);
});

import { SourceText } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { yara } from "../yara.ts";

function view(text: string) {
  const { document } = yara.parse(SourceText.fromString(text));
  return { document, rule: yara.rules(document)[0]! };
}

function rule(strings: string, condition: string, head = "rule a"): string {
  return `${head} { strings: ${strings} condition: ${condition} }`;
}

function changes(before: string, after: string): readonly string[] {
  return yara.compare(view(before), view(after)).changes.map(({ message, effect }) => (effect === "other" ? message : `${effect}: ${message}`));
}

describe("patterns", () => {
  test.each<readonly [string, string, readonly string[]]>([
    ['$a = "x"', '$a = "y"', ['`$a` looks for `"y"` instead of `"x"`']],
    ['$a = "x"', '$a = "x" nocase', ["wider: `$a` now matches in any case"]],
    ['$a = "x" nocase', '$a = "x"', ["narrower: `$a` must now have the case it is written in"]],
    ['$a = "x"', '$a = "x" wide', ["narrower: `$a` is no longer looked for as plain text", "wider: `$a` is now also looked for as wide text, with two bytes for each character"]],
    ['$a = "x"', '$a = "x" ascii wide', ["wider: `$a` is now also looked for as wide text, with two bytes for each character"]],
    ['$a = "x" fullword', '$a = "x"', ["wider: `$a` need no longer stand alone as a word"]],
    ['$a = "x" xor(1-5)', '$a = "x" xor(1-9)', ["`$a` has `xor(1-9)` (was: `xor(1-5)`)"]],
    ['$a = "x"', '$a = "x" xor(1-9)', ["`$a` is now looked for as it is encoded with XOR: `xor(1-9)`"]],
    ['$a = "x"', '$a = "x" private', ["`$a` is now private: it is not shown among the matches"]],
    ["$a = { 4d 5a }", "$a = { 4d 5? }", ["`$a` looks for `{ 4d 5? }` instead of `{ 4d 5a }`"]],
    ["$a = /x/", "$a = /x/i", ["`$a` looks for `/x/i` instead of `/x/`"]],
  ])("%s → %s", (before, after, expected) => {
    expect(changes(rule(before, "$a"), rule(after, "$a"))).toEqual(expected);
  });

  test.each<readonly [string, readonly string[]]>([
    ["any of them", ['wider: `$b = "y"` is new']],
    ["all of them and filesize < 1MB", ['narrower: `$b = "y"` is new']],
    ["none of them", ['narrower: `$b = "y"` is new']],
    ["not any of them", ['`$b = "y"` is new']],
    ["for any of them : ( $ at 0 )", ['wider: `$b = "y"` is new']],
  ])("one more where they are counted: %s", (condition, expected) => {
    expect(changes(rule('$a = "x"', condition), rule('$a = "x" $b = "y"', condition))).toEqual(expected);
  });
});

describe("conditions", () => {
  test.each<readonly [string, string, readonly string[]]>([
    ["$a and $b", "$a and $b and filesize < 1MB", ["narrower: the condition now also asks for `filesize < 1MB`"]],
    ["$a and $b and filesize < 1MB", "$a and $b", ["wider: the condition no longer asks for `filesize < 1MB`"]],
    ["$a and $b and filesize < 1MB", "$a and $b and filesize < 2MB", ["wider: the condition has `filesize < 2MB` (was: `filesize < 1MB`)"]],
    ["$a and $b and filesize > 1KB", "$a and $b and filesize > 2KB", ["narrower: the condition has `filesize > 2KB` (was: `filesize > 1KB`)"]],
    ["any of them", "all of them", ["narrower: the condition has `all of them` (was: `any of them`)"]],
    ["2 of them", "any of them", ["wider: the condition has `any of them` (was: `2 of them`)"]],
    ["$a or $b", "$a or $b or #a > 3", ["wider: the condition now also holds by `#a > 3`"]],
    ["$a or $b or #a > 3", "$a or $b", ["narrower: the condition no longer holds by `#a > 3`"]],
    ["$a and $b", "$a or $b", ["the condition is `$a or $b` (was: `$a and $b`)"]],
    ["$a at 0 and $b", "$a at 4 and $b", ["the condition has `$a at 4` (was: `$a at 0`)"]],
    ["$a and not $b", "$a and $b", ["the condition has `$b` (was: `not $b`)"]],
  ])("%s → %s", (before, after, expected) => {
    const strings = '$a = "x" $b = "y"';
    expect(changes(rule(strings, before), rule(strings, after))).toEqual(expected);
  });
});

test.each([
  ["private", ["it is now private: it is not reported by itself"]],
  ["global", ["it is now global: no rule of the set matches where it does not"]],
])("a rule that becomes %s", (word, expected) => {
  expect(changes("rule a { condition: true }", `${word} rule a { condition: true }`)).toEqual(expected);
});

describe("no change", () => {
  test.each([
    ["other names", rule('$a = "x" $b = "y"', "$a and #b > 1"), rule('$first = "x" $b2 = "y"', "$first and #b2 > 1")],
    ["other order of operands", rule('$a = "x" $b = "y"', "$a and $b"), rule('$b = "y" $a = "x"', "$b and ($a)")],
    ["other escapes", rule(String.raw`$a = "\x41\n"`, "$a"), rule(String.raw`$a = "A\x0a"`, "$a")],
    ["layout and comments", rule("$a = { 4d 5a }", "$a"), rule("$a = { 4D5A } // magic\n", "\n$a")],
    ["anonymous patterns in another order", rule('$ = "x" $ = "y"', "any of them"), rule('$ = "y" $ = "x"', "any of them")],
  ])("%s", (_, before, after) => {
    expect(changes(before, after)).toEqual([]);
  });

  test("where names are what is chosen by, other names are a change", () => {
    const before = rule('$a1 = "x" $b = "y"', "any of ($a*) and $b");
    expect(changes(before, rule('$c1 = "x" $b = "y" $a2 = "z"', "any of ($a*) and $b and $c1"))).not.toEqual([]);
  });
});

test("what rules say of themselves is told apart from what they mean", () => {
  const before = 'rule a : apt { meta: author = "x" level = 1 condition: true }';
  const after = 'rule a : crime { meta: author = "y" date = "2026" condition: true }';
  const { changes: none, description } = yara.compare(view(before), view(after));
  expect(none).toEqual([]);
  expect(description?.map(({ message }) => message)).toEqual([
    "it no longer has the tag `apt`",
    "it now has the tag `crime`",
    'the meta entry `author` was `"x"`, is now `"y"`',
    "it no longer has the meta entry `level = 1`",
    'it now has the meta entry `date = "2026"`',
  ]);
});

test.each([
  ["rule a { condition: true }", "rule a { condition: tru e }", "it can't be read any more"],
  ["rule a { condition: tru e }", "rule a { condition: true }", "it can be read now"],
  ["rule a { condition: tru e }", "rule a { condition: fals e }", "it can't be read, before and now: its text changed"],
])("broken: %s → %s", (before, after, message) => {
  expect(changes(before, after)).toEqual([message]);
});

test.each([
  [rule('$a = "x"', "$a"), rule('$a = "y"', "$a and filesize < 3"), true],
  [rule('$a = "x"', "#a > 3"), rule('$b = "y"', "$b"), false],
])("related: %s and %s", (before, after, areRelated) => {
  expect(yara.compare(view(before), view(after)).areRelated).toBe(areRelated);
});

test("many operands take linear time and no stack", () => {
  const many = Array.from({ length: 150_000 }, () => "true").join(" or ");
  expect(changes(`rule a { condition: ${many} }`, `rule a { condition: ${many} or filesize < 3 }`)).toEqual(["wider: the condition now also holds by `filesize < 3`"]);
});

import { SourceText } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { parseRules } from "./parse.ts";
import type { RuleDialect } from "./tree.ts";
import type { Pair, ValueByShape, ValueShape } from "./value.ts";
import { valueReader } from "./values.ts";

function read<Shape extends ValueShape>(value: string, shape: Shape, dialect: RuleDialect = "suricata"): ValueByShape[Shape] {
  const file = parseRules(SourceText.fromString(`alert tcp any any -> any any (x:${value};)`), dialect);
  return valueReader(file).read(file.rules.at(0)!.option("x")!, shape);
}

const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
const shown = (pairs: readonly Pair[]): readonly string[] => pairs.map(({ key, value }) => `${key.text}=${value?.text ?? ""}`);
const codes = (value: { readonly diagnostics: readonly { readonly code: string }[] }): readonly string[] =>
  value.diagnostics.map(({ code }) => code);

describe("patterns", () => {
  test.each([
    ['"abc"', "abc", false],
    ['!"abc"', "abc", true],
    ['! "abc"', "abc", true],
    ['"a|41 0d0A|b"', "aA\r\nb", false],
    [String.raw`"a\;b\"c\\d\:e"`, 'a;b"c\\d:e', false],
    ['"a"b"', 'a"b', false],
    ['"é"', "Ã©", false],
    ['"|41,42|"', "AB", false],
    ['" a "', " a ", false],
    ['"a\\\n b"', "a b", false],
  ])("%s", (text, expected, negated) => {
    const value = read(text, "pattern");
    expect([latin1(value.bytes), value.negated, codes(value)]).toEqual([expected, negated, []]);
  });

  test.each([
    ["abc", ["rule/missing-quotes"]],
    ['"abc', ["rule/unclosed-quote"]],
    ['"a|41"', ["rule/unclosed-hex"]],
    ['"|4|"', ["rule/odd-hex"]],
    ['"|4x|"', ["rule/invalid-hex", "rule/odd-hex"]],
    [String.raw`"a\x"`, ["rule/invalid-escape"]],
  ])("%s has %j", (text, expected) => {
    expect(codes(read(text, "pattern"))).toEqual(expected);
  });

  test("have a place for each byte", () => {
    const source = SourceText.fromString(String.raw`alert tcp any any -> any any (content:"a|41 42|\;é";)`);
    const file = parseRules(source, "suricata");
    const offsets = valueReader(file).patternOffsets(file.rules.at(0)!.option("content")!);
    expect(offsets.map((offset) => source.text.charAt(offset)).join(" ")).toBe("a 4 4 ; é é");
  });

  test("take the bytes of the file's encoding", () => {
    const text = 'alert tcp any any -> any any (x:"\u00ff";)';
    const file = parseRules(SourceText.fromBytes(Uint8Array.from(text, (c) => c.charCodeAt(0))), "suricata");
    expect(valueReader(file).read(file.rules.at(0)!.option("x")!, "pattern").bytes).toEqual(Uint8Array.of(0xff));
  });

  test("of Snort 3 have modifiers", () => {
    const value = read('"a;b",offset 3, nocase,depth 0x10', "pattern", "snort3");
    expect(latin1(value.bytes)).toBe("a;b");
    expect(shown(value.modifiers)).toEqual(["offset=3", "nocase=", "depth=0x10"]);
  });

  test("of Snort 3 end at the first quote", () => {
    expect(codes(read('"a"b', "pattern", "snort3"))).toEqual(["rule/text-after-value"]);
  });
});

describe("texts", () => {
  test.each([
    ['"abc"', "abc", true],
    [String.raw`"a\;b\"c\\"`, 'a;b"c\\', true],
    ["abc", "abc", false],
    ['"a"b"', 'a"b', true],
  ])("%s", (text, expected, quoted) => {
    const value = read(text, "text");
    expect([value.text, value.quoted]).toEqual([expected, quoted]);
  });
});

describe("regular expressions", () => {
  test.each([
    ['"/ab+/Ri"', "ab+", "Ri", false],
    ['!"/a/"', "a", "", true],
    [String.raw`"/a\/b/"`, String.raw`a\/b`, "", false],
    ['"/a/b/i"', "a/b", "i", false],
    [`"/["']x/"`, `["']x`, "", false],
    ['"m#a/b#i"', "a/b", "i", false],
  ])("%s", (text, regex, flags, negated) => {
    const value = read(text, "regex");
    expect([value.regex?.text, value.flags?.text, value.negated, codes(value)]).toEqual([regex, flags, negated, []]);
  });

  test.each([
    ['"ab"', ["rule/missing-delimiter"]],
    ['"/ab"', ["rule/unclosed-regex"]],
    ['"m#ab"', ["rule/unclosed-regex"]],
    ['"/ab/', ["rule/unclosed-quote"]],
  ])("%s has %j", (text, expected) => {
    expect(codes(read(text, "regex"))).toEqual(expected);
  });
});

describe("lists", () => {
  test.each([
    ["to_server,established", ["to_server", "established"]],
    [" a , b c ,\\\n d", ["a", "b c", "d"]],
    ['"a,b",c', ['"a,b"', "c"]],
    ["a,,b", ["a", "", "b"]],
  ])("of words: %s", (text, expected) => {
    expect(read(text, "words").words.map((word) => word.text)).toEqual(expected);
  });

  test.each([
    ["type limit, track by_src,count 1 , seconds 60", ["type=limit", "track=by_src", "count=1", "seconds=60"]],
    ["set,name", ["set=", "name="]],
    ["a:1, b=2, c 3 4", ["a=1", "b=2", "c=3 4"]],
    ['load "a, b", x', ['load="a, b"', "x="]],
  ])("of pairs: %s", (text, expected) => {
    expect(shown(read(text, "pairs").pairs)).toEqual(expected);
  });

  test("of metadata", () => {
    expect(shown(read("a b c, d, e  f:g", "metadata").entries)).toEqual(["a=b c", "d=", "e=f:g"]);
  });
});

describe("numbers", () => {
  test.each([
    ["5", "=", 5, undefined],
    ["<5", "<", 5, undefined],
    [">= 5", ">=", 5, undefined],
    ["!5", "!", 5, undefined],
    ["0x1F", "=", 31, undefined],
    ["5<>10", "<>", 5, 10],
    ["5-10", "-", 5, 10],
    ["5:", ":", 5, undefined],
    [":10", ":", undefined, 10],
    ["5<=>10", "<=>", 5, 10],
  ])("%s", (text, operator, low, high) => {
    const value = read(text, "integer");
    expect([value.operator, value.low?.value, value.high?.value, codes(value)]).toEqual([operator, low, high, []]);
  });

  test("have units", () => {
    expect(read("100kb", "integer").low?.unit?.text).toBe("kb");
  });

  test.each([
    ["", ["rule/invalid-number"]],
    ["abc", ["rule/text-after-value", "rule/invalid-number"]],
    ["5 6", ["rule/text-after-value"]],
  ])("%j has %j", (text, expected) => {
    expect(codes(read(text, "integer"))).toEqual(expected);
  });
});

describe("references", () => {
  test.each([
    ["cve,2021-44228", "cve", "2021-44228"],
    ["url , a.b/c,d", "url", "a.b/c,d"],
    ["cve", "cve", undefined],
  ])("%s", (text, scheme, target) => {
    const value = read(text, "reference");
    expect([value.scheme.text, value.target?.text]).toEqual([scheme, target]);
  });
});

test("an option without a value reads as an empty one", () => {
  const file = parseRules(SourceText.fromString("alert tcp any any -> any any (nocase;)"), "suricata");
  const option = file.rules.at(0)!.option("nocase")!;
  const value = valueReader(file).read(option, "words");
  expect([value.start, value.end]).toEqual([option.nameEnd, option.nameEnd]);
});

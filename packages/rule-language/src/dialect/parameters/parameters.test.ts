import { SourceText } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { parseRules } from "../../parse.ts";
import { ruleChecker } from "../checker.ts";
import type { Dialect } from "../dialect.ts";
import { choice, flag, listed, span, text, wholeNumber, yesOrNo } from "./forms.ts";
import { readSpan } from "./number-span.ts";

const DIALECT: Dialect = {
  id: "toy",
  engine: "Toy",
  syntax: "snort3",
  versions: ["1.0"],
  keywords: [
    { name: "look", value: "optional", role: { kind: "cursor", action: "moves" }, parameters: [{ name: "pattern", place: "next", form: text }, { name: "nocase", form: flag }, { name: "depth", form: wholeNumber(1, 9) }, { name: "old", form: flag, isObsolete: true }] },
    { name: "buffer", value: "optional", role: { kind: "cursor", action: "sets", section: "body" }, parameters: [] },
    { name: "names", value: "optional", role: { kind: "meta" }, parameters: [{ name: "name", place: "each", form: text }] },
    { name: "metadata", value: "optional", role: { kind: "meta" }, shape: "entries", parameters: [{ name: "entry", place: "each", form: text }] },
    { name: "reference", value: "optional", role: { kind: "meta" }, shape: "phrase", parameters: [{ name: "text", place: "next", form: text }] },
    { name: "pcre", value: "optional", role: { kind: "meta" }, shape: "expression", parameters: [{ name: "text", place: "next", form: text }] },
    { name: "one", value: "optional", role: { kind: "meta" }, repeat: "once", parameters: [{ name: "way", place: "next", form: listed("up", "down", "left") }] },
  ],
  keywordsIgnoreCase: false,
  buffers: [],
  protocols: [],
  before: [],
  after: [],
  foreignKeywords: new Map([["nocase", { of: "Other", instead: "`look:\"…\",nocase`" }]]),
  manual: () => "https://toy.example/",
};

const checker = ruleChecker(DIALECT, "1.0");

function check(options: string): { readonly told: readonly string[]; readonly values: readonly string[] } {
  const source = `alert tcp any any -> any any (${options})\n`;
  const { diagnostics, state } = checker.check(parseRules(SourceText.fromString(source), "snort3").rules.at(0)!, source);
  const given = [...state.meta.values(), ...state.cursor.map(({ value }) => value)].flat() as { name: string; text: string }[];
  return {
    told: diagnostics.map(({ code, rejects, range }) => `${code.slice("toy/".length)}${rejects ? "" : "?"} ${source.slice(range.start, range.end)}`),
    values: given.map(({ name, text: value }) => `${name}=${value}`),
  };
}

describe("arguments", () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['look:"a;b", nocase, depth 5;', [], ['pattern="a;b"', "nocase=", "depth=5"]],
    ['look:!"a";', [], ['pattern=!"a"']],
    ['look:! "a";', [], ['pattern=! "a"']],
    ['look:"a\\"b\\x41\\n";', [], ['pattern="a"bA\n"']],
    ["look:a\\;b;", [], ["pattern=a;b"]],
    ["look:two words;", [], ["pattern=two words"]],
    ["look:a /* b */, nocase # c\n;", [], ["pattern=a", "nocase="]],
    ["look;", [], []],
    ["look:;", ["missing-value look"], []],
    ['look:"a",,nocase;', ["empty-argument ,"], []],
    ['look:"a",;', ["empty-argument ,"], []],
    ["look:three plain words;", ["missing-comma words"], []],
    ['look:"a" nocase;', ["missing-comma nocase"], []],
    ['look:"a":b;', ["stray-character :"], []],
    ['look:"a",nocas;', ["unknown-parameter nocas"], []],
    ['look:"a",depth;', ["bad-value depth"], []],
    ['look:"a",depth 10;', ["bad-value 10"], []],
    ['look:"a",nocase 5;', ["ignored-value? 5"], ['pattern="a"', "nocase=5"]],
    ['look:"a",depth 1,depth 2;', ["parameter-repeated? depth 2"], ['pattern="a"', "depth=1", "depth=2"]],
    ['look:"a",old;', ["obsolete-parameter? old"], ['pattern="a"', "old="]],
    ["buffer;", [], []],
    ["buffer:1;", ["unexpected-value 1"], []],
    ["nocase;", ["unknown-keyword nocase"], []],
    ["names:a, b ,c;", [], ["name=a", "name=b", "name=c"]],
    ["metadata:a (b): c, d;", [], ["entry=a ( b ) : c", "entry=d"]],
    ["metadata:,a;", ["empty-argument ,"], []],
    ["metadata;", ["missing-value metadata"], []],
    ["reference:url,a.example/b(c);", [], ["text=url,a.example/b(c)"]],
    ['pcre:"/a"b/i";', [], ['text="/a"b/i"']],
    ["one:up|down;", ["ignored-value? up|down"], ["way=up|down"]],
    ["one:down|up;", ["bad-value down|up"], []],
    ["one:up; one:up;", ["option-repeated one"], ["way=up"]],
  ])("%s", (options, told, values) => {
    expect(check(options)).toEqual({ told, values });
  });

  test("what is wrong with a parameter can be mended", () => {
    const source = 'alert tcp any any -> any any (look:"a",nocas;)\n';
    const { diagnostics } = checker.check(parseRules(SourceText.fromString(source), "snort3").rules.at(0)!, source);
    expect(diagnostics).toMatchObject([{ expected: ["nocase"], fixes: [{ edits: [{ newText: "nocase" }] }] }]);
  });
});

describe("numbers and ranges", () => {
  test.each<[string, string | undefined]>([
    ["5", "=5..5"], ["0x10", "=16..16"], ["010", "=8..8"], ["=5", "=5..5"], ["!5", "!5..5"], ["!=5", "!5..5"], ["<5", "<5..5"], [">= 5", ">=5..5"],
    ["1<>5", "<>1..5"], ["1 <=> 5", "<=>1..5"], ["1 2", "=12..12"], ["", undefined], ["5=", undefined], ["5>", undefined], ["<>5", undefined], ["5-6", undefined],
    [">  5", undefined], ["><5", undefined], ["08", undefined], ["x", undefined],
  ])("%s", (given, expected) => {
    const value = readSpan(given);
    expect(value === undefined ? undefined : `${value.compare}${value.low}..${value.high}`).toBe(expected);
  });

  test("a range lies within its bounds and does not end before it starts", () => {
    expect(span(0, 9).parse("5<>1")).toHaveProperty("problem");
    expect(span(0, 9).parse("1<>10")).toHaveProperty("problem");
    expect(span(0, Infinity).parse("99999999999")).toHaveProperty("value");
  });

  test("words and flags", () => {
    expect(choice("a", "b").parse("b")).toEqual({ value: "b" });
    expect(yesOrNo.parse("true")).toEqual({ value: true });
    expect(yesOrNo.parse("yes")).toEqual({ value: false });
    expect(wholeNumber(0, 9).parse("")).toEqual({ value: 0 });
  });
});

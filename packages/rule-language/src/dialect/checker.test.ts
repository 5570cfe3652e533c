import { SourceText } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { parseRules } from "../parse.ts";
import { TOY_DIALECT } from "../testing/toy-dialect.ts";
import { type RuleFindings, ruleChecker } from "./checker.ts";

const checkers = { "1.0": ruleChecker(TOY_DIALECT, "1.0"), "2.0": ruleChecker(TOY_DIALECT, "2.0") };

function check(options: string, version: "1.0" | "2.0" = "1.0"): RuleFindings & { readonly text: string } {
  const text = `alert tcp any any -> any any (${options})\n`;
  const file = parseRules(SourceText.fromString(text), "suricata");
  return { ...checkers[version].check(file.rules.at(0)!, text), text };
}

/** Codes found, with what they point at. */
function told(options: string, version?: "1.0" | "2.0"): readonly string[] {
  const { diagnostics, text } = check(options, version);
  return diagnostics.map(({ code, range }) => `${code.slice("toy/".length)} ${text.slice(range.start, range.end)}`);
}

describe("values", () => {
  test.each<[string, readonly string[]]>([
    ["id:1;", []],
    ["ID: 1 ;", []],
    ["", ["no-id alert"]],
    ["id;", ["missing-value id"]],
    ["id:x;", ["bad-value x"]],
    ["id:100;", ["bad-value 100"]],
    ["id:1; id:2;", ["option-repeated id"]],
    ['id:"1";', ['quotes-refused "1"']],
    ["id:1; retired:1;", ["unexpected-value 1"]],
    ["id:1; label:x;", ["quotes-missing x"]],
    ['id:1; label:"x;', ['quote-unclosed "x']],
    ['id:1; label:"";', ['empty-value ""']],
    ["id:1; anything;", []],
    ['id:1; anything:"a"; anything:b;', []],
    ["id:1; lvl:7;", ["seven 7"]],
  ])("%s", (options, expected) => {
    expect(told(options)).toEqual(expected);
  });
});

describe("keywords and versions", () => {
  test.each<["1.0" | "2.0", string, readonly string[]]>([
    ["1.0", "retired;", []],
    ["2.0", "retired;", ["unknown-keyword retired"]],
    ["1.0", "recent;", ["unknown-keyword recent"]],
    ["2.0", "recent;", []],
    ["1.0", "levle:1;", ["unknown-keyword levle"]],
    ["1.0", "worn;", ["deprecated-keyword worn"]],
  ])("%s: %s", (version, options, expected) => {
    expect(told(`id:1; ${options}`, version)).toEqual(expected);
  });

  test("a misspelt name comes with the near one and an edit", () => {
    expect(check("id:1; levle:1;").diagnostics).toMatchObject([{ expected: ["level"], fixes: [{ edits: [{ newText: "level" }] }] }]);
  });

  test("a name of another version is told as such", () => {
    expect(check("id:1; recent;").diagnostics[0]?.message).toContain("came with Toy 2.0");
    expect(check("id:1; retired;", "2.0").diagnostics[0]?.message).toContain("removed in Toy 2.0");
  });

  test("a version without facts is refused", () => {
    expect(() => ruleChecker(TOY_DIALECT, "3.0")).toThrow(RangeError);
  });
});

describe("contents and buffers", () => {
  test.each<[string, readonly string[]]>([
    ['text:"ab"; deep:2;', []],
    ['text:"ab"; deep:1;', ["limit-too-small 1"]],
    ['text:"ab"; from:3; deep:2;', []],
    ['text:"ab"; deep:4; deep:4;', ["modifier-repeated deep"]],
    ['text:"ab"; from:1; text:"c"; near:1;', []],
    ['text:"ab"; from:1; near:9;', ["relative-and-absolute near"]],
    ['text:"ab"; first; from:1;', ["modifier-conflict from"]],
    ['text:"ab"; any_case; any_case;', ["modifier-repeated any_case"]],
    ["deep:1;", ["modifier-without-content deep"]],
    ['text:"a"; fast; text:"b"; fast;', ["second-fast-pattern fast"]],
    ['text:!"a"; from:1; fast;', ["modifier-conflict fast"]],
    ['body; text:"a";', []],
    ["body;", ["empty-buffer body"]],
    ['body; part; text:"a";', ["empty-buffer body"]],
    ['text:"a"; body; deep:1;', ["modifier-without-content deep"]],
    ['body; text:"a"; payload; text:"b"; deep:1;', []],
    ['text:"a"; to_body;', []],
    ["to_body;", ["modifier-without-content to_body"]],
    ['body; text:"a"; page; text:"B";', ["protocol-conflict page"]],
    ["lower;", ["transform-without-buffer lower"]],
    ['body; lower; text:"a";', []],
    ['body; lower; text:"A";', ['content-never-held "A"']],
    ['body; lower; page; text:"A";', ["protocol-conflict page"]],
    ['body; lower; part; text:"a";', ["unused-transform lower"]],
    ["size:3;", ["needs-buffer size"]],
    ["body; size:3; size:3;", ["option-repeated size"]],
    ["body; size:3; part; size:3;", []],
    ["small; large;", []],
    ["large; small;", ["options-exclude-each-other small"]],
    ["level:9;", ["empty-nine alert"]],
    ['level:9; text:"a";', []],
  ])("%s", (options, expected) => {
    expect(told(`id:1; ${options}`)).toEqual(expected);
  });

  test("uses of a buffer are one, unless a transaction has many such values", () => {
    expect(check('id:1; body; text:"a"; payload; body; text:"b";').state.buffers).toHaveLength(1);
    expect(check('id:1; part; text:"a"; payload; part; text:"b";').state.buffers).toHaveLength(2);
  });

  test.each(['body; text:"a"; body; lower; text:"b";', 'body; text:"a"; lower; text:"b";'])("a changed buffer is another one: %s", (options) => {
    const { state } = check(`id:1; ${options}`);
    expect(state.buffers.map(({ transforms, matches }) => [transforms.length, matches.length])).toEqual([
      [0, 1],
      [1, 1],
    ]);
  });
});

test("nothing uncertain is said after the first refusal", () => {
  expect(told('id:1; deep:1; text:"a"; fast; fast; body;')).toEqual(["modifier-without-content deep"]);
  expect(told("id:1; deep:1; nosuch; level:x;")).toEqual(["modifier-without-content deep", "unknown-keyword nosuch", "bad-value x"]);
});

test("of a rule with faulty syntax the names of its keywords are looked at", () => {
  const text = "alert tcp any any (nosuch; id:x;)\n";
  const file = parseRules(SourceText.fromString(text), "suricata");
  const { diagnostics } = checkers["1.0"].check(file.rules.at(0)!, text, "faulty");
  expect(diagnostics.map(({ code }) => code)).toEqual(["toy/unknown-keyword"]);
});

test("a value on several lines is read as one", () => {
  expect(told('id:1; text:"ab\\\n  c"; deep:4;')).toEqual(["limit-too-small 4"]);
});

import { SourceText, type Diagnostic } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { parseYara } from "../parse.ts";
import { YARA_TARGETS } from "../targets.ts";
import { FaultLimit } from "../fault-limit.ts";
import { checkConditions } from "./check-conditions.ts";

const [yaraX, yara4] = YARA_TARGETS;

function check(text: string, target = yaraX!): readonly Diagnostic[] {
  return checkConditions(parseYara(SourceText.fromString(text)), target, new Map(), new FaultLimit());
}

/** The code, the text it is about, the message and the help of each finding. */
function told(text: string, target = yaraX!): readonly (readonly (string | undefined)[])[] {
  return check(text, target).map(({ code, range, message, help }) => [code.slice("yara/".length), text.slice(range.start, range.end), message, help]);
}

describe("findings point at the fault and say how to mend it", () => {
  test.each([
    ['import "pee" rule a { condition: true }', ["unknown-module", 'import "pee"', "YARA-X has no module `pee`", "did you mean `pe`?"]],
    ["rule a { condition: nowhere }", ["unknown-identifier", "nowhere", "nothing is called `nowhere`", undefined]],
    ["rule first { condition: true } rule b { condition: frist }", ["unknown-identifier", "frist", "nothing is called `frist`", "did you mean `first`?"]],
    ["rule a { condition: pe.is_pe }", ["unknown-identifier", "pe", "nothing is called `pe`", 'it is a module: add `import "pe"` at the top of the file']],
    ["rule a { condition: b } rule b { condition: true }", ["rule-order", "b", "the rule `b` comes later in the file", "move it above the rule that uses it"]],
    ["rule a { condition: not a }", ["rule-order", "a", "the rule `a` uses itself", undefined]],
    ['import "pe" rule a { condition: pe.machin == 1 }', ["unknown-field", "machin", "there is no field or function `machin`", "did you mean `machine`?"]],
    ['import "pe" rule a { condition: pe.is_dll }', ["wrong-type", "pe.is_dll", "this is a function, not a boolean, an integer, a float or a string", "call it: `is_dll()`"]],
    ['import "pe" rule a { condition: pe.sections }', ["wrong-type", "pe.sections", "this is an array, not a boolean, an integer, a float or a string", "take one of its items, `[0]`, or go over them with `for`"]],
    ['rule a { condition: filesize > "1" }', ["wrong-type", 'filesize > "1"', "an integer can't be compared with a string", undefined]],
    ['import "math" rule a { condition: math.max(1, 2.5) > 1 }', ["wrong-arguments", "(1, 2.5)", "`max` takes no (integer, float)", "it is called so: `max(integer, integer)`"]],
    ["rule a { condition: for any i, j in (1..2) : (true) }", ["loop-variables", "i, j", "the loop has 2 variables, and is given 1 value each time", undefined]],
    ["rule a { condition: uint8(0) << -1 > 0 }", ["number-out-of-range", "-1", "a shift can't be negative", undefined]],
    ["rule a { strings: $a = /a(b/ condition: $a }", ["bad-regexp", "(", "a group is not closed", "add the missing `)`"]],
    ["rule a { strings: $a = /a{2,1}/ condition: $a }", ["bad-regexp", "{2,1}", "`{2,1}` ends before it begins", String.raw`a brace that is meant as text is written \{`]],
    ["rule a { strings: $a = /é.*x.+?/ condition: $a }", ["mixed-greediness", ".+?", "this repetition is not greedy, and the first one is greedy", "make all repetitions of the pattern greedy, or none"]],
  ])("%s", (text, finding) => {
    expect(told(text)).toEqual([finding]);
  });
});

test("one fault is told once, however much depends on it", () => {
  expect(told('import "pe" rule a { condition: pe.nothing[0].more == pe.imphash() + 1 or nowhere(1, 2).x > 5 }').map(([code, at]) => [code, at])).toEqual([
    ["unknown-field", "nothing"],
    ["wrong-type", "pe.imphash()"],
    ["unknown-identifier", "nowhere"],
  ]);
});

test("nothing is called unknown behind an include", () => {
  expect(told('include "x.yar" rule a { condition: nowhere and other.thing[1] }')).toEqual([]);
});

test("a missing import is added where it belongs", () => {
  const [finding] = check("rule a { condition: pe.is_pe }");
  expect(finding!.fixes).toEqual([{ title: "import pe", edits: [{ range: { start: 0, end: 0 }, newText: 'import "pe"\n' }], safe: true }]);
});

test("loops may hide each other's variables, but not in YARA 4", () => {
  const text = "rule a { condition: for any i in (1..2) : (for any i in (1..2) : (i == 1)) }";
  expect(told(text)).toEqual([]);
  expect(told(text, yara4!)).toEqual([["loop-variables", "i", "`i` is the variable of a loop around", "give it another name"]]);
});

test("names of every object are no fields of ours", () => {
  for (const name of ["constructor", "__proto__", "toString"]) {
    expect(told(`import "pe" rule a { condition: pe.${name} or ${name} }`).map(([code]) => code)).toEqual(["unknown-field", "unknown-identifier"]);
  }
});

import { applyEdits, SourceText } from "@sigwright/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ruleFingerprint } from "../fingerprint.ts";
import { parseYara } from "../parse.ts";
import { tokenize } from "../syntax/tokens.ts";
import { anyText, RUNS, soundRule } from "../testing/arbitraries.ts";
import { format } from "./format.ts";

function formatted(text: string, indentation = "  "): string {
  return applyEdits(text, format(parseYara(SourceText.fromString(text)), { indentation }));
}

describe("layouts", () => {
  test.each<[what: string, before: string, after: string]>([
    ["a rule on one line", 'rule a{condition:true}', "rule a {\n  condition:\n    true\n}\n"],
    [
      "sections and entries, `=` below `=`",
      'rule a : x  y {meta:\na="x" long_name = -  1\n\nb=true strings: $a="x"\n$long= /re/i  nocase condition:all of them}',
      'rule a: x y {\n  meta:\n    a         = "x"\n    long_name = -1\n\n    b = true\n\n  strings:\n    $a    = "x"\n    $long = /re/i nocase\n\n  condition:\n    all of them\n}\n',
    ],
    [
      "blanks in a condition",
      "rule a { condition: for  all i in( 1 .. #a ):( @a [ i ]+-1==uint16 ( 0 )and pe . x [ 1 ] . f ( 1 ,2 )) }",
      "rule a {\n  condition:\n    for all i in (1..#a): (@a[i] + -1 == uint16(0) and pe.x[1].f(1, 2))\n}\n",
    ],
    [
      "lines of a condition stay, indented by their parentheses",
      "rule a {\n condition:\n  $a or\n  (\n  $b and\n (\n$c\n)\n  )\n}",
      "rule a {\n  condition:\n    $a or\n    (\n      $b and\n      (\n        $c\n      )\n    )\n}\n",
    ],
    [
      "modifiers with values",
      'rule a { strings: $a = "x" xor ( 1 - 2 ) base64 ( "y" ) condition: any of ( $a * , $b* ) }',
      'rule a {\n  strings:\n    $a = "x" xor(1-2) base64("y")\n\n  condition:\n    any of ($a*, $b*)\n}\n',
    ],
    [
      "hexadecimal patterns",
      "rule a { strings: $a = {4D5A[ 2 - 4 ](01|?2)} $b = { 01 // one\n 02 03 // two\n } condition: all of them }",
      "rule a {\n  strings:\n    $a = { 4D 5A [2-4] (01 | ?2) }\n    $b = {\n      01     // one\n      02 03  // two\n    }\n\n  condition:\n    all of them\n}\n",
    ],
    [
      "imports and what is between rules",
      'import "pe" import "elf"\n\n\n\nrule a { condition: true } rule b { condition: true }\ninclude "x.yar"\n\n\n',
      'import "pe"\nimport "elf"\n\nrule a {\n  condition:\n    true\n}\n\nrule b {\n  condition:\n    true\n}\ninclude "x.yar"\n',
    ],
    [
      "comments of all sorts",
      "// head  \nrule a { // tail\n  /* above */\n  meta: // of meta\n   a = 1 /* in */ b = 2\n      // below\n  // of the condition\n  condition:\n   true // end\n}\n// of b\nrule b { condition: true }",
      "// head\nrule a {  // tail\n  /* above */\n\n  meta:  // of meta\n    a = 1  /* in */\n    b = 2\n    // below\n  // of the condition\n\n  condition:\n    true  // end\n}\n\n// of b\nrule b {\n  condition:\n    true\n}\n",
    ],
    [
      "comments of several lines move as a whole",
      "rule a {\n        /* one\n            two  \n        three */\n condition: true }",
      "rule a {\n  /* one\n      two\n  three */\n\n  condition:\n    true\n}\n",
    ],
    ["`with`", "rule a { condition: with x=1,y=x:(y==1) }", "rule a {\n  condition:\n    with\n      x = 1,\n      y = x: (y == 1)\n}\n"],
    ["line ends of Windows stay", "rule a{\r\ncondition:true}", "rule a {\r\n  condition:\r\n    true\r\n}\r\n"],
    ["what can't be parsed stays as it is", "rule  a { condition: }\n\n\nrule b {condition:true}", "rule  a { condition: }\n\nrule b {\n  condition:\n    true\n}\n"],
    ["a pattern that is none stays as it is", "rule a { strings: $a = {4D  5} condition: $a }", "rule a {\n  strings:\n    $a = {4D  5}\n\n  condition:\n    $a\n}\n"],
    ["blanks that YARA 4 refuses stay", "rule a {condition:\u00a0true}", "rule a {\n  condition:\u00a0true\n}\n"],
    ["an empty file", "  \n\n", ""],
  ])("%s", (_, before, after) => {
    expect(formatted(before)).toBe(after);
    expect(formatted(after)).toBe(after);
  });

  test("levels are indented as asked", () => {
    expect(formatted("rule a {condition:true}", "\t")).toBe("rule a {\n\tcondition:\n\t\ttrue\n}\n");
  });
});

/** Tokens of a text, those within hexadecimal patterns one by one. */
function tokensOf(text: string): readonly string[] {
  const { count, starts, ends } = tokenize(text);
  return Array.from({ length: count }, (_, at) => text.slice(starts[at], ends[at]).replace(/[ \t\r\n]+$/, "")).map((token) => (/^\{./s.test(token) ? token.replaceAll(/\s/g, "") : token));
}

function commentsOf(text: string): readonly string[] {
  return tokenize(text).comments.map(({ start, end }) => text.slice(start, end).replaceAll(/\s+/g, ""));
}

describe("for any text", () => {
  const texts = fc.oneof(anyText, fc.array(fc.oneof(soundRule, fc.constantFrom("\n", "// c\n", "/* c */", "rule x {")), { maxLength: 4 }).map((parts) => parts.join("\n")));
  const timeout = 30_000 + 50 * RUNS;

  test("laying out twice is laying out once", { timeout }, () => {
    fc.assert(
      fc.property(texts, fc.constantFrom("  ", "    ", "\t"), (text, indentation) => {
        const once = formatted(text, indentation);
        expect(formatted(once, indentation)).toBe(once);
      }),
      { numRuns: RUNS },
    );
  });

  test("tokens, comments and meanings stay", { timeout }, () => {
    fc.assert(
      fc.property(texts, (text) => {
        const once = formatted(text);
        expect(tokensOf(once)).toEqual(tokensOf(text));
        expect(commentsOf(once)).toEqual(commentsOf(text));
        const [before, after] = [text, once].map((each) => parseYara(SourceText.fromString(each)));
        const meanings = (file: typeof before): readonly string[] => file!.rules.map((rule) => (rule.broken ? "" : ruleFingerprint(rule, file!)));
        expect(meanings(after)).toEqual(meanings(before));
      }),
      { numRuns: RUNS },
    );
  });
});

import { SourceText } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import type { Rule, YaraFile } from "./nodes.ts";
import { parseYara, printYara } from "./parse.ts";
import { MAX_DEPTH } from "./syntax/nesting.ts";
import { outline } from "./testing/outline.ts";

function parse(text: string): YaraFile {
  return parseYara(SourceText.fromString(text));
}

function conditionOf(text: string): string {
  const { rules, diagnostics } = parse(`rule a { condition: ${text} }`);
  expect(diagnostics).toEqual([]);
  return outline(rules[0]!.condition!);
}

/** Where faults are, as the text there, and what is said of them. */
function faults(text: string): readonly (readonly [at: string, message: string])[] {
  return parse(text).diagnostics.map(({ range, message }) => [text.slice(range.start, range.end), message]);
}

describe("conditions", () => {
  test.each([
    ["$a or $b and not $c", "(or $a (and $b (not $c)))"],
    ["$a and $b and $c and $d", "(and $a $b $c $d)"],
    ["($a and $b) and $c", "(and (group (and $a $b)) $c)"],
    ["not 1 == 2 and defined x", "(and (not (== 1 2)) (defined x))"],
    ["1 + 2 * 3 - 4 == -5 | 6 & 7 ^ 8", "(== (- (+ 1 (* 2 3)) 4) (| (- 5) (^ (& 6 7) 8)))"],
    ["1 << 2 + 3 > ~4 \\ 5 % 6", "(> (<< 1 (+ 2 3)) (% (\\ (~ 4) 5) 6))"],
    ["filesize < 10MB", "(< filesize 10MB)"],
    ["uint16(0) == 0x5A4D", "(== (call uint16 0) 0x5A4D)"],
    ['pe.sections[0].name contains ".text"', '(contains (. (index (. pe sections) 0) name) ".text")'],
    ["math.entropy(0, filesize) >= 7.5", "(>= (call (. math entropy) 0 filesize) 7.5)"],
    ['name matches /a\\/b/is', "(matches name /a\\/b/is)"],
    ["$a at 0x10 + 1 and $b in (0..filesize - 1)", "(and ($a at (+ 0x10 1)) ($b in 0..(- filesize 1)))"],
    ["#a in (1..2) > @b[1] + !c[2] + @d", "(> (#a in 1..2) (+ (+ (@b 1) (!c 2)) @d))"],
    ["any of them", "(of any them)"],
    ["2 of ($a, $b*, $)", "(of 2 (set $a $b* $))"],
    ["#a + 1 of ($*) in (0..9)", "(of (+ #a 1) (set $*) in 0..9)"],
    ["50% of them at 0", "(of 50% them at 0)"],
    ["50 % 3 == 2", "(== (% 50 3) 2)"],
    ["1 of (x, y)", "(of 1 (set x y))"],
    ["all of (x_*, y)", "(of all (set x_* y))"],
    ["none of ($a at 0, filesize > 1)", "(of none (set ($a at 0) (> filesize 1)))"],
    ["for any of them : ($ at 0)", "(for any them ($ at 0))"],
    ["for 10% of ($a*) : ($)", "(for 10% (set $a*) $)"],
    ["for all i in (1..#a) : (@a[i] > 1)", "(for all i 1..#a (> (@a i) 1))"],
    ["for 2 i in (1, 2, 3) : (i > 1)", "(for 2 i (tuple 1 2 3) (> i 1))"],
    ["for any k, v in pe.version_info : (k == v)", "(for any k,v (. pe version_info) (== k v))"],
    ["for 50 % s in (1..2) : (true)", "(for 50% s 1..2 true)"],
    ["with a = 1, b = a + 1 : (a < b)", "(with a=1 b=(+ a 1) (< a b))"],
    ["with", "with"],
    ["1/* c */==// c\n1", "(== 1 1)"],
  ])("%s", (text, expected) => {
    expect(conditionOf(text)).toBe(expected);
  });

  test("chains of `or` take no stack", () => {
    const operands = Array.from({ length: 50_000 }, (_, index) => `$a${index}`);
    const { rules, diagnostics } = parse(`rule a { condition: ${operands.join(" or ")} }`);
    expect(diagnostics).toEqual([]);
    expect(rules[0]!.condition).toMatchObject({ kind: "or", operands: { length: 50_000 } });
  });

  test.each([
    ["parentheses", (depth: number) => `${"(".repeat(depth)}true${")".repeat(depth)}`],
    ["indexes", (depth: number) => `${"a[".repeat(depth)}1${"]".repeat(depth)} == 1`],
    ["loops", (depth: number) => `${"for any i in (1..2) : (".repeat(depth)}true${")".repeat(depth)}`],
  ])("%s are followed as deep as stated, and no deeper", (_, nested) => {
    // Each level holds a little more than its parenthesis.
    expect(parse(`rule a { condition: ${nested(MAX_DEPTH / 2)} }`).diagnostics).toEqual([]);
    for (const depth of [MAX_DEPTH + 1, 100_000]) {
      const { diagnostics, rules } = parse(`rule a { condition: ${nested(depth)} } rule b { condition: true }`);
      expect(diagnostics[0]).toMatchObject({ code: "yara/too-deep", rejects: true });
      expect(rules.map(({ name }) => name?.text)).toEqual(["a", "b"]);
    }
  });

  test.each(["not ", "- ", "~", "a."])("%s may be repeated without end", (repeated) => {
    expect(parse(`rule a { condition: ${repeated.repeat(100_000)}x }`).diagnostics[0]?.code).toBe("yara/too-deep");
  });
});

describe("rules", () => {
  test("have their parts at their places", () => {
    const text = 'import "pe"\nprivate rule a : x y {\n meta:\n  n = -1 t = "x"\n strings:\n  $a = "x" wide xor(1-2) // c\n condition: $a\n}\n';
    const { items, comments, rules } = parse(text);
    expect(items.map(({ kind }) => kind)).toEqual(["import", "rule"]);
    const [rule] = rules;
    const at = (range: { start: number; end: number } | undefined): string => text.slice(range?.start, range?.end);
    expect(at(rule!.range)).toBe(text.slice(12, -1));
    expect(rule!.modifiers.map(({ text: name }) => name)).toEqual(["private"]);
    expect(at(rule!.name?.range)).toBe("a");
    expect(rule!.tags.map(({ range }) => at(range))).toEqual(["x", "y"]);
    expect(rule!.meta.map(({ range }) => at(range))).toEqual(["n = -1", 't = "x"']);
    expect(rule!.meta[0]!.value).toMatchObject({ kind: "integer", text: "-1" });
    expect(at(rule!.patterns[0]!.range)).toBe('$a = "x" wide xor(1-2)');
    expect(rule!.patterns[0]!.modifiers).toMatchObject([{ name: "wide" }, { name: "xor", low: { text: "1" }, high: { text: "2" } }]);
    expect(comments.map(at)).toEqual(["// c"]);
  });

  test.each([
    ['"""a\nb"""', "text"],
    ['"a"', "text"],
    ["{ 01 /* } */ 02 // }\n 03 }", "hex"],
    ["/a\\/b/s", "regexp"],
  ])("a pattern %s is %s", (text, kind) => {
    const { rules } = parse(`rule a { strings: $a = ${text} condition: $a }`);
    expect(rules[0]!.patterns[0]?.value.kind).toBe(kind);
  });
});

describe("faults", () => {
  test.each<[text: string, at: string, message: string]>([
    ["rule a { condition: }", "}", "expected an expression, found `}`"],
    ["rule a { condition: true", "e", "expected `}` or an operator, found the end of the file"],
    ["rule { condition: true }", "{", "expected an identifier, found `{`"],
    ["rule a : { condition: true }", "{", "expected a tag"],
    ["rule a { strings: condition: true }", "condition", "expected a pattern name"],
    ["rule a { meta: x condition: true }", "condition", "expected `=`"],
    ['rule a { strings: $a = "x condition: $a }', '"x condition: $a }', "the text is not closed on its line"],
    ["rule a { strings: $a = /x condition: $a }", "/x condition: $a }", "the regular expression is not closed"],
    ["rule a { condition: $a && $b }", "&&", "`&&` is written `and` here"],
    ["rule a { condition: “x” }", "“x”", "means nothing here"],
    ["rule a { condition: 1 == true }", "true", "expected an expression, found `true`"],
    ["rule a { condition: $a == 1 }", "==", "expected `and`, `or` or the end of the condition"],
    ["rule a { condition: 1 == not 2 }", "not", "expected an expression"],
    ["global foo", "foo", "expected `rule`"],
    ["import pe", "pe", "expected a text"],
    ["foo", "foo", "expected `import`, `include` or `rule`"],
    ["rule a { condition: any of ($a*, 1) }", "1", "expected a pattern name"],
  ])("%s", (text, at, message) => {
    const [first] = faults(text);
    expect(first?.[0]).toBe(at);
    expect(first?.[1]).toContain(message);
  });

  test("several of one rule are told, and the next rule is read", () => {
    const text = 'rule a { meta: x = strings: $a = 1 $b = "x" $c = wide condition: $b and }\nrule b { condition: true }\nrule c { condition: }';
    expect(faults(text).map(([at]) => at)).toEqual(["strings", "1", "wide", "}", "}"]);
    const { rules } = parse(text);
    expect(rules.map(({ name, broken }) => [name?.text, broken])).toEqual([
      ["a", true],
      ["b", false],
      ["c", true],
    ]);
    expect(rules[0]!.patterns.map(({ name }) => name.text)).toEqual(["$b"]);
  });

  test("a rule without its brace ends where the next begins", () => {
    const { rules, diagnostics } = parse("rule a { condition: true\n\nprivate rule b { condition: true }");
    expect(rules.map(({ name, broken }) => [name?.text, broken])).toEqual([
      ["a", true],
      ["b", false],
    ]);
    // The fault is the first rule's, whatever it shows at.
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]!.range.end).toBeLessThanOrEqual(rules[0]!.range.end);
  });

  test("what a section begins with belongs to no hexadecimal pattern before it", () => {
    const [rule] = parse('rule a { strings: $a = { 11 22\n condition: $a }').rules;
    expect(rule).toMatchObject({ broken: false, patterns: [{ value: { raw: "{ 11 22" } }] } satisfies Partial<Record<keyof Rule, unknown>>);
  });
});

test("a text comes back as it was", () => {
  const text = "\u00a0rule  a{condition:true}\r\n/* open";
  expect(printYara(parse(text))).toBe(text);
});

test.each([
  ["rules a { condition: true }", "rule"],
  ["rule a { cndition: true }", "condition"],
  ["rule a { condition: true ands true }", "and"],
  ["rule a { condition: true OR true }", "or"],
  ["rule a { condition: any of themx }", "them"],
  ["rule a { condition: true as true }", undefined],
])("the keyword that was meant in %s", (text, keyword) => {
  const [first] = parseYara(SourceText.fromString(text)).diagnostics;
  expect(first?.help).toBe(keyword === undefined ? undefined : `did you mean \`${keyword}\`?`);
});

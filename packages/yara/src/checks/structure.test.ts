import { SourceText } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { YARA_TARGETS } from "../targets.ts";
import { yara } from "../yara.ts";

const [YARA_X, YARA_4] = YARA_TARGETS;

/** What is refused of a text: codes with what they point at. */
function refused(text: string, target = YARA_X!): readonly string[] {
  const { document, diagnostics } = yara.parse(SourceText.fromString(text));
  return [...diagnostics, ...yara.validate(document, { target })]
    .filter(({ rejects }) => rejects)
    .map(({ code, range }) => `${code} ${text.slice(range.start, range.end)}`);
}

const A = '$a = "abc"';

function withPatterns(patterns: string, condition = "all of them"): string {
  return `rule r { strings: ${patterns} condition: ${condition} }`;
}

describe("both engines", () => {
  test.each<[text: string, found: readonly string[]]>([
    [withPatterns(A), []],
    [withPatterns(`${A} $b = "x"`, "$a"), ["yara/unused-pattern $b"]],
    [withPatterns(A, "$a or $b"), ["yara/undefined-pattern $b"]],
    [withPatterns(A, "#b > 1 or @c[1] == 2 or !d == 3"), ["yara/undefined-pattern #b", "yara/undefined-pattern @c", "yara/undefined-pattern !d"]],
    [withPatterns(A, "any of ($b*)"), ["yara/undefined-pattern $b*"]],
    [withPatterns(`${A} $ab = "abc" $b = "abc"`, "any of ($a*)"), ["yara/unused-pattern $b"]],
    [withPatterns(`$ = "abc" $ = "abd"`, "any of ($)"), []],
    [withPatterns(`$ = "abc"`, "$ at 0"), ["yara/anonymous-pattern $"]],
    [withPatterns(`$ = "abc"`, "for any of them : ($ at 0 and # > 1)"), []],
    ["rule r { condition: any of them }", ["yara/undefined-pattern them"]],
    [withPatterns(`${A} $a = "abd"`), ["yara/duplicate-pattern $a"]],
    [withPatterns('$a = ""'), ['yara/pattern-too-short ""']],
    [withPatterns('$a = "abc" wide wide'), ["yara/modifier wide"]],
    [withPatterns('$a = "abc" nocase xor'), ["yara/modifier nocase"]],
    [withPatterns('$a = "abc" base64 fullword'), ["yara/modifier base64"]],
    [withPatterns('$a = "abc" xor(256)'), ["yara/modifier-value 256"]],
    [withPatterns('$a = "abc" xor(2-1)'), ["yara/modifier-value xor(2-1)"]],
    [withPatterns('$a = "abc" base64("short")'), ['yara/modifier-value "short"']],
    [withPatterns("$a = /abc/ xor"), ["yara/modifier xor"]],
    [withPatterns("$a = { 01 } wide"), ["yara/modifier wide"]],
    [withPatterns('$a = "a\\qb"'), ["yara/escape \\q"]],
    [withPatterns('$a = "a\\x4"'), ["yara/escape \\x4"]],
    [withPatterns("$a = /abc/x"), ["yara/regexp-flag x"]],
    [withPatterns("$a = { 0 }"), ["yara/hex 0"]],
    [withPatterns("$a = { 01 [2] }"), ["yara/hex }"]],
    [withPatterns("$a = { [2] 01 }"), ["yara/hex [2]"]],
    [withPatterns("$a = { 01 ( 02 | ) 03 }"), ["yara/hex )"]],
    [withPatterns("$a = { 01 zz }"), ["yara/hex z"]],
    [withPatterns("$a = { 01 [4-2] 02 }"), ["yara/jump [4-2]"]],
    [withPatterns("$a = { 01 [0] 02 }"), ["yara/jump [0]"]],
    [withPatterns("$a = { 01 [2-4] ( 02 | 03 [1-2] 04 ) ?5 ?? // c\n 06 /* } */ 07 }"), []],
    [`rule r : x x { condition: true }`, ["yara/duplicate-tag x"]],
    ["rule r { condition: true } rule r { condition: true }", ["yara/duplicate-rule r"]],
    ["rule uint8 { condition: true }", ["yara/name-conflict uint8"]],
    ["rule r { condition: filesize > 9223372036854775808 }", ["yara/number 9223372036854775808"]],
    ["rule r { condition: filesize > 9223372036854775807 }", []],
    ["rule r { meta: a = 1 a = 2 condition: true }", []],
  ])("%s", (text, found) => {
    expect(refused(text)).toEqual(found);
    // Words that are reserved clash as such.
    const found4 = found.map((each) => (each === "yara/name-conflict uint8" ? "yara/reserved-word uint8" : each));
    expect(refused(text, YARA_4!)).toEqual(found4);
  });
});

describe("where the engines differ", () => {
  const FIVE_LOOPS = ["a", "b", "c", "d", "e"].reduceRight((body, name) => `for any ${name} in (1..2) : (${body})`, "true");

  test.each<[text: string, yaraX: readonly string[], yara4: readonly string[]]>([
    [withPatterns('$_a = "abc"', "true"), [], ["yara/unused-pattern $_a"]],
    [withPatterns('$a = """a\nb"""'), [], ['yara/unsupported """a\nb"""']],
    [withPatterns('$a = "a\\0b"'), [], ["yara/escape \\0"]],
    [withPatterns("$a = /abc/si"), [], ["yara/regexp-flag si"]],
    [withPatterns("$a = /abc/nocase"), ["yara/regexp-flag n"], []],
    [withPatterns("$a = { 01 ~02 }"), [], ["yara/unsupported ~02"]],
    [withPatterns("$a = { 01 ~?? }"), ["yara/hex ~??"], ["yara/unsupported ~??"]],
    [withPatterns("$a = { 01 [-5] 02 }"), [], ["yara/unsupported [-5]"]],
    [withPatterns("$a = { 01 [0x2] 02 }"), [], ["yara/unsupported [0x2]"]],
    [withPatterns("$a = { 01 [0-0] 02 }"), ["yara/jump [0-0]"], []],
    [withPatterns("$a = { 01 ( 02 [201] 03 | 04 ) }"), [], ["yara/jump [201]"]],
    [withPatterns("$a = { 01 ( 02 [2-] 03 | 04 ) }"), [], ["yara/jump [2-]"]],
    [withPatterns('$a = "ab" base64'), ['yara/pattern-too-short "ab"'], []],
    [withPatterns(`$a = "abc" base64("${"a".repeat(64)}")`), [`yara/modifier-value "${"a".repeat(64)}"`], []],
    ["rule r { meta: a = 1.5 condition: true }", [], ["yara/unsupported 1.5"]],
    ["rule r { condition: filesize > 1_000 }", [], ["yara/unsupported 1_000"]],
    ["private private rule r { condition: true }", ["yara/modifier private"], []],
    ["rule with { condition: true }", ["yara/reserved-word with"], []],
    ["rule include { condition: true }", ["yara/reserved-word include"], []],
    [`rule ${"r".repeat(129)} { condition: true }`, [], [`yara/limit ${"r".repeat(129)}`]],
    ['import "pe" rule pe { condition: true }', ["yara/name-conflict pe"], []],
    ["rule r { condition: entrypoint == 0 }", ["yara/unsupported entrypoint"], []],
    ["rule r { condition: with a = 1 : (a == 1) }", [], ["yara/unsupported with"]],
    [withPatterns(A, "any of them at 0"), [], ["yara/unsupported 0"]],
    [withPatterns(A, "for 10% of them : ($)"), [], ["yara/unsupported 10%"]],
    [withPatterns(A, "for any of them : (for any of ($a) : ($))"), [], ["yara/limit for"]],
    [`rule r { condition: ${FIVE_LOOPS} }`, [], ["yara/limit for"]],
    ["rule r { condition: any of (filesize > 1, filesize < 9) }", [], ["yara/unsupported filesize > 1"]],
    ["rule a_1 { condition: true } rule r { condition: any of (a_*) }", ["yara/unsupported a_*"], []],
    ["rule a_1 { condition: true } rule r { condition: any of (a_*) } rule a_2 { condition: true }", ["yara/unsupported a_*"], ["yara/rule-wildcard a_2"]],
    ["rule r { condition: any of (a_*) }", ["yara/unsupported a_*"], ["yara/undefined-rules a_*"]],
    ["rule r { condition:\u00a0true }", [], ["yara/unsupported \u00a0"]],
    ["rule r { condition: true }\n/* open", ["yara/unclosed /*"], []],
  ])("%s", (text, yaraX, yara4) => {
    expect(refused(text)).toEqual(yaraX);
    expect(refused(text, YARA_4!)).toEqual(yara4);
  });

  test("bytes that are no UTF-8 are refused by YARA-X", () => {
    const source = SourceText.fromBytes(Uint8Array.from([...new TextEncoder().encode('rule r { strings: $a = "evil'), 0xe9, ...new TextEncoder().encode('" condition: $a }')]));
    const { document } = yara.parse(source);
    expect(yara.validate(document, { target: YARA_X! })).toMatchObject([{ code: "yara/not-unicode", range: { start: 28, end: 29 } }]);
    expect(yara.validate(document, { target: YARA_4! })).toEqual([]);
  });

  test("texts and patterns have limits in YARA 4", () => {
    const long = withPatterns(`$a = "${"a".repeat(9000)}"`);
    expect(refused(long)).toEqual([]);
    expect(refused(long, YARA_4!)).toEqual([expect.stringMatching(/^yara\/limit /)]);
    const many = withPatterns(Array.from({ length: 10_001 }, (_, index) => `$a${index} = "abc"`).join("\n"));
    expect(refused(many)).toEqual([]);
    expect(refused(many, YARA_4!)).toEqual(["yara/limit $a10000"]);
  });
});

describe("included files", () => {
  const text = 'include "a.yar" rule r { condition: from_a }';

  test.each([
    [undefined, []],
    [(): boolean => true, []],
    [(): boolean => false, [{ code: "yara/missing-file", severity: "warning", rejects: false, range: { start: 0, end: 15 } }]],
  ])("are looked for where that is asked", (fileExists, found) => {
    const { document } = yara.parse(SourceText.fromString(text));
    expect(yara.validate(document, { target: YARA_X!, ...(fileExists === undefined ? {} : { fileExists }) })).toMatchObject(found);
  });
});

test("external variables come from the configuration, and no rule can have the name of one", () => {
  const configuration = { externalVariables: new Map([["owner", "string" as const]]) };
  const codes = (rule: string): readonly string[] =>
    yara.validate(yara.parse(SourceText.fromString(rule)).document, { target: YARA_X!, configuration }).map(({ code }) => code);
  expect(codes('rule r { condition: owner == "x" }')).toEqual([]);
  expect(codes("rule owner { condition: true }")).toContain("yara/name-conflict");
});

test.each<[what: string, pattern: (size: number) => string]>([
  ["letters", (size) => `"${"a".repeat(size)}"`],
  ["escapes, by the bytes they stand for", (size) => `"${String.raw`\x41`.repeat(size)}"`],
  ["letters beyond ASCII, by their bytes", (size) => `"${"é".repeat((size - (size % 2)) / 2)}${"a".repeat(size % 2)}"`],
  ["an expression, with slashes that count once", (size) => `/${String.raw`\/`.repeat(size)}/`],
])("YARA 4 takes 8190 bytes of %s", (_, pattern) => {
  const codes = [8190, 8191].map((size) => refused(withPatterns(`$a = ${pattern(size)}`), YARA_4).map((found) => found.split(" ", 1)[0]));
  expect(codes).toEqual([[], ["yara/limit"]]);
});

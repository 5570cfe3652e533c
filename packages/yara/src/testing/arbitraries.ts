import { fuzzRuns } from "@sigwright/core/testing";
import fc from "fast-check";

/** How often properties run: a few times by default, as often as `SIGWRIGHT_FUZZ_RUNS` says in long mode. */
export const RUNS: number = fuzzRuns(200);

const FRAGMENTS = [
  "rule", "rule a", "private", "global", "{", "}", "meta:", "strings:", "condition:", "$a", "$", "$a*", "#a", "@a[1]", "!a", "=",
  '"text"', '"a\\x41\\q"', '"""x\ny"""', '"open', "/re/i", "/a[/]b/", "/open", "{ 41 ?? [2-4] ( 01 | ~02 ) }", "{ 41", "{ zz }",
  "ascii", "wide", "nocase", "xor(1-255)", 'base64("x")', "and", "or", "not", "defined", "of", "them", "for", "any", "all", "in",
  "at", "with", "i", "pe", "pe.sections[0].name", "uint16(0)", "(", ")", "[", "]", ",", ":", ".", "..", "(0..10)", "1", "10MB",
  "0x5A4D", "1_000", "1.5", "==", "!=", "<", "<=", "<<", "+", "-", "*", "\\", "%", "~", "&", "|", "^", "&&", "contains", "matches",
  "filesize", "entrypoint", "true", 'import "pe"', 'include "x.yar"', "// comment\n", "/* comment */", "/* open", "\n", "\r\n", " ",
  "\t", "\u00A0", "\uFEFF", "é", "\u{1F600}", "\0", "\uD800",
];

/** Text that looks like rules more or less. */
export const ruleSoup: fc.Arbitrary<string> = fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 60 }).map((fragments) => fragments.join(" "));

/** Any text at all, and text like rules. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: ruleSoup },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 200 }) },
  { weight: 1, arbitrary: fc.string({ unit: "binary-ascii", maxLength: 200 }) },
);

/** What may stand between two tokens. */
const gap = fc.constantFrom(" ", "  ", "\n", "\n\n\n", "\t", "\r\n", " // c\n", " /* c */ ", "\n    // c\n", "\n/* a\n   b */\n");

const value = fc.constantFrom(
  '"a \\"b\\" \\\\"', "/ab?[c\\/]+/i", "{4D5A90}", "{ 4D ?? [2-4] ( 01 | 02 03 ) }", "{ 00 01 // c\n 02 }", '"x" xor(1-255) private', '"abc" base64wide',
);

const leaf = fc.constantFrom("$a", "#a > 1", "@a[1] < 10", "filesize < 10KB", "any of them", "not $a", "uint16(0) == 0x5A4D", "$a in (0 .. 10)", "1 of ($*)");

const condition: fc.Arbitrary<string> = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.tuple(tie("any"), fc.constantFrom("and", "or"), tie("any"), gap, gap).map(([left, operator, right, a, b]) => `(${left}${a}${operator}${b}${right})`),
    tie("any").map((inner) => `for any i in (1..2) : (${inner})`),
    tie("any").map((inner) => `for all of them : ( ${inner} )`),
    fc.constantFrom("- 1 + -2 * 3 == ~4", "pe.sections [ 0 ] . name == \"x\"", "50 % of them"),
  ),
})).any;

/** A rule that both engines' grammars allow, laid out in any way. */
export const soundRule: fc.Arbitrary<string> = fc
  .record({
    modifiers: fc.constantFrom("", "private ", "global\nprivate "),
    tags: fc.constantFrom("", ":x", " : x y"),
    meta: fc.constantFrom("", 'meta: author="x" n = -1', "meta:\n a = true\n\n long_name = 1"),
    values: fc.array(value, { minLength: 1, maxLength: 4 }),
    condition,
    gaps: fc.array(gap, { minLength: 8, maxLength: 8 }),
  })
  .map(({ modifiers, tags, meta, values, condition: boolean, gaps }) => {
    const patterns = values.map((text, index) => `$${"a".repeat(index + 1)}${gaps[index]}=${gaps[index + 4]}${text}`).join(gaps[0]);
    return `${modifiers}rule${gaps[1]}a${tags}${gaps[2]}{${gaps[3]}${meta}${gaps[4]}strings:${gaps[5]}${patterns}${gaps[6]}condition${gaps[7]}:${boolean}${gaps[0]}}`;
  });

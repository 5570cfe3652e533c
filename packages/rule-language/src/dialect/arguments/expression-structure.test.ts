import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countCaptures, expressionFault } from "./expression-structure.ts";

// Verdicts are those of PCRE2 10.42 without UTF.
describe("an expression that compiles has no fault", () => {
  test.each([
    "", "a", "a|b", "(a)(b)", "(?:a)", "(?i)a", "(?i-s:a)", "(?#a comment)b", "a(?# b)?", "a*?b++c{2}d{2,}e{2,4}?", "a{,3}", "a{", "a{x}", "^$", "[]a]", "[^]a]", "[a-]", "[-a]",
    "[a\\-z]", "[\\x00-\\xff]", "[[:alpha:]_]", "[[:^digit:]]", "[[.]", "[\\Q]\\E]", "[\\g]", "[\\d-]", "\\Qa(\\E", "\\Q(", "(?<n>a)\\k<n>", "(?P<n>a)(?P=n)", "(a)\\1", "(a)\\g{-1}", "\\1(a)",
    "(?<=ab|c)d", "(?<!a{3})b", "(?=a*)b", "(?>a|b)", "(?|(a)|(b))", "(a)?(?(1)b|c)", "(?(?=a)b)", "(?R)?", "(a)(?1)", "(*ACCEPT)", "(*UTF)a", "\\x{41}", "\\x4", "\\0", "\\377", "\\o{101}", "\\cA",
    "\\pL", "\\p{Lu}", "\\p{^L}", "\\h\\R\\X\\K", "(?^)a", "(?^i:a)", "(?J)(?<n>a)(?<n>b)", "a{65535}", "a{3}{",
  ])("/%s/", (pattern) => {
    expect(expressionFault(pattern, false)).toBeUndefined();
  });
});

describe("an expression that does not compile has one, where it is", () => {
  test.each([
    ["(a", 0, "not closed"],
    ["a)", 1, "closes nothing"],
    ["[a", 0, "not closed"],
    ["[]", 0, "not closed"],
    ["*a", 0, "repeats nothing"],
    ["a|+", 2, "repeats nothing"],
    ["a**", 2, "repeats nothing"],
    ["a{4,2}", 1, "wrong way round"],
    ["a{65536}", 1, "more than 65535"],
    ["[z-a]", 1, "wrong way round"],
    ["[\\d-z]", 3, "class at its end"],
    ["[[:nope:]]", 1, "no POSIX class"],
    ["[:alpha:]", 0, "in a class only"],
    ["[[.a.]]", 1, "collating"],
    ["[\\B]", 1, "in a class"],
    ["[\\C]", 1, "in a class"],
    ["\\", 0, "ends with a backslash"],
    ["\\u0041", 0, "does not support"],
    ["\\y", 0, "no known escape"],
    ["\\x{}", 0, "no digits"],
    ["\\x{100}", 0, "above"],
    ["\\1", 0, "there is not"],
    ["(a)\\g{2}", 3, "there is not"],
    ["\\k<n>", 0, "there is not"],
    ["(?P=n)", 0, "there is not"],
    ["(?<n>a)(?<n>b)", 7, "two groups"],
    ["(?<1>a)", 0, "name of a group"],
    ["(?<=a*)b", 0, "fixed number"],
    ["(?<=\\d+)b", 0, "fixed number"],
    ["(?z)", 0, "unknown kind"],
    ["(?#a", 0, "not closed"],
    ["(*NOPE)", 0, "no known verb"],
    ["(?(1)a|b|c)", 8, "more than two"],
    ["\\p{Xx}", 0, "no property"],
    ["\\N{U+41}", 0, "can't be used"],
    ["\\c\u00e9", 0, "printable"],
  ] as const)("/%s/", (pattern, start, why) => {
    const fault = expressionFault(pattern, false);
    expect(fault).toMatchObject({ start, message: expect.stringContaining(why) as string });
  });
});

test("blanks and comments count only with the flag x", () => {
  expect(expressionFault("a #(\n b", true)).toBeUndefined();
  expect(expressionFault("a #(\n b", false)).toBeDefined();
  expect(expressionFault("(?x)a #(\n b", false)).toBeUndefined();
  expect(expressionFault("(?x: #(\n) #(", false)).toBeDefined();
});

test.each([
  ["(a)(?:b)(c)", 2],
  ["(?<a>b)(?|(c)|(d)(e))", 3],
  ["\\(a[(]", 0],
])("/%s/ captures %i groups", (pattern, count) => {
  expect(countCaptures(pattern)).toBe(count);
});

test("any text gives an answer with a place in it", () => {
  const pieces = ["a", "(", ")", "[", "]", "[:", ":]", "{", "}", "{2,3}", "*", "+", "?", "|", "\\", "^", "$", "(?", "(?:", "(?<", "(?<=", "(?P<n>", "(?(", "(*", "-", ",", "\\Q", "\\E", "\\x", "\\p{", "1", "é", "#", "\n"];
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 2 }))), fc.boolean(), (parts, isExtended) => {
      const pattern = parts.join("");
      const fault = expressionFault(pattern, isExtended);
      expect(fault === undefined || (fault.start >= 0 && fault.start <= fault.end && fault.start <= pattern.length)).toBe(true);
    }),
  );
});

test.each([["(", 200_000], ["[", 200_000], ["(?:", 100_000], ["a{1,2}", 60_000], ["(a|", 100_000], ["\\Q", 100_000], ["[[:", 100_000], ["(?<n", 60_000]])("reads %s times many in linear time", (piece, count) => {
  expressionFault(piece.repeat(count), false);
  expect(countCaptures(piece.repeat(count))).toBeGreaterThanOrEqual(0);
});

describe("what is surely too large once compiled, as PCRE2 10.42 says", () => {
  test.each(["(?:ab){6553}", "(?:[ab]){1681}", "(?:a){1,4370}", "(a){0,3856}", "(?:(?:abc){300}x){30}", "(a(b){1,20000}){1,2}", "[ab]".repeat(1986)])("%s", (pattern) => {
    expect(expressionFault(pattern, false)?.message).toContain("too large");
  });

  test.each(["(?:ab){6552}", "(?:[ab]){1680}", "(?:a){1,4369}", "(a){0,3855}", "(?:a){8191,}", "[a-z]{1,65535}", "a{65535}", "(?=a){65535}", "[ab]".repeat(1985)])("and not %s", (pattern) => {
    expect(expressionFault(pattern, false)).toBeUndefined();
  });
});

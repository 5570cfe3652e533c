import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { printTql, type Expression, type Literal, type Operator } from "./expression.ts";
import { parseTql, type Grammar } from "./parser.ts";

const GRAMMAR: Grammar = { precedence: "and-first", notBeforeNested: true };

/** A query back in print, with every group in parentheses. */
const reprinted = (query: string, grammar: Partial<Grammar> = {}): string =>
  printTql(parseTql(query, { ...GRAMMAR, ...grammar }));

test.each([
  ["rating>=3", "rating >= 3"],
  ["RATING GEQ 3", "RATING >= 3"],
  ["a = 1 and b == 2 and c EQ 3 and d equals 4", "(a = 1) and (b = 2) and (c = 3) and (d = 4)"],
  ["a != 1 or b NE 2 or c > 3 or d GT 4", "(a != 1) or (b != 2) or (c > 3) or (d > 4)"],
  ["a < 1 or b LT 2 or c <= 3 or d LEQ 4", "(a < 1) or (b < 2) or (c <= 3) or (d <= 4)"],
  ['typeName in ("Address", "Host")', 'typeName in ("Address", "Host")'],
  ["id not in (1,9007199254918487)", "id not in (1, 9007199254918487)"],
  ['summary like "50%" and summary LIKE ("Email%")', '(summary like "50%") and (summary like ("Email%"))'],
  [`a contains 'x' or b startsWith "y" or c not endswith "z"`, '(a contains "x") or (b startswith "y") or (c not endswith "z")'],
  ["rating is null or rating is not NULL", "(rating is null) or (rating is not null)"],
  ["indicatorActive EQ True", "indicatorActive = true"],
  ["hasgroup(id = 5)", "hasgroup(id = 5)"],
  ['hasGroup(typeName = "Incident" and hasTag(summary = "x"))', 'hasGroup((typeName = "Incident") and (hasTag(summary = "x")))'],
  ["not (a = 1)", "not (a = 1)"],
  ["not hasGroup(id = 1)", "not (hasGroup(id = 1))"],
  ["not a = 1 and b = 2", "(not (a = 1)) and (b = 2)"],
  ["((a = -1.5))", "a = -1.5"],
  [String.raw`a = "\"\'\`\\"`, String.raw`a = "\"\'\`\\"`],
  ['summary contains "HKEY_LOCAL_MACHINE\\\\Software"', 'summary contains "HKEY_LOCAL_MACHINE\\\\Software"'],
  ['a = "and or not null in É 💥"', 'a = "and or not null in É 💥"'],
])("%s", (query, expected) => {
  expect(reprinted(query)).toBe(expected);
});

describe("precedence", () => {
  const query = "a = 1 or b = 2 and c = 3";

  test("and first", () => expect(reprinted(query)).toBe("(a = 1) or ((b = 2) and (c = 3))"));

  test("from the left", () => expect(reprinted(query, { precedence: "left-to-right" })).toBe("((a = 1) or (b = 2)) and (c = 3)"));

  test("parentheses leave no choice", () => {
    const explicit = "(a = 1) or (b = 2 and c = 3)";
    expect(reprinted(explicit, { precedence: "left-to-right" })).toBe(reprinted(explicit));
  });
});

test.each([
  ["rating >== 3", "unexpected token '=' at position 9"],
  ["", "unexpected end at position 0"],
  ["rating", "unexpected end at position 6"],
  ["rating >=", "unexpected end at position 9"],
  ["(rating >= 3", "unexpected end at position 12"],
  ["rating >= 3)", "unexpected token ')' at position 11"],
  ["rating >= 3 confidence >= 70", "unexpected token 'confidence' at position 12"],
  ["rating is 3", "unexpected token '3' at position 10"],
  ["rating not >= 3", "unexpected token '>=' at position 11"],
  ["rating = null", "unexpected token 'null' at position 9"],
  ["rating = (3)", "unexpected token '(' at position 9"],
  ["id in ()", "unexpected token ')' at position 7"],
  ["id in (1,)", "unexpected token ')' at position 9"],
  ['a "in" (1)', "unexpected token 'in' at position 2"],
  ["a constructor 1", "unexpected token 'constructor' at position 2"],
  ['a = "x', "a string without end at position 4"],
  [String.raw`a = "\n"`, "an unknown escape in a string at position 5"],
  ['a = "x\ny"', "a control character in a string at position 6"],
  ["a = 1;", 'unexpected character ";" at position 5'],
  [`${"(".repeat(101)}a = 1${")".repeat(101)}`, "too many parentheses at position 101"],
])("%s is refused", (query, problem) => {
  expect(() => parseTql(query, GRAMMAR)).toThrow(`Invalid TQL: ${problem}`);
});

test("not before a nested query may be refused", () => {
  expect(() => parseTql("not hasGroup(id = 1)", { ...GRAMMAR, notBeforeNested: false })).toThrow(
    "Invalid TQL: unexpected token 'not' at position 0",
  );
});

const word = fc.stringMatching(/^[a-z][a-zA-Z0-9]{0,8}$/).filter((text) => !/^(?:not|and|or|is|in)$/i.test(text));
const literal: fc.Arbitrary<Literal> = fc.oneof(
  // Control characters have no spelling.
  fc.string({ unit: "binary" }).map((value): Literal => ({ type: "string", value: value.replaceAll(/[\0-\x1f]/g, "") })),
  fc.bigInt().map((value): Literal => ({ type: "number", text: String(value) })),
  fc.boolean().map((value): Literal => ({ type: "boolean", value })),
);
const simple = fc.constantFrom<Operator>("=", "!=", ">", "<", ">=", "<=");
const listing = fc.constantFrom<Operator>("in", "like", "contains", "startswith", "endswith");
const position = fc.constant(0);
const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.record({
      type: fc.constant("comparison" as const),
      keyword: word,
      operator: simple,
      negated: fc.constant(false),
      values: fc.tuple(literal),
      list: fc.constant(false),
      position,
    }),
    fc.record({
      type: fc.constant("comparison" as const),
      keyword: word,
      operator: listing,
      negated: fc.boolean(),
      values: fc.array(literal, { minLength: 1 }),
      list: fc.constant(true),
      position,
    }),
    fc.record({ type: fc.constant("null" as const), keyword: word, negated: fc.boolean(), position }),
    fc.record({ type: fc.constant("nested" as const), keyword: word, operand: tie("expression"), position }),
    fc.record({ type: fc.constant("not" as const), operand: tie("expression") }),
    fc.record({
      type: fc.constantFrom("and" as const, "or" as const),
      operands: fc.array(tie("expression"), { minLength: 2, maxLength: 3 }),
    }),
  ),
}));

/** The tree without positions. */
function shape(tree: Expression): unknown {
  return JSON.parse(JSON.stringify(tree, (key, value: unknown) => (key === "position" ? 0 : value)));
}

const runs = Number(process.env["SIGWRIGHT_FUZZ_RUNS"] ?? 200);

test("what is printed parses to the same tree, whatever binds tighter", () => {
  fc.assert(
    fc.property(expression, fc.constantFrom("and-first" as const, "left-to-right" as const), (tree, precedence) => {
      // Depth alone is refused, and that is another test's matter.
      const text = printTql(tree);
      expect(shape(parseTql(text, { precedence, notBeforeNested: true }))).toEqual(shape(tree));
    }),
    { numRuns: runs },
  );
});

test("any text parses or is refused in words", () => {
  const soup = fc.array(
    fc.constantFrom(
      "(",
      ")",
      "and",
      "or",
      "not",
      "in",
      "is",
      "null",
      "a",
      "hasGroup",
      "=",
      ">=",
      '"',
      "'",
      "\\",
      "1",
      ",",
      " ",
      "é",
    ),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        soup.map((parts) => parts.join(" ")),
      ),
      (text) => {
        try {
          parseTql(text, GRAMMAR);
        } catch (error) {
          expect(error).toMatchObject({
            name: "ApiError",
            status: 400,
            message: expect.stringMatching(/^Invalid TQL: [^]* at position \d+$/),
          });
        }
      },
    ),
    { numRuns: runs },
  );
});

import fc from "fast-check";
import { LosslessNumber } from "lossless-json";
import { expect, test } from "vitest";
import { decimal, parseJson, printJson, type JsonValue } from "./json.ts";

test.each([
  ['{"id":9007199254918487}', { id: 9007199254918487n }],
  ['{"id":777}', { id: 777 }],
  ['{"id":-9007199254918489}', { id: -9007199254918489n }],
  ['{"rating":3.5}', { rating: 3.5 }],
])("%s keeps its numbers", (text, value) => {
  expect(parseJson(text)).toEqual(value);
  expect(printJson(value)).toBe(text);
});

test("ratings have two decimals; undefined is left out", () => {
  expect(printJson({ rating: decimal(3), none: undefined, list: [null, new LosslessNumber("1e5")] })).toBe(
    '{"rating":3.00,"list":[null,1e5]}',
  );
});

test("what is printed parses to the same", () => {
  const integers = fc.bigInt().map((value) => (Number.isSafeInteger(Number(value)) ? Number(value) : value));
  const { json } = fc.letrec<{ json: JsonValue }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 3 },
      fc.string({ unit: "binary" }),
      integers,
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("json")),
      fc.dictionary(
        fc.string().filter((key) => key !== "__proto__"),
        tie("json"),
      ),
    ),
  }));
  fc.assert(
    fc.property(json, (value) => {
      expect(parseJson(printJson(value))).toEqual(value);
    }),
    { numRuns: Number(process.env["SIGWRIGHT_FUZZ_RUNS"] ?? 30) },
  );
});

import fc from "fast-check";
import { parse } from "lossless-json";
import { describe, expect, test } from "vitest";
import { booleanMember, collection, formatJson, idMember, isObject, parseJson, wireId } from "./json.ts";
import type { JsonObject } from "./json.ts";

function object(text: string): JsonObject {
  const value = parseJson(text);
  if (!isObject(value)) throw new Error("the test needs an object");
  return value;
}

test("identifiers beyond 2^53 stay distinct, in and out", () => {
  const ids = ["9007199254918487", "9007199254918489", "1125899906899126", "123456789012345678901234567890", "7"];
  for (const id of ids) {
    expect(idMember(object(`{"id": ${id}}`))).toBe(id);
    expect(formatJson({ data: [{ id: wireId(id) }] })).toBe(`{"data":[{"id":${id}}]}`);
  }
});

test("what looks like a number in text, and decimals, stay what they are", () => {
  expect(parseJson('{"a":"id: 9007199254918489, \\"9007199254918489\\"","b":3.00,"c":-1e3,"d":1.00000000000000001}')).toEqual({
    a: 'id: 9007199254918489, "9007199254918489"',
    b: 3,
    c: -1000,
    d: 1,
  });
});

test("all values are read as a parser that keeps every digit reads them", () => {
  const number = fc.oneof(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }).map(String), fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => JSON.stringify(n)));
  const text = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom('"', "\\", '\\"', "1234567890123456789", '":1234567890123456789')).map((t) => JSON.stringify(t));
  const json = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { depthSize: "medium" },
      number,
      text,
      fc.constantFrom("true", "null"),
      fc.array(tie("tree")).map((items) => `[${items.join(" , ")}]`),
      // Names without escapes: Node 24.21 takes the name `1\"` for an earlier `1\\` (a fault of its JSON.parse).
      fc.array(tie("tree"), { maxLength: 4 }).map((items) => `{${items.map((v, index) => `"${index}9007199254918489": ${v}`).join(",")}}`),
    ),
  })).tree;
  const exact = (literal: string): number | string =>
    /^-?\d+$/.test(literal) && !Number.isSafeInteger(Number(literal)) ? literal : Number(literal);
  fc.assert(
    fc.property(json, (source) => {
      expect(parseJson(source)).toEqual(parse(source, undefined, { parseNumber: exact }));
    }),
  );
});

test("text that is cut off anywhere is no JSON, and takes no time", () => {
  const whole = '{"data":[{"id":9007199254918489,"x":"\\"\\\\"}],"status":"Success"}';
  for (let length = 0; length < whole.length; length++) expect(parseJson(whole.slice(0, length))).toBeUndefined();
  for (const unit of ['\\"', "1234567890123456", '"', "[", "1.", "\\"]) parseJson(`["1234567890123456${unit.repeat(200_000)}`);
});

describe("collections", () => {
  test.each([
    ['{"tags":{"data":[{"name":"a"}]}}', 1],
    ['{"tags":{"data":[]}}', 0],
    ['{"tags":{}}', 0],
    ["{}", 0],
    ['{"tags":null}', 0],
    ['{"tags":[{"name":"a"},{"name":"b"}]}', 2],
    ['{"tags":{"data":{"name":"a"}}}', 1],
    ['{"tags":{"data":["a",null,{"name":"b"}]}}', 1],
    ['{"tags":"a"}', 0],
  ])("%s", (text, length) => {
    expect(collection(object(text), "tags")).toHaveLength(length);
  });
});

test("members that other versions write as text", () => {
  expect(booleanMember(object('{"active":"true"}'), "active")).toBe(true);
  expect(booleanMember(object('{"active":false}'), "active")).toBe(false);
  expect(booleanMember(object('{"active":1}'), "active")).toBeUndefined();
  expect(idMember(object('{"id":"77"}'))).toBe("77");
  for (const odd of ['{"id":1.5}', '{"id":-1}', '{"id":"x"}', '{"id":{}}', '{"__proto__":{"id":7}}', "{}"]) {
    expect(idMember(object(odd))).toBeUndefined();
  }
});

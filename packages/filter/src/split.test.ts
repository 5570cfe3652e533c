import { expect, test } from "vitest";
import { FILTER_FIELDS } from "./fields.ts";
import { parseFilter } from "./parse.ts";
import { splitFilter, type PushedCondition } from "./split.ts";

const now = new Date("2026-01-31T12:00:00.250Z");
const everything = { fields: FILTER_FIELDS.map((field) => field.name) };

function pushedOf(text: string, capabilities = everything): readonly PushedCondition[] {
  const { filter } = parseFilter(text);
  return filter === undefined ? [] : splitFilter(filter, capabilities, { now }).pushed;
}

test.each<[string, PushedCondition[]]>([
  ['typeName in ("Host", "user agent")', [{ type: "typeName", names: ["Host", "UserAgent"] }]],
  ['typeName = "URL"', [{ type: "typeName", names: ["URL"] }]],
  [
    "rating >= 3 and (active and confidence > 70)",
    [
      { type: "number", field: "rating", operator: ">=", number: 3 },
      { type: "active", active: true },
      { type: "number", field: "confidence", operator: ">", number: 70 },
    ],
  ],
  [
    "rating in (5, 3)",
    [
      { type: "number", field: "rating", operator: ">=", number: 3 },
      { type: "number", field: "rating", operator: "<=", number: 5 },
    ],
  ],
  ["active = false", [{ type: "active", active: false }]],
  ['group in ("a", "b")', [{ type: "group", names: ["a", "b"] }]],
  ['hasGroup(summary = "a")', [{ type: "group", names: ["a"] }]],
])("pushes %s down", (text, pushed) => {
  expect(pushedOf(text)).toEqual(pushed);
});

test.each<[string, PushedCondition[]]>([
  ["lastSeen >= now - 30d", [{ type: "date", field: "lastSeen", operator: ">=", date: "2025-12-31T12:00:00Z" }]],
  ["lastSeen > 2026-01-10", [{ type: "date", field: "lastSeen", operator: ">=", date: "2026-01-09T00:00:00Z" }]],
  ["dateAdded < 2026-01-10", [{ type: "date", field: "dateAdded", operator: "<=", date: "2026-01-12T00:00:00Z" }]],
  ["expires <= now", [{ type: "date", field: "expires", operator: "<=", date: "2026-02-01T12:00:01Z" }]],
  [
    "firstSeen = 2026-01-10",
    [
      { type: "date", field: "firstSeen", operator: ">=", date: "2026-01-09T00:00:00Z" },
      { type: "date", field: "firstSeen", operator: "<=", date: "2026-01-12T00:00:00Z" },
    ],
  ],
  ["lastSeen > 0000-01-01", []],
])("gives dates a day's slack: %s", (text, pushed) => {
  expect(pushedOf(text)).toEqual(pushed);
});

test.each([
  "rating != 3",
  "not rating < 3",
  "rating >= 3 or active",
  "rating exists",
  "active is null",
  'value startswith "a"',
  'owner = "x"',
  'tag = "x"',
  'group != "x"',
  'group contains "x"',
  'typeName != "Host"',
  'typeName in ("Host", "Crypto Wallet")',
  "address in 10.0.0.0/8",
  "fileSize > 5",
  'md5 = "d41d8cd98f00b204e9800998ecf8427e"',
])("keeps %s to itself", (text) => {
  expect(pushedOf(text)).toEqual([]);
});

test("pushes only what the back end can ask, and leaves the whole filter to be applied", () => {
  const { filter } = parseFilter("rating >= 3 and confidence >= 70");
  expect(filter && splitFilter(filter, { fields: ["rating"] }, { now })).toEqual({
    pushed: [{ type: "number", field: "rating", operator: ">=", number: 3 }],
    rest: filter,
  });
});

test("the field table says which fields can be pushed down", () => {
  const example = {
    type: 'typeName = "Host"',
    number: " >= 1",
    date: " >= now",
    boolean: " = true",
    text: ' = "x"',
    texts: ' = "x"',
    network: " in 10.0.0.0/8",
  };
  const pushed = FILTER_FIELDS.filter(
    (field) => pushedOf(field.type === "type" ? example.type : `${field.name}${example[field.type]}`).length > 0,
  );
  expect(pushed).toEqual(FILTER_FIELDS.filter((field) => field.pushable));
});

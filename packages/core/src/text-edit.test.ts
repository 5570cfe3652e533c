import { expect, test } from "vitest";
import { applyEdits } from "./text-edit.ts";

const edit = (start: number, end: number, newText: string) => ({ range: { start, end }, newText });

test("applies edits in any order, all against the given text", () => {
  expect(applyEdits("abcdef", [edit(4, 6, "X"), edit(0, 1, ""), edit(2, 2, "12")])).toBe("b12cdX");
});

test("keeps the order of insertions at one place", () => {
  expect(applyEdits("ab", [edit(1, 1, "1"), edit(1, 1, "2"), edit(1, 2, "3")])).toBe("a123");
});

test.each([
  ["overlap", [edit(0, 2, ""), edit(1, 3, "")]],
  ["lie outside the text", [edit(0, 9, "")]],
  ["end before they start", [edit(2, 1, "")]],
])("refuses edits that %s", (_, edits) => {
  expect(() => applyEdits("abc", edits)).toThrow(RangeError);
});

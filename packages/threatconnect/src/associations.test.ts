import { expect, test } from "vitest";
import { associationsAtATime } from "./associations.ts";

test.each([
  [undefined, 500],
  [0, 500],
  [2_500_000, 500],
  [10_000_000, 2000],
  [82_000_000, 10_000],
])("a text of %s characters: parts of %i, since each answer brings the text along", (length, size) => {
  expect(associationsAtATime(length)).toBe(size);
});

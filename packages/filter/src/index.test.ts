import { expect, test } from "vitest";
import * as filter from "./index.ts";

test("the package exports exactly these names", () => {
  expect(Object.keys(filter).toSorted()).toEqual([
    "DEFAULT_FILTER",
    "FILTER_DIAGNOSTICS",
    "FILTER_FIELDS",
    "MAX_FILTER_DEPTH",
    "MAX_FILTER_LENGTH",
    "OPERATORS_BY_TYPE",
    "compileFilter",
    "compilePattern",
    "evaluateFilter",
    "formatFilter",
    "parseFilter",
    "splitFilter",
  ]);
});

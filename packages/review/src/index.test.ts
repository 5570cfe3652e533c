import { expect, test } from "vitest";
import * as review from "./index.ts";

test("exports", () => {
  expect(Object.keys(review).toSorted()).toEqual([
    "REVIEW_DIAGNOSTICS",
    "checkFile",
    "checkSet",
    "findingsByRule",
    "jsonReporter",
    "prettyReporter",
    "summarise",
    "targetName",
    "withRuleFindings",
  ]);
});

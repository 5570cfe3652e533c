import { expect, test } from "vitest";
import * as review from "./index.ts";

test("exports", () => {
  expect(Object.keys(review).toSorted()).toEqual([
    "CHECK_REPORTERS",
    "REVIEW_DIAGNOSTICS",
    "applySuppressions",
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

import { expect, test } from "vitest";
import * as review from "./index.ts";

test("exports", () => {
  expect(Object.keys(review).toSorted()).toEqual([
    "CHECK_REPORTERS",
    "GitError",
    "REVIEW_DIAGNOSTICS",
    "applySuppressions",
    "changedLines",
    "checkFile",
    "checkSet",
    "findingsByRule",
    "forkPoint",
    "jsonReporter",
    "onlyChanged",
    "openRepository",
    "prettyReporter",
    "resolveCommit",
    "summarise",
    "targetName",
    "withRuleFindings",
  ]);
});

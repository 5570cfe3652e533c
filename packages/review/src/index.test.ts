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
    "compareRules",
    "filesOfCommit",
    "filesOfWorkTree",
    "findingsByRule",
    "forkPoint",
    "jsonReporter",
    "newFindings",
    "onlyChanged",
    "openRepository",
    "prettyReporter",
    "resolveCommit",
    "reviewJson",
    "reviewMarkdown",
    "ruleFile",
    "summarise",
    "targetName",
    "withRuleFindings",
  ]);
});

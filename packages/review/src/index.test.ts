import { expect, test } from "vitest";
import * as review from "./index.ts";

test("exports", () => {
  expect(Object.keys(review).toSorted()).toEqual([
    "CHECK_REPORTERS",
    "GitError",
    "REVIEW_DIAGNOSTICS",
    "SID_ALLOCATIONS",
    "applyBaseline",
    "applySeverities",
    "applySuppressions",
    "baselineOf",
    "changedLines",
    "checkFile",
    "checkSet",
    "checkSids",
    "compareRules",
    "filesOfCommit",
    "filesOfWorkTree",
    "findingsByRule",
    "forkPoint",
    "formatBaseline",
    "jsonReporter",
    "newFindings",
    "onlyChanged",
    "openRepository",
    "parseBaseline",
    "prettyReporter",
    "resolveCommit",
    "reviewJson",
    "reviewMarkdown",
    "ruleFile",
    "sidAllocation",
    "summarise",
    "targetName",
    "withRuleFindings",
  ]);
});

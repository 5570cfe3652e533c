import { expect, test } from "vitest";
import * as api from "./index.ts";

test("exposes the public API", () => {
  expect(Object.keys(api).toSorted()).toEqual([
    "RULE_DIAGNOSTICS",
    "RULE_DIALECTS",
    "buildList",
    "buildOption",
    "buildRule",
    "decodeMetadata",
    "detectDialect",
    "headerReader",
    "insertOption",
    "metadataOption",
    "parseRules",
    "printRules",
    "quoteContent",
    "quoteText",
    "referenceOption",
    "removeOption",
    "ruleFingerprint",
    "ruleMeaning",
    "setEnabled",
    "setValue",
    "valueReader",
  ]);
});

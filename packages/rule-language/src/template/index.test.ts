import { expect, test } from "vitest";
import * as api from "./index.ts";

test("the subpath exports", () => {
  expect(Object.keys(api).toSorted()).toEqual([
    "LONGEST_MESSAGE_VALUE",
    "ONCE_PREFIX",
    "contentPattern",
    "escapePattern",
    "findEncoding",
    "headerAddress",
    "isAddressOrNetwork",
    "isWellFormed",
    "onceInFlow",
    "ruleEmission",
    "ruleViews",
    "signatureFingerprint",
    "templateDiagnostics",
    "templateFinding",
    "wireBytes",
  ]);
});

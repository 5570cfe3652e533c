import { expect, test } from "vitest";
import * as api from "./index.ts";

test("the package exports", () => {
  expect(Object.keys(api).toSorted()).toEqual(["SNORT2_ENCODINGS", "SNORT2_STOCK_CONFIGURATION", "SNORT3_ENCODINGS", "SNORT3_STOCK_CONFIGURATION", "SNORT_ADVICE", "SNORT_DIAGNOSTICS", "snort2", "snort3", "snort3RuleChecker"]);
});

import { expect, test } from "vitest";
import * as api from "./index.ts";

test("the package exports", () => {
  expect(Object.keys(api).toSorted()).toEqual([
    "MAX_DEPTH",
    "STOCK_CONFIGURATION",
    "YARA_DIAGNOSTICS",
    "YARA_ENCODINGS",
    "YARA_TARGETS",
    "integerValue",
    "parseHex",
    "parseYara",
    "printYara",
    "textBytes",
    "yara",
  ]);
});

import { expect, test } from "vitest";
import * as api from "./index.ts";

test("the package exports", () => {
  expect(Object.keys(api).toSorted()).toEqual([
    "ENGINE_KEYWORDS",
    "KEYWORD_ALIASES",
    "STOCK_CONFIGURATION",
    "SURICATA_DIAGNOSTICS",
    "SURICATA_ENCODINGS",
    "SURICATA_SLOTS",
    "SURICATA_TARGETS",
    "keywordTable",
    "suricata",
  ]);
});

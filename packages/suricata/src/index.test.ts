import { expect, test } from "vitest";
import * as api from "./index.ts";

test("the package exports", () => {
  expect(Object.keys(api).toSorted()).toEqual([
    "STOCK_CONFIGURATION",
    "SURICATA_ADVICE",
    "SURICATA_DIAGNOSTICS",
    "SURICATA_ENCODINGS",
    "SURICATA_SLOTS",
    "SURICATA_TARGETS",
    "suricata",
    "suricataKeywords",
    "suricataRuleChecker",
  ]);
});

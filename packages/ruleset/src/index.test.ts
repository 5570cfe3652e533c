import { expect, test } from "vitest";
import * as api from "./index.ts";

test("the package exports", () => {
  expect(Object.keys(api).toSorted()).toEqual([
    "COMMON_SLOTS",
    "DEFAULT_TEMPLATE",
    "GUARDS",
    "GUARD_IDS",
    "NO_GUARDS",
    "PATTERN_SLOTS",
    "RULESET_DIAGNOSTICS",
    "STORED_SLOTS",
    "SidAllocator",
    "TEMPLATE_SCHEMA",
    "compileFormat",
    "createFilter",
    "createGuards",
    "defaultTemplate",
    "discardOutput",
    "formatLedger",
    "generate",
    "loadTemplate",
    "memoryOutput",
    "memoryRunStore",
    "parseGuardSelection",
    "parseLedger",
    "parseValueList",
    "resolveLedger",
    "signatureKey",
    "signatureXid",
    "sync",
  ]);
});

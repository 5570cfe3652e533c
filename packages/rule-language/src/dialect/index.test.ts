import { expect, test } from "vitest";
import * as api from "./index.ts";

test("the subpath exports", () => {
  expect(Object.keys(api).toSorted()).toEqual([
    "DECODED",
    "NOTHING",
    "addToList",
    "anyText",
    "applyTransforms",
    "argumentString",
    "compareVersions",
    "covers",
    "emptyRuleState",
    "fault",
    "holdsFor",
    "integer",
    "isContent",
    "isUnsignedValue",
    "lastIn",
    "latestContent",
    "latestMatch",
    "narrowProtocol",
    "oneOf",
    "readInteger",
    "readLeadingInteger",
    "requiredSize",
    "ruleChecker",
    "ruleNote",
    "textLike",
    "unsigned",
  ]);
});

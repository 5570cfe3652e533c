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
    "countCaptures",
    "covers",
    "emptyRuleState",
    "expressionFault",
    "fault",
    "holdsFor",
    "integer",
    "isContent",
    "isUnsignedValue",
    "lastContent",
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

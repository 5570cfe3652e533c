import { expect, test } from "vitest";
import * as threatconnect from "./index.ts";

test("exports", () => {
  expect(Object.keys(threatconnect).toSorted()).toEqual([
    "DEFAULT_RETRY",
    "GROUP_TYPES",
    "PlatformError",
    "SIGNATURE_TYPES",
    "TransportError",
    "createClient",
    "fromEnvironment",
    "groupType",
    "isSpeakable",
    "threatConnectSource",
    "threatConnectStore",
    "tqlId",
    "tqlString",
    "wireId",
  ]);
});

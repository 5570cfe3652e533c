import { expect, test } from "vitest";
import * as simulator from "./index.ts";

test("the public API", () => {
  expect(Object.keys(simulator).toSorted()).toEqual([
    "DEFAULT_CREDENTIALS",
    "DEFAULT_SWITCHES",
    "FAULTS",
    "FAULT_NAMES",
    "HOSTILE_INCIDENT",
    "LARGE_INCIDENT",
    "RANSOMWARE_INCIDENT",
    "SWITCH_VALUES",
    "TIMESTAMP_TOLERANCE",
    "hostileScenario",
    "largeIncidentScenario",
    "ransomwareScenario",
    "signature",
    "startSimulator",
  ]);
});

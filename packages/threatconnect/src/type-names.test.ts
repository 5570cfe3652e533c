import { describe, expect, test } from "vitest";
import { GROUP_TYPES, groupType, isSameType, wireIndicatorType } from "./type-names.ts";

describe("types of groups, in any spelling", () => {
  test.each([
    ["incident", "Incident"],
    ["INCIDENTS", "Incident"],
    ["intrusion-set", "Intrusion Set"],
    ["intrusion_sets", "Intrusion Set"],
    ["Attack Pattern", "Attack Pattern"],
    ["coursesOfAction", "Course of Action"],
    ["adversaries", "Adversary"],
    ["vulnerabilities", "Vulnerability"],
    ["malware", "Malware"],
    ["tactics", "Tactic"],
  ])("%s", (name, type) => {
    expect(groupType(name)).toEqual({ type });
  });

  test("every type by its own name and its address", () => {
    for (const type of GROUP_TYPES) {
      expect(groupType(type)).toEqual({ type });
      expect(groupType(type.toLowerCase().replaceAll(" ", "-"))).toEqual({ type });
    }
  });

  test("a slip is found, anything else is not", () => {
    expect(groupType("incidnt")).toEqual({ suggestion: "incident" });
    expect(groupType("constructor")).toEqual({});
    expect(groupType("")).toEqual({});
  });
});

test("types of indicators on the wire", () => {
  expect(["Host", "UserAgent", "EmailSubject", "RegistryKey", "EmailAddress", "Bank Account"].map(wireIndicatorType)).toEqual([
    "Host",
    "User Agent",
    "Email Subject",
    "Registry Key",
    "EmailAddress",
    "Bank Account",
  ]);
});

test("spellings of one type", () => {
  expect(isSameType("Intrusion Set", "intrusion-set")).toBe(true);
  expect(isSameType("Threat", "Tool")).toBe(false);
});

import { describe, expect, test } from "vitest";
import { selectTargets, targetName } from "./target-selection.ts";
import { UsageError } from "./usage-error.ts";

const targets = ["3.1", "3.12", "3.2", "2.9"].map((version) => ({ engine: "snort", version }));
const formats = [
  { id: "snort", displayName: "", signatureType: "", extensions: [], targets },
  { id: "other", displayName: "", signatureType: "", extensions: [], targets: [{ engine: "other", version: "1.0" }] },
];

function selected(...wanted: string[]): string[] {
  return [...selectTargets(wanted, formats).values()].map(targetName);
}

describe("selectTargets", () => {
  test.each([
    ["snort@3.12.2", "snort@3.12"],
    ["snort@3.12", "snort@3.12"],
    ["snort@3.11", "snort@3.2"],
    ["snort@3.99", "snort@3.12"],
    ["snort@3", "snort@3.1"],
    ["snort@2.9.20", "snort@2.9"],
  ])("%s is %s", (wanted, expected) => {
    expect(selected(wanted)).toEqual([expected]);
  });

  test("takes one for each engine", () => {
    expect(selected("snort@3.2", "other@1.5")).toEqual(["snort@3.2", "other@1.0"]);
  });

  test.each([["snort@4.0"], ["snort@3.0"], ["snort"], ["snort@"], ["snort@x"], ["snrt@3.1"], ["@"], ["snort@3@1"], [""]])(
    "%j is refused",
    (wanted) => {
      expect(() => selected(wanted)).toThrow(UsageError);
    },
  );

  test("two for one engine are refused", () => {
    expect(() => selected("snort@3.1", "snort@3.2")).toThrow("two targets are given for the engine `snort`");
  });
});

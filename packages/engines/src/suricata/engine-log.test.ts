import { describe, expect, test } from "vitest";
import { parseLog, readLoadReport } from "./engine-log.ts";

const FILE = "/run/rules/rules.rules";

function report(...lines: readonly string[]): ReturnType<typeof readLoadReport> {
  return readLoadReport(parseLog([`<Config> Loading rule file: ${FILE}`, ...lines, ""].join("\n")));
}

describe("readLoadReport", () => {
  test("lays reasons to the rule that they stand before", () => {
    const { rules, counts, unfinishedFile } = report(
      "<Error> unknown rule keyword 'conten'.",
      `<Error> error parsing signature "alert a (conten:"x";)" from file ${FILE} at line 7`,
      "<Info> Suricata did not meet the rule requirements: needs 9",
      `<Info> Skipping signature due to missing requirements: alert b from file ${FILE} at line 8`,
      "<Info> 1 rule files processed. 5 rules successfully loaded, 1 rules failed, 0",
    );
    expect(rules).toEqual([
      { file: FILE, verdict: "reject", reasons: ["unknown rule keyword 'conten'."], rule: 'alert a (conten:"x";)', line: 7 },
      { file: FILE, verdict: "skip", reasons: ["needs 9"], rule: "alert b", line: 8 },
    ]);
    expect(counts).toEqual({ loaded: 5, failed: 1 });
    expect(unfinishedFile).toBeUndefined();
  });

  test("a rule can't pretend to stand elsewhere", () => {
    const forged = `x" from file ${FILE} at line 99`;
    const { rules } = report(`<Error> error parsing signature "${forged}" from file ${FILE} at line 3`);
    expect(rules[0]).toMatchObject({ rule: forged, line: 3 });
  });

  test("a message that was cut has no line", () => {
    const { rules } = report(`<Error> error parsing signature "alert ${"x".repeat(1980)}`);
    expect(rules[0]!.line).toBeUndefined();
    expect(rules[0]!.rule).toBe(`alert ${"x".repeat(1980)}`);
  });

  test("control characters of a rule do not reach the reasons", () => {
    const { rules } = report("<Error> bad \u001b[31m \u00c3\u00a9", `<Error> error parsing signature "a" from file ${FILE} at line 1`);
    expect(rules[0]!.reasons).toEqual([String.raw`bad \x1b[31m é`]);
  });

  test("a refusal by our own settings is not laid to the rule", () => {
    const { rules } = report(
      "<Error> Rules containing save/state datasets have been disabled",
      `<Error> error parsing signature "a" from file ${FILE} at line 1`,
    );
    expect(rules[0]!.verdict).toBe("barred");
  });

  test("says which file was being read when the engine ended", () => {
    const { unfinishedFile, errors, counts } = report("<Error> bad base64 encoding x/y");
    expect({ unfinishedFile, errors, counts }).toEqual({
      unfinishedFile: FILE,
      errors: ["bad base64 encoding x/y"],
      counts: undefined,
    });
  });
});

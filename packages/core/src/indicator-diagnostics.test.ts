import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { LONGEST_VALUE } from "./canonical-value.ts";
import { INDICATOR_DIAGNOSTICS, toDiagnostic } from "./indicator-diagnostics.ts";
import { makeIndicator } from "./indicator-record.ts";

/** Codes of all that is said about a record written as JSON. */
function codesOf(json: string): readonly string[] {
  const result = makeIndicator(JSON.parse(json), { source: "test" });
  return result.status === "malformed" ? [result.problem.code] : result.remarks.map((remark) => remark.code);
}

describe.each(INDICATOR_DIAGNOSTICS)("$code", ({ code, severity, example }) => {
  const bad = example?.bad ?? JSON.stringify({ type: "Host", value: "a".repeat(LONGEST_VALUE + 1) });
  const good = example?.good ?? '{"type":"Host","value":"a"}';

  test("is given for the bad example", () => {
    expect(codesOf(bad)).toContain(code);
  });

  test("is not given for the good one, which has no fault at all", () => {
    expect(codesOf(good)).toEqual([]);
  });

  test("is an error exactly when the record can't be used", () => {
    const result = makeIndicator(JSON.parse(bad), { source: "test" });
    expect(result.status === "malformed").toBe(severity === "error");
  });
});

test("codes are unique", () => {
  const codes = INDICATOR_DIAGNOSTICS.map((info) => info.code);
  expect(new Set(codes).size).toBe(codes.length);
});

test("every code in the sources is in the catalogue", () => {
  const known = new Set(INDICATOR_DIAGNOSTICS.map((info) => info.code));
  const used = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .flatMap((name) => readFileSync(`${import.meta.dirname}/${name}`, "utf8").match(/(?<=")indicator\/[a-z-]+(?=")/g) ?? []);
  expect(used.filter((code) => !known.has(code))).toEqual([]);
});

test("a remark becomes a diagnostic with the severity of its code", () => {
  const remark = { code: "indicator/host-bits", message: "m", help: "h", field: "value" };
  expect(toDiagnostic(remark, { start: 1, end: 2 })).toEqual({
    code: "indicator/host-bits",
    severity: "warning",
    rejects: false,
    message: "m",
    range: { start: 1, end: 2 },
    help: "h",
  });
});

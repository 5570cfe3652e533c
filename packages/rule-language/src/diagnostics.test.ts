import { describe, expect, test } from "vitest";
import { catalogue } from "./diagnostic-catalogue.ts";
import { RULE_DIAGNOSTICS } from "./diagnostics.ts";
import { diagnose } from "./testing/diagnose.ts";
import { RULE_DIALECTS } from "./tree.ts";

describe("every diagnostic", () => {
  test("is listed once, with a permanent name", () => {
    const codes = RULE_DIAGNOSTICS.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect(code).toMatch(/^rule\/[a-z]+(-[a-z]+)*$/);
  });

  test.each(RULE_DIAGNOSTICS)("$code is given for its bad example and not for its good one", ({ code, example }) => {
    const { bad, good } = example!;
    const dialects = RULE_DIALECTS.filter((dialect) => diagnose(bad, dialect).some((found) => found.code === code));
    expect(dialects).not.toEqual([]);
    for (const dialect of dialects) expect(diagnose(good, dialect).map((found) => found.code)).not.toContain(code);
  });

  test.each(Object.keys(catalogue))("%s has a message that begins in lower case and ends without a full stop", (name) => {
    expect(catalogue[name]!.message("`x`")).toMatch(/^[^A-Z].*[^.]$/);
  });
});

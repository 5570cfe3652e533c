import { describe, expect, test } from "vitest";
import { COMMON_SLOTS, FORMATS } from "../testing/emitted-rules.ts";
import { snortTemplateDiagnostics } from "./template-diagnostics.ts";

describe.each(FORMATS)("$format.id", ({ format }) => {
  const dialect = format.id === "snort2" ? "snort2" : "snort3";

  function codesOf(text: string, variant = "dns-udp"): readonly string[] {
    return format.compileTemplate({ id: "x", observation: "host", variant, text }, COMMON_SLOTS, { target: format.targets[0]! }).diagnostics.map(({ code }) => code);
  }

  test.each(snortTemplateDiagnostics(dialect).flatMap(({ code, example }) => (example === undefined ? [] : [{ code, ...example }])))("$code", ({ code, bad, good }) => {
    expect(codesOf(bad)).toContain(code);
    expect(codesOf(good)).toEqual([]);
  });

  test("a variant that does not exist has no example text, but is told", () => {
    expect(codesOf("", "smtp")).toEqual([`${dialect}/template-variant`]);
    expect(snortTemplateDiagnostics(dialect).filter(({ example }) => example === undefined).map(({ code }) => code)).toEqual([`${dialect}/template-variant`]);
  });

  test("places are those of the template's text, slots of options or not", () => {
    const text = 'alert udp any any -> any any (msg:"{{message}}"; {{match}} {{once}} classtype:nothing-known; sid:{{sid}}; rev:{{rev}};)';
    const { diagnostics } = format.compileTemplate({ id: "x", observation: "host", variant: "dns-udp", text }, COMMON_SLOTS, { target: format.targets[0]! });
    const found = diagnostics.find(({ code }) => code.endsWith("/unknown-classtype"))!;
    expect(text.slice(found.range.start, found.range.end)).toBe("nothing-known");
  });
});

import type { Diagnostic, ObservationKind, TemplateResult } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { SURICATA_ENCODINGS } from "../encoding/encoding-description.ts";
import { SURICATA_TARGETS } from "../targets.ts";
import { COMMON_SLOTS } from "../testing/proven-rules.ts";
import { SURICATA_EMISSION } from "../emission.ts";
import type { CompiledTemplate } from "@sigwright/rule-language/template";

const { compileTemplate } = SURICATA_EMISSION;

const END = "sid:{{sid}}; rev:{{rev}};)";

interface Kind {
  readonly observation?: ObservationKind;
  readonly variant?: string;
}

const DNS: Kind = { observation: "host", variant: "dns" };

function compile(text: string, kind: Kind = DNS): TemplateResult<CompiledTemplate> {
  const template = { id: "x", observation: "host" as const, text, ...kind };
  return compileTemplate(template, COMMON_SLOTS, { target: SURICATA_TARGETS[0]! });
}

/** Each diagnostic as its code and the text it stands under. */
function found(text: string, kind?: Kind): string[] {
  return compile(text, kind).diagnostics.map(({ code, range }) => `${code} ${text.slice(range.start, range.end)}`);
}

function only(text: string, kind?: Kind): Diagnostic {
  const { diagnostics } = compile(text, kind);
  expect(diagnostics).toHaveLength(1);
  return diagnostics[0]!;
}

describe("the rules of the encoding table", () => {
  test.each(SURICATA_ENCODINGS.map((encoding) => ({ ...encoding })))(
    "$observation $variant compiles without a word",
    ({ observation, variant, rule }) => {
      const result = compile(rule, variant === undefined ? { observation } : { observation, variant });
      expect(result.diagnostics).toEqual([]);
      expect(JSON.parse(JSON.stringify(result.rule))).toEqual(result.rule);
    },
  );
});

describe("places", () => {
  test("are found from the parsed rule", () => {
    const text = `alert dns any any -> any any (msg:"{{message}} \\"{{value}}\\""; {{match}} {{once}} dns.query; content:!"|00|{{host}}"; bsize:>{{host.bytes}}; pcre:"/^{{host}}$/"; classtype:{{classtype}}; {{references}} {{metadata}} ${END}`;
    const { rule, diagnostics } = compile(text);
    expect(diagnostics).toEqual([]);
    expect(rule?.compiled.pieces.flatMap((piece) => (piece.kind === "slot" ? `${piece.name} ${piece.place}` : []))).toEqual([
      "message message",
      "value message",
      "match options",
      "once options",
      "host content",
      "host.bytes bare",
      "host pcre",
      "classtype bare",
      "references options",
      "metadata options",
      "sid bare",
      "rev bare",
    ]);
    expect(rule?.compiled.fields).toEqual(["match", "host", "host.bytes"]);
  });

  test("blanks inside the braces do not count", () => {
    expect(found(`alert dns any any -> any any (msg:"{{ message }}"; {{ match }} {{ once }} sid:{{ sid }}; rev:{{ rev }};)`)).toEqual([]);
  });

  test("addresses and ports stand in the header, in lists too", () => {
    const address = { observation: "address" as const };
    expect(found(`alert ip any any -> [{{address}},$HOME_NET] any (threshold:type limit,track by_both,count 1,seconds 60; ${END}`, { observation: "address" })).toEqual([]);
    expect(compile(`alert ip {{address}} any <> any any ({{once}} ${END}`, address).diagnostics.map(({ code }) => code)).toEqual([
      "suricata/slot-unavailable",
    ]);
  });

  test.each<[string, string, Kind?]>([
    ["options in a message", `alert dns any any -> any any (msg:"⟦{{match}}⟧"; {{match}} {{once}} ${END}`],
    ["text without quotes", `alert dns any any -> any any (flowbits:set,⟦{{value}}⟧; {{match}} ${END}`],
    ["text in another quoted value", `alert dns any any -> any any (lua:"⟦{{value}}⟧"; {{match}} {{once}} ${END}`],
    ["text between options", `alert dns any any -> any any (⟦{{value}}⟧; {{match}} {{once}} ${END}`],
    ["text as an address", `alert dns ⟦{{value}}⟧ any -> any any ({{match}} {{once}} ${END}`],
    ["a protocol", `alert ⟦{{classtype}}⟧ any any -> any any ({{match}} {{once}} ${END}`],
    ["an action", `⟦{{classtype}}⟧ dns any any -> any any ({{match}} {{once}} ${END}`],
    ["half a port", `alert http any any -> any [80,⟦{{port}}⟧] ({{match}} {{once}} ${END}`, { observation: "url", variant: "origin" }],
    ["between bars", `alert dns any any -> any any (dns.query; content:"|00 ⟦{{host}}⟧|"; {{match}} {{once}} ${END}`],
    ["an address in an option", `alert ip any any -> any any (msg:"⟦{{address}}⟧"; threshold:type limit,track by_both,count 1,seconds 60; ${END}`, { observation: "address" }],
  ])("refuses %s", (_, marked, kind) => {
    const text = marked.replace("⟦", "").replace("⟧", "");
    const start = marked.indexOf("⟦");
    const { rule, diagnostics } = compile(text, kind);
    expect(rule).toBeUndefined();
    expect(diagnostics.map(({ range }) => range.start)).toContain(start);
    const place = diagnostics.find(({ range }) => range.start === start);
    expect(place).toMatchObject({ code: expect.stringMatching(/^suricata\/(?:slot-place|template-not-one-rule)$/) as string });
  });
});

describe("mistakes are told at their place in the template", () => {
  test("a keyword after slots of another length", () => {
    const text = `alert dns any any -> any any (msg:"{{message}}"; {{references}} {{match}} {{once}} clastype:{{classtype}}; ${END}`;
    expect(found(text)).toEqual(["suricata/unknown-keyword clastype"]);
    expect(only(text).help).toContain("classtype");
  });

  test.each(["references", "metadata"])("behind an empty {{%s}} too", (slot) => {
    const text = `alert dns any any -> any any ({{match}} {{${slot}}} fooooo; {{once}} ${END}`;
    expect(found(text)).toEqual(["suricata/unknown-keyword fooooo"]);
  });

  test("an unknown slot, with the one that was meant", () => {
    const text = `alert dns any any -> any any (msg:"{{mesage}}"; {{match}} {{once}} ${END}`;
    expect(found(text)).toEqual(["suricata/unknown-slot {{mesage}}"]);
    expect(only(text).help).toBe("did you mean `{{message}}`?");
  });

  test("a slot of another observation", () => {
    const text = `alert dns any any -> any {{port}} (msg:"x"; {{match}} {{once}} ${END}`;
    expect(found(text)).toEqual(["suricata/slot-unavailable {{port}}"]);
    expect(only(text).help).toBe("write `any`");
  });

  test.each<[string, string, string[]]>([
    ["no sid", `alert dns any any -> any any ({{match}} {{once}} rev:{{rev}};)`, ["suricata/missing-sid alert", "suricata/template-sid"]],
    ["a fixed sid", `alert dns any any -> any any ({{match}} {{once}} sid:7; rev:{{rev}};)`, ["suricata/template-sid sid:7;"]],
    ["a fixed rev", `alert dns any any -> any any ({{match}} {{once}} sid:{{sid}}; rev:7;)`, ["suricata/template-rev rev:7;"]],
    ["no limit", `alert dns any any -> any any ({{match}} ${END}`, ["suricata/template-noisy"]],
    ["a threshold is a limit", `alert dns any any -> any any ({{match}} threshold:type limit,track by_src,count 1,seconds 60; ${END}`, []],
    ["no detection", `alert dns any any -> any any (msg:"{{value}}"; {{once}} ${END}`, ["suricata/template-not-selective"]],
    ["its host in words only", `alert dns any any -> any any (msg:"{{host}}"; {{once}} ${END}`, ["suricata/template-not-selective"]],
    ["its host by hand", `alert dns any any -> any any (dns.query; content:"{{host}}"; bsize:{{host.bytes}}; nocase; {{once}} ${END}`, []],
    ["an unclosed slot", `alert dns any any -> any any ({{match}} {{once ${END.replaceAll("}", "")}`, ["suricata/slot-syntax {{"]],
    ["a comment", `# a comment about {{match}}`, ["suricata/template-not-one-rule"]],
    ["nothing", "", ["suricata/template-not-one-rule"]],
    ["two rules", `alert dns any any -> any any ({{match}} {{once}} ${END}\nalert dns any any -> any any ({{match}} ${END}`, ["suricata/template-not-one-rule"]],
    ["a leading blank", ` alert dns any any -> any any ({{match}} {{once}} ${END}`, ["suricata/template-not-one-rule"]],
    ["a disabled rule", `# alert dns any any -> any any ({{match}} {{once}} ${END}`, ["suricata/template-not-one-rule"]],
  ])("%s", (_, text, expected) => {
    expect(found(text).map((line, index) => line.slice(0, expected[index]?.length ?? line.length))).toEqual(expected);
  });

  test.each<[Kind, string]>([
    [{ observation: "host", variant: "smtp" }, "variants: dns, http, tls, quic"],
    [{ observation: "address", variant: "dns" }, "leave `variant` out"],
    [{ observation: "email-address", variant: "cc" }, "variants: mail-from, rcpt-to, from, reply-to, to"],
    [{ observation: "mutex" }, "observations with Suricata rules: address, network, host, url, user-agent"],
  ])("%o", (kind, help) => {
    const diagnostic = only(`alert dns any any -> any any ({{match}} ${END}`, kind);
    expect(diagnostic).toMatchObject({ code: "suricata/template-variant", help: expect.stringContaining(help) as string });
  });

  test("a URL rule must depend on the target, not on the host alone", () => {
    const text = `alert http any any -> any any (http.host; content:"{{host}}"; {{once}} ${END}`;
    expect(only(text, { observation: "url", variant: "origin" })).toMatchObject({
      code: "suricata/template-not-selective",
      help: "use `{{match}}` or `{{target}}` where the rule detects",
    });
  });

  test("a host rule needs its variant", () => {
    const { diagnostics } = compileTemplate({ id: "x", observation: "host", text: "" }, COMMON_SLOTS, { target: SURICATA_TARGETS[0]! });
    expect(diagnostics).toMatchObject([{ message: "a rule for host observations needs a variant" }]);
  });
});

test("a line end after the rule is no part of it", () => {
  const { rule } = compile(`alert dns any any -> any any ({{match}} {{once}} ${END}\n`);
  expect(rule?.compiled.pieces.at(-1)).toEqual({ kind: "text", text: ";)" });
});

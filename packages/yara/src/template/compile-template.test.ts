import { SourceText, type TemplateRule } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { COMMON_SLOTS, observationOf, SLOT_VALUES } from "../testing/emitted-rules.ts";
import { YARA_TARGETS } from "../targets.ts";
import { yara } from "../yara.ts";
import { TEMPLATE_DIAGNOSTICS } from "./template-diagnostics.ts";

const [target] = YARA_TARGETS;

function compile(text: string, more: Partial<TemplateRule> = {}): ReturnType<typeof yara.compileTemplate> {
  return yara.compileTemplate({ id: "host", observation: "host", text, ...more }, COMMON_SLOTS, { target: target! });
}

/** Findings as `code @ what stands there`. */
function findings(text: string, more: Partial<TemplateRule> = {}): readonly string[] {
  return compile(text, more).diagnostics.map(({ code, range }) => `${code} @ ${text.slice(range.start, range.end)}`);
}

/** The rule of a host made with a template rule. */
function rendered(text: string, values: Parameters<typeof yara.render>[1] = SLOT_VALUES): string {
  const { rule, diagnostics } = compile(text);
  expect(diagnostics).toEqual([]);
  const context = { target: target!, rules: [rule!] };
  const encoding = yara.encode(observationOf("Host", "bad.example"), context);
  if (encoding.status === "unsupported") throw new Error(encoding.reason);
  const result = yara.render(encoding.signatures[0]!, values, context);
  if (result.status === "unsupported") throw new Error(result.reason);
  return result.text.replace(/host_bad_example_[0-9a-f]{20}/, "NAME").replace(/(\$text += )\/\S+\/ nocase/, "$1TEXT").replace(/(\$wide += )\/\S+\/ nocase/, "$1WIDE");
}

const STRINGS = "strings: {{patterns}} condition: any of them }";

test.each(TEMPLATE_DIAGNOSTICS.flatMap(({ code, example }) => (example === undefined ? [] : { code, ...example })))("$code is given by its bad example only", ({ code, bad, good }) => {
  expect(compile(bad).diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
  expect(compile(good).diagnostics).toEqual([]);
});

describe("what is wrong is told at its place", () => {
  test.each([
    ["", ["yara/template-not-one-rule @ "]],
    [`rule {{name}} { ${STRINGS} rule b { condition: true }`, ["yara/template-not-one-rule @ rule b { condition: true }"]],
    [`include "x" rule {{name}} { ${STRINGS}`, ['yara/template-not-one-rule @ include "x"']],
    [`rule {{nmae}} { ${STRINGS}`, ["yara/unknown-slot @ {{nmae}}"]],
    [`rule {{name}} { strings: $a = "{{patterns}}" condition: $a }`, ["yara/slot-place @ {{patterns}}"]],
    [`rule {{name}} { meta: a = {{message}} ${STRINGS}`, ["yara/syntax @ {{message}}"]],
    [`rule {{name}} { meta: {{message}} = "a" ${STRINGS}`, ["yara/slot-place @ {{message}}"]],
    [`rule {{name}} { meta: a = "\\{{message}}" ${STRINGS}`, ["yara/slot-place @ {{message}}"]],
    [`rule {{name}} { strings: $a = { 01 } {{patterns}} condition: {{host}} }`, ["yara/slot-place @ {{host}}"]],
    [`rule {{name}} /* {{host}} */ { ${STRINGS}`, ["yara/slot-place @ {{host}}"]],
    [`rule {{name}} : {{tags}} { ${STRINGS}`, ["yara/slot-place @ {{tags}}"]],
    [`rule {{name}} { meta: {{references}} b = "{{tags}}" ${STRINGS}`, ["yara/slot-place @ meta"]],
    [`rule a_very_long_beginning_of_a_name_{{name}} { ${STRINGS}`, ["yara/template-name @ a_very_long_beginning_of_a_name_{{name}}"]],
    [`rule {{name}} { strings: {{patterns}} condition: $text and nowhere }`, ["yara/unknown-identifier @ nowhere"]],
    [`rule {{name}} { strings: {{patterns}} condition: $tetx }`, ["yara/undefined-pattern @ $tetx"]],
    [`rule {{name}} { condition: {{condition}} }`, ["yara/slot-unavailable @ {{condition}}"]],
  ])("%s", (text, expected) => {
    const found = findings(text);
    for (const each of expected) expect(found).toContain(each);
  });

  test.each([
    [{ observation: "address" as const }, "YARA can't see address observations"],
    [{ variant: "dns" }, "unknown variant `dns`"],
  ])("%j", (more, message) => {
    expect(compile(`rule {{name}} { ${STRINGS}`, more).diagnostics[0]).toMatchObject({ code: "yara/template-variant", message: expect.stringContaining(message) as string });
  });
});

describe("a rule is written as the template has it", () => {
  test("with values escaped for their places, and entries without a value left out", () => {
    const template = `import "pe"

rule team_{{name}} : team {{tags}} {
  meta:
    description = "{{message}} (\\"{{rating}}\\")"
    confidence = "{{confidence}}"
    {{references}}
    level = {{priority}}
    group = "{{group}}"
    {{metadata}}
  strings:
    {{patterns}}
    $own = "x{{host}}" wide
    $regexp = /[{{host}}]{{host}}/
  condition:
    pe.is_pe and any of them
}
`;
    expect(rendered(template, { ...SLOT_VALUES, message: 'a "b" \\\n\u202e', tags: "APT28, team, 1st, rule, TLP:AMBER, APT28, --" })).toBe(`rule team_NAME: team APT28 _1st _rule TLP_AMBER {
  meta:
    description      = "a \\"b\\" \\\\\\\\n\\\\u{202e} (\\"4\\")"
    reference        = "https://sample.invalid/1"
    level            = 1
    sigwright_rating = "4"

  strings:
    $text   = TEXT
    $wide   = WIDE
    $own    = "xbad.example" wide
    $regexp = /[bad\\x2eexample]bad\\x2eexample/

  condition:
    pe.is_pe and any of them
}`);
  });

  test("on one line too", () => {
    expect(rendered(`rule {{name}} : x {{tags}} { meta: a = "b" {{references}} ${STRINGS}`, { ...SLOT_VALUES, tags: "", references: [] })).toBe('rule NAME: x {\n  meta:\n    a = "b"\n\n  strings:\n    $text = TEXT\n    $wide = WIDE\n\n  condition:\n    any of them\n}');
  });

  test("with imports once before the first rule that needs them", async () => {
    const parts: string[] = [];
    const rule = (name: string) => ({ status: "rendered" as const, text: `rule ${name} { condition: true }`, fingerprint: "", preamble: ['import "hash"'] });
    const signatures = async function* () {
      yield { ...rule("a"), preamble: [] };
      yield rule("b");
      yield rule("c");
    };
    for await (const { text, path } of yara.assemble(signatures(), { target: target!, name: "x", header: ["made by a test", "*/ \n"] })) parts.push(`${path}\n${text}`);
    const text = 'x.yar\n// made by a test\n// */ \\n\n\nrule a { condition: true }\n\nimport "hash"\n\nrule b { condition: true }\n\nrule c { condition: true }\n';
    expect(parts).toEqual([text]);
    expect(yara.parse(SourceText.fromString(text.slice(6))).diagnostics).toEqual([]);
  });
});

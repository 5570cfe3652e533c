import { readFileSync } from "node:fs";
import fc from "fast-check";
import { SourceText } from "@sigwright/core";
import { fuzzRuns } from "@sigwright/core/testing";
import { expect, test } from "vitest";
import { GUARD_IDS } from "../guard/guard.ts";
import { compileFormat } from "../pipeline/compiled-format.ts";
import { accepts } from "../testing/json-schema.ts";
import { toyFormat } from "../testing/toy-format.ts";
import { toyTemplate } from "../testing/toy-run.ts";
import { checkShape } from "./check-shape.ts";
import { DEFAULT_TEMPLATE } from "./default-template.ts";
import { defaultTemplate, loadTemplate } from "./load-template.ts";
import { SHIPPED_TEMPLATES } from "./shipped-templates.ts";
import { TEMPLATE_SCHEMA } from "./template-schema.ts";
import { parseYaml } from "./yaml-tree.ts";
import type { YamlNode } from "./yaml-tree.ts";

const PACKAGE = new URL("../../", import.meta.url);
const HEAD = "version: 1\nid: mine\n";

/** Loads a template in which `⟦…⟧` marks the place of the one diagnostic that is expected. */
function loadMarked(marked: string) {
  const start = marked.indexOf("⟦");
  const end = marked.indexOf("⟧") - 1;
  const source = SourceText.fromString(marked.replaceAll(/[⟦⟧]/g, ""), { path: "t.yaml" });
  return { source, expected: { start, end }, loaded: loadTemplate(source, { formats: ["toy", "suricata"] }) };
}

test("the files that are shipped are what the sources say (run `npm run embed` after a change)", () => {
  for (const { id, text } of SHIPPED_TEMPLATES) {
    expect(readFileSync(new URL(`templates/${id}.yaml`, PACKAGE), "utf8")).toBe(text);
  }
  const schema = readFileSync(new URL("schema/template.schema.json", PACKAGE), "utf8");
  expect(schema).toBe(`${JSON.stringify(TEMPLATE_SCHEMA, undefined, 2)}\n`);
});

test.each([
  ["sequences on one line", "- ".repeat(100_000)],
  ["sequences on one line with something in them", `${"- ".repeat(100_000)}a`],
  ["keys on one line", "? ".repeat(100_000)],
  ["sequences that end in a comment", `${"- ".repeat(100_000)}# a`],
  ["brackets", "[".repeat(100_000)],
  ["lines", Array.from({ length: 1000 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")],
])("%s nested without end are refused before they are read", (_, text) => {
  const { diagnostics } = loadTemplate(SourceText.fromString(`${text}\n`));
  expect(diagnostics.map(({ code }) => code)).toEqual(["template/too-deep"]);
});

test("a comment far behind a text is no nesting", () => {
  const source = SourceText.fromString(`${HEAD}description: -${"x".repeat(300)} # a comment\nformats: {}\n`);
  expect(loadTemplate(source).diagnostics).toEqual([]);
});

test("the default template names no file beside it, for `init` writes it anywhere", () => {
  expect(DEFAULT_TEMPLATE).not.toMatch(/\.\.?\//);
});

test("the default template says everything", () => {
  const template = defaultTemplate();
  const { root } = parseYaml(SourceText.fromString(DEFAULT_TEMPLATE));
  const keys = root?.type === "map" ? root.entries.map(({ key }) => key) : [];
  expect([...keys, "extends"].toSorted()).toEqual(Object.keys(TEMPLATE_SCHEMA.properties!).toSorted());
  expect(template.filter?.text).toBe("rating >= 3 and confidence >= 70");
  expect(template.sids).toEqual({ start: 1_000_000, end: 1_999_999 });
  expect(template.guards).toEqual(new Set(GUARD_IDS));
});

test("lists of products are for those who ask for them", () => {
  expect(defaultTemplate().listsProduct).toBe(false);
  const { template } = loadTemplate(SourceText.fromString(`${HEAD}lists: { product: true }\nformats: {}\n`));
  expect(template?.listsProduct).toBe(true);
});

test("what a template leaves out is the default template's", () => {
  const source = SourceText.fromString(`${HEAD}lists: { host: 100, address: never }\nguards: { benign: false }\nformats: {}\n`);
  const { template } = loadTemplate(source);
  const base = defaultTemplate();
  expect(template?.message).toEqual(base.message);
  const lists = new Map(base.lists).set("host", 100);
  lists.delete("address");
  expect(template?.lists).toEqual(lists);
  expect(template?.guards).toEqual(new Set([...base.guards].filter((id) => id !== "benign")));
  expect(template?.formats.size).toBe(0);
});

test.each([
  ["unknown key", `${HEAD}⟦clastype⟧: x\nformats: {}\n`, "template/unknown-key", "did you mean `classtype`?"],
  ["key of a part", `${HEAD}observations:\n  host: { ⟦subdomain⟧: true }\nformats: {}\n`, "template/unknown-key", "subdomains"],
  ["wrong type", `${HEAD}classtype: ⟦7⟧\nformats: {}\n`, "template/value", undefined],
  ["one of few", `${HEAD}observations: { url: { https: ⟦hots⟧ } }\nformats: {}\n`, "template/value", "did you mean `host`?"],
  ["number out of range", `${HEAD}lists: { host: ⟦0⟧ }\nformats: {}\n`, "template/value", undefined],
  ["products of an exact template", `${HEAD}approximate: false\nlists: { product: ⟦true⟧ }\nformats: {}\n`, "template/product-of-exact", "approximate: true"],
  ["products of a template that extends an exact one", `${HEAD}extends: blocking\nlists: { product: ⟦true⟧ }\n`, "template/product-of-exact", "one rule each"],
  ["YAML 1.1 truth", `${HEAD}guards: { benign: ⟦yes⟧ }\nformats: {}\n`, "template/value", undefined],
  ["more than a line", `${HEAD}message: ⟦"a\\nb"⟧\nformats: {}\n`, "template/value", undefined],
  ["unknown slot", `${HEAD}message: "seen {{value}}: ⟦{{confidense}}⟧"\nformats: {}\n`, "template/unknown-slot", "{{confidence}}"],
  ["slot without end", `${HEAD}message: "seen ⟦{{value⟧"\nformats: {}\n`, "template/slot", undefined],
  ["filter", `${HEAD}filter: >-\n  rating >= 3 and\n  ⟦ratng⟧ >= 4\nformats: {}\n`, "filter/unknown-field", "rating"],
  ["wrong rule kind", `${HEAD}formats:\n  toy:\n    rules:\n      - { id: a, observation: ⟦hosts⟧, rule: x }\n`, "template/value", "host"],
  ["unknown format", `${HEAD}formats:\n  ⟦suricatta⟧: { rules: [{ id: a, observation: host, rule: x }] }\n`, "template/unknown-format", "suricata"],
  ["duplicate key", `${HEAD}⟦id⟧: again\nformats: {}\n`, "template/duplicate-key", undefined],
  ["merge key", `${HEAD}⟦<<⟧: { classtype: x }\nformats: {}\n`, "template/unknown-key", "known are"],
  ["prototype key", `${HEAD}⟦__proto__⟧: { classtype: x }\nformats: {}\n`, "template/unknown-key", "known are"],
  ["alias", `${HEAD}description: ⟦*x⟧\nformats: {}\n`, undefined, undefined],
])("%s: reported at its place", (_, marked, code, help) => {
  const { source, expected, loaded } = loadMarked(marked);
  if (code === undefined) {
    expect(loaded.template).toBeUndefined();
    return;
  }
  expect(loaded.diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
  const [found] = loaded.diagnostics;
  expect(source.text.slice(found!.range.start, found!.range.end)).toBe(source.text.slice(expected.start, expected.end));
  if (help !== undefined) expect(`${found!.help}`).toContain(help);
  expect(loaded.template === undefined).toBe(found!.severity === "error");
});

test.each([
  ["nothing", ""],
  ["a list", "- a\n"],
  ["a text", "hello\n"],
  ["two documents", `${HEAD}formats: {}\n---\n${HEAD}formats: {}\n`],
  ["a tab as indentation", `${HEAD}formats:\n\ttoy: {}\n`],
  ["an alias bomb", `a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n${HEAD}formats: *c\n`],
  ["a tower of brackets", `${HEAD}formats: ${"[".repeat(100_000)}`],
  ["a staircase", Array.from({ length: 3000 }, (_, n) => `${" ".repeat(n)}a:`).join("\n")],
  ["a chain of dashes", `${"- ".repeat(100_000)}a`],
  ["a chain of keys", `${"? ".repeat(100_000)}a`],
  ["two million characters", "#".repeat(2_000_000)],
])("%s is an error, not a crash", (_, text) => {
  const { template, diagnostics } = loadTemplate(SourceText.fromString(text));
  expect(template).toBeUndefined();
  expect(diagnostics.length).toBeGreaterThan(0);
});

test("a hundred thousand keys are read in good time", () => {
  const text = Array.from({ length: 60_000 }, (_, n) => `k${n}: 1`).join("\n");
  expect(loadTemplate(SourceText.fromString(text)).diagnostics).toHaveLength(50);
});

test("no text makes it throw", () => {
  const piece = fc.constantFrom("version: 1\n", "id: ", "formats:\n", "  ", "- ", "{", "}", "[", "]", ": ", "&a ", "*a", "!!x ", "|\n", ">-\n", '"', "'", "#", "%", "\0", "\n", "{{value}}", "rules");
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.array(piece).map((parts) => parts.join(""))), (text) => {
      loadTemplate(SourceText.fromString(text));
    }),
    { numRuns: fuzzRuns(300) },
  );
});

test("a rule its format does not understand is reported at its place in the file", () => {
  const template = toyTemplate();
  const text = template.source.text.replace("msg {{message}}", "msg {{mesage}}");
  const { template: broken } = loadTemplate(SourceText.fromString(text));
  const { compiled, diagnostics } = compileFormat(broken!, toyFormat());
  expect(compiled).toBeUndefined();
  const [found] = diagnostics;
  const { start, end } = found!.diagnostic.range;
  expect(found!.source.text.slice(start, end)).toBe("{{mesage}}");
});

test("a template without rules for the format says so", () => {
  const { template } = loadTemplate(SourceText.fromString(`${HEAD}formats: {}\n`));
  expect(compileFormat(template!, toyFormat()).diagnostics.map(({ diagnostic }) => diagnostic.code)).toEqual(["template/no-rules"]);
});

/** Values near a template: mostly right, with something wrong here and there. */
const scalar = fc.oneof(fc.constantFrom("never", "host", "url", "x", "a b", "", "{{value}}"), fc.integer({ min: -2, max: 7 }), fc.boolean(), fc.constant(null));
const key = fc.constantFrom("version", "id", "filter", "sids", "start", "end", "lists", "host", "guards", "benign", "formats", "toy", "rules", "observation", "rule", "priority", "rating", "metadata", "key", "value", "other");
const tree = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof({ depthSize: "small" }, scalar, fc.dictionary(key, tie("node"), { maxKeys: 4 }), fc.array(tie("node"), { maxLength: 3 })),
})).node;

test("the published schema and the loader accept the same shapes", () => {
  const shaped = fc.oneof(
    tree,
    fc.record({ version: fc.constantFrom(1, 2), id: fc.constantFrom("mine", "Mine", 1), formats: tree }),
    fc.record({ version: fc.constant(1), id: fc.constant("mine"), formats: fc.constant({}), lists: tree, guards: tree, sids: tree }),
    fc.record({ version: fc.constant(1), id: fc.constant("mine"), formats: fc.constant({}), priority: tree, metadata: tree }),
    fc.record({
      version: fc.constant(1),
      id: fc.constant("mine"),
      formats: fc.record({ toy: fc.record({ rules: fc.array(fc.record({ id: fc.constantFrom("a", "A"), observation: scalar, rule: scalar }, { requiredKeys: ["id"] })) }) }),
    }),
  );
  fc.assert(
    fc.property(shaped, (value) => {
      expect(checkShape(toNode(value), TEMPLATE_SCHEMA).length === 0).toBe(accepts(TEMPLATE_SCHEMA, value));
    }),
    { numRuns: fuzzRuns(500) },
  );
  const { root } = parseYaml(SourceText.fromString(DEFAULT_TEMPLATE));
  expect(accepts(TEMPLATE_SCHEMA, toValue(root!))).toBe(true);
});

const RANGE = { start: 0, end: 0 };

function toNode(value: unknown): YamlNode {
  if (Array.isArray(value)) return { type: "list", items: value.map(toNode), range: RANGE };
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([name, member]) => ({ key: name, keyRange: RANGE, value: toNode(member) }));
    return { type: "map", entries, range: RANGE };
  }
  return { type: "scalar", value: value as string, range: RANGE, place: { locate: () => RANGE } };
}

function toValue(node: YamlNode): unknown {
  if (node.type === "scalar") return node.value;
  if (node.type === "list") return node.items.map(toValue);
  return Object.fromEntries(node.entries.map((entry) => [entry.key, toValue(entry.value)]));
}

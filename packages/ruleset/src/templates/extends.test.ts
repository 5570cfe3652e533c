import fc from "fast-check";
import { SourceText } from "@sigwright/core";
import { fuzzRuns } from "@sigwright/core/testing";
import { describe, expect, test } from "vitest";
import { compileFormat } from "../pipeline/compiled-format.ts";
import { toyFormat } from "../testing/toy-format.ts";
import { defaultTemplate, loadTemplate, shippedTemplate } from "./load-template.ts";
import { withAction } from "./read-formats.ts";
import { SHIPPED_TEMPLATES } from "./shipped-templates.ts";
import type { Template } from "./template.ts";
import { placeAt } from "./yaml-text.ts";

const HEAD = "version: 1\nid: mine\n";

function load(text: string): Template {
  const { template, diagnostics } = loadTemplate(SourceText.fromString(`${HEAD}${text}`, { path: "mine.yaml" }));
  expect(diagnostics).toEqual([]);
  return template!;
}

function rulesOf(template: Template, format = "suricata"): ReadonlyMap<string, string> {
  return new Map(template.formats.get(format)?.rules.map(({ rule: { id, text } }) => [id, text]));
}

describe("shipped templates", () => {
  test.each(SHIPPED_TEMPLATES.map(({ id }) => id))("%s is called as its file says", (id) => {
    expect(shippedTemplate(id)?.id).toBe(id);
  });

  test("there is no other", () => {
    expect(shippedTemplate("constructor")).toBeUndefined();
  });

  test.each(SHIPPED_TEMPLATES.map(({ id }) => id))("%s has every rule of the default template, with its own action", (id) => {
    const template = shippedTemplate(id)!;
    for (const [format, { rules }] of defaultTemplate().formats) {
      const expected = rules.map(({ rule }) => ({ ...rule, text: rule.text.replace(/^alert /, `${id === "blocking" && format === "snort3" ? "block" : template.action} `) }));
      expect(template.formats.get(format)?.rules.map(({ rule }) => rule)).toEqual(expected);
    }
  });

  test.each(["suricata", "snort2", "snort3"])("every rule of the default template for %s has the template's action", (format) => {
    const rules = [...rulesOf(load("extends: default\naction: reject\n"), format)];
    expect(rules.length).toBeGreaterThan(5);
    expect(rules.filter(([, text]) => !text.startsWith("reject "))).toEqual([]);
  });

  test("their sids don't meet, so that their rules can be loaded together", () => {
    const ranges = SHIPPED_TEMPLATES.map(({ id }) => shippedTemplate(id)!.sids).toSorted((a, b) => a.start - b.start);
    for (const [index, { end }] of ranges.entries()) expect(end).toBeLessThan(ranges[index + 1]?.start ?? Infinity);
  });

  test("they differ in what they are for", () => {
    const [research, blocking, hunting] = ["research", "blocking", "hunting"].map((id) => shippedTemplate(id)!);
    expect(research).toMatchObject({ action: "alert", lifecycle: { expired: "keep", withdrawn: "keep" } });
    expect(blocking).toMatchObject({ action: "drop", approximate: false, selectivity: "strict" });
    expect(blocking!.observations.kinds).toEqual(new Set(["address", "host", "url", "file"]));
    expect(hunting).toMatchObject({ action: "alert", observations: { host: { subdomains: true }, url: { https: "host" } } });
  });
});

describe("extends", () => {
  test("takes over rules and everything else that is left out", () => {
    const template = load("extends: hunting\nclasstype: bad-unknown\n");
    const hunting = shippedTemplate("hunting")!;
    expect(template.classtype).toBe("bad-unknown");
    expect(template.sids).toEqual(hunting.sids);
    expect(template.filter?.text).toBe(hunting.filter!.text);
    expect(rulesOf(template)).toEqual(rulesOf(hunting));
  });

  test("a rule takes the place of the one of its id, another comes last, and some are left out", () => {
    const own = [...rulesOf(load(`extends: default
formats:
  suricata:
    without: [host-quic]
    rules:
      - { id: mine, observation: host, rule: x }
      - { id: host-dns, observation: host, rule: y }
`))];
    const base = [...rulesOf(defaultTemplate())];
    const expected = base.filter(([id]) => id !== "host-quic").map(([id, text]) => [id, id === "host-dns" ? "y" : text]);
    expect(own).toEqual([...expected, ["mine", "x"]]);
  });

  test("a format may have an action of its own, until another one is for all", () => {
    const actionOf = (text: string, format: string): string => rulesOf(load(text), format).get("host-http")!.split(" ")[0]!;
    const own = "extends: default\naction: drop\nformats: { snort3: { action: block } }\n";
    expect([actionOf(own, "suricata"), actionOf(own, "snort3")]).toEqual(["drop", "block"]);
    expect([actionOf("extends: blocking\n", "snort3"), actionOf("extends: blocking\naction: reject\n", "snort3")]).toEqual(["block", "reject"]);
  });

  test("the hash is of both files", () => {
    const hashes = ["extends: default\n", "extends: hunting\n", "extends: default\nformats: {}\n"].map((text) => load(text).hash);
    expect(new Set([...hashes, defaultTemplate().hash]).size).toBe(4);
  });

  test("what is wrong with a rule is told in the file it stands in", () => {
    const template = load("extends: default\nformats:\n  toy:\n    rules:\n      - { id: a, observation: host, rule: 'hit {{nothing}}' }\n");
    const places = compileFormat(template, toyFormat()).diagnostics.map(({ source, diagnostic: { range } }) => `${source.path} ${source.text.slice(range.start, range.end)}`);
    expect(places).toEqual(["mine.yaml {{nothing}}"]);
    expect(template.formats.get("suricata")?.rules[0]?.source.path).toBe("default.yaml");
  });

  test.each([
    ["extends: huntng\n", "template/unknown-base", "huntng"],
    ["description: x\n", "template/missing-key", ""],
    ["extends: default\nformats: { suricata: { without: [host-dsn] } }\n", "template/unknown-rule", "host-dsn"],
    ["formats: { suricata: {} }\n", "template/missing-key", "suricata"],
    ["extends: default\nformats: { suricata: { action: Drop } }\n", "template/value", "Drop"],
    ["extends: default\naction: block\n", "template/value", "block"],
    ["extends: default\nlifecycle: { maxAge: 0 }\n", "template/value", "0"],
    ["extends: default\nobservations: { kinds: [hosts] }\n", "template/value", "[hosts]"],
  ])("%j is %s", (text, code, place) => {
    const source = SourceText.fromString(`${HEAD}${text}`);
    const { template, diagnostics } = loadTemplate(source);
    expect(template).toBeUndefined();
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
    const { start, end } = diagnostics[0]!.range;
    expect(source.text.slice(start, end)).toBe(place);
  });
});

describe("the action of a rule", () => {
  test.each([
    ["{{action}} ip any", "drop ip any"],
    ["{{ action }} x {{action}}", "drop x drop"],
    ["alert ip {{actions}}", "alert ip {{actions}}"],
  ])("%j becomes %j", (text, expected) => {
    expect(withAction({ text, place: placeAt(0) }, "drop").text).toBe(expected);
  });

  test("places in the filled text lead to the same characters of the written one", () => {
    const piece = fc.constantFrom("{{action}}", "{{ action }}", "a", " b ", "{{value}}", "");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.constantFrom("alert", "drop"), fc.nat(), fc.nat(), (pieces, action, from, length) => {
        const written = pieces.join("");
        const { text, place } = withAction({ text: written, place: placeAt(100) }, action);
        const start = from % (text.length + 1);
        const end = Math.min(text.length, start + (length % 9));
        const range = place.locate({ start, end });
        const found = written.slice(range.start - 100, range.end - 100);
        // Of a place in an action the whole slot is told.
        if (!text.slice(start, end).includes(action[0]!) && end > start && !/[alertdop]/.test(text.slice(start, end))) expect(found).toBe(text.slice(start, end));
        expect(range.start).toBeLessThanOrEqual(range.end);
        if (start === 0 && end === text.length) expect(found).toBe(written);
      }),
      { numRuns: fuzzRuns(200) },
    );
  });
});

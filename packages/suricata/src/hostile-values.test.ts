import { channelsOf, SourceText, type EncodeContext, type EncodedSignature, type Observation, type RequestMatch } from "@sigwright/core";
import { fuzzRuns } from "@sigwright/core/testing";
import { directRequest, httpConversation, loadTest, proxyRequest, replayCases, type TrafficCase } from "@sigwright/engines";
import { parseRules } from "@sigwright/rule-language";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { suricata } from "./suricata.ts";
import { LONGEST_LINE, SURICATA_TARGETS } from "./targets.ts";
import { installedSuricata } from "./testing/engine.ts";
import { hostileTarget, hostileText } from "./testing/hostile-text.ts";
import { COMMON_SLOTS, commonValues, contextOf, provenRules, renderAll } from "./testing/proven-rules.ts";
import { SURICATA_EMISSION } from "./emission.ts";
import type { CompiledTemplate } from "@sigwright/rule-language/template";

const { compileTemplate, encode, render } = SURICATA_EMISSION;

const engine = await installedSuricata();
const target = SURICATA_TARGETS[0]!;

function url(path: string, host: Partial<RequestMatch> = {}): Observation {
  const match: RequestMatch = { kind: "request", scheme: "http", host: "bad.example", hostKind: "domain", target: path, ...host };
  return { kind: "url", key: `http://bad.example${path}`, match, channels: ["http.request"] };
}

/** A rule written by hand, with a value in every place that text may stand in. */
const EVERY_PLACE = `alert http any any -> any any (msg:"a {{message}} b {{value}}"; http.uri.raw; content:"a{{target}}b"; pcre:"/{{target}}/"; {{once}} {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)`;

/** The shape of a rule, which no value may change: header, and names of options with those that values bring. */
function shapeOf(text: string): string {
  const file = parseRules(SourceText.fromString(text), "suricata");
  expect(file.rules.length, text).toBe(1);
  expect([...file.items].length, text).toBe(1);
  const rule = file.rules.at(0)!;
  const names = Array.from(rule.options, ({ name }) => name);
  return `${text.slice(0, rule.body?.start)} ${names.filter((name) => name !== "reference" && name !== "metadata").join(" ")}`;
}

function signaturesOf(context: EncodeContext<CompiledTemplate>): readonly EncodedSignature[] {
  const encoding = encode(url("/"), context);
  if (encoding.status === "unsupported") throw new Error(encoding.reason);
  return encoding.signatures;
}

describe("values can't leave their place", () => {
  const rule = compileTemplate({ id: "every", observation: "url", variant: "origin", text: EVERY_PLACE }, COMMON_SLOTS, { target }).rule!;
  const context = { target, rules: [rule] };
  const plain = shapeOf(written("/plain", "plain"));

  function written(path: string, text: string): string {
    const encoding = encode(url(path), context);
    if (encoding.status === "unsupported") return "";
    const values = {
      ...commonValues(7, text),
      value: text,
      references: [{ kind: "url", value: text }, { kind: text, value: "x" }],
      metadata: [{ key: text, value: text }],
    };
    const rendered = render(encoding.signatures[0]!, values, context);
    return rendered.status === "rendered" ? rendered.text : "";
  }

  test("in any place of a hand-written rule", () => {
    fc.assert(
      fc.property(hostileTarget, hostileText, (path, text) => {
        const rendered = written(path, text);
        if (rendered === "") return;
        expect(shapeOf(rendered)).toBe(plain);
        expect(rendered).not.toMatch(/[\n\r]/);
        const { document, diagnostics } = suricata.parse(SourceText.fromString(rendered));
        // A kind of reference that is not configured is worth a warning, and loads.
        expect([...diagnostics, ...suricata.validate(document, { target })].filter(({ code }) => code !== "suricata/unknown-reference")).toEqual([]);
      }),
      { numRuns: fuzzRuns(300) },
    );
  }, 600_000);

  test("slots are filled once: a value that looks like a slot stays a value", () => {
    expect(written("/{{sid}}", "{{message}}")).toContain('msg:"a {{message}} b {{message}}"');
  });

  test("what does not fit the line is unsupported, with the reason", () => {
    for (const { result } of renderAll(url(`/${"é".repeat(2000)}`), 1)) {
      expect(result).toMatchObject({ status: "unsupported", reason: expect.stringContaining(`more than the ${LONGEST_LINE}`) as string });
    }
  });

  test("nor does a value that is no sid, word or number get in", () => {
    const signatures = signaturesOf(context);
    for (const sid of [1.5, -1, Number.NaN, 2 ** 60]) {
      expect(render(signatures[0]!, { ...commonValues(1), sid }, context)).toMatchObject({ status: "unsupported" });
    }
    const table = provenRules().filter(({ id }) => id === "url-origin");
    const proven = { target, rules: table };
    const encoded = signaturesOf(proven);
    for (const classtype of ["a; sid:2", "", 'x"']) {
      expect(render(encoded[0]!, { ...commonValues(1), classtype }, proven)).toMatchObject({
        status: "unsupported",
        reason: expect.stringContaining("{{classtype}}") as string,
      });
    }
  });
});

/** Options that rules for texts are made of. */
const TEXT_OPTIONS: ReadonlySet<string> = new Set([
  "msg", "flow", "flowbits", "classtype", "priority", "reference", "metadata", "sid", "rev",
  "http.user_agent", "smtp.mail_from", "smtp.rcpt_to", "email.from", "tls.cert_subject", "tls.cert_serial",
  "bsize", "content", "nocase", "startswith", "distance", "within", "fast_pattern", "pcre",
]);

describe.each(SURICATA_TARGETS)("texts can't leave their place in rules for $engine@$version", (version) => {
  test.each(["email-address", "email-subject", "user-agent", "certificate-subject"] as const)("%s", (kind) => {
    fc.assert(
      fc.property(hostileText, hostileText, (text, message) => {
        // Built by hand: hostile code can make observations that no indicator gives.
        const observation: Observation = { kind, key: text, match: { kind: "literal", text, caseSensitive: true }, channels: channelsOf(kind) };
        const context = contextOf(kind, version);
        const encoding = encode(observation, context);
        if (encoding.status === "unsupported") return;
        for (const signature of encoding.signatures) {
          const rendered = render(signature, commonValues(7, message), context);
          if (rendered.status === "unsupported") continue;
          const { document, diagnostics } = suricata.parse(SourceText.fromString(rendered.text));
          // A text of one letter is a short pattern, which advice tells.
          expect([...diagnostics, ...suricata.validate(document, { target: version })].filter(({ code }) => code !== "suricata/short-fast-pattern")).toEqual([]);
          expect(document.rules.length).toBe(1);
          expect(Array.from(document.rules.at(0)!.options, ({ name }) => name).filter((name) => !TEXT_OPTIONS.has(name))).toEqual([]);
          expect(suricata.rules(document)[0]).toMatchObject({ sid: 7, rev: 1, enabled: true });
        }
      }),
      { numRuns: fuzzRuns(60) },
    );
  }, 600_000);
});

describe.skipIf(engine === undefined)("in Suricata", () => {
  test("every hostile rule loads and matches exactly its bytes", async () => {
    const targets = new Set(["/", ...fc.sample(hostileTarget, { numRuns: fuzzRuns(120), seed: 20_260_101 })]);
    const messages = fc.sample(hostileText, { numRuns: targets.size, seed: 20_260_102 });
    const lines: string[] = [];
    const cases: TrafficCase[] = [];
    const expected = new Map<string, number[]>();
    let sid = 1_000_000;
    for (const [index, path] of [...targets].entries()) {
      const context = { target, rules: provenRules().filter((rule) => rule.observation === "url") };
      const encoding = encode(url(path), context);
      if (encoding.status === "unsupported") continue;
      for (const signature of encoding.signatures) {
        const text = messages[index] ?? "";
        const values = { ...commonValues(sid, text), references: [{ kind: "url", value: text }], metadata: [{ key: "x", value: text }] };
        const rendered = render(signature, values, context);
        if (rendered.status === "unsupported") continue;
        lines.push(rendered.text);
        const resource = { host: "bad.example", target: path };
        const request = signature.rule === "url-origin" ? directRequest(resource) : proxyRequest(resource);
        const id = `${sid}`;
        cases.push({ id, conversations: [httpConversation({ requests: [request] })] });
        expected.set(id, [sid]);
        sid++;
      }
    }
    const rules = `${lines.join("\n")}\n`;
    const loaded = await loadTest(rules, { engine: engine! });
    expect(loaded.problems).toEqual([]);
    expect(loaded.loaded).toBe(lines.length);
    const alerts = await replayCases(rules, cases, { engine: engine! });
    const fired = new Map([...alerts].map(([id, counts]) => [id, counts.flatMap(({ sid: of, count }) => Array<number>(count).fill(of))]));
    expect(fired).toEqual(expected);
  }, 1_800_000);
});

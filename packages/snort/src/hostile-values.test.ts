import { SourceText, type Observation, type ObservationKind } from "@sigwright/core";
import { fuzzRuns } from "@sigwright/core/testing";
import { directRequest, httpConversation, proxyRequest, type TrafficCase } from "@sigwright/engines";
import { parseRules } from "@sigwright/rule-language";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { snort2 } from "./snort2/snort2.ts";
import { snort3 } from "./snort3/snort3.ts";
import { COMMON_SLOTS, commonValues, compiledRules, FORMATS } from "./testing/emitted-rules.ts";
import { hostileTarget, hostileText } from "./testing/hostile-text.ts";
import { installedSnort3, replayInSnort3 } from "./testing/snort3-engine.ts";

const engine = await installedSnort3();

function url(target: string): Observation {
  return { kind: "url", key: `http://bad.example${target}`, match: { kind: "request", scheme: "http", host: "bad.example", hostKind: "domain", target }, channels: ["http.request"] };
}

const KINDS = ["user-agent", "email-subject", "email-address"] as const satisfies readonly ObservationKind[];

function literal(kind: (typeof KINDS)[number], text: string): Observation {
  return { kind, key: text, match: { kind: "literal", text, caseSensitive: kind !== "email-address" }, channels: kind === "user-agent" ? ["http.user_agent"] : kind === "email-subject" ? ["mail.header"] : ["smtp.envelope", "mail.header"] };
}

describe.each(FORMATS)("values can't leave their place, $format.id", (emitting) => {
  const format = emitting.format.id === "snort2" ? snort2 : snort3;
  const target = format.targets[0]!;
  const rules = compiledRules(emitting);

  /** A rule written by hand, with a value in every place that text may stand in. */
  const everyPlace = `alert tcp any any -> any any (msg:"a {{message}} b {{value}}"; flow:established; content:"a{{target}}b"; pcre:"/{{target}}/"; {{once}} {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)`;
  const compiled = format.compileTemplate({ id: "every", observation: "url", variant: "origin", text: everyPlace }, COMMON_SLOTS, { target }).rule!;

  /** The shape of a rule, which no value may change: its header, and the names of its options without those that values bring. */
  function shapeOf(text: string): string {
    const file = parseRules(SourceText.fromString(text), emitting.format.id === "snort2" ? "snort2" : "snort3");
    expect(file.rules.length, text).toBe(1);
    expect([...file.items].length, text).toBe(1);
    const rule = file.rules.at(0)!;
    const names = Array.from(rule.options, ({ name }) => name).filter((name) => name !== "reference" && name !== "metadata");
    return `${text.slice(0, rule.body?.start)} ${names.join(" ")}`;
  }

  function hostileValues(text: string): ReturnType<typeof commonValues> {
    return { ...commonValues(7, text), value: text, references: [{ kind: "url", value: text }, { kind: text, value: "x" }], metadata: [{ key: text, value: text }] };
  }

  /** The rules of an observation with a hostile text in every common slot. */
  function written(observation: Observation, text: string, only = rules): readonly { readonly id: string; readonly text: string }[] {
    const context = { target, rules: only.filter((rule) => rule.observation === observation.kind) };
    const encoding = format.encode(observation, context);
    if (encoding.status === "unsupported") return [];
    return encoding.signatures.flatMap((signature) => {
      const rendered = format.render(signature, hostileValues(text), context);
      return rendered.status === "rendered" ? [{ id: signature.rule, text: rendered.text }] : [];
    });
  }

  function expectSound(text: string): void {
    expect(text).not.toMatch(/[\n\r]/);
    const { document, diagnostics } = format.parse(SourceText.fromString(text));
    // A kind of reference that is not configured is worth a warning, and loads; values may be as short as can be.
    expect([...diagnostics, ...format.validate(document, { target })].filter(({ code }) => !code.endsWith("/unknown-reference") && !code.endsWith("/short-fast-pattern")), text).toEqual([]);
  }

  test("in any place of a hand-written rule", () => {
    const plain = shapeOf(written(url("/plain"), "plain", [compiled])[0]!.text);
    fc.assert(
      fc.property(hostileTarget, hostileText, (path, text) => {
        for (const { text: rule } of written(url(path), text, [compiled])) {
          expect(shapeOf(rule)).toBe(plain);
          expectSound(rule);
        }
      }),
      { numRuns: fuzzRuns(200) },
    );
  }, 600_000);

  test("in the rules of the tables", () => {
    const options = (rule: string): string => shapeOf(rule).replaceAll(/\b(?:content|distance|within|http_raw_uri)\b/g, "").replaceAll(/ +/g, " ");
    const shapes = new Map([url("/plain"), ...KINDS.map((kind) => literal(kind, "plain"))].flatMap((observation) => written(observation, "plain").map(({ id, text }) => [id, options(text)] as const)));
    fc.assert(
      fc.property(hostileText, hostileText, fc.constantFrom("url", ...KINDS), (value, text, kind) => {
        const observation = kind === "url" ? url(`/${value.replace(/[ \n\p{Surrogate}]/gu, "")}`) : literal(kind, value.trim());
        for (const { id, text: rule } of written(observation, text)) {
          expect(options(rule)).toBe(shapes.get(id));
          expectSound(rule);
        }
      }),
      { numRuns: fuzzRuns(200) },
    );
  }, 600_000);

  test("slots are filled once: a value that looks like a slot stays a value", () => {
    expect(written(url("/{{sid}}"), "{{message}}", [compiled])[0]!.text).toContain('msg:"a {{message}} b {{message}}"');
  });

  test("what has no room, and what is no sid, word or number, does not get in", () => {
    expect(format.encode(url(`/${"x".repeat(2000)}`), { target, rules: [compiled] })).toMatchObject({ status: "unsupported" });
    const context = { target, rules: rules.filter(({ id }) => id === "url-origin") };
    const encoding = format.encode(url("/"), context);
    if (encoding.status === "unsupported") throw new Error(encoding.reason);
    for (const wrong of [{ sid: 1.5 }, { sid: -1 }, { sid: Number.NaN }, { sid: 2 ** 60 }, { classtype: "a; sid:2" }, { classtype: "" }, { classtype: 'x"' }]) {
      expect(format.render(encoding.signatures[0]!, { ...commonValues(1), ...wrong }, context)).toMatchObject({ status: "unsupported" });
    }
  });
});

describe.skipIf(engine === undefined)("in Snort 3", () => {
  test("every hostile rule loads and matches exactly its bytes", async () => {
    const emitting = FORMATS.find(({ format }) => format.id === "snort3")!;
    const { format } = emitting;
    const context = { target: format.targets[0]!, rules: compiledRules(emitting).filter((rule) => rule.observation === "url") };
    const targets = new Set(["/", ...fc.sample(hostileTarget, { numRuns: fuzzRuns(120), seed: 20_261_101 })]);
    const messages = fc.sample(hostileText, { numRuns: targets.size, seed: 20_261_102 });
    const lines: string[] = [];
    const cases: TrafficCase[] = [];
    let sid = 1_000_000;
    for (const [index, target] of [...targets].entries()) {
      const encoding = format.encode(url(target), context);
      if (encoding.status === "unsupported") continue;
      for (const signature of encoding.signatures) {
        const text = messages[index] ?? "";
        const rendered = format.render(signature, { ...commonValues(sid, text), references: [{ kind: "url", value: text }], metadata: [{ key: "x", value: text }] }, context);
        if (rendered.status === "unsupported") continue;
        lines.push(rendered.text);
        const resource = { host: "bad.example", target };
        cases.push({ id: `${sid}`, conversations: [httpConversation({ requests: [signature.rule === "url-origin" ? directRequest(resource) : proxyRequest(resource)] })] });
        sid++;
      }
    }
    const { alerts } = await replayInSnort3(engine!, `${lines.join("\n")}\n`, cases);
    const wrong = [...alerts].filter(([id, sids]) => sids.length !== 1 || sids[0] !== Number(id));
    process.stderr.write(`${cases.length} hostile rules in Snort 3, ${wrong.length} not as meant\n`);
    expect(wrong.map(([id, sids]) => `${id}: ${sids.join(" ")} ${lines[Number(id) - 1_000_000]}`)).toEqual([]);
  }, 1_800_000);
});

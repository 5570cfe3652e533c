import { SourceText } from "@sigwright/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COMMON_SLOTS, contextOf, findingsIn, observationOf, ruleOf, rulesFile, SLOT_VALUES } from "../testing/emitted-rules.ts";
import { textBytes } from "../literals/text.ts";
import { compileTemplate } from "../template/compile-template.ts";
import { YARA_TARGETS } from "../targets.ts";
import { yara } from "../yara.ts";
import { obstacleTo } from "./slot-fields.ts";

const numRuns = Number(process.env["SIGWRIGHT_FUZZ_RUNS"] ?? 150);
/** Texts of signs that mean something in rules, of any character, and of both. */
const hostileText = fc.oneof(
  fc.string({ unit: fc.constantFrom('"', "\\", "/", "{", "}", "\n", "\r", "\0", "*/", "//", "(", "[", "|", "$", "^", "a", "é", "\u202e", "\ud800", "condition: true }"), maxLength: 40 }),
  fc.string({ unit: "binary", maxLength: 60 }),
);

describe("whatever an observation holds, its rule is one rule that nothing is said of", () => {
  test.each(["Mutex", "UserAgent", "EmailSubject", "RegistryKey"] as const)("%s", (type) => {
    fc.assert(
      fc.property(hostileText, (text) => {
        let observation: ReturnType<typeof observationOf>;
        try {
          observation = observationOf(type, `evil ${text}`);
        } catch {
          // What is no indicator makes no rule.
          return;
        }
        if (obstacleTo(observation) !== undefined) return;
        const rule = ruleOf(observation);
        const file = rulesFile([rule]);
        expect(findingsIn(file)).toEqual([]);
        const views = yara.rules(yara.parse(SourceText.fromString(file)).document);
        expect(views).toHaveLength(1);
        expect(views[0]!.fingerprint).toBe(rule.rendered.fingerprint);
      }),
      { numRuns },
    );
  });

  test("the bytes looked for are the bytes of the text", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const observation = observationOf("Host", "bad.example");
        const mutex = { ...observation, kind: "mutex" as const, key: text, match: { kind: "literal" as const, text: `evil name ${text}`, caseSensitive: true } };
        if (obstacleTo(mutex) !== undefined) return;
        const { document } = yara.parse(SourceText.fromString(ruleOf(mutex).rendered.text));
        const { value } = document.rules[0]!.patterns[0]!;
        expect(value.kind === "text" ? Buffer.from(textBytes(value)).toString("utf8") : undefined).toBe(mutex.match.text);
      }),
      { numRuns },
    );
  });
});

test("no slot value can leave its place", () => {
  const text = 'rule {{name}} : sigwright {{tags}} { meta: a = "{{message}}" b = "{{owner}}" {{references}} {{metadata}} strings: {{patterns}} $b = "x{{host}}y" $c = /x[{{host}}]y{{host}}/ condition: any of them }';
  const target = YARA_TARGETS[0]!;
  const { rule } = compileTemplate({ id: "host", observation: "host", text }, COMMON_SLOTS, { target });
  const context = { target, rules: [rule!] };
  const encoding = yara.encode(observationOf("Host", "bad.example"), context);
  if (encoding.status === "unsupported") throw new Error(encoding.reason);
  const plain = yara.render(encoding.signatures[0]!, SLOT_VALUES, context);
  fc.assert(
    fc.property(hostileText, fc.array(hostileText, { maxLength: 4 }), (value, more) => {
      const values = { ...SLOT_VALUES, message: value, owner: value, tags: more.join(", "), references: more.map((each) => ({ kind: "url", value: each })), metadata: more.map((each) => ({ key: each, value: each })) };
      const rendered = yara.render(encoding.signatures[0]!, values, context);
      if (rendered.status === "unsupported") throw new Error(rendered.reason);
      expect(findingsIn(rendered.text).filter((finding) => !finding.includes("enough to make"))).toEqual([]);
      expect(rendered.fingerprint).toBe(plain.status === "rendered" ? plain.fingerprint : undefined);
      expect(yara.rules(yara.parse(SourceText.fromString(rendered.text)).document)).toHaveLength(1);
    }),
    { numRuns },
  );
});

test("a rule of a hostile observation is the same for ever, and its name is its own", () => {
  const names = fc.sample(hostileText, { numRuns: 300, seed: 1 }).flatMap((text) => {
    const observation = { ...observationOf("Host", "bad.example"), kind: "mutex" as const, key: text, match: { kind: "literal" as const, text: `evil name ${text}`, caseSensitive: true } };
    return obstacleTo(observation) === undefined ? [[text, ruleOf(observation).name] as const] : [];
  });
  const byText = new Map(names);
  expect(new Set(byText.values()).size).toBe(byText.size);
  for (const name of byText.values()) expect(name).toMatch(/^[a-z]\w{1,99}$/);
  expect(contextOf(observationOf("Host", "bad.example")).rules).toHaveLength(1);
});

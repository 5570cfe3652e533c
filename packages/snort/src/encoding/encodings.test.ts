import { SourceText } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { snort2 } from "../snort2/snort2.ts";
import { snort3 } from "../snort3/snort3.ts";
import { commonValues, compiledRules, contextOf, emit, FORMATS, observationOf } from "../testing/emitted-rules.ts";

const INDICATORS: readonly (readonly [type: string, value: string, subdomains?: boolean])[] = [
  ["Address", "203.0.113.7"],
  ["Address", "2001:db8::7"],
  ["CIDR", "203.0.113.16/29"],
  ["CIDR", "2001:db8:2::/64"],
  ["Host", "bad.example"],
  ["Host", "bad.example", true],
  ["URL", "http://bad.example/Path/x.exe?q=1"],
  ["URL", "http://bad.example:8080/p"],
  ["URL", "http://[2001:db8::bad]/p"],
  ["URL", `http://bad.example/${"long/".repeat(200)}`],
  ["URL", 'http://bad.example/"|;:\\%00(){}[]?'],
  ["EmailAddress", "bad+x'y{z}|w@evil.example"],
  ["EmailAddress", "bad@evil.example"],
  ["EmailSubject", 'Win "a" prize; now | \\ (100%) \u00e4'],
  ["UserAgent", 'Evil/1.0 (x; "y"; |z|)'],
];

describe.each(FORMATS)("$format.id", (emitting) => {
  const format = emitting.format.id === "snort2" ? snort2 : snort3;

  test("each encoding is described in whole sentences, and its rule is understood", () => {
    for (const { summary, limits } of emitting.encodings) for (const text of [summary, ...limits]) expect(text).toMatch(/^[A-Z].*\.$/s);
    expect(compiledRules(emitting)).toHaveLength(emitting.encodings.length);
  });

  test.each(INDICATORS.map(([type, value, subdomains = false]) => ({ type, value, subdomains })))("$type $value (below: $subdomains): its rules parse and check clean", ({ type, value, subdomains }) => {
    const rules = emit(observationOf(type, value, subdomains), 1_000_001, emitting);
    expect(rules.length).toBeGreaterThan(0);
    for (const { text, sid } of rules) {
      const { document, diagnostics } = format.parse(SourceText.fromString(`${text}\n`));
      expect([...diagnostics, ...format.validate(document, { target: format.targets[0]! })], text).toEqual([]);
      expect(document.rules.length).toBe(1);
      expect(format.rules(document)[0]).toMatchObject({ sid, rev: 1, enabled: true });
    }
  });

  test("the fingerprint does not depend on sid, and is the one that `rules` gives", () => {
    const observation = observationOf("Host", "bad.example");
    const context = contextOf("host", emitting);
    const encoding = format.encode(observation, context);
    if (encoding.status === "unsupported") throw new Error(encoding.reason);
    const prints = [1_000_001, 1_234_567].map((sid) => {
      const rendered = format.render(encoding.signatures[0]!, commonValues(sid), context);
      if (rendered.status === "unsupported") throw new Error(rendered.reason);
      expect(format.rules(format.parse(SourceText.fromString(rendered.text)).document)[0]!.fingerprint).toBe(rendered.fingerprint);
      return rendered.fingerprint;
    });
    expect(prints[0]).toBe(prints[1]);
  });

  test("what can't be seen is told, by channel or as a whole", () => {
    const host = format.encode(observationOf("Host", "bad.example", true), contextOf("host", emitting));
    expect(host.status === "encoded" ? host.uncovered.map(({ channel }) => channel) : []).toEqual([...(emitting.format.id === "snort2" ? ["tls.sni"] : []), "quic.sni", "file.content", "memory"]);
    for (const [type, value] of [["URL", "https://bad.example/x"], ["File", "d41d8cd98f00b204e9800998ecf8427e"], ["UserAgent", "x".repeat(600)], ["Mutex", "Global\\evil"], ["RegistryKey", "HKLM\\Software\\Evil"], ["JA3", "e7d705a3286e19ea42f587b344ee6865"], ["JA4", "t13d1516h2_8daaf6152771_e5627efa2ab1"], ["CertificateSubject", "CN=bad.example"], ["CertificateFingerprint", "da39a3ee5e6b4b0d3255bfef95601890afd80709"]] as const) {
      const observation = observationOf(type, value);
      expect(format.encode(observation, contextOf(observation.kind, emitting))).toMatchObject({ status: "unsupported", reason: expect.stringMatching(/\S/) });
    }
  });

  test("addresses share a rule as a list, and a list of one kind only", () => {
    const members = ["203.0.113.7", "2001:db8::7", "198.51.100.1"].map((value) => observationOf("Address", value));
    const context = contextOf("address", emitting);
    expect(format.listForm(members[0]!, context)).toMatchObject({ group: "address" });
    const encoding = format.encodeList(members, context);
    if (encoding.status === "unsupported") throw new Error(encoding.reason);
    expect(encoding.signatures.map(({ fields }) => fields["address"])).toEqual(Array.from({ length: 2 }, () => "[203.0.113.7,2001:db8::7,198.51.100.1]"));
    for (const signature of encoding.signatures) {
      const rendered = format.render(signature, commonValues(1), context);
      const text = rendered.status === "rendered" ? rendered.text : "";
      const { document, diagnostics } = format.parse(SourceText.fromString(text));
      expect([...diagnostics, ...format.validate(document, { target: format.targets[0]! })]).toEqual([]);
    }
    expect(format.encodeList([members[0]!, observationOf("CIDR", "10.0.0.0/8")], context)).toMatchObject({ status: "unsupported" });
  });
});

import { fuzzRuns } from "@sigwright/core/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseListKey, signatureKey } from "./signature-key.ts";

test.each([
  ["evil.example", "suricata/host/evil.example/dns"],
  ["a b", "suricata/host/a%20b/dns"],
  ["a%20b", "suricata/host/a%2520b/dns"],
  ["line\nbreak", "suricata/host/line%0abreak/dns"],
  ["é\u2028", "suricata/host/%e9%u2028/dns"],
  ["%list:x:", "suricata/host/%25list:x:/dns"],
])("the key of %j", (match, key) => {
  expect(signatureKey("suricata", { kind: "host", match, rule: "dns" })).toBe(key);
});

test("a long match is cut and completed by a digest", () => {
  const key = (match: string) => signatureKey("suricata", { kind: "url", match, rule: "origin" });
  const long = "a".repeat(65_536);
  expect(key(long).length).toBeLessThan(512);
  expect(key(long)).not.toBe(key(`${long}b`));
  expect(key("\uD800".repeat(1000))).not.toBe(key("\uD801".repeat(1000)));
});

test("a list's key tells its group and bucket", () => {
  const key = signatureKey("suricata", { kind: "address", list: "ipv4 any:x", bucket: "01", rule: "address" });
  expect(key).toBe("suricata/address/%list:ipv4%20any:x:01/address");
  expect(parseListKey(key)).toEqual({ family: "suricata", kind: "address", group: "ipv4%20any:x", bucket: "01" });
});

const anything = fc.oneof(fc.string({ unit: "binary", maxLength: 40 }), fc.string({ maxLength: 700, minLength: 400 }));

test("a key is one line of printable ASCII without blanks, and no list's", () => {
  fc.assert(
    fc.property(anything, (match) => {
      const key = signatureKey("suricata", { kind: "mutex", match, rule: "any" });
      expect(key).toMatch(/^[!-~]+$/);
      expect(key.length).toBeLessThan(600);
      expect(parseListKey(key)).toBeUndefined();
    }),
    { numRuns: fuzzRuns(200) },
  );
});

test("different matches have different keys", () => {
  fc.assert(
    fc.property(anything, anything, (a, b) => {
      const [first, second] = [a, b].map((match) => signatureKey("suricata", { kind: "mutex", match, rule: "any" }));
      expect(first === second).toBe(a === b);
    }),
    { numRuns: fuzzRuns(200) },
  );
});

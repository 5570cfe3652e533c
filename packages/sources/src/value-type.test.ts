import { canonicalise } from "@sigwright/core";
import { fuzzRuns } from "@sigwright/core/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { valueType } from "./value-type.ts";

test.each([
  ["198.51.100.7", "Address"],
  ["2001:db8::1", "Address"],
  ["::ffff:198.51.100.7", "Address"],
  ["::", "Address"],
  ["198.51.100.0/24", "CIDR"],
  ["2001:db8::/32", "CIDR"],
  ["evil-example.net", "Host"],
  ["evil-example.net.", "Host"],
  ["_dmarc.evil-example.net", "Host"],
  ["xn--80ak6aa92e.com", "Host"],
  ["пример.рф", "Host"],
  ["http://evil-example.net/a b", "URL"],
  ["ftp://evil-example.net", "URL"],
  ["a.b@evil-example.net", "EmailAddress"],
  ["d41d8cd98f00b204e9800998ecf8427e", "File"],
  ["D41D8CD98F00B204E9800998ECF8427E : da39a3ee5e6b4b0d3255bfef95601890afd80709", "File"],
  ["AS64500", "ASN"],
  [String.raw`HKLM\Software\Run`, "RegistryKey"],
  ["localhost", undefined],
  ["evil-example.net/path", undefined],
  ["some words", undefined],
  ["1.2.3", undefined],
  ["a:b", undefined],
  ["d41d8cd98f00b204e9800998ecf8427", undefined],
  ["", undefined],
])("%j is %s", (value, type) => {
  expect(valueType(value)).toBe(type);
});

test("a type that is told takes the canonical value of that type", () => {
  const value = fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain(), fc.webUrl(), fc.constantFrom("198.51.100.0/24", "2001:db8::/32"));
  fc.assert(
    fc.property(value, (text) => {
      const type = valueType(text);
      expect(type).toBeDefined();
      expect(canonicalise(type!, text).status).toBe("canonical");
    }),
    { numRuns: fuzzRuns(300) },
  );
});

test.each([[":".repeat(100_000)], ["a.".repeat(50_000)], [`${"a".repeat(100_000)}@`], ["1.".repeat(4000)], ["[".repeat(8000)]])(
  "hostile text takes no time to speak of",
  (text) => {
    expect(valueType(text)).toBeUndefined();
  },
);

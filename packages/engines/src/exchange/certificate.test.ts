import { X509Certificate } from "node:crypto";
import { expect, test } from "vitest";
import { certificate, NAME_ATTRIBUTES, type NameAttribute } from "./certificate.ts";

test("a certificate is well formed, says what it was given and is signed", () => {
  const { der, sha1 } = certificate({
    subject: [["C", "US"], ["O", "Bad, Inc. \u{fc}"], ["OU", "=+/"], ["emailAddress", "bad@evil.example"], ["CN", "bad.example"]],
    issuer: [["CN", "An Authority"]],
    serial: "0badc0de",
  });
  const read = new X509Certificate(der);
  expect(read.subject).toBe("C=US\nO=Bad\\, Inc. \u{fc}\nOU==\\+/\nemailAddress=bad@evil.example\nCN=bad.example");
  expect(read.issuer).toBe("CN=An Authority");
  expect(read.serialNumber).toBe("0BADC0DE");
  expect(read.fingerprint.replaceAll(":", "").toLowerCase()).toBe(sha1);
  expect(read.verify(read.publicKey)).toBe(true);
});

test("the same fields give the same bytes", () => {
  expect(certificate({ subject: [["CN", "a"]] })).toEqual(certificate({ subject: [["CN", "a"]] }));
});

test("every kind of attribute can be written", () => {
  const subject = NAME_ATTRIBUTES.map((type): NameAttribute => [type, "x"]);
  expect(new X509Certificate(certificate({ subject }).der).subject.split("\n")).toHaveLength(NAME_ATTRIBUTES.length);
});

test("lengths of more than one byte", () => {
  const value = "x".repeat(300);
  expect(new X509Certificate(certificate({ subject: [["CN", value]] }).der).subject).toBe(`CN=${value}`);
});

test.each(["", "0", "xyz", "00".repeat(21)])("the serial number `%s` is refused", (serial) => {
  expect(() => certificate({ subject: [], serial })).toThrow(RangeError);
});

test.each(["", "XY", "1", "9.9.9", "constructor"])("an attribute `%s` is refused", (type) => {
  expect(() => certificate({ subject: [[type, "x"]] })).toThrow(RangeError);
});

test("an attribute by its object identifier", () => {
  expect(new X509Certificate(certificate({ subject: [["2.5.4.17", "x"]] }).der).subject).toBe("postalCode=x");
});

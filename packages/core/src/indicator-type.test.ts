import { expect, test } from "vitest";
import { CUSTOM_INDICATOR_TYPES, INDICATOR_TYPES } from "./indicator.ts";
import { indicatorType } from "./indicator-type.ts";

test.each([
  ["Host", "Host"],
  ["host", "Host"],
  ["Email Address", "EmailAddress"],
  ["email_subject", "EmailSubject"],
  ["REGISTRY KEY", "RegistryKey"],
  ["User-Agent", "UserAgent"],
  [" url ", "URL"],
  ["ja3", "JA3"],
  ["JA3 Hash", "JA3"],
  ["ja3-fingerprint-md5", "JA3"],
  ["JA3S Fingerprint", "JA3S"],
  ["ja4_fingerprint", "JA4"],
  ["Certificate Fingerprint", "CertificateFingerprint"],
  ["SSL Certificate SHA1", "CertificateFingerprint"],
  ["SSLCertFingerprint", "CertificateFingerprint"],
  ["x509-fingerprint-sha256", "CertificateFingerprint"],
  ["TLS Cert Subject", "CertificateSubject"],
  ["x509 serial number", "CertificateSerial"],
])("%j is %s", (name, type) => {
  expect(indicatorType(name)).toEqual({ kind: "known", type });
});

test.each([
  ["Hots", "Host"],
  ["Adress", "Address"],
  ["domain", "Host"],
  ["IPv4", "Address"],
  ["SHA256", "File"],
  ["E-Mail Adress", "EmailAddress"],
  ["Certificate Finger Prnt", "CertificateFingerprint"],
])("%j is a custom type, perhaps meant to be %s", (name, suggestion) => {
  expect(indicatorType(name)).toEqual({ kind: "custom", type: name, suggestion });
});

test.each(["Bank Account", "JA4S", "JA4H", "JARM", "HASSH", "SSL Certificate", "__proto__", "constructor", "x".repeat(100_000)])("%.40s is a custom type", (name) => {
  expect(indicatorType(name)).toEqual({ kind: "custom", type: name });
});

test("every known type is itself", () => {
  for (const type of [...INDICATOR_TYPES, ...CUSTOM_INDICATOR_TYPES]) expect(indicatorType(type)).toEqual({ kind: "known", type });
});

import { expect, test } from "vitest";
import { INDICATOR_TYPES } from "./indicator.ts";
import { indicatorType } from "./indicator-type.ts";

test.each([
  ["Host", "Host"],
  ["host", "Host"],
  ["Email Address", "EmailAddress"],
  ["email_subject", "EmailSubject"],
  ["REGISTRY KEY", "RegistryKey"],
  ["User-Agent", "UserAgent"],
  [" url ", "URL"],
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
])("%j is a custom type, perhaps meant to be %s", (name, suggestion) => {
  expect(indicatorType(name)).toEqual({ kind: "custom", type: name, suggestion });
});

test.each(["Bank Account", "JA3", "__proto__", "constructor", "x".repeat(100_000)])("%.40s is a custom type", (name) => {
  expect(indicatorType(name)).toEqual({ kind: "custom", type: name });
});

test("every known type is itself", () => {
  for (const type of INDICATOR_TYPES) expect(indicatorType(type)).toEqual({ kind: "known", type });
});

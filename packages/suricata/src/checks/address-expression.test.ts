import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addressFault } from "./address-expression.ts";
import { portFault } from "./port-expression.ts";

const ADDRESSES = new Map([
  ["HOME", "[10.0.0.0/8,!10.1.0.0/16]"],
  ["OUTSIDE", "!$HOME"],
  ["LOOP", "[$LOOP]"],
  ["WRONG", "10.0.0.300"],
]);
const PORTS = new Map([
  ["WEB", "[80,8000:8080]"],
  ["REST", "!$WEB"],
  ["LOOP", "[$LOOP]"],
]);

// Verdicts are those of Suricata 7.0.10.
describe("addresses", () => {
  test.each([
    "any", "ANY", "10.0.0.1", "10.0.0.0/8", "10.0.0.0/255.0.0.0", "10.0.0.1-10.0.0.9", "!10.0.0.1", "::1", "fe80::/10", "::ffff:10.0.0.1",
    "[10.0.0.1,10.0.0.2]", "[10.0.0.0/8,!10.1.0.0/16]", "![10.0.0.1,::1]", "[[10.0.0.1],[::1,!::2]]", "$HOME", "!$HOME", "$OUTSIDE", "[$HOME,!10.2.0.1]",
  ])("takes %s", (text) => {
    expect(addressFault(text, ADDRESSES)).toBeUndefined();
  });

  test.each([
    ["10.0.0.300", "no address"],
    ["10.0.0", "no address"],
    ["010.0.0.1", "no address"],
    ["10.0.0.0/33", "no address"],
    ["10.0.0.0/255.0.255.0", "no address"],
    ["10.0.0.9-10.0.0.1", "no address"],
    ["::1/129", "no address"],
    [":::1", "no address"],
    ["!any", "negated"],
    ["[10.0.0.1", "not closed"],
    ["10.0.0.1]", "closes nothing"],
    ["[10.0.0.1,!10.0.0.1]", "no address is left"],
    ["[10.0.0.1,,10.0.0.2]", "empty"],
    ["$HONE", "not defined"],
    ["$WRONG", "in the value of `$WRONG`"],
    ["$LOOP", "nested deeper"],
  ])("refuses %s: %s", (text, why) => {
    const problem = addressFault(text, ADDRESSES);
    expect(problem?.message).toContain(why);
    const { start = 0, end = text.length } = problem!;
    expect(start >= 0 && start <= end && end <= text.length).toBe(true);
  });

  test("suggests a variable of a similar name", () => {
    expect(addressFault("$HONE", ADDRESSES)).toMatchObject({ code: "undefined-variable", expected: ["$HOME"] });
  });
});

describe("ports", () => {
  test.each(["any", "80", "0", "65535", "80:90", ":80", "1024:", "!80", "[80,90:99]", "[1:1024,!80]", "![80,443]", "$WEB", "!$WEB", "$REST", "[$WEB,!8001]"])("takes %s", (text) => {
    expect(portFault(text, PORTS)).toBeUndefined();
  });

  test.each([
    ["65536", "no port"],
    ["http", "no port"],
    ["90:80", "wrong way round"],
    ["80:!90", "can't be negated"],
    ["[80,443", "not closed"],
    ["80]", "closes nothing"],
    ["[80,!80]", "no port is left"],
    ["![0:65535]", "every port"],
    ["$WEBB", "not defined"],
    ["$LOOP", "nested deeper"],
  ])("refuses %s: %s", (text, why) => {
    expect(portFault(text, PORTS)?.message).toContain(why);
  });
});

test.each([
  ["addresses", addressFault, "10.0.0.1"],
  ["ports", portFault, "80"],
] as const)("variables that multiply end in a fault: %s", (_what, fault, value) => {
  const variables = new Map<string, string>([["A25", value]]);
  for (let i = 0; i < 25; i++) variables.set(`A${i}`, `[$A${i + 1},$A${i + 1}]`);
  expect(fault("$A0", variables)?.message).toContain("more than 100000 lists");
});

test("any text gives an answer with a place in it", () => {
  const pieces = fc.array(fc.constantFrom("10.0.0.1", "80", "any", "$HOME", "$WEB", "$", "!", "[", "]", ",", ":", "-", "/", "8", "::", ".", " ", "\u00e9", "x"), { maxLength: 24 });
  fc.assert(
    fc.property(pieces, fc.constantFrom(addressFault, portFault), (parts, fault) => {
      const text = parts.join("");
      const problem = fault(text, ADDRESSES);
      const { start = 0, end = text.length } = problem ?? {};
      expect(start >= 0 && start <= end).toBe(true);
    }),
  );
});

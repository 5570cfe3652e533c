import { observe, type Observation } from "@sigwright/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addressNumber, addressText, isInNetwork, isMeant, type Shown } from "./observation-case.ts";

function observationOf(type: string, value: string, subdomains = false): Observation {
  const observed = observe({ type, value }, { subdomains });
  if (observed.status !== "observed") throw new Error(observed.reason);
  return observed.observations[0]!;
}

const host = (name: string): Shown => ({ kind: "host", name });
const address = (text: string): Shown => ({ kind: "address", address: text });
const text = (key: string): Shown => ({ kind: "text", key });

describe("what is meant by an observation", () => {
  test.each([
    [observationOf("Host", "bad.example"), host("bad.example"), true],
    [observationOf("Host", "bad.example"), host("www.bad.example"), false],
    [observationOf("Host", "bad.example", true), host("www.bad.example"), true],
    [observationOf("Host", "bad.example", true), host("bad.example"), true],
    [observationOf("Host", "bad.example", true), host("xbad.example"), false],
    [observationOf("Address", "192.0.2.1"), address("192.0.2.1"), true],
    [observationOf("Address", "192.0.2.1"), address("192.0.2.2"), false],
    [observationOf("Address", "192.0.2.1"), host("192.0.2.1"), false],
    [observationOf("CIDR", "192.0.2.0/30"), address("192.0.2.3"), true],
    [observationOf("CIDR", "192.0.2.0/30"), address("192.0.2.4"), false],
    [observationOf("CIDR", "2001:db8::/64"), address("2001:db8::ffff"), true],
    [observationOf("CIDR", "::/0"), address("192.0.2.4"), false],
    [observationOf("URL", "http://bad.example/x"), text("http://bad.example/x"), true],
    [observationOf("URL", "http://bad.example/x"), text("http://bad.example/X"), false],
  ])("%j and %j: %s", (observation, shown, expected) => {
    expect(isMeant(observation, shown)).toBe(expected);
  });
});

test("addresses become numbers and texts again", () => {
  fc.assert(
    fc.property(fc.constantFrom(4 as const, 6 as const), fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }), (family, any) => {
      const number = family === 4 ? any & 0xffff_ffffn : any;
      const shown = addressText(family, number);
      // An IPv4-mapped address is written, and so read, as IPv4.
      if (shown === undefined || (family === 6 && number >> 32n === 0xffffn)) return;
      expect(addressNumber(shown)).toEqual({ family, number });
      expect(isInNetwork(shown, shown, family === 4 ? 32 : 128)).toBe(true);
    }),
  );
});

test.each([
  [4, -1n],
  [4, 1n << 32n],
  [6, 1n << 128n],
] as const)("family %i has no address %s", (family, number) => {
  expect(addressText(family, number)).toBeUndefined();
});

import { isIP } from "node:net";
import { fuzzRuns } from "@sigwright/core/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addressFamily, addressKey, parseAddress } from "./ip-address.ts";

function familyOf(text: string): 4 | 6 | 0 {
  try {
    return addressFamily(parseAddress(text));
  } catch {
    return 0;
  }
}

describe("parseAddress", () => {
  test.each([
    ["192.0.2.1", "c0000201"],
    ["0.0.0.0", "00000000"],
    ["::", "00000000000000000000000000000000"],
    ["::1", "00000000000000000000000000000001"],
    ["2001:db8::1", "20010db8000000000000000000000001"],
    ["2001:0DB8:0:0:0:0:0:1", "20010db8000000000000000000000001"],
    ["1:2:3:4:5:6:7::", "00010002000300040005000600070000"],
    ["::ffff:192.0.2.1", "00000000000000000000ffffc0000201"],
  ])("reads %s", (text, key) => {
    expect(addressKey(parseAddress(text))).toBe(key);
    expect(addressFamily(parseAddress(text))).toBe(text.includes(":") ? 6 : 4);
  });

  test.each(["", "1.2.3", "1.2.3.256", "01.2.3.4", "1.2.3.4.5", ":::", "1::2::3", "1:2:3:4:5:6:7:8::", "fe80::1%eth0", "::g"])(
    "refuses %j",
    (text) => {
      expect(() => parseAddress(text)).toThrow(RangeError);
    },
  );

  test("agrees with the platform on what is an address", () => {
    const text = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.string({ unit: fc.constantFrom(...Array.from("0123456789abf:.")), maxLength: 40 }),
      fc.array(fc.constantFrom("0", "1", "ffff", ":", "::", ".", "255"), { maxLength: 18 }).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(text, (candidate) => {
        expect(familyOf(candidate)).toBe(isIP(candidate));
      }),
      { numRuns: fuzzRuns(500) },
    );
  });
});

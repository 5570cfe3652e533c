import { describe, expect, test } from "vitest";
import { dnsQuery, dnsResponse, overTcp } from "./dns-message.ts";

const QUESTION = { name: "Ab.c", type: "A", id: 0x1234 } as const;

describe("dnsQuery", () => {
  test("writes header, labels as they are, type and class", () => {
    const header = [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
    expect([...dnsQuery(QUESTION)]).toEqual([...header, 2, 0x41, 0x62, 1, 0x63, 0, 0, 1, 0, 1]);
  });

  test("a final dot makes no difference", () => {
    expect(dnsQuery({ ...QUESTION, name: "Ab.c." })).toEqual(dnsQuery(QUESTION));
  });

  test.each(["", ".", "a..b", `${"a".repeat(64)}.example`, Array.from({ length: 64 }, () => "abcd").join(".")])(
    "refuses what is no domain name: %j",
    (name) => {
      expect(() => dnsQuery({ ...QUESTION, name })).toThrow(RangeError);
    },
  );
});

describe("dnsResponse", () => {
  test("refuses an address of the other family", () => {
    expect(() => dnsResponse(QUESTION, { address: "2001:db8::1" })).toThrow("an A record can't hold 2001:db8::1");
  });
});

test("over TCP the length stands in front", () => {
  expect([...overTcp(Uint8Array.of(7, 8, 9))]).toEqual([0, 3, 7, 8, 9]);
});

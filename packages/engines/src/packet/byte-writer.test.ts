import { fuzzRuns } from "@sigwright/core/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ByteWriter } from "./byte-writer.ts";

describe("ByteWriter", () => {
  test("writes numbers in network byte order", () => {
    const bytes = new ByteWriter().uint8(0x01).uint16(0x0203).uint24(0x040506).uint32(0x0708090a).toBytes();
    expect([...bytes]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test("keeps what was written when it grows", () => {
    const operation = fc.oneof(
      fc.record({ size: fc.constant(1), value: fc.nat(0xff) }),
      fc.record({ size: fc.constant(2), value: fc.nat(0xffff) }),
      fc.record({ size: fc.constant(3), value: fc.nat(0xffffff) }),
      fc.record({ size: fc.constant(4), value: fc.nat(0xffffffff) }),
    );
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 200 }), fc.nat(9), (operations, capacity) => {
        const writer = new ByteWriter(capacity);
        const expected: number[] = [];
        for (const { size, value } of operations) {
          if (size === 1) writer.uint8(value);
          else if (size === 2) writer.uint16(value);
          else if (size === 3) writer.uint24(value);
          else writer.uint32(value);
          for (let i = size - 1; i >= 0; i--) expected.push(Math.floor(value / 256 ** i) % 256);
        }
        expect([...writer.toBytes()]).toEqual(expected);
        expect(writer.length).toBe(expected.length);
      }),
      { numRuns: fuzzRuns(100) },
    );
  });

  test("puts the length in front of what is sized", () => {
    const bytes = new ByteWriter().sized(2, (inner) => inner.sized(1, (text) => text.uint16(0xaabb))).toBytes();
    expect([...bytes]).toEqual([0, 3, 2, 0xaa, 0xbb]);
  });

  test("what was taken out does not change when more is written", () => {
    const writer = new ByteWriter(2).uint16(0x0102);
    const taken = writer.toBytes();
    writer.uint8(3);
    expect([[...taken], [...writer.toBytes()]]).toEqual([[1, 2], [1, 2, 3]]);
  });

  test("refuses what a length field can't count", () => {
    expect(() => new ByteWriter().sized(1, (inner) => inner.bytes(new Uint8Array(256)))).toThrow(RangeError);
  });
});

import { SourceText } from "@sigwright/core";
import { fuzzRuns } from "@sigwright/core/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { byteOffsets } from "./byte-offsets.ts";

const numRuns = fuzzRuns(200);

test("gives what SourceText gives, for every offset of any text", () => {
  const long = fc.array(fc.string({ unit: "binary", maxLength: 4 }), { maxLength: 6 }).chain((parts) =>
    fc.nat(1500).map((count) => parts.join("é".repeat(count))),
  );
  fc.assert(
    fc.property(long, (text) => {
      const source = SourceText.fromString(text);
      const bytesBefore = byteOffsets(source);
      for (let offset = 0; offset <= text.length; offset += 1 + (offset % 7)) expect(bytesBefore(offset)).toBe(source.byteOffsetAt(offset));
    }),
    { numRuns },
  );
});

test.each([1022, 1023, 1024, 1025, 2047])("no character is cut at %d", (length) => {
  const source = SourceText.fromString(`${"é".repeat(length)}😀${"é".repeat(1200)}`);
  const bytesBefore = byteOffsets(source);
  expect(bytesBefore(length + 2)).toBe(2 * length + 4);
  expect(bytesBefore(source.text.length)).toBe(source.byteLength());
});

test("counts Latin-1 bytes as such, and stays inside the text", () => {
  const bytesBefore = byteOffsets(SourceText.fromBytes(Uint8Array.of(0xe9, 0x61, 0xff)));
  expect([-1, 0, 1, 2, 3, 9].map(bytesBefore)).toEqual([0, 0, 1, 2, 3, 3]);
});

import fc from "fast-check";
import { SourceText } from "@sigwright/core";
import { fuzzRuns } from "@sigwright/core/testing";
import { expect, test } from "vitest";
import { signatureKey } from "./signature-key.ts";
import { formatLedger, parseLedger } from "./sid-ledger.ts";
import type { SidEntry } from "./sid-ledger.ts";

const parse = (text: string) => parseLedger(SourceText.fromString(text, { path: "sids.txt" }));

const TWO = `# sigwright sid ledger 1: sid key rev fingerprint state
1000007 toy/host/a.example/dns 1 0123456789abcdef active
1000003 toy/host/b.example/dns 2 fedcba9876543210 retired
`;

test("a ledger is read and written back as it was", () => {
  const { ledger, diagnostics } = parse(TWO);
  expect(diagnostics).toEqual([]);
  expect(ledger?.entries.map(({ sid, rev, state }) => [sid, rev, state])).toEqual([
    [1_000_007, 1, "active"],
    [1_000_003, 2, "retired"],
  ]);
  expect(formatLedger(ledger!)).toBe(TWO);
});

test("an empty file is an empty ledger, and CRLF and a byte order mark are no fault", () => {
  expect(parse("").ledger).toEqual({ entries: [] });
  expect(formatLedger(parse(`\uFEFF${TWO.replaceAll("\n", "\r\n")}`).ledger!)).toBe(TWO);
});

test.each([
  ["no entry", "1000007 toy/host\n", "ledger/syntax", 1],
  ["a sid beyond 32 bits", "4294967296 toy/host/a/dns 1 0123456789abcdef active\n", "ledger/syntax", 1],
  ["a state there is not", "7 toy/host/a/dns 1 0123456789abcdef gone\n", "ledger/syntax", 1],
  ["conflict markers", `${TWO}<<<<<<< HEAD\n`, "ledger/conflict", 4],
  ["one sid twice", `${TWO}1000007 toy/host/c/dns 1 0123456789abcdef active\n`, "ledger/duplicate-sid", 4],
  ["one key twice", `${TWO}1000008 toy/host/a.example/dns 1 0123456789abcdef active\n`, "ledger/duplicate-key", 4],
])("%s is an error at its line", (_, text, code, line) => {
  const source = SourceText.fromString(text);
  const { ledger, diagnostics } = parseLedger(source);
  expect(ledger).toBeUndefined();
  expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
  expect(source.positionAt(diagnostics[0]!.range.start).line).toBe(line);
});

test("a replaced sid may stand beside the sid that took its place", () => {
  const text = `${TWO}1000008 toy/host/a.example/dns 1 0123456789abcdef replaced\n`;
  expect(parse(text).ledger?.entries).toHaveLength(3);
});

test("any ledger is read as it was written", () => {
  const entry = fc.record({
    sid: fc.integer({ min: 1, max: 4_294_967_295 }),
    key: fc.string({ unit: "binary" }).map((match) => signatureKey("toy", { kind: "mutex", match, rule: "any" })),
    rev: fc.integer({ min: 1, max: 4_294_967_295 }),
    fingerprint: fc.constantFrom("0123456789abcdef", "ffffffffffffffff"),
    state: fc.constantFrom<SidEntry["state"]>("active", "retired"),
  });
  const entries = fc
    .uniqueArray(entry, { selector: (item) => item.sid })
    .map((items) => [...new Map(items.map((item) => [item.key, item])).values()]);
  fc.assert(
    fc.property(entries, (items) => {
      const text = formatLedger({ entries: items });
      const { ledger } = parse(text);
      expect(new Set(ledger?.entries.map((item) => JSON.stringify(item)))).toEqual(
        new Set(items.map((item) => JSON.stringify(item))),
      );
      expect(formatLedger(ledger!)).toBe(text);
    }),
    { numRuns: fuzzRuns(100) },
  );
});

test("no text makes it throw", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(parse(text).diagnostics.length).toBeLessThanOrEqual(20);
    }),
    { numRuns: fuzzRuns(200) },
  );
});

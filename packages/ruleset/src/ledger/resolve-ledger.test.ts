import fc from "fast-check";
import { SourceText } from "@sigwright/core";
import { fuzzRuns } from "@sigwright/core/testing";
import { expect, test } from "vitest";
import { resolveLedger } from "./resolve-ledger.ts";
import { formatLedger, parseLedger } from "./sid-ledger.ts";
import type { SidLedger } from "./sid-ledger.ts";

const RANGE = { start: 1000, end: 1999 };

function resolve(text: string, base?: SidLedger) {
  const options = base === undefined ? { range: RANGE } : { range: RANGE, base };
  return resolveLedger(SourceText.fromString(text), options);
}

function line(sid: number, key: string, rev = 1, fingerprint = "0".repeat(16), state = "active"): string {
  return `${sid} toy/host/${key}/dns ${rev} ${fingerprint} ${state}\n`;
}

/** Sid, state and key of each entry, in the order of keys. */
function shown(ledger: SidLedger | undefined): string[] {
  return formatLedger(ledger!)
    .split("\n")
    .slice(1, -1)
    .map((entry) => entry.replace(" toy/host/", " ").replace(/\/dns (\d+) \w+/, " rev $1"));
}

test("lines that both branches added stand together", () => {
  const text = `${line(1001, "a")}<<<<<<< HEAD\n${line(1002, "b")}=======\n${line(1003, "c")}>>>>>>> feature\n`;
  const { ledger, renumbered } = resolve(text);
  expect(shown(ledger)).toEqual(["1001 a rev 1 active", "1002 b rev 1 active", "1003 c rev 1 active"]);
  expect(renumbered).toEqual([]);
});

test("where two signatures have one sid, ours keeps it", () => {
  const text = `<<<<<<< HEAD\n${line(1001, "z")}=======\n${line(1001, "a")}>>>>>>> feature\n`;
  const { ledger, renumbered } = resolve(text);
  const { sid } = renumbered[0]!;
  expect(sid).not.toBe(1001);
  expect(shown(ledger)).toEqual([`${sid} a rev 1 active`, "1001 z rev 1 active"]);
  expect(renumbered).toEqual([
    { key: "toy/host/a/dns", oldSid: 1001, sid, reason: "`toy/host/z/dns` keeps 1001" },
  ]);
});

test("what stood in the base keeps its sid, from a diff3 section or the base itself", () => {
  const base = { entries: [{ sid: 1001, key: "toy/host/a/dns", rev: 1, fingerprint: "0".repeat(16), state: "active" }] } as const;
  const plain = `<<<<<<< HEAD\n${line(1001, "z")}=======\n${line(1001, "a")}>>>>>>> feature\n`;
  const diff3 = `<<<<<<< HEAD\n${line(1001, "z")}||||||| base\n${line(1001, "a")}=======\n${line(1001, "a")}>>>>>>> f\n`;
  for (const { renumbered } of [resolve(plain, base), resolve(diff3)]) {
    expect(renumbered.map(({ key }) => key)).toEqual(["toy/host/z/dns"]);
  }
});

test("where one signature has two sids, one is kept and the other is given to nobody", () => {
  const text = `<<<<<<< HEAD\n${line(1001, "a")}=======\n${line(1002, "a")}>>>>>>> feature\n`;
  const { ledger, renumbered } = resolve(text);
  expect(shown(ledger)).toEqual(["1001 a rev 1 active", "1002 a rev 1 replaced"]);
  expect(renumbered).toEqual([
    { key: "toy/host/a/dns", oldSid: 1002, sid: 1001, reason: "both branches gave it a sid" },
  ]);
});

test.each([
  ["the higher revision counts", 2, "1".repeat(16), 3, "2".repeat(16), "rev 3"],
  ["one revision of two meanings is raised", 2, "1".repeat(16), 2, "2".repeat(16), "rev 3"],
  ["one revision of one meaning stays", 2, "1".repeat(16), 2, "1".repeat(16), "rev 2"],
])("%s", (_, rev, fingerprint, otherRev, otherFingerprint, expected) => {
  const ours = line(1001, "a", rev, fingerprint);
  const theirs = line(1001, "a", otherRev, otherFingerprint, "retired");
  const { ledger } = resolve(`<<<<<<< HEAD\n${ours}=======\n${theirs}>>>>>>> feature\n`);
  expect(shown(ledger)).toEqual([`1001 a ${expected} active`]);
});

test("a line that is neither entry nor marker is an error", () => {
  const { ledger, diagnostics } = resolve(`${line(1001, "a")}nonsense\n`);
  expect(ledger).toBeUndefined();
  expect(diagnostics.map(({ code }) => code)).toEqual(["ledger/syntax"]);
});

const entries = fc.array(
  fc.record({
    sid: fc.integer({ min: 1000, max: 1020 }),
    key: fc.constantFrom("a", "b", "c", "d", "e", "f"),
    rev: fc.integer({ min: 1, max: 3 }),
    state: fc.constantFrom("active", "retired", "replaced"),
  }),
  { maxLength: 12 },
);

test("any two branches resolve to a ledger that can be read, and resolving it again changes nothing", () => {
  fc.assert(
    fc.property(entries, entries, entries, (both, ours, theirs) => {
      const write = (part: typeof both) => part.map(({ sid, key, rev, state }) => line(sid, key, rev, "0".repeat(16), state)).join("");
      const text = `${write(both)}<<<<<<< HEAD\n${write(ours)}=======\n${write(theirs)}>>>>>>> feature\n`;
      const first = resolve(text);
      const once = formatLedger(first.ledger!);
      expect(parseLedger(SourceText.fromString(once)).diagnostics).toEqual([]);
      const again = resolve(once);
      expect(formatLedger(again.ledger!)).toBe(once);
      expect(again.renumbered).toEqual([]);
      // No sid and no key is forgotten.
      const sids = new Set(first.ledger!.entries.map((entry) => entry.sid));
      for (const { sid } of [...both, ...ours, ...theirs]) expect(sids.has(sid)).toBe(true);
    }),
    { numRuns: fuzzRuns(200) },
  );
});

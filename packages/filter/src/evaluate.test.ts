import type { Indicator } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import type { Filter } from "./ast.ts";
import { compileFilter, evaluateFilter } from "./evaluate.ts";
import { parseFilter } from "./parse.ts";

const now = new Date("2026-01-31T12:00:00Z");

function filterOf(text: string): Filter {
  const { filter, diagnostics } = parseFilter(text);
  if (filter === undefined) throw new Error(diagnostics.map((diagnostic) => diagnostic.message).join("; "));
  return filter;
}

function indicator(members: Partial<Indicator>): Indicator {
  return {
    type: "Host",
    value: "bad.example",
    tags: [],
    labels: [],
    attributes: [],
    groups: [],
    provenance: { source: "test" },
    ...members,
  };
}

const host = indicator({
  rating: 4,
  confidence: 80,
  active: true,
  tags: ["Ransomware", "phase/delivery"],
  labels: ["TLP:AMBER"],
  attributes: [
    { type: "Source", value: "Blog of the CERT" },
    { type: "Phase", value: "Delivery" },
  ],
  groups: ["Bad Incident"],
  owner: "Demo Organization",
  lastSeen: "2026-01-30T08:00:00Z",
});
const file = indicator({ type: "File", value: "d41d8cd98f00b204e9800998ecf8427e", digests: { md5: "d41d8cd98f00b204e9800998ecf8427e", size: 0 } });

test.each<[string, Indicator, boolean]>([
  ["rating >= 4", host, true],
  ["rating > 4", host, false],
  ["rating <= 4 and rating < 4.5 and rating != 3 and rating in (1, 4)", host, true],
  ["rating not in (1, 4)", host, false],
  ["active", host, true],
  ["active = false", host, false],
  ['type = "host"', host, true],
  ['typeName in ("URL", "Host")', host, true],
  ['typeName != "Host"', host, false],
  ['typeName = "crypto wallet"', indicator({ type: "Crypto Wallet" }), true],
  ['value contains "BAD."', host, true],
  ['value startswith "bad" and value endswith ".EXAMPLE"', host, true],
  ['value like "b%.ex%e"', host, true],
  ['value like "bad"', host, false],
  ['value like "%bad%example%example"', host, false],
  ['value like "bad%example%ple"', host, false],
  ['value like "%.example%ple"', indicator({ value: "bad.example.ple" }), true],
  ['value matches "^bad\\.[a-z]+$"', host, true],
  ['value matches "BAD"', host, false],
  ['value matches "(?i)BAD"', host, true],
  ['tag = "ransomware"', host, true],
  ['tag != "ransomware"', host, false],
  ['tag not startswith ("sinkhole", "phase")', host, false],
  ['not tag startswith "sinkhole"', host, true],
  ['not tag startswith "sinkhole"', indicator({}), true],
  ["tag is null", indicator({}), true],
  ['label in ("TLP:RED", "tlp:amber")', host, true],
  ['attribute."Source" contains "cert"', host, true],
  ['attribute."source" exists', host, true],
  ['attribute."Source" contains "delivery"', host, false],
  ['attribute contains "delivery"', host, true],
  ['group = "bad incident"', host, true],
  ['owner startswith "demo"', host, true],
  ["lastSeen >= now - 30d", host, true],
  ["lastSeen >= now - 1d", host, false],
  ["lastSeen = 2026-01-30", host, true],
  ["lastSeen > 2026-01-30", host, false],
  ["lastSeen <= 2026-01-30", host, true],
  ["lastSeen < 2026-01-30", host, false],
  ["lastSeen > 2026-01-30", indicator({ lastSeen: "2026-01-31T00:00:00Z" }), true],
  ["lastSeen <= 2026-01-30", indicator({ lastSeen: "2026-01-31T00:00:00Z" }), false],
  ["lastSeen = 2026-01-30", indicator({ lastSeen: "2026-01-31T00:00:00Z" }), false],
  ["lastSeen = today - 1d", host, true],
  ["lastSeen in (2026-01-29, 2026-01-30)", host, true],
  ["lastSeen = 2026-01-30T09:00+01:00", host, true],
  ["lastSeen exists", host, true],
  ["firstSeen is null", host, true],
  ['md5 = "D41D8CD98F00B204E9800998ECF8427E"', file, true],
  ["fileSize = 0", file, true],
  ["md5 exists", host, false],
  ["sha256 exists", file, false],
  ["address in 10.0.0.0/8", indicator({ type: "Address", value: "10.9.8.7" }), true],
  ["address in (192.168.0.0/16, 10.0.0.0/8)", indicator({ type: "Address", value: "11.9.8.7" }), false],
  ["address = 10.9.8.7", indicator({ type: "Address", value: "10.9.8.7" }), true],
  ["address in 0.0.0.0/0", indicator({ type: "Address", value: "203.0.113.7" }), true],
  ["address in 2001:db8::/32", indicator({ type: "Address", value: "2001:db8:1::1" }), true],
  ["address in 2001:db8::/33", indicator({ type: "Address", value: "2001:db8:8000::1" }), false],
  ["address in 10.0.0.0/8", indicator({ type: "CIDR", value: "10.1.0.0/16" }), true],
  ["address in 10.0.0.0/8", indicator({ type: "CIDR", value: "8.0.0.0/6" }), false],
  ["address = 10.0.0.0/8", indicator({ type: "CIDR", value: "10.0.0.0/16" }), false],
  ["address in 10.0.0.0/8", indicator({ type: "URL", value: "http://u:p@10.1.1.1:8080/x" }), true],
  ["address in 2001:db8::/32", indicator({ type: "URL", value: "http://[2001:db8::1]:8080/x" }), true],
  ["address exists", indicator({ type: "URL", value: "http://a.example/10.1.1.1" }), false],
  ["not address in 10.0.0.0/8", host, true],
  ['host endswith ".example"', indicator({ type: "URL", value: "https://www.bad.example/x?y=http://other.test" }), true],
  ['host = "bad.example"', host, true],
  ["(rating > 4 or confidence > 70) and not (rating > 4 and active)", host, true],
])("%s", (text, subject, passes) => {
  expect(evaluateFilter(filterOf(text), subject, { now }).passes).toBe(passes);
});

describe("what is not known", () => {
  const unrated = indicator({ confidence: 80 });

  test.each([
    "rating >= 0",
    "not rating >= 3",
    "rating != 3",
    "not (rating >= 3 and confidence >= 70)",
    "rating >= 3 or confidence >= 90",
    "not active",
    "not lastSeen < now - 30d",
    'not owner = "x"',
    'owner != "x"',
  ])("passes no threshold, whichever way it is asked: %s", (text) => {
    expect(evaluateFilter(filterOf(text), unrated, { now })).toMatchObject({ passes: false, unknown: true });
  });

  test.each(["rating >= 3 or confidence >= 70", "not (rating >= 3 and confidence >= 90)", "rating is null", "not rating exists"])(
    "does not matter where the rest decides: %s",
    (text) => {
      expect(evaluateFilter(filterOf(text), unrated, { now }).passes).toBe(true);
    },
  );

  test("includes numbers that are none and dates that can't be read", () => {
    const odd = indicator({ rating: Number.NaN, lastSeen: "yesterday" });
    expect(evaluateFilter(filterOf("not rating < 3"), odd, { now })).toMatchObject({ unknown: true });
    expect(evaluateFilter(filterOf("lastSeen > 2000-01-01"), odd, { now })).toMatchObject({
      unknown: true,
      reason: "lastSeen is unknown: it reads `yesterday`",
    });
  });
});

describe("the verdict names the smallest clause to blame", () => {
  test.each<[string, Indicator, string, string]>([
    ["rating >= 3 and confidence >= 90", host, "confidence >= 90", "confidence is 80"],
    ["rating >= 3 and lastSeen >= now - 30d", indicator({ rating: 5 }), "lastSeen >= now - 30d", "lastSeen is unknown"],
    ['(rating > 3 and (active and not tag startswith "Ransom"))', host, 'not tag startswith "Ransom"', "tag is `Ransomware`, `phase/delivery`"],
    ['not (rating < 3 or tag = "ransomware")', host, 'not tag = "ransomware"', "tag is `Ransomware`, `phase/delivery`"],
    ["not not (rating > 3 and confidence > 90)", host, "confidence > 90", "confidence is 80"],
    ["not (rating > 3 and active)", host, "not (rating > 3 and active)", "rating is 4, active is true"],
    ["rating > 4 or confidence > 90 or lastSeen > now", host, "rating > 4 or confidence > 90 or lastSeen > now", "rating is 4, confidence is 80, lastSeen is `2026-01-30T08:00:00Z`"],
    ["not (active or not (rating > 4 or confidence > 90))", indicator({ active: false, rating: 1, confidence: 2 }), "rating > 4 or confidence > 90", "rating is 1, confidence is 2"],
    ['typeName in ("Address", "URL")', host, 'typeName in ("Address", "URL")', "typeName is `Host`"],
    ["md5 exists", host, "md5 exists", "an indicator of type `Host` has no md5"],
    ['tag = "x"', indicator({}), 'tag = "x"', "it has no tag"],
    ['attribute."Source" = "x"', indicator({}), 'attribute."Source" = "x"', "it has no attribute `Source`"],
    ['tag = "x"', indicator({ tags: ["a", "b", "c", "d", "e"] }), 'tag = "x"', "tag is `a`, `b`, `c` and 2 more"],
  ])("%s", (text, subject, clause, reason) => {
    expect(evaluateFilter(filterOf(text), subject, { now })).toMatchObject({ passes: false, clause, reason });
  });

  test("with its place in the text", () => {
    const filter = filterOf("rating >= 3 and (confidence >= 90)");
    const verdict = evaluateFilter(filter, host, { now });
    expect(verdict).toMatchObject({ range: { start: 17, end: 33 } });
  });

  test("cut where it is long, and free of what a terminal would obey", () => {
    const filter = filterOf(`value in (${Array.from({ length: 500 }, (_, i) => `"host-${i}"`).join(", ")})`);
    const verdict = evaluateFilter(filter, indicator({ value: `\u001b[31m${"x".repeat(65_536)}` }), { now });
    expect(verdict).toMatchObject({ passes: false, reason: expect.stringMatching(/^value is `\\x1b\[31m[^\u001b]{60,100}$/) });
    expect(verdict.passes ? "" : verdict.clause).toHaveLength(200);
  });
});

test("a moment that is no date is a mistake of the caller", () => {
  expect(() => compileFilter(filterOf("active"), { now: new Date("never") })).toThrow(RangeError);
});

test("a filter is plain data: it works the same after a trip through JSON", () => {
  const filter = filterOf('rating >= 3 and lastSeen >= now - 30d and address in 10.0.0.0/8 or attribute."Source" like "B%"');
  const copy = JSON.parse(JSON.stringify(filter)) as Filter;
  expect(copy).toEqual(filter);
  expect(evaluateFilter(copy, host, { now })).toEqual({ passes: true });
});

import { describe, expect, test } from "vitest";
import { plant } from "../planting.ts";
import type { IndicatorSeed } from "../seed.ts";
import { DEFAULT_SWITCHES, type Switches } from "../switches.ts";
import { compileTql } from "./evaluator.ts";
import { GROUPS, INDICATORS } from "./keywords.ts";
import { parseTql } from "./parser.ts";

const NOW = Date.UTC(2026, 0, 31);

// The names of what a query finds are the values' first letters.
const SEEDS: readonly IndicatorSeed[] = [
  {
    type: "Host",
    values: { hostName: "a.example" },
    id: 1n,
    rating: 4,
    confidence: 80,
    tags: ["C2", "Ransomware"],
    groups: [100n],
    lastModified: "2026-01-30T12:00:00Z",
  },
  {
    type: "Host",
    values: { hostName: "B.example" },
    id: 9007199254918487n,
    rating: 2.5,
    confidence: 70,
    groups: [100n],
    lastModified: "2026-01-30T12:00:01Z",
  },
  {
    type: "Host",
    values: { hostName: "c.example" },
    id: 9007199254918489n,
    active: false,
    groups: [101n],
    securityLabels: ["TLP:RED"],
    lastModified: "2026-01-01T00:00:00Z",
  },
  {
    type: "Address",
    values: { ip: "10.1.2.3" },
    id: 5n,
    owner: "S",
    rating: 5,
    confidence: 100,
    attributes: [{ type: "Description", value: 'the "d" one', default: true }],
  },
  { type: "Address", values: { ip: "2001:db8::1" }, id: 6n, rating: 3, observations: 7, lastSeen: "2026-01-15T00:00:00Z" },
  { type: "File", values: { md5: "F".repeat(32), size: 12 }, id: 7n },
];

const STORE = plant({
  owners: [
    { name: "O", type: "Organization" },
    { name: "S", type: "Source" },
    { name: "N", type: "Source", permission: "NONE" },
  ],
  date: "2026-01-20T00:00:00Z",
  groups: [
    {
      id: 100n,
      type: "Incident",
      name: "I",
      fields: { status: "Open", eventDate: "2026-01-09T00:00:00Z" },
      tags: ["ransomware"],
    },
    { id: 101n, type: "Incident", name: "hidden", owner: "N" },
    {
      id: 102n,
      type: "Signature",
      name: "Sig",
      xid: "x-1",
      fields: { fileType: "Suricata", fileName: "s.rules", fileText: "" },
      groups: [100n],
    },
  ],
  indicators: SEEDS,
});
STORE.associate(STORE.groups.get(102n)!, STORE.indicators.get(9007199254918489n)!);

function found(tql: string, switches: Partial<Switches> = {}): string {
  const context = { store: STORE, switches: { ...DEFAULT_SWITCHES, ...switches }, now: NOW };
  const matches = compileTql(parseTql(tql, context.switches), INDICATORS, context);
  return [...STORE.indicators.values()]
    .filter((indicator) => matches(indicator) === true)
    .map(({ summary }) => summary[0])
    .join("");
}

function foundGroups(tql: string, switches: Partial<Switches> = {}): readonly string[] {
  const context = { store: STORE, switches: { ...DEFAULT_SWITCHES, ...switches }, now: NOW };
  const matches = compileTql(parseTql(tql, context.switches), GROUPS, context);
  return [...STORE.groups.values()].filter((group) => matches(group) === true).map(({ name }) => name);
}

test.each([
  ['typeName = "Host"', "aBc"],
  ['typeName in ("Address", "File")', "12F"],
  ['typeName not in ("Address", "File")', "aBc"],
  ["rating >= 3 and confidence >= 70", "a1"],
  ["rating > 2.5", "a12"],
  ["rating < 3", "B"],
  ["rating is null", "cF"],
  ["rating is not null", "aB12"],
  ["rating in (2.5, 4)", "aB"],
  ["confidence != 70", "a1"],
  ["id = 9007199254918487", "B"],
  ["id in (9007199254918489, 5)", "c1"],
  ["id > 9007199254918487", "c"],
  ['summary like "%.example"', "aBc"],
  ['summary like ("a%", "%::%")', "a2"],
  ['summary like "a"', ""],
  ['summary like "%a%e%x%"', "a"],
  ['summary contains "xampl"', "aBc"],
  ['summary contains ("a.", "c.")', "ac"],
  ['summary startswith "2001"', "2"],
  ['summary not endswith ".example"', "12F"],
  ['value1 = "a.example"', "a"],
  ["indicatorActive = false", "c"],
  ["indicatorActive = true or indicatorActive = false", "aBc12F"],
  ["indicatorActive in (true, false)", "aBc12F"],
  ['ownerName = "S"', "1"],
  ["owner = 2", "1"],
  ['tag = "C2"', "a"],
  ['tag in ("nothing", "Ransomware")', "a"],
  ['hasTag(name = "C2")', "a"],
  ['hasTag(name = "c2")', ""],
  ['hasTag(summary = "c2")', "a"],
  ['hasAllTags(summary in ("C2", "Ransomware"))', "a"],
  ['hasAllTags(summary in ("C2", "other"))', ""],
  ['securityLabel = "TLP:RED"', "c"],
  ['hasSecurityLabel(name = "TLP:RED")', "c"],
  ['hasAttribute(typeName = "Description" and text contains "\\"d\\"")', "1"],
  ['description startswith "the"', "1"],
  ["hasGroup(id = 100)", "aB"],
  ["hasgroup(ID = 100)", "aB"],
  ["associatedGroup = 100", "aB"],
  ["associatedGroup in (100, 101)", "aBc"],
  ["hasGroup(id = 101)", ""],
  ['hasGroup(typeName = "Incident" and status = "Open" and hasTag(summary = "ransomware"))', "aB"],
  ['hasGroup(id = 100) and not hasGroup(typeName = "Signature")', "aB"],
  ['hasGroup(typeName = "Signature")', "c"],
  ["hasCase(id = 1)", ""],
  ['lastModified >= "2026-01-30T12:00:01Z"', "B"],
  ['lastModified > "2026-01-30"', "aB"],
  ['lastModified >= "NOW() - 24 hours"', "aB"],
  ['lastSeen < "01-16-2026"', "2"],
  ['addressCidr in "10.0.0.0/8"', "1"],
  ['addressCidr in ("192.0.2.0/24", "2001:db8::/32")', "2"],
  ["addressIsIpv6 = true", "2"],
  ["observationCount > 0", "2"],
  ["fileSize = 12", "F"],
  ["threatAssessScore is null", "aBc12F"],
  ["vtMaliciousCount >= 1", ""],
  ["not (rating >= 3)", "B"],
  ["not (rating >= 3 and id > 0)", "B"],
  ["not (rating >= 3 or id < 0)", "B"],
  ["not (rating >= 3 and id < 0)", "aBc12F"],
  ['summary like "%.example%e"', ""],
])("%s finds %j", (tql, expected) => {
  expect(found(tql)).toBe(expected);
});

test.each<[string, Partial<Switches>, string]>([
  ["confidence != 70", { notEqualsNull: "matches" }, "ac12F"],
  ["not (rating >= 3)", { notEqualsNull: "matches" }, "BcF"],
  ["rating < 3", { notEqualsNull: "matches" }, "B"],
  ['tag not in ("C2")', {}, ""],
  ['tag not in ("C2")', { notEqualsNull: "matches" }, "Bc12F"],
  ['summary = "b.example"', {}, "B"],
  ['summary = "b.example"', { stringCompare: "sensitive" }, ""],
  ['typeName = "host"', { stringCompare: "sensitive" }, ""],
  [`value1 = "${"F".repeat(32)}"`, {}, "F"],
  [`value1 = "${"F".repeat(32)}"`, { fileValueKeywords: false }, ""],
  ['lastModified >= "2026-01-30 22:00:00"', { zonelessDates: 600 }, "aB"],
  ['lastModified >= "2026-01-30 22:00:00"', {}, ""],
  ["rating > 4 or rating < 3 and confidence = 100", {}, "1"],
  ["rating < 3 or rating > 4 and confidence = 100", { precedence: "left-to-right" }, "1"],
  ["rating < 3 or rating > 4 and confidence = 100", {}, "B1"],
])("%s, %j, finds %j", (tql, switches, expected) => {
  expect(found(tql, switches)).toBe(expected);
});

describe("groups", () => {
  test.each<[string, readonly string[], Partial<Switches>?]>([
    ['summary = "I"', ["I"]],
    ['typeName = "Signature" and signatureType = "Suricata" and signatureFilename endswith ".rules"', ["Sig"]],
    ['typeName = "Signature" and hasGroup(id = 100)', ["Sig"]],
    ['status = "Open" and eventDate < "2026-01-10"', ["I"]],
    ["hasIndicator(id = 1)", ["I"]],
    ["associatedIndicator = 9007199254918489", ["hidden", "Sig"]],
    ["hasIndicator(id = 9007199254918489)", ["hidden", "Sig"]],
    ["hasIndicator(id = 9007199254918489)", [], { hasIndicatorInactive: "hidden" }],
    ["hasIndicator(id = 9007199254918489 and indicatorActive = false)", ["hidden", "Sig"], { hasIndicatorInactive: "hidden" }],
  ])("%s finds %j", (tql, expected, switches) => {
    expect(foundGroups(tql, switches)).toEqual(expected);
  });

  test.each(['name = "I"', 'xid = "x-1"', 'fileText contains "x"'])("%s is unknown", (tql) => {
    expect(() => foundGroups(tql)).toThrow(/^Invalid TQL: unknown keyword '\w+' for groups at position 0$/);
  });
});

test.each<[string, string, Partial<Switches>?]>([
  ["active = true", "unknown keyword 'active' for indicators at position 0"],
  ["rating >= 3 and hostName = 1", "unknown keyword 'hostName' for indicators at position 16"],
  ["constructor = 1", "unknown keyword 'constructor' for indicators at position 0"],
  ['hasGroup(name = "x")', "unknown keyword 'name' for groups at position 9"],
  ["hasGroup = 5", "'hasGroup' needs a query at position 0"],
  ["rating(id = 5)", "'rating' takes no query at position 0"],
  ['rating >= "3"', "a literal that is no Decimal for 'rating' at position 0"],
  ["typeName = 5", "a literal that is no String for 'typeName' at position 0"],
  ['typeName > "Host"', "operator '>' for 'typeName' at position 0"],
  ['typeName in "Host"', "'in' needs parentheses for 'typeName' at position 0"],
  ["indicatorActive = 1", "a literal that is no Boolean for 'indicatorActive' at position 0"],
  ["indicatorActive > true", "operator '>' for 'indicatorActive' at position 0"],
  ["indicatorActive in (true, false)", "operator 'in' for 'indicatorActive' at position 0", { indicatorActiveIn: false }],
  ['lastModified >= "2026-01-30T12:00:00.120Z"', "a literal that is no Date for 'lastModified' at position 0"],
  ['rating like "3%"', "operator 'like' for 'rating' at position 0"],
  ['addressCidr in "10.0.0.0"', "a literal that is no block for 'addressCidr' at position 0"],
])("%s is refused", (tql, problem, switches) => {
  expect(() => found(tql, switches)).toThrow(`Invalid TQL: ${problem}`);
});

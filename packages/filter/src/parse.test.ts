import { applyEdits } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { formatFilter } from "./format.ts";
import { DEFAULT_FILTER, parseFilter } from "./parse.ts";
import { MAX_FILTER_DEPTH, MAX_FILTER_LENGTH } from "./syntax-parser.ts";

/** The canonical spelling of a filter that must be free of errors. */
function canonical(text: string): string {
  const { filter, diagnostics } = parseFilter(text);
  expect(diagnostics).toEqual([]);
  return formatFilter(filter!);
}

test.each([
  ["the example of the guide", 'typeName in ("Host","URL") and rating >= 3 and confidence >= 70 and not tag startswith "sinkhole" and lastSeen >= now - 30d and address in 10.0.0.0/8', 'typeName in ("Host", "URL") and rating >= 3 and confidence >= 70 and not tag startswith "sinkhole" and lastSeen >= now - 30d and address in 10.0.0.0/8'],
  ["symbols without blanks", "rating>=3 and(confidence<70)", "rating >= 3 and confidence < 70"],
  ["keywords in any case", 'NOT Tag CONTAINS "a" OR Rating GEQ 3 AND confidence LEQ 5', 'not tag contains "a" or rating >= 3 and confidence <= 5'],
  ["TQL's operator words", "rating EQ 1 or rating EQUALS 2 or rating NE 3 or rating GT 4 or rating LT 5", "rating = 1 or rating = 2 or rating != 3 or rating > 4 or rating < 5"],
  ["TQL's field names", 'indicatorActive = TRUE and summary = "a" and securityLabel = "b" and ownerName = "c" and externalDateExpires > now', 'active = true and value = "a" and label = "b" and owner = "c" and expires > now'],
  ["names with underscores", "last_seen > now and file_size > 1", "lastSeen > now and fileSize > 1"],
  ["TQL's nested queries", 'hasTag(name = "a") and hasSecurityLabel(summary in ("b", "c")) and hasGroup(summary contains "d") and hasAttribute(typeName = "Source" and text like "%e%")', 'tag = "a" and label in ("b", "c") and group contains "d" and attribute."Source" like "%e%"'],
  ["an attribute's presence as TQL asks it", 'hasattribute(typename = "Source")', 'attribute."Source" exists'],
  ["a boolean alone", "active and not active", "active = true and not active = true"],
  ["null and exists", "rating is null or rating is not null or rating exists or rating not exists", "rating is null or rating exists or rating exists or rating is null"],
  ["a list after =", 'typeName = ("Host", "URL") and tag != ("a", "b")', 'typeName in ("Host", "URL") and tag not in ("a", "b")'],
  ["in without parentheses", 'typeName in "Host" and rating in 3', 'typeName in ("Host") and rating in (3)'],
  ["a list after a text operator", 'tag contains ("a","b")', 'tag contains ("a", "b")'],
  ["type names with blanks, bare and in any case", 'typeName in ("User Agent", host, registry_key)', 'typeName in ("UserAgent", "Host", "RegistryKey")'],
  ["groups that need their parentheses", "(rating > 1 or active) and not (active and rating < 2)", "(rating > 1 or active = true) and not (active = true and rating < 2)"],
  ["groups that don't", "((rating > 1 and (active))) and (confidence > 2)", "rating > 1 and active = true and confidence > 2"],
  ["an even number of not", "not not active and not (not active)", "active = true and active = true"],
  ["dates", 'lastSeen > 2026-01-31 and lastSeen > 01-31-2026 and lastSeen > "2026-01-31 09:00" and lastSeen > 2026-01-31T09:00:01+02:00 and lastSeen > 2026-01-31T09:00:00.5Z', "lastSeen > 2026-01-31 and lastSeen > 2026-01-31 and lastSeen > 2026-01-31T09:00Z and lastSeen > 2026-01-31T07:00:01Z and lastSeen > 2026-01-31T09:00:00.500Z"],
  ["relative dates", 'lastSeen > now-30d and lastSeen > "NOW() - 24 hours" and lastSeen > today and expires < TODAY() + 2 weeks and lastSeen > now - 90 m', "lastSeen > now - 30d and lastSeen > now - 1d and lastSeen > today and expires < today + 14d and lastSeen > now - 90m"],
  ["networks", 'address in (10.0.0.0/8, "2001:DB8:0:0::/32", 192.0.2.1) and address = ::1', "address in (10.0.0.0/8, 2001:db8::/32, 192.0.2.1) and address = ::1"],
  ["escapes and single quotes", String.raw`value contains 'it\'s "\\"' and value matches "\d+\.exe"`, String.raw`value contains "it's \"\\\"" and value matches "\\d+\\.exe"`],
  ["blanks from web pages and line breaks", "rating\u00a0>=\u00a03\r\n\tand active", "rating >= 3 and active = true"],
  ["the default", DEFAULT_FILTER, DEFAULT_FILTER],
])("reads %s", (_name, text, expected) => {
  expect(canonical(text)).toBe(expected);
});

/** Places of a text between ⟦ and ⟧, and the text without the marks. */
function marked(text: string): { plain: string; ranges: { start: number; end: number }[] } {
  const ranges: { start: number; end: number }[] = [];
  let plain = "";
  for (const piece of text.split(/(?=[⟦⟧])/)) {
    if (piece.startsWith("⟦")) ranges.push({ start: plain.length, end: -1 });
    if (piece.startsWith("⟧")) ranges.splice(-1, 1, { start: ranges.at(-1)!.start, end: plain.length });
    plain += piece.replace(/^[⟦⟧]/, "");
  }
  return { plain, ranges };
}

test.each([
  ['rating >= ⟦"high"⟧', "filter/wrong-value", "expected a number from 0 to 5, found the text `high`", "did you mean 4, which ThreatConnect calls high?"],
  ['rating >= ⟦"3"⟧', "filter/wrong-value", "expected a number from 0 to 5, found the text `3`", "a number has no quotes"],
  ["confidence >= ⟦700⟧", "filter/out-of-range", "`confidence` is never `700`", "write a number from 0 to 100"],
  ["rating < ⟦-1⟧", "filter/out-of-range", "`rating` is never `-1`", "write a number from 0 to 5"],
  ["confidence >= ⟦70%⟧", "filter/wrong-value", "expected a number from 0 to 100, found `70%`", "write `confidence >= 70`, for example"],
  ["⟦confidance⟧ >= 70", "filter/unknown-field", "there is no field `confidance`", "did you mean `confidence`?"],
  ['⟦tag.foo⟧ = "x"', "filter/unknown-field", "`tag.foo` is not a field", "only `attribute` has parts; write `tag`"],
  ["⟦threatAssessScore⟧ > 500", "filter/unread-field", "TQL's `threatAssessScore` can't be answered from an indicator", "ask the platform for it where the indicators are read, or tag them there"],
  ["⟦hasGroup(id = 5)⟧", "filter/unread-query", "this query of `hasGroup` can't be answered from an indicator", 'an indicator carries names only: write `group = "…"`, or read the group itself as the source'],
  ["owner = ⟦5⟧", "filter/wrong-value", "expected the name of an owner, found the number `5`", 'TQL\'s numbers for it are the platform\'s own; write `owner = "…"` with the name'],
  ["type in (⟦3⟧)", "filter/wrong-value", "expected the name of a type, found the number `3`", 'TQL\'s numbers for it are the platform\'s own; write `typeName = "…"` with the name'],
  ['⟦hasTag(name != "x")⟧', "filter/unread-query", "this query of `hasTag` can't be answered from an indicator", 'an indicator carries names only: write `tag = "…"`'],
  ["⟦rating(x = 1)⟧", "filter/unread-query", "`rating` takes no query", "compare it: `rating = …`"],
  ["⟦rating⟧ and active", "filter/missing-comparison", "`rating` is compared with nothing", "write `rating >= 3`, or `rating exists`"],
  ["rating ⟦contains⟧ 3", "filter/wrong-operator", "`rating` is a number and can't be compared with `contains`", "write `rating >= 3`, for example"],
  ['tag ⟦>=⟧ "a"', "filter/wrong-operator", "`tag` is text and can't be compared with `>=`", 'write `tag contains "…"`, for example'],
  ["rating >= ⟦(3, 4)⟧", "filter/wrong-value", "`>=` compares with one value, found 2", "give one value, or use `in`"],
  ["tag = ⟦sinkhole⟧", "filter/unquoted-text", "the text `sinkhole` has no quotes", undefined],
  ["typeName = ⟦Domain⟧", "filter/unknown-type", "`Domain` is not one of ThreatConnect's indicator types", "did you mean `Host`?"],
  ["lastSeen > ⟦now - 3 months⟧", "filter/bad-date", "`now - 3 months` counts in months or years, which have no fixed length", "write `2026-01-31`, `2026-01-31T09:00Z` or `now - 30d`, for example"],
  ["lastSeen > ⟦now - 30⟧ and active", "filter/bad-date", "`now - 30` lacks a unit", "write `2026-01-31`, `2026-01-31T09:00Z` or `now - 30d`, for example"],
  ["lastSeen > ⟦2026-02-30⟧", "filter/bad-date", "`2026-02-30` is a day or time that the calendar does not have", "write `2026-01-31`, `2026-01-31T09:00Z` or `now - 30d`, for example"],
  ["lastSeen > ⟦now - 999999d⟧", "filter/bad-date", "`now - 999999d` lies more than 100 years away", "write `2026-01-31`, `2026-01-31T09:00Z` or `now - 30d`, for example"],
  ["address in ⟦10.0.0.0/33⟧", "filter/bad-network", "`10.0.0.0/33` is not an address or network", "write `10.0.0.0/8`, `192.0.2.1` or `2001:db8::/32`, for example"],
  ["address = ⟦010.0.0.1⟧", "filter/bad-network", "`010.0.0.1` is not an address or network", "write `10.0.0.0/8`, `192.0.2.1` or `2001:db8::/32`, for example"],
  ["address in ⟦10.1.2.3/8⟧", "filter/host-bits", "`10.1.2.3/8` has bits beyond its prefix", "`10.0.0.0/8` is meant"],
  ['value matches ⟦"(?=a)"⟧', "filter/bad-pattern", "the pattern `(?=a)` can't be read: invalid or unsupported Perl syntax: `(?=`", "patterns are RE2's: no look-around, no back references"],
  ['active = ⟦"yes"⟧', "filter/wrong-value", "expected `true` or `false`, found the text `yes`", "write `active = true`, or `active` alone"],
  ["rating ⟦&&⟧ active", "filter/syntax", "`&&` is written `and` here", undefined],
  ["rating ⟦=>⟧ 3", "filter/syntax", "`=>` is written `>=` here", undefined],
  ["rating ⟦≥⟧ 3", "filter/syntax", "`≥` is written `>=` here", undefined],
  ["rating ⟦<>⟧ 3", "filter/syntax", "`<>` is written `!=` here", undefined],
  ['value ⟦starts with⟧ "x"', "filter/syntax", "`starts with` is written `startswith` here", undefined],
  ["tag = ⟦“⟧x” and active", "filter/syntax", "`“` is not a quote here", 'use straight quotes, `"`'],
  ["rating >⟦>⟧ 3", "filter/syntax", "expected a value, found `>`", undefined],
  ["rating >= ⟦and⟧ active", "filter/syntax", "expected a value, found `and`", undefined],
  ["rating >= 3 ⟦confidence⟧ >= 70", "filter/syntax", "expected `and`, `or` or the end of the filter, found `confidence`", undefined],
  ["(active⟦⟧", "filter/syntax", "expected `)`, `and`, `or` or a comparison (`>=`, `in`, `contains`, `exists`, …), found the end of the filter", undefined],
  ['value ⟦contain⟧ "x"', "filter/syntax", "expected `and`, `or`, a comparison (`>=`, `in`, `contains`, `exists`, …) or the end of the filter, found `contain`", "did you mean `contains`?"],
  ["tag not ⟦5⟧", "filter/syntax", "expected a comparison (`>=`, `in`, `contains`, `exists`, …), found `5`", undefined],
  ["tag is ⟦5⟧", "filter/syntax", "expected `not` or `null`, found `5`", undefined],
  ["(rating >= 3⟦⟧", "filter/syntax", "expected `)`, `and` or `or`, found the end of the filter", undefined],
  ["rating >= 3⟦)⟧", "filter/syntax", "expected `and`, `or` or the end of the filter, found `)`", undefined],
  ["rating in (3⟦⟧", "filter/syntax", "expected `)` or `,`, found the end of the filter", undefined],
  ["⟦and⟧", "filter/syntax", "expected `(`, `not` or a field name, found `and`", undefined],
  ["tag = ⟦'sinkhole and active⟧", "filter/unclosed-quote", "the quote `'` is never closed", String.raw`end the text with the same quote; inside it a quote is written \" or \'`],
])("explains %s", (text, code, message, help) => {
  const { plain, ranges } = marked(text);
  const found = parseFilter(plain).diagnostics.map((diagnostic) => ({
    code: diagnostic.code,
    range: diagnostic.range,
    message: diagnostic.message,
    help: diagnostic.help,
  }));
  expect(found).toEqual([{ code, range: ranges[0], message, help }]);
});

test("reports every mistake of a filter, in the order of the text", () => {
  const { filter, diagnostics } = parseFilter("confidance >= 70 and rating >= 9 or (tag = x and lastSeen > soon) and address in 1.2.3");
  expect(filter).toBeUndefined();
  expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual([
    "filter/unknown-field",
    "filter/out-of-range",
    "filter/unquoted-text",
    "filter/bad-date",
    "filter/bad-network",
  ]);
});

test.each([
  ["rating >= 3 && confidence >= 70", "rating >= 3 and confidence >= 70"],
  ["rating >= 3 and !active", "rating >= 3 and not active"],
  ["tag = “x” and active", 'tag = "x" and active = true'],
  ["tag = sinkhole", 'tag = "sinkhole"'],
  ['rating >= "3"', "rating >= 3"],
  ['rating >= "high"', "rating >= 4"],
  ["confidence >= probable", "confidence >= 70"],
  ["active = yes", "active = true"],
  ["address in 10.1.2.3/8", "address in 10.0.0.0/8"],
  ["confidance >= 70", "confidence >= 70"],
  ["rating gte 3", "rating >= 3"],
])("mends %s", (text, expected) => {
  const [fix] = parseFilter(text).diagnostics.flatMap((diagnostic) => diagnostic.fixes ?? []);
  expect(canonical(applyEdits(text, fix?.edits ?? []))).toBe(canonical(expected));
});

test("custom types that are known to exist need no warning", () => {
  expect(parseFilter('typeName = "Crypto Wallet"').diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
    ["filter/unknown-type", "warning"],
  ]);
  expect(parseFilter('typeName = "crypto wallet"', { customTypes: ["Crypto Wallet"] }).diagnostics).toEqual([]);
});

function nested(depth: number): string {
  return `${"(active or rating > 1 and ".repeat(depth)}active${")".repeat(depth)}`;
}

describe("hostile input", () => {
  test.each([
    ["open parentheses", "(".repeat(100_000), "filter/too-deep"],
    ["nested queries", "a(".repeat(100_000), "filter/too-deep"],
    ["closing parentheses", ")".repeat(100_000), "filter/syntax"],
    ["quotes", '"'.repeat(100_000), "filter/syntax"],
    ["backslashes in a quote", `tag = "${"\\".repeat(100_001)}"`, "filter/unclosed-quote"],
    ["too long a text", "a".repeat(MAX_FILTER_LENGTH + 1), "filter/too-long"],
    ["one long word", "a".repeat(MAX_FILTER_LENGTH), "filter/unknown-field"],
    ["bad values by the thousand", `rating in (${"x,".repeat(50_000)}x)`, "filter/wrong-value"],
    ["blanks between now and its offset", `lastSeen > now${" ".repeat(200_000)}- 1`, "filter/bad-date"],
    ["a pattern nested too deeply", `tag matches "${"(".repeat(499)}a{1001}${")".repeat(499)}"`, "filter/bad-pattern"],
    ["a pattern that is too long", `tag matches "${"a".repeat(1001)}"`, "filter/bad-pattern"],
    ["a pattern that multiplies", 'tag matches "((a{100}){100}){100}"', "filter/bad-pattern"],
    ["control characters", "rating\u0000>= \u001b[31m3", "filter/syntax"],
  ])("%s", (_name, text, code) => {
    const { diagnostics } = parseFilter(text);
    expect(diagnostics[0]?.code).toBe(code);
    expect(diagnostics.length).toBeLessThanOrEqual(50);
    for (const { message } of diagnostics) expect(message.length).toBeLessThan(400);
  });

  test("chains and negations of any length are fine, nesting is to the depth stated", () => {
    expect(canonical(`${"not ".repeat(50_001)}active`)).toBe("not active = true");
    expect(canonical(`${"active and ".repeat(20_000)}active`)).toHaveLength(18 * 20_000 + 13);
    expect(parseFilter(nested(MAX_FILTER_DEPTH)).filter).toBeDefined();
    expect(parseFilter(nested(MAX_FILTER_DEPTH + 1)).diagnostics[0]?.code).toBe("filter/too-deep");
  });
});

import { utf8Length } from "@sigwright/core";
import { fuzzRuns } from "@sigwright/core/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TOY_LANGUAGE } from "../testing/toy-emission.ts";
import { isWellFormed } from "./content-pattern.ts";
import type { SlotPlace } from "./slot-place.ts";
import { escapeMessage, LONGEST_MESSAGE_VALUE, writeMetadata, writeReferences, writeValue } from "./slot-value.ts";

describe("messages", () => {
  test.each([
    ["plain", "plain"],
    ['say "hi"; \\o/', String.raw`say \"hi\"\; \\o/`],
    ["a\nb\0\u001b[31m", String.raw`a\\nb\\x00\\x1b[31m`],
    ["\u202e", String.raw`\\u{202e}`],
    ["\ud800", String.raw`\\u{d800}`],
    ["漢é😀", "漢é😀"],
  ])("%j", (text, written) => {
    expect(escapeMessage(text, "suricata")).toBe(written);
  });

  test("in Snort 3, quotes protect a semicolon", () => {
    expect(escapeMessage('say "hi"; \\o/', "snort3")).toBe(String.raw`say \"hi\"; \\o/`);
  });

  test("are cut to a bounded length", () => {
    for (const text of ["x".repeat(65_536), "😀".repeat(20_000), "\0".repeat(65_536), "é".repeat(257)]) {
      const cut = escapeMessage(text, "suricata").replace(/\\(.)/g, "$1");
      expect(utf8Length(cut)).toBeLessThanOrEqual(LONGEST_MESSAGE_VALUE);
      expect(cut.endsWith("…")).toBe(true);
      expect(isWellFormed(cut)).toBe(true);
    }
  });

  test("end neither the string nor the rule, and read back as they are", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
        const written = escapeMessage(text, "suricata");
        expect(written).toMatch(/^(?:[^\\";\u0000-\u001f\u007f]|\\[\\";])*$/u);
      }),
      { numRuns: fuzzRuns(500) },
    );
  });
});

describe("other places", () => {
  test.each<[string, SlotPlace, string | undefined]>([
    ["bad.example", "content", "bad.example"],
    ['a"b', "content", "a|22|b"],
    ["a/b.c", "pcre", String.raw`a\x2fb\x2ec`],
    ["é", "pcre", String.raw`\xc3\xa9`],
    ["\ud800", "content", undefined],
    ["\ud800", "pcre", undefined],
    ["trojan-activity", "bare", "trojan-activity"],
    ["a b", "bare", undefined],
    ["a;b", "bare", undefined],
    ["", "bare", undefined],
    ["any", "port", "any"],
    ["8080", "port", "8080"],
    ["80:90", "port", undefined],
    ["192.0.2.1", "address", "192.0.2.1"],
    ["2001:db8::/32", "address", "2001:db8::/32"],
    ["[192.0.2.1,2001:db8::1]", "address", "[192.0.2.1,2001:db8::1]"],
    ["any any -> any any (", "address", undefined],
    ["$HOME_NET", "address", undefined],
  ])("%j in %s", (value, place, written) => {
    const result = writeValue(TOY_LANGUAGE, value, place);
    expect(result.ok ? result.text : undefined).toBe(written);
  });
});

describe("references", () => {
  test.each([
    [[{ kind: "url", value: "https://a.example/b?c=d" }], "reference:url,a.example/b?c=d;"],
    [[{ kind: "url", value: "http://a.example/;\"\\ é" }], "reference:url,a.example/%3B%22%5C%20%C3%A9;"],
    [[{ kind: "cve", value: "2026-1" }, { kind: "url", value: "a.example" }], "reference:cve,2026-1; reference:url,a.example;"],
    [[{ kind: "url", value: "(x)" }], ""],
    [[{ kind: "a;b", value: "x" }], ""],
    [[{ kind: "url", value: `a.example/${"x".repeat(2000)}` }], ""],
    [[], ""],
  ])("%j", (references, written) => {
    expect(writeReferences(references)).toBe(written);
  });
});

describe("metadata", () => {
  test.each([
    [[{ key: "confidence", value: "80" }], "metadata:confidence 80;"],
    [[{ key: "a b", value: "c d" }, { key: "e", value: "f" }], "metadata:a%20b c d,e f;"],
    [[{ key: "k", value: 'x";,\\\n' }], "metadata:k x%22%3B%2C%5C%0A;"],
    [[{ key: "", value: "x" }, { key: "k", value: "" }], ""],
    [[], ""],
  ])("%j", (entries, written) => {
    expect(writeMetadata(entries)).toBe(written);
  });
});

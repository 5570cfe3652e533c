import { type Diagnostic, SourceText } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { SNORT_ADVICE } from "../diagnostic-catalogue.ts";
import { snort2 } from "../snort2/snort2.ts";
import { snort3 } from "../snort3/snort3.ts";

const CODES: ReadonlySet<string> = new Set(SNORT_ADVICE.map(({ code }) => code));

function adviceOn(id: string, text: string, profiles: ReadonlySet<string> = new Set()): readonly Diagnostic[] {
  const format = id === "snort2" ? snort2 : snort3;
  const { document, diagnostics } = format.parse(SourceText.fromString(text));
  const all = [...diagnostics, ...format.validate(document, { target: format.targets[0]!, profiles })];
  expect(all.filter(({ rejects }) => rejects)).toEqual([]);
  return all.filter(({ code }) => CODES.has(code));
}

describe.each(SNORT_ADVICE)("$code", ({ code, example, profile, severity }) => {
  const [id = ""] = code.split("/");

  test("is given on its bad example and not on the good one, without more advice on either", () => {
    const codes = [example!.bad, example!.good].map((text) => adviceOn(id, text, profile === undefined ? new Set() : new Set([profile])));
    expect(codes.map((all) => all.map((each) => each.code))).toEqual([[code], []]);
    expect(codes[0]![0]).toMatchObject({ severity, rejects: false });
  });

  test("is given in its profile only", () => {
    expect(adviceOn(id, example!.bad).some((each) => each.code === code)).toBe(profile === undefined);
  });
});

/** Codes with the text they are about, of a rule made of a header and options. */
function given(id: string, options: string, header = "tcp any any -> any any"): readonly (readonly [string, string])[] {
  const text = `alert ${header} (msg:"a"; ${options} sid:1; rev:1;)`;
  return adviceOn(id, text).map(({ code, range }) => [code.slice(`${id}/`.length), text.slice(range.start, range.end)]);
}

test.each<readonly [string, string, string, string | undefined, readonly (readonly [string, string])[]]>([
  ["a buffer that is never searched first", "snort3", 'http_version; content:"HTTP/1.1";', "http", [["nothing-to-look-for", 'content:"HTTP/1.1";']]],
  ["a content beside it", "snort3", 'http_version; content:"HTTP/1.1"; http_uri; content:"/abcd";', "http", []],
  ["part of a content", "snort3", 'flow:established; content:"abcdef",fast_pattern,fast_pattern_offset 0,fast_pattern_length 2;', undefined, [["short-fast-pattern", 'content:"abcdef",fast_pattern,fast_pattern_offset 0,fast_pattern_length 2;']]],
  ["a short content in a short buffer", "snort3", 'http_method; content:"GET";', "http", []],
  ["a short content at few ports", "snort3", 'flow:established; content:"a";', "tcp any any -> any 4444", []],
  ["data patterns need no content", "snort3", 'flow:only_stream; sd_pattern:"credit_card"; service:http;', undefined, []],
  ["a negated content alone", "snort3", 'flow:established; content:!"abcd";', undefined, [["nothing-to-look-for", 'content:!"abcd";']]],
  ["behind a flow bit", "snort3", 'flow:established; flowbits:isset,x; pcre:"/a+/";', undefined, []],
  ["a service of its own", "snort3", 'http_uri; content:"/abcd"; service:http;', undefined, []],
  ["files need a service, too", "snort3", 'flow:established; file_data; content:"abcd";', undefined, [["no-service", "file_data"]]],
  ["of a file rule", "snort3", 'file_data; content:"abcd";', "file", []],
  ["relative at the start of a buffer", "snort3", 'http_uri; content:"/abcd"; http_header; byte_test:1,>,1,0,relative;', "http", [["relative-to-nothing", "byte_test:1,>,1,0,relative;"]]],
  ["relative behind a content", "snort3", String.raw`http_uri; content:"/abcd"; pcre:"/\d/R";`, "http", []],
  ["a flow alone asks for something", "snort3", "flow:established;", undefined, []],
  ["a short content", "snort2", 'flow:established; content:"ab"; content:!"abcd";', undefined, [["short-fast-pattern", 'content:"ab";']]],
  ["a buffer that is never searched first", "snort2", 'flow:established; content:"GET "; http_method; pcre:"/a+/U";', undefined, [["pcre-without-content", 'pcre:"/a+/U";']]],
  ["the other side's port", "snort2", 'flow:to_server; content:"abcd";', "tcp any 80 -> any any", [["direction-against-ports", "to_server"]]],
])("%s, %s: %s", (_, id, options, header, expected) => {
  expect(given(id, options, header)).toEqual(expected);
});

test("refused rules get no advice, nor do those that stand commented out", () => {
  const bad = 'alert tcp any any -> any any ( msg:"a"; content:"abcd"; sid:1; )';
  expect(adviceOn("snort3", `# ${bad}`)).toEqual([]);
  const { document } = snort3.parse(SourceText.fromString(bad.replace("sid:1", "sid:x")));
  expect(snort3.validate(document, { target: snort3.targets[0]! }).some(({ code }) => CODES.has(code))).toBe(false);
});

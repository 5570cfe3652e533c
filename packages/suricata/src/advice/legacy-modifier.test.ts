import { applyEdits, SourceText } from "@sigwright/core";
import { expect, test } from "vitest";
import { suricata } from "../suricata.ts";
import { SURICATA_TARGETS } from "../targets.ts";

const context = { target: SURICATA_TARGETS[0]!, profiles: new Set(["modern"]) };

/** What a rule with these options becomes; undefined when it has no fix. */
function fixed(options: string): string | undefined {
  const text = `alert http any any -> any any (${options} sid:1;)`;
  const before = suricata.parse(SourceText.fromString(text)).document;
  const found = suricata.validate(before, context).filter(({ code }) => code === "suricata/legacy-modifier");
  expect(found).toHaveLength(1);
  const fix = found[0]!.fixes?.[0];
  if (fix === undefined) return undefined;
  expect(fix.safe).toBe(true);
  const young = applyEdits(text, fix.edits);
  const after = suricata.parse(SourceText.fromString(young)).document;
  const codes = suricata.validate(after, context).filter(({ code, rejects }) => rejects || code === "suricata/legacy-modifier");
  expect(codes).toEqual([]);
  const [old, now] = [{ document: before, rule: suricata.rules(before)[0]! }, { document: after, rule: suricata.rules(after)[0]! }];
  expect(suricata.compare(old, now).changes).toEqual([]);
  return young.slice("alert http any any -> any any (".length).replace(/ ?sid:1;\)$/, "");
}

test.each([
  ['content:"/a"; http_uri;', 'http.uri; content:"/a";'],
  ['content:"/a"; http_uri; nocase;', 'http.uri; content:"/a"; nocase;'],
  ['content:"/a"; nocase; http_uri; content:"b"; distance:1; http_uri;', 'http.uri; content:"/a"; nocase; content:"b"; distance:1;'],
  ['content:"abcd"; content:"/a"; http_uri; content:"efgh"; distance:0;', 'content:"abcd"; http.uri; content:"/a"; pkt_data; content:"efgh"; distance:0;'],
  ['content:"POST"; http_method; content:!"x"; http_header; pcre:"/^.a/U";', 'http.method; content:"POST"; http.header; content:!"x"; http.uri; pcre:"/^.a/U";'],
  ['flow:to_server;content:"/a";http_uri;', 'flow:to_server;http.uri; content:"/a";'],
  ['content:"/a"; fast_pattern; http_raw_uri; urilen:2;', 'http.uri.raw; content:"/a"; fast_pattern; urilen:2;'],
] as const)("%s becomes %s", (before, after) => {
  expect(fixed(before)).toBe(after);
});

test.each([
  ["a sticky buffer is there already", 'content:"/a"; http_uri; http.host; content:"b";'],
  ["each mention of the response's body would be another instance", 'content:"ab"; http_server_body; content:"cd"; http_server_body;'],
  ["a buffer would be selected twice", 'content:"/a"; http_uri; content:"b"; http_header; content:"c"; http_uri;'],
  ["a test counts from wherever the engine looked last", 'content:"/a"; isdataat:!1,relative; http_uri;'],
] as const)("no fix: %s", (_, options) => {
  expect(fixed(options)).toBeUndefined();
});

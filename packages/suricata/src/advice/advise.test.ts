import { type Diagnostic, SourceText } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { suricata } from "../suricata.ts";
import { SURICATA_TARGETS } from "../targets.ts";
import { ADVICE_DIAGNOSTICS } from "./advise.ts";

const CODES: ReadonlySet<string> = new Set(ADVICE_DIAGNOSTICS.map(({ code }) => code));
const PROFILES: ReadonlySet<string> = new Set(["team", "modern"]);

function adviceOn(text: string, profiles: ReadonlySet<string> = new Set()): readonly Diagnostic[] {
  const { document, diagnostics } = suricata.parse(SourceText.fromString(text));
  const all = [...diagnostics, ...suricata.validate(document, { target: SURICATA_TARGETS[0]!, profiles })];
  expect(all.filter(({ rejects }) => rejects)).toEqual([]);
  return all.filter(({ code }) => CODES.has(code));
}

/** Codes with the text they are about, of a rule made of a header and options. */
function adviceOnRule(options: string, header = "tcp any any -> any any"): readonly (readonly [string, string])[] {
  const text = `alert ${header} (msg:"a"; ${options} sid:1; rev:1;)`;
  return adviceOn(text).map(({ code, range }) => [code.slice("suricata/".length), text.slice(range.start, range.end)]);
}

describe.each(ADVICE_DIAGNOSTICS)("$code", ({ code, example, profile, severity }) => {
  test("is given on its bad example and not on the good one, without more advice on either", () => {
    const given = [example!.bad, example!.good].map((text) => adviceOn(text, profile === undefined ? new Set() : new Set([profile])));
    expect(given.map((all) => all.map((each) => each.code))).toEqual([[code], []]);
    expect(given[0]![0]).toMatchObject({ severity, rejects: false });
  });

  test("is given in its profile only", () => {
    expect(adviceOn(example!.bad).some((each) => each.code === code)).toBe(profile === undefined);
  });
});

test("refused rules get no advice, nor do those that stand commented out", () => {
  const bad = 'alert tcp any any -> any any (msg:"a"; content:"abcd"; sid:1; rev:1;)';
  expect(adviceOn(`# ${bad}`, PROFILES)).toEqual([]);
  const { document } = suricata.parse(SourceText.fromString(bad.replace("sid:1", "sid:x")));
  expect(suricata.validate(document, { target: SURICATA_TARGETS[0]! }).map(({ code }) => code)).toEqual(["suricata/bad-value"]);
});

test.each([
  ["the longest content goes first", 'flow:established; content:"a"; content:"abcd";', []],
  ["where none is said to", 'flow:established; content:"abc"; fast_pattern; content:"abcd";', [["short-fast-pattern", 'content:"abc";']]],
  ["negated ones don't count", 'flow:established; content:"ab"; content:!"abcd";', [["short-fast-pattern", 'content:"ab";']]],
  ["short buffers may have short ones", 'flow:established; http.method; content:"GET";', []],
  ["long ones better don't", 'flow:established,to_client; file.data; content:"MZ"; startswith;', [["short-fast-pattern", 'content:"MZ";']]],
  ["the payload waits for the buffers", 'flow:established; content:"abcdefgh"; file.data; content:"MZ";', [["short-fast-pattern", 'content:"MZ";']]],
  ["an expression in a buffer", 'flow:established; http.uri; pcre:"/a+/";', [["pcre-without-content", 'pcre:"/a+/";']]],
  ["an expression beside a negated content", 'flow:established; content:!"abcd"; pcre:"/a+/";', [["pcre-without-content", 'pcre:"/a+/";']]],
  ["an expression behind a flow bit", 'flow:established; flowbits:isset,x; pcre:"/a+/";', []],
  ["negated contents alone", 'flow:established; content:!"abcd";', [["nothing-to-look-for", 'content:!"abcd";']]],
  ["a test of few packets", "flow:established; dsize:4; byte_test:1,>,1,0;", []],
  ["a condition without payload", "flow:established; ttl:1;", []],
  ["flags say which packets", 'flags:S; content:"abcd";', []],
  ["an application protocol has its flow", 'http.uri; content:"/abcd";', []],
  ["a relative test in a buffer", 'flow:established; http.uri; content:"/abcd"; http.host; content:"abcd"; bsize:4; isdataat:!1,relative;', []],
  ["a relative test first in it", 'flow:established,to_server; http.uri; content:"/abcd"; http.request_body; byte_test:1,>,1,0,relative;', [["relative-to-nothing", "byte_test:1,>,1,0,relative;"]]],
  ["contents that agree where they overlap", 'flow:established; content:"abcd"; depth:4; content:"cdef"; offset:2; depth:4;', []],
  ["and that don't", 'flow:established; content:"abcd"; depth:4; content:"cdef"; offset:1; depth:4;', [["excluding-contents", 'content:"cdef";']]],
  ["in any case", 'flow:established; content:"abcd"; depth:4; content:"ABCD"; depth:4; nocase;', []],
  ["one that may move", 'flow:established; content:"abcd"; depth:4; content:"ABCD"; depth:5;', []],
  ["a negated one", 'flow:established; content:"abcd"; depth:4; content:!"ABCD"; depth:4;', []],
] as const)("%s: %s", (_, options, advice) => {
  expect(adviceOnRule(options)).toEqual(advice);
});

test.each([
  ["tcp any any -> any 80", "to_client", true],
  ["tcp any any -> any $HTTP_PORTS", "established,from_server", true],
  ["tcp any 80 -> any any", "to_server", true],
  ["tcp any 80 -> any any", "to_client", false],
  ["tcp any any -> any 80", "to_server", false],
  ["tcp any any <> any 80", "to_client", false],
  ["tcp any any -> any 8080", "to_client", false],
  ["tcp any any -> any !80", "to_client", false],
  ["tcp any any -> any [25,80]", "to_client", true],
  ["udp any any -> any 53", "to_client", false],
  ["tcp any 20 -> any any", "to_server", false],
] as const)("%s with flow:%s", (header, flow, isGiven) => {
  expect(adviceOnRule(`flow:${flow}; content:"abcd";`, header)).toEqual(isGiven ? [["direction-against-ports", flow]] : []);
});

import { SourceText } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { snort2 } from "../snort2/snort2.ts";
import { snort3 } from "../snort3/snort3.ts";

type Format = typeof snort2 | typeof snort3;

function rule(options: string): string {
  return `alert tcp $EXTERNAL_NET any -> $HOME_NET any (msg:"m"; ${options} sid:1; rev:1;)`;
}

function comparison(format: Format, before: string, after: string) {
  const [old, young] = [before, after].map((text) => {
    const { document } = format.parse(SourceText.fromString(`${text}\n`));
    return { document, rule: format.rules(document)[0]! };
  });
  return format.compare(old!, young!);
}

function changes(format: Format, before: string, after: string): readonly string[] {
  return comparison(format, rule(before), rule(after)).changes.map(({ message, effect }) => (effect === "other" ? message : `${effect}: ${message}`));
}

describe("Snort 3", () => {
  test.each<readonly [string, string, readonly string[]]>([
    ['http_uri; content:"/a",depth 2;', 'http_uri; content:"/a";', ["wider: `/a` need no longer stand at the start"]],
    ['content:"a",nocase;', 'content:"a";', ["narrower: `a` must now have the case it is written in"]],
    ['content:"a"; content:"b",within 5;', 'content:"a"; content:"b",within 9,distance 1;', ["`b` is now looked for within 9 bytes of the match before it and 1 byte away (was: within 5 bytes of the match before it)"]],
    ['content:"abcd"; content:"ef";', 'content:"abcd"; content:"ef",fast_pattern;', ["the fast pattern is now `ef`, 2 bytes long (was: `abcd`, 4 bytes)"]],
    ['content:"abcdef",fast_pattern,fast_pattern_offset 0,fast_pattern_length 3;', 'content:"abcdef",fast_pattern,fast_pattern_offset 0,fast_pattern_length 4;', ["the fast pattern is now `abcd`, 4 bytes long (was: `abc`, 3 bytes)"]],
    ['http_uri; content:"/a";', 'http_header; content:"/a";', ["`/a` is now looked for in `http_header` (was: in `http_uri`)"]],
    ['http_header:field host; content:"a";', 'http_header:field referer; content:"a";', ["`a` is now looked for in `http_header:field referer` (was: in `http_header:field host`)"]],
    ['http_uri; content:"/a"; content:!"b";', 'http_uri; content:"/a";', ["wider: `b` may now be in `http_uri`"]],
    ['http_uri; content:"/a"; pcre:"/x  y/";', 'http_uri; content:"/a"; pcre:"/x y/";', ['it looks for `pcre:"/x y/"` in `http_uri` instead of `pcre:"/x  y/"`']],
    ['content:"a"; byte_extract:1,0,size; byte_extract:1,1,other; content:"b",distance size;', 'content:"a"; byte_extract:1,0,size; byte_extract:1,1,other; content:"b",distance other;', ["`b` now has `distance other` and no longer has `distance size`"]],
    ["flow:to_server,established;", "flow:established;", ["wider: it now also looks at traffic to the client"]],
    ["flow:to_server,established;", "flow:to_server;", ["wider: `flow` no longer asks for `established`"]],
    ['content:"a"; detection_filter:track by_src,count 5,seconds 60;', 'content:"a"; detection_filter:track by_src,count 50,seconds 60;', ["narrower: `detection_filter` is raised from 5 a minute to 50 a minute"]],
    ['content:"a"; service:http;', 'content:"a"; service:http,ssl;', ["`service` was `http`, is now `http,ssl`"]],
    ['content:"a"; http_num_headers:>5;', 'content:"a";', ["wider: it no longer has `http_num_headers:>5`"]],
    ['content:"a"; bufferlen:>5;', 'content:"a"; bufferlen:>6;', ["it checks `bufferlen:>6` instead of `bufferlen:>5`"]],
    ['content:"a"; content:"b"; isdataat:4,relative;', 'content:"b"; content:"a"; isdataat:4,relative;', ["the order in which it looks for them changed, and some depend on the match before them"]],
  ])("%s → %s", (before, after, expected) => {
    expect(changes(snort3, before, after)).toEqual(expected);
  });

  test.each([
    ["the order of parameters", 'content:"a",nocase,depth 5;', 'content:"a", depth 5, nocase;'],
    ["hexadecimal", 'content:"a|20|b";', 'content:"a b";'],
    ["layout", 'http_uri; content:"/a";', "http_uri;\n    content: \"/a\" ;"],
    ["packet data named and not", 'content:"a";', 'pkt_data; content:"a";'],
    ["an offset of nothing", 'content:"a",offset 0;', 'content:"a";'],
  ])("%s is no change", (_, before, after) => {
    expect(changes(snort3, before, after)).toEqual([]);
  });
});

describe("Snort 2", () => {
  test.each<readonly [string, string, readonly string[]]>([
    ['content:"/a"; http_uri; depth:2;', 'content:"/a"; http_uri;', ["wider: `/a` need no longer stand at the start"]],
    ['content:"/a"; http_uri;', 'content:"/a"; http_header;', ["`/a` is now looked for in `http_header` (was: in `http_uri`)"]],
    ['content:"/a"; http_uri;', 'content:"/a"; http_uri; nocase;', ["wider: `/a` now matches in any case"]],
    ['file_data; content:"a";', 'content:"a";', ["`a` is now looked for in the payload (was: in `file_data`)"]],
    ['file_data; content:"a"; pkt_data; content:"b";', 'file_data; content:"a"; content:"b";', ["`b` is now looked for in `file_data` (was: in the payload)"]],
    ['content:"a"; pcre:"/b/U";', 'content:"a"; pcre:"/c/U";', ['it looks for `pcre:"/c/"` in `http_uri` instead of `pcre:"/b/"`']],
    ['content:"abc"; fast_pattern:0,2;', 'content:"abc"; fast_pattern:only;', ["`abc` now has `fast_pattern only`", "the fast pattern is now `abc`, 3 bytes long (was: `ab`, 2 bytes)"]],
    ['content:"abc"; urilen:>5;', 'content:"abc";', ["wider: it no longer has `urilen:>5`"]],
    ["flow:to_server,established;", "flow:from_client,established;", []],
    ["flow:to_server,established;", "flow:to_client,established;", ["it now looks at traffic to the client instead of to the server"]],
    ['content:"a"; threshold:type limit,track by_src,count 1,seconds 60;', 'content:"a"; threshold:type limit,track by_src,count 5,seconds 60;', ["wider: `threshold` is raised from 1 a minute to 5 a minute"]],
  ])("%s → %s", (before, after, expected) => {
    expect(changes(snort2, before, after)).toEqual(expected);
  });

  test.each([
    ["uricontent", 'uricontent:"/a";', 'content:"/a"; http_uri;'],
    ["modifiers behind a comma", 'content:"/a", nocase, depth 9;', 'content:"/a"; depth:9; nocase;'],
  ])("%s is no change", (_, before, after) => {
    expect(changes(snort2, before, after)).toEqual([]);
  });
});

test.each([snort2, snort3] as const)("rules with nothing in common are not related, $id", (format) => {
  const [before, after] = [rule('content:"aaaa";'), rule('content:"bbbb";').replace('"m"', '"n"')];
  expect(comparison(format, before, after).areRelated).toBe(false);
});

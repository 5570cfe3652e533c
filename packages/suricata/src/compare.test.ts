import { SourceText } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { compare } from "./compare.ts";
import { suricata } from "./suricata.ts";

const HEADER = "alert http $EXTERNAL_NET any -> $HOME_NET any";

function view(text: string) {
  const { document } = suricata.parse(SourceText.fromString(`${text}\n`));
  return { document, rule: suricata.rules(document)[0]! };
}

function changes(before: string, after: string): readonly string[] {
  return compare(view(before), view(after)).changes.map(({ message, effect }) => (effect === "other" ? message : `${effect}: ${message}`));
}

function rule(options: string, header = HEADER): string {
  return `${header} (msg:"m"; ${options} sid:1; rev:1;)`;
}

describe("the header", () => {
  test.each([
    ["alert http any any -> $HOME_NET any", "wider: the source is widened from `$EXTERNAL_NET` to `any`"],
    ["alert http $EXTERNAL_NET any -> any any", "wider: the destination is widened from `$HOME_NET` to `any`"],
    ["alert http $EXTERNAL_NET any -> $HOME_NET [80, 8080]", "narrower: the destination port is narrowed from `any` to `[80, 8080]`"],
    ["alert http $EXTERNAL_NET any -> $HTTP_SERVERS any", "the destination changed from `$HOME_NET` to `$HTTP_SERVERS`"],
    ["alert http $EXTERNAL_NET any <> $HOME_NET any", "wider: it now looks at both directions between source and destination"],
    ["drop http $EXTERNAL_NET any -> $HOME_NET any", "the action was `alert`, is now `drop`: what it matches is blocked"],
    ["alert tcp $EXTERNAL_NET any -> $HOME_NET any", "the protocol was `http`, is now `tcp`"],
  ])("%s", (header, message) => {
    expect(changes(rule('content:"abc";'), rule('content:"abc";', header))).toEqual([message]);
  });
});

describe("contents", () => {
  const uri = (modifiers: string): string => rule(`http.uri; content:"/evil"; ${modifiers}`);
  test.each([
    ["startswith;", "", "wider: `/evil` need no longer stand at the start"],
    ["", "startswith;", "narrower: `/evil` must now stand at the start"],
    ["", "endswith;", "narrower: `/evil` must now stand at the end"],
    ["nocase;", "", "narrower: `/evil` must now have the case it is written in"],
    ["", "nocase;", "wider: `/evil` now matches in any case"],
    ["depth:10;", "depth:20;", "wider: `/evil` is now looked for in the first 20 bytes (was: in the first 10 bytes)"],
    ["offset:4; depth:10;", "", "wider: `/evil` is now looked for anywhere (was: from byte 5 to 14)"],
    ["", "offset:4;", "narrower: `/evil` is now looked for behind the first 4 bytes (was: anywhere)"],
  ])("%s → %s", (before, after, message) => {
    expect(changes(uri(before), uri(after))).toEqual([message]);
  });

  test.each([
    ['http.uri; content:"/a"; content:"b";', 'http.uri; content:"/a";', ["wider: `b` need no longer be in `http.uri`"]],
    ['http.uri; content:"/a";', 'http.uri; content:"/a"; content:!"b";', ["narrower: `b` must now not be in `http.uri`"]],
    [
      'http.uri; content:"/abc";',
      'http.uri; content:"/abd";',
      ["it looks for `/abd` in `http.uri` instead of `/abc`"],
    ],
    ['http.uri; content:"/a";', 'http.header; content:"/a";', ["`/a` is now looked for in `http.header` (was: in `http.uri`)"]],
    ['http.uri; content:"/a"; content:"b"; within:5;', 'http.uri; content:"/a"; content:"b"; within:9;', ["wider: `b` is now looked for within 9 bytes of the match before it (was: within 5 bytes of the match before it)"]],
    ['content:"|0d 0a|x"; content:"y"; distance:0;', 'content:"|0d 0a|x"; content:"y";', ["wider: `y` is now looked for independently of the match before it (was: behind the match before it)"]],
    ['content:"abcdef"; content:"xyz";', 'content:"abcdef"; content:"xyz"; fast_pattern;', ["the fast pattern is now `xyz`, 3 bytes long (was: `abcdef`, 6 bytes)"]],
    ['http.uri; pcre:"/a+/";', 'http.uri; pcre:"/a*/";', ["it looks for `pcre:\"/a*/\"` in `http.uri` instead of `pcre:\"/a+/\"`"]],
    ['content:"aa"; content:"b"; distance:1;', 'content:"b"; distance:1; content:"aa";', ["the order in which it looks for them changed, and some depend on the match before them"]],
    ['http.uri; content:"/abc";', 'http.uri; content:"/abcd";', ["it looks for `/abcd` in `http.uri` instead of `/abc`"]],
    ['http.uri; content:"/abcd";', 'http.uri; content:"/ab";', ["it looks for `/ab` in `http.uri` instead of `/abcd`", "the fast pattern is now `/ab`, 3 bytes long (was: `/abcd`, 5 bytes)"]],
    ['http.uri; content:"abcdef"; fast_pattern:0,3;', 'http.uri; content:"abcdef"; fast_pattern:2,3;', ["the fast pattern is now `cde`, 3 bytes long (was: `abc`, 3 bytes)"]],
    ['content:"a"; byte_extract:1,0,x; byte_extract:1,1,y; content:"b"; distance:x;', 'content:"a"; byte_extract:1,0,x; byte_extract:1,1,y; content:"b"; distance:y;', ["`b` now has `distance y` and no longer has `distance x`"]],
    ['http.uri; pcre:"/a , b/";', 'http.uri; pcre:"/a,b/";', ['it looks for `pcre:"/a,b/"` in `http.uri` instead of `pcre:"/a , b/"`']],
    ['content:"a"; content:"b"; pcre:"/c/R";', 'content:"b"; content:"a"; pcre:"/c/R";', ["the order in which it looks for them changed, and some depend on the match before them"]],
    ['content:"a"; base64_decode:bytes 8; base64_data; content:"b";', 'content:"a"; content:"b"; base64_decode:bytes 8; base64_data; content:"c";', ["`b` is now looked for in the payload (was: in `base64_data`)", "narrower: `c` must now be in `base64_data`"]],
    ['http.uri; content:!"a";  content:"bb";', 'http.uri; content:!"a"; nocase; content:"bb";', ["narrower: `a` now matches in any case"]],
  ])("%s → %s", (before, after, messages) => {
    expect(changes(rule(before), rule(after))).toEqual(messages);
  });
});

describe("what must hold beside", () => {
  test.each([
    ["flow:established,to_server;", "flow:established;", ["wider: it now also looks at traffic to the client"]],
    ["flow:established,to_server;", "flow:established,to_client;", ["it now looks at traffic to the client instead of to the server"]],
    ["flow:established,to_server;", "flow:to_server;", ["wider: `flow` no longer asks for `established`"]],
    ["flow:established,to_server;", "flow:from_client , established;", []],
    [
      "threshold:type limit, track by_src, count 5, seconds 60;",
      "threshold: type limit,track by_src, seconds 60, count 50;",
      ["wider: `threshold` is raised from 5 a minute to 50 a minute"],
    ],
    ["dsize:>10;", "", ["wider: it no longer has `dsize:>10`"]],
    ["", "flowbits:isset,x;", ["narrower: it now has `flowbits:isset,x`"]],
    ["classtype:misc-attack;", "classtype:trojan-activity;", ["`classtype` was `misc-attack`, is now `trojan-activity`"]],
    ["reference:url,a.example;", "reference:url,b.example; reference:url,a.example;", ["it now has `reference:url,b.example`"]],
    ["metadata:a b;", "metadata:c d;", []],
  ])("%s → %s", (before, after, messages) => {
    const header = "alert tcp any any -> any any";
    expect(changes(rule(`content:"abc"; ${before}`, header), rule(`content:"abc"; ${after}`, header))).toEqual(messages);
  });
});

describe("two ways to write one meaning", () => {
  test.each([
    ["sticky buffers for modifiers", 'content:"/a"; http_uri; nocase;', 'http.uri; content:"/a"; nocase;'],
    ["a buffer for a flag", 'content:"a"; pcre:"/a/Ui";', 'content:"a"; http.uri; pcre:"/a/i";'],
    ["layout", 'http.uri; content:"/a"; nocase;', 'http.uri;   content:"/a";nocase ;'],
    ["hexadecimal", 'content:"a|20|b";', 'content:"a b";'],
  ])("%s", (_, before, after) => {
    expect(changes(rule(before), rule(after))).toEqual([]);
  });
});

test("of rules that are refused the text is compared", () => {
  expect(changes(rule('conten:"a";'), rule('conten:"b";'))).toEqual(['`conten` was `"a"`, is now `"b"`']);
});

test.each([
  ['content:"a";', 'content:"a"; content:"b";', true],
  ['content:"a";', 'content:"b";', true],
])("rules with one message are related: %s, %s", (before, after, areRelated) => {
  expect(compare(view(rule(before)), view(rule(after))).areRelated).toBe(areRelated);
});

test("rules with nothing in common are not", () => {
  expect(compare(view(rule('content:"a";')), view(rule('content:"b";').replace('"m"', '"n"'))).areRelated).toBe(false);
});

test("a rule is the same as itself, wherever it stands", () => {
  const text = rule('flow:established,to_server; http.method; content:"GET"; http.uri; to_lowercase; content:"/a"; fast_pattern; pcre:"/b/R";');
  expect(compare(view(text), view(`\n\n${text}`)).changes).toEqual([]);
});

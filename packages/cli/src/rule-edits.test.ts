import { SourceText } from "@sigwright/core";
import type { SignatureFormat } from "@sigwright/core";
import { compareRules, ruleFile } from "@sigwright/review";
import { describe, expect, test } from "vitest";
import { FORMATS } from "./formats.ts";

/** A rule of options, or of a header and options: `alert tcp any any -> any any | content:"a";`. */
function ruleText({ id }: SignatureFormat, text: string, rev: number): string {
  if (id === "yara") return text.startsWith("rule ") ? text : `rule Bobbin { ${text} }`;
  const [header, options] = / \| /.test(text) ? text.split(" | ", 2) : [`alert ${id === "snort2" ? "tcp" : "http"} $HOME_NET any -> $EXTERNAL_NET any`, text];
  return `${header} (msg:"Bobbin"; ${options} sid:1; rev:${rev};)\n`;
}

/** What a reviewer reads of one edit: what happened, remarks with `!`, what changed in meaning, what describes it with `~`. */
function sentences(format: SignatureFormat, before: string, after: string): readonly string[] {
  const side = (text: string, rev: number): ReturnType<typeof ruleFile> => ruleFile("a", SourceText.fromString(ruleText(format, text, rev)), format);
  return compareRules([side(before, 1)], [side(after, 2)]).changes.flatMap(({ kinds, remarks, meaning, description }) => [
    ...kinds.filter((kind) => kind !== "changed"),
    ...remarks.map(({ message }) => `! ${message}`),
    ...meaning.map(({ message, effect }) => (effect === "other" ? message : `${effect}: ${message}`)),
    ...description.map(({ message }) => `~ ${message}`),
  ]);
}

type Edit = readonly [name: string, before: string, after: string, sentences: readonly string[]];

/** Edits as they are made, and what is said of them. Nothing is said where nothing changed for the engine. */
const EDITS: readonly (readonly [format: string, edits: readonly Edit[]])[] = [
  ["Suricata", [
    ["a content more", 'http.uri; content:"/gate.php";', 'http.uri; content:"/gate.php"; http.header; content:"X-Id|3a 20|";', ["narrower: `X-Id: ` must now be in `http.header`"]],
    ["a content less", 'http.method; content:"POST"; http.uri; content:"/gate.php";', 'http.uri; content:"/gate.php";', ["wider: `POST` need no longer be in `http.method`"]],
    ["one of two that are alike less", 'http.uri; content:"/a"; content:"="; content:"="; distance:0;', 'http.uri; content:"/a"; content:"=";', ["wider: `=` need no longer be in `http.uri` once more"]],
    ["what must not be there any more", 'http.uri; content:"/gate.php"; content:!".css";', 'http.uri; content:"/gate.php";', ["wider: `.css` may now be in `http.uri`"]],
    ["a content becomes one that must not be there", 'http.uri; content:"/gate.php"; http.host; content:"cdn.example";', 'http.uri; content:"/gate.php"; http.host; content:!"cdn.example";', ["`cdn.example` must now not be in `http.host`"]],
    ["another content", 'http.uri; content:"/gate.php";', 'http.uri; content:"/gate.asp";', ["it looks for `/gate.asp` in `http.uri` instead of `/gate.php`"]],
    ["a shorter content", 'http.uri; content:"/gate.php";', 'http.uri; content:"/g.";', ["it looks for `/g.` in `http.uri` instead of `/gate.php`", "the fast pattern is now `/g.`, 3 bytes long (was: `/gate.php`, 9 bytes)"]],
    ["to the end", 'http.uri; content:"/gate.php";', 'http.uri; content:"/gate.php"; endswith;', ["narrower: `/gate.php` must now stand at the end"]],
    ["case", 'http.uri; content:"/gate.php"; nocase;', 'http.uri; content:"/gate.php";', ["narrower: `/gate.php` must now have the case it is written in"]],
    ["another buffer", 'http.uri; content:"/gate.php";', 'http.uri.raw; content:"/gate.php";', ["`/gate.php` is now looked for in `http.uri.raw` (was: in `http.uri`)"]],
    ["the window", 'alert tcp any any -> any any | content:"abcd"; offset:4; depth:8;', 'alert tcp any any -> any any | content:"abcd"; offset:2; depth:20;', ["wider: `abcd` is now looked for from byte 3 to 22 (was: from byte 5 to 12)"]],
    ["no window any more", 'alert tcp any any -> any any | content:"abcd"; depth:8;', 'alert tcp any any -> any any | content:"abcd";', ["wider: `abcd` is now looked for anywhere (was: in the first 8 bytes)"]],
    ["the distance", 'alert tcp any any -> any any | content:"abcd"; content:"ef"; distance:50;', 'alert tcp any any -> any any | content:"abcd"; content:"ef"; distance:10;', ["wider: `ef` is now looked for behind the match before it and 10 bytes away (was: behind the match before it and 50 bytes away)"]],
    ["all of a buffer, now its end", 'alert tls any any -> any any | tls.sni; content:"evil.example"; bsize:12;', 'alert tls any any -> any any | tls.sni; content:"evil.example"; endswith;', ["wider: `evil.example` need no longer be all that is in `tls.sni`, only its end"]],
    ["all of a buffer, now its start", 'http.uri; content:"/gate.php"; startswith; bsize:9;', 'http.uri; content:"/gate.php"; startswith;', ["wider: `/gate.php` need no longer be all that is in `http.uri`, only its start"]],
    ["now all of a buffer", 'http.uri; content:"/gate.php";', 'http.uri; content:"/gate.php"; bsize:9;', ["narrower: `/gate.php` must now be all that is in `http.uri`"]],
    ["another size", 'http.uri; content:"/gate.php"; bsize:9;', 'http.uri; content:"/gate.php"; bsize:<40;', ["wider: `/gate.php` need no longer be all that is in `http.uri`", "it checks `bsize:<40` in `http.uri` instead of `bsize:9`"]],
    ["exact, now with sub-domains", 'alert dns any any -> any any | dns.query; content:"evil.example"; bsize:12;', 'alert dns any any -> any any | dns.query; dotprefix; content:".evil.example"; endswith;', ["wider: `evil.example` need no longer be in `dns.query`", "narrower: `.evil.example` must now be in `dns.query; dotprefix`", "wider: it no longer checks `bsize:12` in `dns.query`"]],
    ["modifiers rewritten to sticky buffers", 'content:"POST"; http_method; content:"/gate.php"; http_uri; depth:9; nocase;', 'http.method; content:"POST"; http.uri; content:"/gate.php"; startswith; nocase;', []],
    ["nothing behind, written otherwise", 'http.uri; content:"/gate.php"; isdataat:!1,relative;', 'http.uri; content:"/gate.php"; endswith;', []],
    ["ports in another order", 'alert tcp any any -> any [80,443] | content:"abcd";', 'alert tcp any any -> any [443,80] | content:"abcd";', []],
    ["the fast pattern moved to a short content", 'alert tcp any any -> any any | content:"abcdefgh"; content:"xy";', 'alert tcp any any -> any any | content:"abcdefgh"; content:"xy"; fast_pattern;', ["the fast pattern is now `xy`, 2 bytes long (was: `abcdefgh`, 8 bytes)"]],
    ["a part of it", 'alert tcp any any -> any any | content:"abcdefgh"; fast_pattern;', 'alert tcp any any -> any any | content:"abcdefgh"; fast_pattern:2,3;', ["the fast pattern is now `cde`, 3 bytes long (was: `abcdefgh`, 8 bytes)"]],
    ["another expression", String.raw`http.uri; content:"/gate.php"; pcre:"/id=\d{4}$/";`, String.raw`http.uri; content:"/gate.php"; pcre:"/id=\d+/";`, ["it looks for `pcre:\"/id=\\d+/\"` in `http.uri` instead of `pcre:\"/id=\\d{4}$/\"`"]],
    ["an expression in any case", 'http.uri; content:"/gate.php"; pcre:"/id=[a-f]+/";', 'http.uri; content:"/gate.php"; pcre:"/id=[a-f]+/i";', ['wider: `pcre:"/id=[a-f]+/i"` now matches in any case']],
    ["an expression, relative no more", String.raw`http.uri; content:"/gate.php"; pcre:"/\d+/R";`, String.raw`http.uri; content:"/gate.php"; pcre:"/\d+/";`, ["`pcre:\"/\\d+/\"` is now looked for independently of the match before it"]],
    ["a number", 'alert tcp any any -> any any | content:"abcd"; byte_test:4,>,1000,0,relative;', 'alert tcp any any -> any any | content:"abcd"; byte_test:4,>,100,0,relative;', ["it checks `byte_test:4,>,100,0,relative` instead of `byte_test:4,>,1000,0,relative`"]],
    ["a jump", 'alert tcp any any -> any any | content:"abcd"; content:"ef"; distance:0;', 'alert tcp any any -> any any | content:"abcd"; byte_jump:2,0,relative; content:"ef"; distance:0;', ["it now checks `byte_jump:2,0,relative` in the payload"]],
    ["a list", "alert dns any any -> any any | dns.query; dataset:isset,bad,type string,load bad.lst;", "alert dns any any -> any any | dns.query; dataset:isnotset,bad,type string,load bad.lst;", ["it checks `dataset:isnotset,bad,type string,load bad.lst` in `dns.query` instead of `dataset:isset,bad,type string,load bad.lst`"]],
    ["the length of the path", 'urilen:10; http.uri; content:"/gate.php";', 'urilen:>10; http.uri; content:"/gate.php";', ["`urilen` was `10`, is now `>10`"]],
    ["no connection needed", 'alert tcp any any -> any any | flow:established,to_server; content:"abcd";', 'alert tcp any any -> any any | flow:stateless,to_server; content:"abcd";', ["wider: `flow` no longer asks for `established`"]],
    ["no flow at all", 'alert tcp any any -> any any | flow:established,to_server; content:"abcd";', 'alert tcp any any -> any any | content:"abcd";', ["wider: it now also looks at traffic to the client", "wider: `flow` no longer asks for `established`"]],
    ["the other direction", 'flow:established,to_server; http.header; content:"abcd";', 'flow:established,to_client; http.header; content:"abcd";', ["it now looks at traffic to the client instead of to the server"]],
    ["more alerts at most", 'http.uri; content:"/gate.php"; threshold:type limit, track by_src, count 1, seconds 60;', 'http.uri; content:"/gate.php"; threshold:type limit, track by_src, count 10, seconds 60;', ["wider: `threshold` is raised from 1 a minute to 10 a minute"]],
    ["more often before an alert", 'http.uri; content:"/gate.php"; threshold:type threshold, track by_src, count 5, seconds 60;', 'http.uri; content:"/gate.php"; threshold:type threshold, track by_src, count 50, seconds 60;', ["narrower: `threshold` is raised from 5 a minute to 50 a minute"]],
    ["another kind of threshold", 'http.uri; content:"/gate.php"; threshold:type limit, track by_src, count 1, seconds 60;', 'http.uri; content:"/gate.php"; threshold:type both, track by_dst, count 5, seconds 3600;', ["`threshold` now has `type both` (was: `type limit`), `track by_dst` (was: `track by_src`) and counts 5 an hour (was: 1 a minute)"]],
    ["a bit is set", 'http.uri; content:"/gate.php";', 'http.uri; content:"/gate.php"; flowbits:set,bobbin;', ["it now has `flowbits:set,bobbin`"]],
    ["a bit is needed no more", 'http.uri; content:"/gate.php"; flowbits:isset,bobbin;', 'http.uri; content:"/gate.php";', ["wider: it no longer has `flowbits:isset,bobbin`"]],
    ["silent", 'http.uri; content:"/gate.php"; flowbits:set,bobbin;', 'http.uri; content:"/gate.php"; flowbits:set,bobbin; flowbits:noalert;', ["narrower: it no longer raises alerts: it has `flowbits:noalert`"]],
    ["a port more", 'alert tcp any any -> any [80,443] | content:"abcd";', 'alert tcp any any -> any [80,443,8080] | content:"abcd";', ["wider: the destination port is widened from `[80,443]` to `[80,443,8080]`"]],
    ["a range of ports", 'alert tcp any any -> any 1024: | content:"abcd";', 'alert tcp any any -> any 8000:8100 | content:"abcd";', ["narrower: the destination port is narrowed from `1024:` to `8000:8100`"]],
    ["the destination", 'alert http any any -> $HOME_NET any | content:"abcd";', 'alert http any any -> any any | content:"abcd";', ["wider: the destination is widened from `$HOME_NET` to `any`"]],
    ["a long list, some more", "alert ip [192.0.2.0,192.0.2.2,192.0.2.4,192.0.2.6,192.0.2.8,192.0.2.10] any -> any any | ", "alert ip [192.0.2.0,192.0.2.2,192.0.2.4,192.0.2.6,192.0.2.8,192.0.2.10,192.0.2.12,192.0.2.14] any -> any any | ", ["wider: the source is widened by `192.0.2.12`, `192.0.2.14`"]],
    ["sides", 'alert tcp $HOME_NET any -> $EXTERNAL_NET 80 | content:"abcd";', 'alert tcp $EXTERNAL_NET 80 -> $HOME_NET any | content:"abcd";', ["source and destination have changed sides"]],
    ["both directions", 'alert tcp $HOME_NET any -> $EXTERNAL_NET 80 | content:"abcd";', 'alert tcp $HOME_NET any <> $EXTERNAL_NET 80 | content:"abcd";', ["wider: it now looks at both directions between source and destination"]],
    ["the action", 'alert tcp any any -> any any | content:"abcd";', 'pass tcp any any -> any any | content:"abcd";', ["the action was `alert`, is now `pass`: what it matches is no longer looked at by other rules"]],
    ["a file is stored", 'http.uri; content:"/gate.php";', 'http.uri; content:"/gate.php"; filestore;', ["it now has `filestore`"]],
    ["the class", 'http.uri; content:"/gate.php"; classtype:misc-activity;', 'http.uri; content:"/gate.php"; classtype:trojan-activity;', ["`classtype` was `misc-activity`, is now `trojan-activity`"]],
    ["metadata", 'http.uri; content:"/gate.php"; metadata:created_at 2020_01_01;', 'http.uri; content:"/gate.php"; metadata:created_at 2020_01_01, updated_at 2026_01_01;', []],
    ["what loads no more", 'http.uri; content:"/gate.php";', 'http.urii; content:"/gate.php";', ["narrower: it does not load any more, so that only texts are compared", "it now has `http.urii`", "it no longer has `http.uri`"]],
    ["what loads now", 'http.urii; content:"/gate.php";', 'http.uri; content:"/gate.php";', ["wider: it loads now: it was refused before, so that only texts are compared", "it now has `http.uri`", "it no longer has `http.urii`"]],
  ]],
  ["Snort 3", [
    ["the window", 'http_uri; content:"/gate.php",depth 20;', 'http_uri; content:"/gate.php";', ["wider: `/gate.php` is now looked for anywhere (was: in the first 20 bytes)"]],
    ["the fast pattern", 'http_uri; content:"/gate.php"; content:"id=";', 'http_uri; content:"/gate.php"; content:"id=",fast_pattern;', ["the fast pattern is now `id=`, 3 bytes long (was: `/gate.php`, 9 bytes)"]],
    ["a part of it", 'http_uri; content:"/gate.php",fast_pattern;', 'http_uri; content:"/gate.php",fast_pattern,fast_pattern_offset 1,fast_pattern_length 3;', ["the fast pattern is now `gat`, 3 bytes long (was: `/gate.php`, 9 bytes)"]],
    ["another buffer", 'content:"/gate.php";', 'http_uri; content:"/gate.php";', ["`/gate.php` is now looked for in `http_uri` (was: in the payload)"]],
    ["the length of a buffer", 'http_uri; content:"/gate"; bufferlen:5;', 'http_uri; content:"/gate"; bufferlen:5<=>10;', ["it checks `bufferlen:5<=>10` in `http_uri` instead of `bufferlen:5`"]],
    ["an expression", 'content:"abcd"; regex:"/x.y/";', 'content:"abcd"; regex:"/x.z/";', ['it looks for `regex:"/x.z/"` instead of `regex:"/x.y/"`']],
    ["a header without addresses", 'alert tcp any any -> any 80 | content:"abcd";', 'alert http | content:"abcd";', ["the protocol was `tcp`, is now `http`", "wider: the header no longer names addresses and ports (was: `any any -> any 80`)"]],
    ["a rate", 'content:"abcd"; detection_filter:track by_src,count 5,seconds 60;', 'content:"abcd"; detection_filter:track by_dst,count 10,seconds 60;', ["`detection_filter` now has `track by_dst` (was: `track by_src`) and counts 10 a minute (was: 5 a minute)"]],
    ["silent", 'content:"abcd"; flowbits:set,bobbin;', 'content:"abcd"; flowbits:set,bobbin; flowbits:noalert;', ["narrower: it no longer raises alerts: it has `flowbits:noalert`"]],
  ]],
  ["Snort 2.9", [
    ["the start", 'content:"/gate.php"; http_uri; depth:9;', 'content:"/gate.php"; http_uri;', ["wider: `/gate.php` need no longer stand at the start"]],
    ["uricontent", 'uricontent:"/gate.php";', 'content:"/gate.php"; http_uri;', []],
    ["how much is behind", 'content:"USER "; isdataat:100,relative;', 'content:"USER "; isdataat:500,relative;', ["it checks `isdataat:500,relative` instead of `isdataat:100,relative`"]],
    ["a variable", 'alert tcp any any -> any 80 | content:"abcd";', 'alert tcp any any -> any $HTTP_PORTS | content:"abcd";', ["the destination port changed from `80` to `$HTTP_PORTS`"]],
    ["only for the fast pattern", 'content:"/gate.php"; http_uri; fast_pattern:only;', 'content:"/gate.php"; http_uri; fast_pattern;', ["`/gate.php` no longer has `fast_pattern only`"]],
  ]],
  ["YARA", [
    ["wide, too", 'strings: $a = "evil" condition: $a', 'strings: $a = "evil" wide ascii condition: $a', ["wider: `$a` is now also looked for as wide text, with two bytes for each character"]],
    ["any, now all", 'strings: $a = "evil" $b = "bad" condition: any of them', 'strings: $a = "evil" $b = "bad" condition: all of them', ["narrower: the condition has `all of them` (was: `any of them`)"]],
    ["a pattern more, any of them", 'strings: $a = "evil" condition: any of them', 'strings: $a = "evil" $b = "bad" condition: any of them', ['wider: `$b = "bad"` is new']],
    ["a pattern more, all of them", 'strings: $a = "evil" condition: all of them', 'strings: $a = "evil" $b = "bad" condition: all of them', ['narrower: `$b = "bad"` is new']],
    ["larger files", 'strings: $a = "evil" condition: filesize < 1MB and $a', 'strings: $a = "evil" condition: filesize < 10MB and $a', ["wider: the condition has `filesize < 10MB` (was: `filesize < 1MB`)"]],
    ["another name of a pattern", 'strings: $a = "evil" condition: $a', 'strings: $b = "evil" condition: $b', []],
    ["a meta entry", 'strings: $a = "evil" condition: $a', 'meta: date = "2026" strings: $a = "evil" condition: $a', ['~ it now has the meta entry `date = "2026"`']],
    ["another name", 'rule Bobbin { strings: $a = "evil" condition: $a }', 'rule Loom { strings: $a = "evil" condition: $a }', ["! it was rule Bobbin, and means the same: what knows it by that does not know it any more"]],
    ["what can't be read", 'strings: $a = "evil" condition: $a', 'strings: $a = "evil" condition: $a and', ["it can't be read any more"]],
  ]],
];

describe.each(EDITS)("%s", (id, edits) => {
  const format = FORMATS.find((each) => each.displayName.startsWith(id))!;
  test.each(edits)("%s", (_, before, after, expected) => {
    expect(sentences(format, before, after)).toEqual(expected);
  });
});

const suricata = FORMATS.find(({ id }) => id === "suricata")!;
const whole = (msg: string, options: string, rev: number, mark = ""): string => `${mark}alert http any any -> any any (msg:"${msg}"; ${options} sid:7; rev:${rev};)\n`;

test.each<readonly [string, string, string, readonly string[]]>([
  ["rev only", whole("a", 'content:"abcd";', 1), whole("a", 'content:"abcd";', 2), []],
  ["rev forgotten", whole("a", 'content:"abcd";', 1), whole("a", 'content:"abce";', 1), ["changed", "it changed and rev is still 1", "it looks for `abce` instead of `abcd`"]],
  ["message only", whole("a", 'content:"abcd";', 1), whole("b", 'content:"abcd";', 2), ["changed", "`msg` was `\"a\"`, is now `\"b\"`"]],
  ["disabled", whole("a", 'content:"abcd";', 1), whole("a", 'content:"abcd";', 1, "# "), ["disabled"]],
  [
    "sid of another rule",
    whole("a", 'content:"abcd";', 1),
    whole("b", 'http.uri; content:"/x";', 2),
    ["changed", "sid 7 belonged to another rule (`a`): old alerts and exceptions are now taken for this one's"],
  ],
])("bookkeeping: %s", (_, before, after, expected) => {
  const side = (text: string): ReturnType<typeof ruleFile> => ruleFile("a", SourceText.fromString(text), suricata);
  const told = compareRules([side(before)], [side(after)]).changes.flatMap(({ kinds, remarks, meaning }) => [
    ...kinds,
    ...remarks.map(({ message }) => message),
    ...(remarks.some(({ code }) => code === "sid-reused") ? [] : meaning.map(({ message }) => message)),
  ]);
  expect(told).toEqual(expected);
});

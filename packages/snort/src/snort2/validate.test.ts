import { SourceText } from "@sigwright/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { SNORT2_ADVISER } from "../advice/snort2-advice.ts";
import { FOREIGN_KEYWORDS } from "./dialect/foreign-keywords.ts";
import { snort2RuleChecker } from "./check-rules.ts";
import { SNORT2_TARGETS } from "./targets.ts";
import { snort2 } from "./snort2.ts";

/** Advice is no business of these rules, which are as short as can be. */
const ADVICE: ReadonlySet<string> = new Set(SNORT2_ADVISER.diagnostics.map(({ code }) => code));
const context = { target: SNORT2_TARGETS[0]! };

function rule(options: string, header = "tcp any any -> any any"): string {
  return `alert ${header} (msg:"a"; ${options} sid:1; rev:1;)`;
}

function findings(text: string): readonly string[] {
  const { document, diagnostics } = snort2.parse(SourceText.fromString(text));
  const found = [...diagnostics, ...snort2.validate(document, context)].filter(({ code }) => !ADVICE.has(code));
  return found.map(({ code, message, help }) => `${code}: ${message}${help === undefined ? "" : ` (${help})`}`);
}

test.each([
  ['content:"a"; nocase; depth:4; offset:2;'],
  ['content:"GET |0d 0A|\\"\\;\\\\\\:"; http_method;'],
  ['content:!"a"; http_cookie;'],
  ['content:"abc", nocase, offset 2, depth 9; content:"d", distance 1, within 4;'],
  ['uricontent:"/a"; nocase; urilen:4<>9,raw;'],
  ['content:"a"; fast_pattern:only; content:"b"; http_uri; fast_pattern;'.replace("fast_pattern:only; ", "")],
  ['content:"a"; offset:0; offset:3;'],
  ['pcre:!"/^a(?=b)\\x2f/Ui"; pcre:"m|a/b|R";'],
  ['pcre:"/\\i\\y/";'],
  ['byte_test:4,!&,0x80,0,relative,dce; byte_jump:4,-4,relative,little,post_offset -1; isdataat:!10,relative;'],
  ['byte_extract:2,0,My.Length,relative; content:"a"; within:My.Length; byte_math:bytes 2,offset 0,oper <<,rvalue 4,result sum; isdataat:sum,relative;'],
  ["flow:to_server, established, only_stream; flowbits:set,a&b,group; flowbits:isset,a|b; flowbits:unset,all,group; flowbits:noalert; flowbits:reset;"],
  ["detection_filter:track by_src, count 30, seconds 60; tag:session,10,packets,5,seconds; tos:!4; id:31337; ttl:5-; window:!55808;"],
  ['file_data:mime; content:"a"; base64_decode:bytes 12, offset 20, relative; base64_data; content:"b"; pkt_data;'],
  ["metadata:service http, policy balanced-ips drop, soid 3|19187, engine shared; reference:cve,2021-44228; priority:1; classtype:trojan-activity;"],
  ["dce_iface:4b324fc8-1670-01d3-1278-5a47bf6ee188,<2,any_frag; dce_opnum:0-11,17; dce_stub_data; ssl_version:!sslv2,tls1.0; ssl_state:client_hello;"],
  ["modbus_func:read_coils; modbus_unit:1; modbus_data; dnp3_func:read; dnp3_obj:50,1; dnp3_ind:all_stations,need_time; sip_method:!INVITE; sip_stat_code:2,180;"],
  ['content:"abc"; replace:"xyz"; flags:SF,CE; seq:0; ack:4; stream_size:client,<,6; asn1:bitstring_overflow, oversize_length 500;'],
  ['protected_content:"ed076287532e86365e841e92bfc50d8c"; hash:md5; length:12;'],
])("%s loads", (options) => {
  expect(findings(rule(options))).toEqual([]);
});

test.each([
  ['alert ( msg:"a"; sid:1; gid:116; rev:1; metadata:rule-type decode; )'],
  ['sdrop ICMP [10.0.0.0/8,!10.1.1.1] any <> 2001:db8::/32 any (msg:"a"; itype:8; icode:>0; sid:1;)'],
  ['log ip any ![80,1024:] -> any :443 (msg:"a"; ip_proto:!tcp; sid:0x10;)'],
  ["alert tcp any any -> any any (sid:1)"],
])("%s loads", (text) => {
  expect(findings(text)).toEqual([]);
});

test.each([
  [rule('content:"a"; http_uri:1;'), "snort2/unexpected-value: `http_uri` takes no value (write `http_uri;`)"],
  [rule('http_uri; content:"a";'), "snort2/modifier-without-content: `http_uri` needs a content before it (write it behind the content that it is for; before the content, it is Snort 3's: `content:\"…\"; http_uri;`)"],
  [rule('http.uri; content:"a";'), "snort2/unknown-keyword: `http.uri` is an option keyword of Suricata; Snort 2.9.20 has none of that name (write the content, and `http_uri;` behind it)"],
  [rule("service:http;"), "snort2/unknown-keyword: `service` is an option keyword of Snort 3; Snort 2.9.20 has none of that name (write `metadata:service http;`)"],
  [rule("", "http any any -> any any"), "snort2/unknown-protocol: `http` is no protocol that the engine's headers have (write `tcp`, `udp`, `icmp` or `ip`; an application is named in `metadata:service …`)"],
  [rule('content:"abc"; depth:2;'), "snort2/limit-too-small: `depth` 2 is less than the 3 bytes of the content, so it can never match (use at least 3)"],
  [rule('content:"abc|0|";'), "snort2/bad-value: `content`: `0` is half a byte (a byte has two hexadecimal digits; a pipe itself is written `|7c|`)"],
  [rule('content:"abc" nocase;'), "snort2/bad-value: `content`: `nocase` stands behind the closing quote (a `;` may be missing)"],
  [rule("flow:to_server,to_client;"), "snort2/bad-value: `flow`: `to_client` and `to_server` exclude each other (it takes a direction, a state and kinds of packets with commas: `to_server,established`)"],
  [rule('content:"a", depth 9; distance:2;'), "snort2/relative-and-absolute: `depth` can't stand beside `distance` on one content (use depth and offset, which count from the start, or distance and within, which count from the match before)"],
])("%s is refused: %s", (text, message) => {
  expect(findings(text)).toEqual([message]);
});

test("a label shows the content that a modifier is for", () => {
  const { document } = snort2.parse(SourceText.fromString(rule('content:"abc"; depth:2;')));
  expect(snort2.validate(document, context)[0]!.labels).toMatchObject([{ message: "3 bytes" }]);
});

test("keywords of others are none of ours", () => {
  const checker = snort2RuleChecker();
  expect([...FOREIGN_KEYWORDS.keys()].filter((name) => checker.keyword(name) !== undefined)).toEqual([]);
});

test("files that are loaded together share sids, and say where", () => {
  const members = ["a.rules", "b.rules"].map((name, index) => {
    const source = SourceText.fromString(rule(`content:"${index}";`, index === 0 ? undefined : "udp any any -> any any"));
    return { name, source, facts: snort2.setFacts(snort2.parse(source)) };
  });
  const found = snort2.validateSet(members, context);
  expect(found.map((each) => each.map(({ code, message }) => `${code}: ${message}`))).toEqual([[], ["snort2/clashing-sid: another rule has the sid 1:1 (`a.rules`, line 1), with another action or protocol"]]);
});

test("any text is checked without a throw, and findings lie in it", () => {
  const word = fc.constantFrom("alert", "tcp", "any", "->", "(", ")", ";", ":", '"', "|", "\\", "!", ",", "content", "pcre", "/a/", "flowbits", "set", "byte_test", "4", "<>", "-1", "\n", " ", "$HOME_NET", "[", "]", "depth", "9".repeat(30), "é", "\u{1F600}");
  const text = fc.oneof(fc.array(word, { maxLength: 60 }).map((words) => words.join("")), fc.array(word, { maxLength: 40 }).map((words) => rule(words.join(""))));
  fc.assert(
    fc.property(text, (given) => {
      const { document } = snort2.parse(SourceText.fromString(given));
      for (const { range, message } of snort2.validate(document, { ...context, includeDisabled: true })) {
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.end).toBeLessThanOrEqual(given.length);
        expect(range.start).toBeLessThanOrEqual(range.end);
        expect(message).not.toBe("");
      }
    }),
    { numRuns: Number(process.env["SIGWRIGHT_FUZZ_RUNS"] ?? 300) },
  );
});

test("takes linear time on values made to be slow", () => {
  const long = 200_000;
  for (const value of [`content:"${"|41".repeat(long)}"`, `content:"a"${", nocase".repeat(long / 10)}`, `pcre:"/${"(".repeat(long)}/"`, `flowbits:set,${"a&".repeat(long)}`, `reference:${",".repeat(long)}`, `metadata:${"a b,".repeat(long / 4)}`, `flow:${",".repeat(long)}`]) {
    expect(findings(rule(`${value};`)).length).toBeLessThan(5);
  }
});

import { readFileSync } from "node:fs";
import fc from "fast-check";
import { ENGINE_KEYWORDS } from "./engine-keywords.ts";

/** Rules whose verdicts are known: they use most keywords, well and badly. */
const SEEDS: readonly string[] = readFileSync(new URL("../../fixtures/verdicts/application-keywords.jsonl", import.meta.url), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => (JSON.parse(line) as { readonly rule: string }).rule);

/** Options of rules whose meaning depends on what is before them, or that are read in a way of their own. */
const OPTIONS: readonly string[] = [
  'content:"ab|00 ff|c"', 'content:!"x\\;y"', "nocase", "depth:4", "offset:1", "within:9", "distance:-3", "fast_pattern", "fast_pattern:1,2",
  "startswith", "endswith", "rawbytes", "bsize:<9", "http.uri", "http_header", "file.data", "pkt_data", "dns.query", "tls.sni", "to_sha256", "dotprefix",
  'pcre:"/^a(?<n>b|c)+[^\\/]{2,}$/Ui"', 'pcre:"/(?<=a|bc)d/R"', "byte_test:4,>,0x10,0,relative,little", "byte_extract:2,0,len,relative",
  "byte_jump:2,4,relative,multiplier 3,post_offset -1", "byte_math:bytes 2,offset 0,oper +,rvalue 9,result sum", "isdataat:!10,relative",
  "flow:established,to_server", "flowbits:isset,a|b", "flowint:n,+,1", "xbits:set,x,track ip_src,expire 9", "threshold:type limit,track by_src,count 1,seconds 60",
  "detection_filter:track by_dst,count 3,seconds 9", "dataset:isset,seen,type string", "reference:url,a.example/b", "metadata:a b,c d", "classtype:bad-unknown",
  "priority:3", "gid:1", "rev:0", "sid:7", "msg:\"a\"", "target:dest_ip", "requires:version >= 8", "app-layer-protocol:!http", "frame:pdu", "ip_proto:!6",
];

const VALUES: readonly string[] = [
  "", "0", "-1", "00", "0x1f", "65536", "4294967296", "18446744073709551616", "9".repeat(400), "+1", "1 ", "!1", "<5", "1<>9", "9-1", "a", "!", "!!a", ",", ",,", "a,b,c",
  "|", '"', '""', '"|"', '"|0|"', '"|00 |"', '"\\"', '"\\x"', "'a'", "/", '"/"', '"//"', '"/(/"', '"/[/U"', '"/a/\u00e9"', "any", "none", "\u00e9", "\u{1F600}", "$HOME_NET",
];

const PIECES: readonly string[] = [
  ";", ":", '"', "\\", "|", "(", ")", "!", ",", " ", "\t", "#", "/", "[", "]", "->", "<>", "<-", "=>", "\u0000", "\u00e9", "\u{1F600}", "\ud800", "\u2028", "$A", "any", "0",
];

const HEADER_WORDS: readonly string[] = [
  "alert", "drop", "config", "accept:hook", "pass", "http", "http1:request_line", "dns", "tls", "tcp-pkt", "ip", "ftp-data", "any", "!any", "$HOME_NET", "!$HOME_NET", "$NO_SUCH",
  "[10.0.0.0/8,!10.1.0.0/16]", "10.0.0.0/33", "::1/129", "[::1", "1.2.3.4-1.2.3.1", "![1:1024,!80]", "80:", ":", "70000", "->", "<>", "<-", "[]", "[[],any]",
];

/** What one change does to a rule; numbers say where. */
type Change = (rule: string) => string;

const position = fc.nat({ max: 10_000 });

/** Changes to the options of a rule: the text between its outer parentheses, parted at each `;`. */
function optionChange(change: (options: string[]) => void): Change {
  return (rule) => {
    const open = rule.indexOf("(");
    const close = rule.lastIndexOf(")");
    if (open === -1 || close <= open) return rule;
    const options = rule.slice(open + 1, close).split(";").slice(0, -1).map((option) => option.trim());
    change(options);
    return `${rule.slice(0, open + 1)}${options.map((option) => `${option}; `).join("")}${rule.slice(close)}`;
  };
}

const anyOption = fc.oneof(
  fc.constantFrom(...OPTIONS),
  fc.tuple(fc.constantFrom(...ENGINE_KEYWORDS.map(({ name }) => name)), fc.option(fc.constantFrom(...VALUES))).map(([name, value]) => (value === null ? name : `${name}:${value}`)),
);

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(position, anyOption).map(([at, option]) => optionChange((options) => options.splice(at % (options.length + 1), 0, option))) },
  fc.tuple(position).map(([at]) => optionChange((options) => options.splice(at % (options.length + 1), 1))),
  fc.tuple(position, position).map(([from, to]) => optionChange((options) => options.splice(to % (options.length + 1), 0, ...options.splice(from % (options.length + 1), 1)))),
  fc.tuple(position).map(([at]) => optionChange((options) => options.splice(at % (options.length + 1), 0, ...options.slice(at % (options.length + 1)).slice(0, 1)))),
  fc.tuple(position, fc.constantFrom(...VALUES)).map(([at, value]) =>
    optionChange((options) => {
      const index = at % (options.length + 1);
      const name = options[index]?.split(":")[0];
      if (name !== undefined) options[index] = `${name}:${value}`;
    }),
  ),
  fc.tuple(position, fc.constantFrom(...HEADER_WORDS)).map(([at, word]): Change => (rule) => {
    const words = rule.split(" ");
    words[at % 7] = word;
    return words.join(" ");
  }),
  fc.tuple(position, fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: "binary", maxLength: 3 }))).map(([at, piece]): Change => (rule) => {
    const index = at % (rule.length + 1);
    return `${rule.slice(0, index)}${piece}${rule.slice(index)}`;
  }),
  fc.tuple(position, fc.integer({ min: 1, max: 9 })).map(([at, length]): Change => (rule) => {
    const index = at % (rule.length + 1);
    return `${rule.slice(0, index)}${rule.slice(index + length)}`;
  }),
);

/** One line: a rule with up to five changes, or any text. Never joined to its neighbours by a line feed or a backslash. */
export const mutatedRule: fc.Arbitrary<string> = fc
  .oneof(
    { weight: 19, arbitrary: fc.tuple(fc.constantFrom(...SEEDS), fc.array(change, { maxLength: 5 })).map(([seed, changes]) => changes.reduce((rule, apply) => apply(rule), seed)) },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 120 }) },
  )
  .map((text) => text.replaceAll(/[\r\n\uFEFF]/g, "").replace(/\\[ \t]*$/, ""));

import type { DiagnosticInfo, Severity } from "@sigwright/core";

/** One code as a row: what it is, why it matters, and a rule body that gives it beside one that does not. */
interface Row {
  readonly summary: string;
  readonly explanation: string;
  /** Whole rules, or what stands between the parentheses of a rule for `tcp` without its sid. */
  readonly bad: string;
  readonly good: string;
  /** Default: `error`. */
  readonly severity?: Severity;
}

/** What is found in rules of Snort 3, by code without the namespace. */
const ROWS: Readonly<Record<string, Row>> = {
  "bad-address": {
    summary: "An address of the header is none.",
    explanation: "Addresses are `any`, IPv4 or IPv6 addresses, networks, lists in brackets and variables; `!` negates. Ranges with a dash are not known, and `any` can't be negated. The stock `HOME_NET` is `any`, so `!$HOME_NET` needs a value in `snort.lua`.",
    bad: 'alert tcp 10.0.0.1-10.0.0.9 any -> any any (content:"a"; sid:1;)',
    good: 'alert tcp 10.0.0.0/28 any -> any any (content:"a"; sid:1;)',
  },
  "bad-bytes": {
    summary: "A pattern does not stand in double quotes, or has something else than hexadecimal between pipes.",
    explanation: "A pattern is text in double quotes with bytes in hexadecimal between pipes. The last character of the value closes it.",
    bad: 'content:"|0D 0G|";',
    good: 'content:"|0D 0A|";',
  },
  "bad-direction": {
    summary: "The direction of the header is neither `->` nor `<>`.",
    explanation: "There is no `<-`: swap the two sides instead.",
    bad: 'alert tcp any any <- any any (content:"a"; sid:1;)',
    good: 'alert tcp any any -> any any (content:"a"; sid:1;)',
  },
  "bad-expression": {
    summary: "A regular expression does not stand between its delimiters, has an unknown flag, or does not compile.",
    explanation: "`pcre` takes expressions of PCRE2 between slashes with the flags `ismxAEGRO`; buffers are selected by options of their own, not by flags. `regex` and `sd_pattern` take expressions of Hyperscan, which has no references and does not look around.",
    bad: 'content:"a"; pcre:"/a(b/U";',
    good: 'http_uri; content:"a"; pcre:"/a(b)/";',
  },
  "bad-port": {
    summary: "A port of the header is none.",
    explanation: "Ports are `any`, numbers up to 65535, ranges as `80:90`, lists in brackets and variables; `!` negates. What is left after the negated ones must not be empty.",
    bad: 'alert tcp any any -> any 80-90 (content:"a"; sid:1;)',
    good: 'alert tcp any any -> any 80:90 (content:"a"; sid:1;)',
  },
  "bad-value": {
    summary: "The value of a parameter does not have the form that it takes.",
    explanation: "The message says which part is wrong. Numbers are read as in C: a 0 at the front makes them octal, `0x` hexadecimal.",
    bad: 'content:"a"; dsize:10<>5;',
    good: 'content:"a"; dsize:5<>10;',
  },
  "base-without-string": {
    summary: "A base is given for a number that is not read from text.",
    explanation: "`hex`, `dec` and `oct` say how digits in text are read; they need `string`.",
    bad: "byte_extract:2,0,size,hex;",
    good: "byte_extract:2,0,size,string,hex;",
  },
  "blank-in-list": {
    summary: "A list of the header has a blank in it and does not begin with its bracket.",
    explanation: "The engine reads a list as one word when it begins with `[`. With `!` before the bracket, a blank ends the word.",
    bad: 'alert tcp ![10.0.0.1, 10.0.0.2] -> any any (content:"a"; sid:1;)',
    good: 'alert tcp ![10.0.0.1,10.0.0.2] -> any any (content:"a"; sid:1;)',
  },
  "body-and-trailer": {
    summary: "A rule looks at the body of an HTTP message and at its trailers.",
    explanation: "They come one after the other, and a rule is looked at once. Without a buffer the payload is looked at, which counts as the body. The trailers of a request can stand beside the body of the response.",
    bad: 'content:"a"; http_trailer; content:"b";',
    good: 'http_header; content:"a"; http_trailer; content:"b";',
  },
  "built-in-generator": {
    summary: "A rule has the gid of the engine's own events and looks for something.",
    explanation: "Generators from 40 to 999 belong to decoders and inspectors, 2 to tagged packets. Rules for them say what to do when the event comes, and nothing more.",
    bad: 'content:"a"; gid:116;',
    good: 'content:"a"; gid:1;',
  },
  "byte-order-repeated": {
    severity: "warning",
    summary: "An option names two byte orders.",
    explanation: "The engine takes the last one.",
    bad: "byte_test:2,>,5,0,big,little;",
    good: "byte_test:2,>,5,0,little;",
  },
  "duplicate-sid": {
    summary: "Two rules have the same gid and sid and differ in protocol or action.",
    explanation: "The engine lets a rule take the place of another one only when protocol and action are the same.",
    bad: 'alert tcp any any -> any any (content:"a"; sid:1;)\nalert udp any any -> any any (content:"a"; sid:1;)',
    good: 'alert tcp any any -> any any (content:"a"; sid:1;)\nalert udp any any -> any any (content:"a"; sid:2;)',
  },
  "empty-argument": {
    summary: "Nothing stands beside a comma of a value.",
    explanation: "The engine wants an argument on both sides of a comma.",
    bad: 'content:"a",,nocase;',
    good: 'content:"a",nocase;',
  },
  "empty-list": {
    severity: "warning",
    summary: "A list of ports holds none.",
    explanation: "The engine takes it for all ports.",
    bad: 'alert tcp any [] -> any any (content:"a"; sid:1;)',
    good: 'alert tcp any any -> any any (content:"a"; sid:1;)',
  },
  "empty-value": {
    summary: "A value is empty.",
    explanation: "Put something between the quotes, or take the option out.",
    bad: 'content:"";',
    good: 'content:"a";',
  },
  "fast-pattern-too-long": {
    summary: "The part that is looked for first reaches past the end of the pattern.",
    explanation: "`fast_pattern_offset` and `fast_pattern_length` must fit into the pattern.",
    bad: 'content:"abc",fast_pattern_offset 2,fast_pattern_length 5;',
    good: 'content:"abcdefg",fast_pattern_offset 2,fast_pattern_length 5;',
  },
  "field-repeated": {
    summary: "A buffer names two header fields.",
    explanation: "Use the buffer once for each field.",
    bad: 'http_header:field host,field referer; content:"a";',
    good: 'http_header:field host; content:"a";',
  },
  "file-rule": {
    summary: "A rule that identifies files lacks a part, or looks at something else than file data.",
    explanation: "A `file_id` rule needs `file_meta` with an id, `file_data`, and a content to look for.",
    bad: 'file_id (content:"%MINE"; sid:1;)',
    good: 'file_id (file_meta:type MINE, id 400; file_data; content:"%MINE"; sid:1;)',
  },
  "file-type-id": {
    summary: "A file type has the number of another one.",
    explanation: "Numbers of types must differ from those of `file_magic.rules`, which the stock configuration loads first.",
    bad: 'file_id (file_meta:type MINE, id 22; file_data; content:"%MINE"; sid:1;)',
    good: 'file_id (file_meta:type MINE, id 400; file_data; content:"%MINE"; sid:1;)',
  },
  "flow-conflict": {
    summary: "Two conditions on a flow exclude each other.",
    explanation: "Such a rule could never fire, and the engine refuses it.",
    bad: 'flow:to_server,to_client; content:"a";',
    good: 'flow:to_server; content:"a";',
  },
  "flow-of-icmp": {
    summary: "A rule for ICMP asks for the state of a flow.",
    explanation: "ICMP has no flows. `no_frag` and `only_frag` can be asked for.",
    bad: 'alert icmp any any -> any any (flow:to_server; content:"a"; sid:1;)',
    good: 'alert icmp any any -> any any (content:"a"; sid:1;)',
  },
  "half-byte": {
    severity: "warning",
    summary: "A byte in hexadecimal has one digit.",
    explanation: "The engine puts a 0 before it. Often a digit got lost.",
    bad: 'content:"|D 0A|";',
    good: 'content:"|0D 0A|";',
  },
  "ignored-value": {
    severity: "warning",
    summary: "The engine ignores a value, or part of it.",
    explanation: "The rule loads and does not do what the value says. Often a comma got lost.",
    bad: 'content:"a",nocase 5;',
    good: 'content:"a",nocase;',
  },
  "incomplete-filter": {
    severity: "warning",
    summary: "A detection filter lacks one of its parts.",
    explanation: "The engine takes 0 for what is missing, or what the rule before it had.",
    bad: 'content:"a"; detection_filter:track by_src,count 5;',
    good: 'content:"a"; detection_filter:track by_src,count 5,seconds 60;',
  },
  "incomplete-header": {
    summary: "The header has too few words, or too many.",
    explanation: "Behind the protocol stand source, source port, direction, destination and destination port. Ports may be missing, or everything behind the protocol.",
    bad: 'alert tcp any any -> (content:"a"; sid:1;)',
    good: 'alert tcp any any -> any any (content:"a"; sid:1;)',
  },
  "jump-conflict": {
    summary: "A jump counts from the beginning and from the end.",
    explanation: "Keep one of the two.",
    bad: "byte_jump:2,0,from_beginning,from_end;",
    good: "byte_jump:2,0,from_end;",
  },
  "limit-too-small": {
    summary: "A position leaves less room than the pattern needs.",
    explanation: "`depth` and `within` limit where the pattern may end, so they can't be less than its length.",
    bad: 'content:"abcdef",depth 3;',
    good: 'content:"abcdef",depth 6;',
  },
  "mask-too-wide": {
    summary: "A mask has more bytes than are read.",
    explanation: "Read more bytes, or take a smaller mask.",
    bad: "byte_test:1,>,5,0,bitmask 0x1ff;",
    good: "byte_test:2,>,5,0,bitmask 0x1ff;",
  },
  "message-unquoted": {
    severity: "warning",
    summary: "A message does not stand in double quotes.",
    explanation: "The engine takes one or two words without quotes; a third one would make it refuse the rule.",
    bad: 'msg:two words; content:"a";',
    good: 'msg:"two words"; content:"a";',
  },
  "missing-comma": {
    summary: "An argument has a word too many.",
    explanation: "Commas separate arguments; an argument is a word, a name and a value, or a string.",
    bad: 'content:"a" nocase;',
    good: 'content:"a",nocase;',
  },
  "missing-value": {
    summary: "An option lacks a value that it can't do without.",
    explanation: "The message says what is missing.",
    bad: "content;",
    good: 'content:"a";',
  },
  "negated-everything": {
    summary: "An address that is left out covers one that is meant.",
    explanation: "Leave out smaller networks than the ones that are meant.",
    bad: 'alert tcp [10.1.0.0/16,!10.0.0.0/8] any -> any any (content:"a"; sid:1;)',
    good: 'alert tcp [10.0.0.0/8,!10.1.0.0/16] any -> any any (content:"a"; sid:1;)',
  },
  "negated-fast-pattern": {
    severity: "warning",
    summary: "A negated content is meant to be what the engine looks for first.",
    explanation: "What is not there can't be looked for; the engine ignores it.",
    bad: 'content:"abc"; content:!"def",fast_pattern;',
    good: 'content:"abc",fast_pattern; content:!"def";',
  },
  "negative-offset": {
    summary: "A value is read from before the start.",
    explanation: "An offset below 0 needs `relative`.",
    bad: 'content:"a"; byte_extract:1,-2,size;',
    good: 'content:"a"; byte_extract:1,-2,size,relative;',
  },
  "nothing-decoded": {
    summary: "`base64_data` stands without anything that was decoded.",
    explanation: "Put `base64_decode` before it.",
    bad: 'base64_data; content:"a";',
    good: 'base64_decode; base64_data; content:"a";',
  },
  "nothing-detected": {
    severity: "warning",
    summary: "A rule looks for nothing.",
    explanation: "It fires on all traffic that fits its header. The engine itself warns of it.",
    bad: 'msg:"all traffic";',
    good: 'msg:"some traffic"; content:"a";',
  },
  "number-notation": {
    severity: "warning",
    summary: "A sid, gid or rev is not written in decimal.",
    explanation: "The engine reads it as C does: a 0 at the front makes it octal.",
    bad: 'content:"a"; sid:010;',
    good: 'content:"a"; sid:10;',
  },
  "obsolete-parameter": {
    severity: "warning",
    summary: "A parameter does nothing any more.",
    explanation: "The engine takes it and ignores it, and says that it will go.",
    bad: 'http_uri:with_body; content:"a";',
    good: 'http_uri; content:"a";',
  },
  "option-repeated": {
    summary: "An option stands in a rule twice that can stand once.",
    explanation: "Keep one of them.",
    bad: 'msg:"a"; msg:"b"; content:"a";',
    good: 'msg:"a"; content:"a";',
  },
  "outdated-rule": {
    severity: "warning",
    summary: "An earlier rule has the same gid and sid and a higher rev.",
    explanation: "The engine does not use this one.",
    bad: 'alert tcp any any -> any any (content:"a"; sid:1; rev:2;)\nalert tcp any any -> any any (content:"b"; sid:1; rev:1;)',
    good: 'alert tcp any any -> any any (content:"a"; sid:1; rev:2;)\nalert tcp any any -> any any (content:"b"; sid:2; rev:1;)',
  },
  "parameter-repeated": {
    severity: "warning",
    summary: "A parameter stands in an option twice.",
    explanation: "The last one counts.",
    bad: 'content:"a",offset 1,offset 2;',
    good: 'content:"a",offset 2;',
  },
  "port-ignored": {
    severity: "warning",
    summary: "A rule for a protocol without ports names one.",
    explanation: "The engine does not even look whether it is a port.",
    bad: 'alert icmp any 80 -> any any (content:"a"; sid:1;)',
    good: 'alert icmp any any -> any any (content:"a"; sid:1;)',
  },
  "protocol-list": {
    summary: "The header names a list of protocols.",
    explanation: "A rule is for one protocol, or for `ip`.",
    bad: 'alert [tcp,udp] any any -> any any (content:"a"; sid:1;)',
    good: 'alert ip any any -> any any (content:"a"; sid:1;)',
  },
  "relative-and-absolute": {
    summary: "A content has a position counted from the start and one counted from the match before.",
    explanation: "Use `offset` and `depth`, or `distance` and `within`.",
    bad: 'content:"a"; content:"b",depth 5,within 5;',
    good: 'content:"a"; content:"b",within 5;',
  },
  "repeated-condition": {
    severity: "warning",
    summary: "A condition stands in a rule more often than makes sense.",
    explanation: "The engine itself says that one option would do, and be faster.",
    bad: 'content:"a"; flow:to_server; flow:established;',
    good: 'content:"a"; flow:to_server,established;',
  },
  "replaced-rule": {
    severity: "warning",
    summary: "A rule takes the place of an earlier one with the same gid and sid.",
    explanation: "Of two rules with one number the later one is used, unless its rev is lower.",
    bad: 'alert tcp any any -> any any (content:"a"; sid:1; rev:1;)\nalert tcp any any -> any any (content:"b"; sid:1; rev:2;)',
    good: 'alert tcp any any -> any any (content:"a"; sid:1; rev:1;)\nalert tcp any any -> any any (content:"b"; sid:2; rev:2;)',
  },
  "service-repeated": {
    severity: "warning",
    summary: "A rule names a service twice.",
    explanation: "Once is enough.",
    bad: 'content:"a"; service:http,http;',
    good: 'content:"a"; service:http;',
  },
  "shared-object": {
    severity: "warning",
    summary: "A rule is a stub for one in a shared object.",
    explanation: "The engine refuses the stub unless the object is loaded; whether it is, a check elsewhere can't know.",
    bad: 'soid:3_1_1; content:"a";',
    good: 'content:"a";',
  },
  "shared-object-missing": {
    summary: "`so` stands in a rule that names no shared object.",
    explanation: "`so` calls a function of a shared object, which `soid` names before it.",
    bad: "so:check;",
    good: 'content:"a";',
  },
  "sid-missing": {
    severity: "warning",
    summary: "A rule has no sid.",
    explanation: "The engine loads it with sid 0, and each further rule without a sid takes the place of the one before.",
    bad: 'alert tcp any any -> any any (content:"a";)',
    good: 'alert tcp any any -> any any (content:"a"; sid:1000001;)',
  },
  "stray-character": {
    summary: "A character stands in a value that can stand there only in quotes.",
    explanation: "Outside of quotes `:`, `(` and `[` end a value. Often a semicolon got lost.",
    bad: 'content:"a"; sid:1:1;',
    good: 'content:"a"; sid:1;',
  },
  "stub-with-detection": {
    summary: "A rule with `enable` looks for something.",
    explanation: "Such a rule switches another one with its gid and sid on or off, and has nothing else.",
    bad: 'alert ( enable:yes; content:"a"; sid:1; )',
    good: "alert ( enable:yes; gid:1; sid:1; )",
  },
  "test-conflict": {
    severity: "warning",
    summary: "Tests of a header field exclude each other.",
    explanation: "A field that is absent has no value to test. The engine itself warns of it.",
    bad: 'http_header_test:field host,absent,numeric true; content:"a";',
    good: 'http_header_test:field host,absent; content:"a";',
  },
  "too-many-bytes": {
    summary: "More bytes are read than make a number.",
    explanation: "Four bytes at most are read as a binary number. Digits in text can be longer: add `string`.",
    bad: "byte_jump:8,0;",
    good: "byte_jump:8,0,string,dec;",
  },
  "too-many-variables": {
    summary: "A rule reads too many values.",
    explanation: "The engine keeps two for a rule.",
    bad: "byte_extract:1,0,a; byte_extract:1,1,b; byte_extract:1,2,c;",
    good: "byte_extract:1,0,a; byte_extract:1,1,b; byte_extract:1,2,a;",
  },
  "unclosed-hex": {
    severity: "warning",
    summary: "A pipe opens bytes in hexadecimal that none closes.",
    explanation: "The engine loads the rule and leaves the last byte out.",
    bad: 'content:"abc|0D 0A";',
    good: 'content:"abc|0D 0A|";',
  },
  "undefined-variable": {
    summary: "A variable of the header is not defined.",
    explanation: "Variables come from `ips.variables` of `snort.lua`. Those of the stock files are known.",
    bad: 'alert tcp $HOM_NET any -> any any (content:"a"; sid:1;)',
    good: 'alert tcp $HOME_NET any -> any any (content:"a"; sid:1;)',
  },
  "unexpected-value": {
    summary: "An option has a value that takes none.",
    explanation: "Some buffers have no parameters.",
    bad: 'file_data:1; content:"a";',
    good: 'file_data; content:"a";',
  },
  "unknown-action": {
    summary: "A rule begins with a word that is no action.",
    explanation: "Actions are alert, block, drop, file_id, log, pass, react, reject and rewrite, in lower case.",
    bad: 'sdrop tcp any any -> any any (content:"a"; sid:1;)',
    good: 'drop tcp any any -> any any (content:"a"; sid:1;)',
  },
  "unknown-classtype": {
    severity: "warning",
    summary: "A class is not in the configuration.",
    explanation: "The engine loads the rule without a priority. Define the class in `snort.lua`, or use one that is defined.",
    bad: 'content:"a"; classtype:my-own-class;',
    good: 'content:"a"; classtype:misc-activity;',
  },
  "unknown-file-type": {
    summary: "`file_type` names a type that no file rule tells apart.",
    explanation: "Types and versions are those of `file_magic.rules`.",
    bad: 'file_type:"EXE"; content:"a";',
    good: 'file_type:"MSEXE"; content:"a";',
  },
  "unknown-header-field": {
    summary: "A buffer names a header field that the engine does not keep apart.",
    explanation: "The engine knows a fixed list of fields. Others are looked for in the whole header.",
    bad: 'http_header:field x-api-key; content:"a";',
    good: 'http_header; content:"x-api-key|3A| a";',
  },
  "unknown-keyword": {
    summary: "A rule uses an option keyword that Snort 3 does not have.",
    explanation: "Keywords are written in lower case. Modifiers of Snort 2 and Suricata such as `nocase` stand behind the pattern here: `content:\"a\",nocase;`.",
    bad: 'content:"a"; nocase;',
    good: 'content:"a",nocase;',
  },
  "unknown-parameter": {
    summary: "An option has a parameter that its keyword does not know.",
    explanation: "The message names those that it knows.",
    bad: 'content:"a",rawbytes;',
    good: 'raw_data; content:"a";',
  },
  "unknown-protocol": {
    severity: "warning",
    summary: "The protocol of the header is none that the engine finds.",
    explanation: "The engine takes any word for the name of a service, so a misspelt `tcp` makes a rule that never fires.",
    bad: 'alert tpc any any -> any any (content:"a"; sid:1;)',
    good: 'alert tcp any any -> any any (content:"a"; sid:1;)',
  },
  "unknown-reference": {
    severity: "warning",
    summary: "The system of a reference is not in the configuration.",
    explanation: "The engine then knows no address for it.",
    bad: 'content:"a"; reference:mysystem,1;',
    good: 'content:"a"; reference:cve,2021-44228;',
  },
  "unknown-service": {
    severity: "warning",
    summary: "A rule names a service that the engine does not find.",
    explanation: "The engine takes any name. Traffic is looked at by such a rule only when its service has that name.",
    bad: 'content:"a"; service:htttp;',
    good: 'content:"a"; service:http;',
  },
  "unknown-variable": {
    summary: "An option uses a value that none before it reads.",
    explanation: "Values are read by `byte_extract` and `byte_math`.",
    bad: 'content:"a",offset size;',
    good: 'byte_extract:1,0,size; content:"a",offset size;',
  },
  "unterminated-option": {
    summary: "The last option of a rule does not end with a semicolon.",
    explanation: "The semicolon may be missing behind a value, but not behind a name alone, nor behind `metadata` and `reference`, whose text a parenthesis does not end.",
    bad: 'alert tcp any any -> any any (content:"a"; sid:1; file_data)',
    good: 'alert tcp any any -> any any (file_data; content:"a"; sid:1;)',
  },
  "uri-parts": {
    summary: "A buffer names two parts of the URI.",
    explanation: "Use the buffer once for each part.",
    bad: 'http_uri:path,query; content:"a";',
    good: 'http_uri:path; content:"a";',
  },
  "value-expected": {
    severity: "warning",
    summary: "An option lacks a value, and the engine loads it all the same.",
    explanation: "It then compares with 0, or with what the rule before it had.",
    bad: 'content:"a"; dsize;',
    good: 'content:"a"; dsize:>5;',
  },
};

/** Every diagnostic code of the Snort 3 dialect, sorted by code. */
export const SNORT3_DIAGNOSTICS: readonly DiagnosticInfo[] = Object.entries(ROWS).map(([code, { severity = "error", summary, explanation, bad, good }]) => ({
  code: `snort3/${code}`,
  severity,
  summary,
  explanation,
  example: { bad: whole(bad), good: whole(good) },
}));

/** A rule from what stands between its parentheses. */
function whole(rule: string): string {
  if (/^[a-z_]+ [^;]*\(/.test(rule)) return rule;
  return `alert tcp any any -> any any (${rule}${/\bsid:/.test(rule) ? "" : " sid:1;"})`;
}

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

/** What the checks of rules find, by code without the namespace. */
const ROWS: Readonly<Record<string, Row>> = {
  "absent-and-fast-pattern": {
    summary: "A buffer that may be absent has a fast pattern.",
    explanation: "The engine looks for the fast pattern first, so a rule for traffic without the buffer could never match.",
    bad: 'alert http any any -> any any (http.referer; absent:or_else; content:"x"; fast_pattern; sid:1;)',
    good: 'alert http any any -> any any (http.referer; absent:or_else; content:"x"; sid:1;)',
  },
  "absent-and-inspected": {
    summary: "A buffer must be absent and hold something.",
    explanation: "`absent` alone asks for traffic without the buffer. Use `absent:or_else` when other conditions are an alternative.",
    bad: 'alert http any any -> any any (http.referer; absent; content:"x"; sid:1;)',
    good: 'alert http any any -> any any (http.referer; absent:or_else; content:"x"; sid:1;)',
  },
  "absent-or-nothing": {
    summary: "`absent:or_else` stands without an alternative.",
    explanation: "The engine asks for at least one other condition on the buffer. Write `absent` when there is none.",
    bad: "alert http any any -> any any (http.referer; absent:or_else; sid:1;)",
    good: "alert http any any -> any any (http.referer; absent; sid:1;)",
  },
  "bad-action-scope": {
    summary: "An action is limited to something that it can't be limited to.",
    explanation: "Since 8.0 an action can name what it is for behind a colon, such as `drop:flow`. Each action has its own scopes.",
    bad: "alert:nothing tcp any any -> any any (sid:1;)",
    good: "drop:flow tcp any any -> any any (sid:1;)",
  },
  "bad-address": {
    summary: "An address of the header is none.",
    explanation: "Addresses are `any`, IPv4 or IPv6 addresses, networks, ranges, lists in brackets and variables; `!` negates. What is left after the negated ones must not be empty.",
    bad: "alert tcp 10.0.0.300 any -> any any (sid:1;)",
    good: "alert tcp 10.0.0.30 any -> any any (sid:1;)",
  },
  "bad-direction": {
    summary: "The direction of the header is neither `->` nor `<>`.",
    explanation: "There is no `<-`: swap the two sides instead. Since 8.0 `=>` stands for both sides of a transaction.",
    bad: "alert tcp any any <- any any (sid:1;)",
    good: "alert tcp any any -> any any (sid:1;)",
  },
  "bad-port": {
    summary: "A port of the header is none.",
    explanation: "Ports are `any`, numbers up to 65535, ranges as `80:90`, lists in brackets and variables; `!` negates. What is left after the negated ones must not be empty.",
    bad: "alert tcp any any -> any 80-90 (sid:1;)",
    good: "alert tcp any any -> any 80:90 (sid:1;)",
  },
  "bad-value": {
    summary: "The value of an option does not have the form that its keyword takes.",
    explanation: "The message says which part is wrong; the manual's section on the keyword lists what it takes.",
    bad: 'content:"a"; depth:-5;',
    good: 'content:"a"; depth:5;',
  },
  "buffer-after-decoded-data": {
    summary: "A sticky buffer is selected after decoded data.",
    explanation: "`base64_data` holds to the end of the rule. Put the options for other buffers before it.",
    bad: 'content:"a"; base64_decode:relative; base64_data; content:"b"; http.uri; content:"c";',
    good: 'http.uri; content:"c"; pkt_data; content:"a"; base64_decode:relative; base64_data; content:"b";',
  },
  "content-never-held": {
    summary: "A content asks for what its buffer can never hold.",
    explanation: "Buffers are normalised: hosts are in lower case, methods have no blanks, hashes have a fixed length, transforms take characters out. The engine refuses a rule that could never match for that.",
    bad: 'alert http any any -> any any (http.host; content:"Example.com"; sid:1;)',
    good: 'alert http any any -> any any (http.host; content:"example.com"; sid:1;)',
  },
  "control-character": {
    summary: "A rule has a control character.",
    explanation: "The engine refuses control characters other than tabs anywhere in a rule. In a pattern write them in hexadecimal.",
    bad: 'content:"a\u0001b";',
    good: 'content:"a|01|b";',
  },
  "deprecated-keyword": {
    severity: "warning",
    summary: "A keyword is on its way out.",
    explanation: "The engine still takes it and warns that a later version will not; the message names what takes its place. Content modifiers of the older style, such as `http_uri`, are not among them.",
    bad: 'alert ssh any any -> any any (ssh.protoversion:2.0; sid:1;)',
    good: 'alert ssh any any -> any any (ssh.proto; content:"2.0"; sid:1;)',
  },
  "direction-conflict": {
    summary: "Parts of a rule are about opposite directions.",
    explanation: "Many buffers are filled by the client or by the server only. They must agree with each other and with `flow`. Split the rule in two and join them with flowbits; since 8.0 `=>` in the header looks at both sides of a transaction.",
    bad: 'alert http any any -> any any (flow:to_client; http.uri; content:"/a"; sid:1;)',
    good: 'alert http any any -> any any (flow:to_server; http.uri; content:"/a"; sid:1;)',
  },
  "direction-missing": {
    summary: "A rule does not say which direction it is about where it must.",
    explanation: "Raw headers stand in requests and responses, and the engine looks at those of one direction. Rules with `=>` must look at both sides and say which side each buffer is of.",
    bad: 'alert http any any -> any any (http.header.raw; content:"a"; sid:1;)',
    good: 'alert http any any -> any any (flow:to_server; http.header.raw; content:"a"; sid:1;)',
  },
  "empty-buffer": {
    summary: "A sticky buffer is selected and nothing is looked for in it.",
    explanation: "Content modifiers of the older style stand behind their content, sticky buffers before it. A buffer that nothing follows is often one that stands on the wrong side.",
    bad: 'alert http any any -> any any (content:"/a"; http.uri; sid:1;)',
    good: 'alert http any any -> any any (http.uri; content:"/a"; sid:1;)',
  },
  "empty-value": {
    summary: "A quoted value is empty.",
    explanation: "The engine refuses `\"\"` for every keyword.",
    bad: 'msg:""; content:"a";',
    good: 'msg:"a"; content:"a";',
  },
  "expression-for-other-buffer": {
    summary: "A flag of `pcre` names a buffer while another is selected.",
    explanation: "Flags such as `U` and `H` select a buffer for one expression, in rules without sticky buffers. Beside sticky buffers leave them out.",
    bad: 'alert http any any -> any any (http.host; content:"a"; pcre:"/b/U"; sid:1;)',
    good: 'alert http any any -> any any (http.host; content:"a"; http.uri; pcre:"/b/"; sid:1;)',
  },
  "fast-pattern-too-long": {
    summary: "The part of a content that is its fast pattern goes past the content's end.",
    explanation: "`fast_pattern:offset,length` counts bytes of the content, each `|hex|` byte as one.",
    bad: 'content:"abcdef"; fast_pattern:4,4;',
    good: 'content:"abcdef"; fast_pattern:2,4;',
  },
  "firewall-action": {
    summary: "An action is one of firewall rules.",
    explanation: "`accept` stands in rules that the engine reads from firewall files of their own, not from rule files.",
    bad: "accept:flow tcp any any -> any any (sid:1;)",
    good: "pass:flow tcp any any -> any any (sid:1;)",
  },
  "frame-and-other": {
    summary: "A frame is mixed with other buffers or the raw payload.",
    explanation: "Frames are inspected on their own. Put all patterns into the frame, or use no frame.",
    bad: 'alert http any any -> any any (content:"a"; frame:http1.request; content:"b"; sid:1;)',
    good: 'alert http any any -> any any (frame:http1.request; content:"a"; content:"b"; sid:1;)',
  },
  "ignored-value": {
    severity: "warning",
    summary: "The engine ignores an option in silence because of its value.",
    explanation: "The rule loads, without the condition that the option would have been.",
    bad: "alert dnp3 any any -> any any (dnp3_obj:99,x; sid:1;)",
    good: "alert dnp3 any any -> any any (dnp3_obj:99,1; sid:1;)",
  },
  "inline-only": {
    severity: "warning",
    summary: "An option works only where the engine sits in the line.",
    explanation: "`replace` changes traffic as it passes (IPS mode). Elsewhere the engine ignores it.",
    bad: 'content:"abc"; replace:"def";',
    good: 'content:"abc";',
  },
  "limit-too-small": {
    summary: "A limit is shorter than its content.",
    explanation: "`depth` and `within` count to the end of the content, so they must be at least as long as it. Escapes and `|hex|` bytes count as one byte each.",
    bad: 'content:"abcdef"; depth:3;',
    good: 'content:"abcdef"; depth:6;',
  },
  "lost-semicolon": {
    severity: "warning",
    summary: "A `;` is missing between a reference and the next option.",
    explanation: "The engine reads a reference as far as it is one and ignores the rest, so the option behind it is lost without a word.",
    bad: "reference:url,example.com/a priority:1; sid:1;",
    good: "reference:url,example.com/a; priority:1; sid:1;",
  },
  "misplaced-absent": {
    summary: "`absent` does not stand first behind a sticky buffer.",
    explanation: "It says something of a whole buffer: put it directly behind the buffer, before other conditions.",
    bad: 'alert http any any -> any any (http.referer; content:"x"; absent:or_else; sid:1;)',
    good: 'alert http any any -> any any (http.referer; absent:or_else; content:"x"; sid:1;)',
  },
  "missing-value": {
    summary: "An option has no value.",
    explanation: "The keyword needs one behind a colon.",
    bad: 'content:"a"; depth;',
    good: 'content:"a"; depth:5;',
  },
  "modifier-conflict": {
    summary: "A modifier does not go together with what the content has already.",
    explanation: "A negated content can't be a fast pattern and have a position, `fast_pattern:only` takes no position, and so on; the message names the reason.",
    bad: 'content:!"abc"; fast_pattern; depth:10;',
    good: 'content:"abc"; fast_pattern; depth:10;',
  },
  "modifier-in-buffer": {
    summary: "A content modifier of the older style stands where a sticky buffer is selected.",
    explanation: "The two styles don't mix in one rule. Use sticky buffers throughout.",
    bad: 'alert http any any -> any any (http.method; content:"GET"; content:"/a"; http_uri; sid:1;)',
    good: 'alert http any any -> any any (http.method; content:"GET"; http.uri; content:"/a"; sid:1;)',
  },
  "modifier-repeated": {
    summary: "A content has a modifier twice.",
    explanation: "Each content takes a modifier once; `startswith` counts as `depth`. Often a content between the two got lost.",
    bad: 'content:"abc"; nocase; nocase;',
    good: 'content:"abc"; nocase;',
  },
  "modifier-without-content": {
    summary: "A modifier has no content before it.",
    explanation: "Modifiers change the content before them in the same buffer. A sticky buffer between the two hides the content.",
    bad: "depth:5; sid:1;",
    good: 'content:"a"; depth:5;',
  },
  "needs-buffer": {
    summary: "An option needs a sticky buffer and none is selected.",
    explanation: "`bsize`, `dataset` and `datarep` look at a whole buffer. Use `dsize` for the payload's size.",
    bad: 'content:"a"; bsize:5;',
    good: 'content:"a"; dsize:5;',
  },
  "no-files-in-protocol": {
    summary: "A rule looks at files in a protocol that carries none.",
    explanation: "The engine extracts files from http, smtp, ftp-data, nfs and smb; files of http2 have no names.",
    bad: 'alert dns any any -> any any (filename:"a.exe"; sid:1;)',
    good: 'alert http any any -> any any (filename:"a.exe"; sid:1;)',
  },
  "not-prefilterable": {
    summary: "The option before `prefilter` can't be what the engine looks for first.",
    explanation: "Only some keywords can narrow rules down before the rest is looked at.",
    bad: "sameip; prefilter;",
    good: "ttl:5; prefilter;",
  },
  "nothing-decoded": {
    summary: "`base64_data` stands without anything that was decoded.",
    explanation: "Put `base64_decode` before it.",
    bad: 'content:"a"; base64_data; content:"b";',
    good: 'content:"a"; base64_decode:relative; base64_data; content:"b";',
  },
  "nothing-to-be-relative-to": {
    summary: "A relative condition has nothing before it in its buffer.",
    explanation: "Relative positions count from the end of the match before, in the same buffer.",
    bad: 'pcre:"/a/R";',
    good: 'content:"b"; pcre:"/a/R";',
  },
  "option-repeated": {
    summary: "An option stands in a rule twice that can stand once.",
    explanation: "Keep one, or write both as one where the keyword takes a list.",
    bad: 'msg:"a"; msg:"b";',
    good: 'msg:"a";',
  },
  "options-exclude-each-other": {
    summary: "Two options can't stand in the same rule.",
    explanation: "The message names both.",
    bad: "threshold:type limit,track by_src,count 1,seconds 60; detection_filter:track by_src,count 5,seconds 60;",
    good: "threshold:type limit,track by_src,count 1,seconds 60;",
  },
  "packet-and-buffer": {
    summary: "A rule looks at packets and at data of a flow.",
    explanation: "Fields of packets (`dsize`, `ttl`, `flags` and others) belong to one packet, buffers of an application protocol to a flow. The engine can't say both at once.",
    bad: 'alert http any any -> any any (dsize:10; http.uri; content:"/a"; sid:1;)',
    good: 'alert http any any -> any any (http.uri; content:"/a"; sid:1;)',
  },
  "packet-and-stream": {
    summary: "A rule looks at packets and at the reassembled stream.",
    explanation: "`tcp-stream` and `flow:only_stream` ask for the stream, fields of packets for packets.",
    bad: "flow:only_stream,established; dsize:10;",
    good: "flow:established; dsize:10;",
  },
  "prefilter-without-match": {
    summary: "`prefilter` has nothing before it.",
    explanation: "It says of the option before it that the engine should look for that first.",
    bad: 'prefilter; content:"a";',
    good: 'content:"a"; prefilter;',
  },
  "protocol-conflict": {
    summary: "A keyword is for another protocol than the rule.",
    explanation: "The header or a keyword before it made the rule one for a protocol; this keyword belongs to another.",
    bad: 'alert dns any any -> any any (http.uri; content:"/a"; sid:1;)',
    good: 'alert http any any -> any any (http.uri; content:"/a"; sid:1;)',
  },
  "protocol-missing": {
    summary: "An option needs a rule for an application protocol.",
    explanation: "States are those of the transactions of a protocol, so the engine must know which. Name it in the header, or put its keywords before the option.",
    bad: 'alert tcp any any -> any any (app-layer-state:>client_hello_done; content:"x"; sid:1;)',
    good: 'alert tls any any -> any any (app-layer-state:>client_hello_done; content:"x"; sid:1;)',
  },
  "protocol-set-already": {
    summary: "`app-layer-protocol` stands in a rule that has a protocol.",
    explanation: "The header or a keyword names the protocol already. Use it in rules for `tcp` or `udp` that no keyword narrows down.",
    bad: "alert http any any -> any any (app-layer-protocol:tls; sid:1;)",
    good: "alert tcp any any -> any any (app-layer-protocol:tls; sid:1;)",
  },
  "quote-unclosed": {
    summary: "A quoted value does not end with a quote.",
    explanation: "The engine ends an option at the first `;` that no backslash escapes, whatever the quotes. A `;` inside quotes is written `\\;`.",
    bad: 'content:"a"x; msg:"b";',
    good: 'content:"a"; msg:"b";',
  },
  "quotes-missing": {
    summary: "A value must stand in double quotes.",
    explanation: "Single quotes and typographic ones don't count.",
    bad: "content:abc;",
    good: 'content:"abc";',
  },
  "quotes-refused": {
    summary: "A value must not stand in quotes.",
    explanation: "Only some keywords take quotes; the engine refuses them elsewhere.",
    bad: 'flow:"established";',
    good: "flow:established;",
  },
  "range-read-as-number": {
    severity: "warning",
    summary: "The engine reads a range as its first number.",
    explanation: "The ends of a range don't belong to it. With nothing between them the engine takes the first number and ignores the rest, without a word.",
    bad: 'alert http any any -> any any (urilen:5<>6; http.uri; content:"/a"; sid:1;)',
    good: 'alert http any any -> any any (urilen:4<>7; http.uri; content:"/a"; sid:1;)',
  },
  "relative-and-absolute": {
    summary: "A content has a position counted from the start and one counted from the match before.",
    explanation: "Use `depth` and `offset`, or `distance` and `within`.",
    bad: 'content:"a"; content:"b"; depth:5; within:5;',
    good: 'content:"a"; content:"b"; within:5;',
  },
  "second-fast-pattern": {
    summary: "A rule has two fast patterns in the payload.",
    explanation: "The engine looks for one pattern of a rule first. Keep it for the longer and rarer content.",
    bad: 'content:"abc"; fast_pattern; content:"defgh"; fast_pattern;',
    good: 'content:"abc"; content:"defgh"; fast_pattern;',
  },
  "size-too-small": {
    summary: "The contents of a rule need more bytes than its size allows.",
    explanation: "`dsize` and `bsize` limit how much there is; contents with their distances and offsets must fit in.",
    bad: 'alert http any any -> any any (http.uri; bsize:3; content:"/abcdef"; sid:1;)',
    good: 'alert http any any -> any any (http.uri; bsize:7; content:"/abcdef"; sid:1;)',
  },
  "text-after-number": {
    severity: "warning",
    summary: "The engine ignores what stands behind a number.",
    explanation: "Since 8.0 sid, gid and rev are read as far as they are a number. A `;` that got lost swallows the option after it.",
    bad: "sid:1 rev:2;",
    good: "sid:1; rev:2;",
  },
  "threshold-count-zero": {
    severity: "warning",
    summary: "A threshold has a count or time of 0.",
    explanation: "The engine takes it. Such a threshold does not limit anything in a sensible way.",
    bad: "threshold:type limit,track by_src,count 0,seconds 60;",
    good: "threshold:type limit,track by_src,count 1,seconds 60;",
  },
  "too-many-buffers": {
    summary: "A rule inspects too many buffers.",
    explanation: "The engine allows 63 instances in one rule.",
    bad: `alert dns any any -> any any (${'dns.query; content:"a"; '.repeat(64)}sid:1;)`,
    good: 'alert dns any any -> any any (dns.query; content:"a"; sid:1;)',
  },
  "too-many-transforms": {
    summary: "A buffer has too many transforms.",
    explanation: "The engine allows 16.",
    bad: `alert http any any -> any any (http.uri; ${"dotprefix; ".repeat(17)}content:"a"; sid:1;)`,
    good: 'alert http any any -> any any (http.uri; dotprefix; content:"a"; sid:1;)',
  },
  "transform-without-buffer": {
    summary: "A transform does not directly follow a sticky buffer.",
    explanation: "Transforms change the buffer before it is looked at: they stand between the buffer and the first match in it.",
    bad: 'alert http any any -> any any (http.uri; dotprefix; content:"a"; to_lowercase; content:"b"; sid:1;)',
    good: 'alert http any any -> any any (http.uri; dotprefix; to_lowercase; content:"a"; content:"b"; sid:1;)',
  },
  "undefined-category": {
    summary: "A category of address reputation is not configured.",
    explanation: "`iprep` looks addresses up in lists that the sensor is configured with; as it is shipped it has none.",
    bad: "alert ip any any -> any any (iprep:src,Malware,>,10; sid:1;)",
    good: "alert ip any any -> any any (sid:1;)",
  },
  "undefined-variable": {
    summary: "A variable of the header is not defined.",
    explanation: "Variables come from `vars` of `suricata.yaml`. Those of the stock file are known, and some that published rules expect.",
    bad: "alert tcp $HOM_NET any -> any any (sid:1;)",
    good: "alert tcp $HOME_NET any -> any any (sid:1;)",
  },
  "unexpected-value": {
    summary: "An option has a value that takes none.",
    explanation: "Sticky buffers and modifiers such as `nocase` stand alone.",
    bad: 'content:"a"; nocase:1;',
    good: 'content:"a"; nocase;',
  },
  "unknown-action": {
    summary: "A rule begins with a word that is no action.",
    explanation: "Actions are alert, drop, pass, reject, rejectsrc, rejectdst, rejectboth and config.",
    bad: "alrt tcp any any -> any any (sid:1;)",
    good: "alert tcp any any -> any any (sid:1;)",
  },
  "unknown-classtype": {
    severity: "warning",
    summary: "A class is not in `classification.config`.",
    explanation: "The engine uses the default priority for it and warns once. Define it, or use one that is defined.",
    bad: "classtype:my-own-class;",
    good: "classtype:misc-activity;",
  },
  "unknown-event": {
    summary: "A protocol has no event of that name.",
    explanation: "Events differ by protocol, transport and version.",
    bad: "alert http any any -> any any (app-layer-event:http.nothing; sid:1;)",
    good: "alert http any any -> any any (app-layer-event:http.unknown_error; sid:1;)",
  },
  "unknown-frame": {
    summary: "A protocol has no frame of that name.",
    explanation: "Frames differ by protocol and version.",
    bad: 'alert http any any -> any any (frame:http1.nothing; content:"a"; sid:1;)',
    good: 'alert http any any -> any any (frame:http1.request; content:"a"; sid:1;)',
  },
  "unknown-hook": {
    summary: "A protocol has no hook of that name.",
    explanation: "Since 8.0 a protocol can name a point of its traffic behind a colon, such as `http1:request_line`.",
    bad: "alert http1:nothing any any -> any any (sid:1;)",
    good: "alert http1:request_line any any -> any any (sid:1;)",
  },
  "unknown-protocol": {
    summary: "The protocol of the header is none that the engine can detect.",
    explanation: "It is `tcp`, `udp`, `icmp`, `ip` and the like in any case, or an application protocol in lower case.",
    bad: "alert HTTPS any any -> any any (sid:1;)",
    good: "alert tls any any -> any any (sid:1;)",
  },
  "unknown-reference": {
    severity: "warning",
    summary: "The system of a reference is not in `reference.config`.",
    explanation: "The engine then knows no address for it. Define it, or use one that is defined.",
    bad: "reference:mysystem,1;",
    good: "reference:cve,2021-44228;",
  },
  "unknown-variable": {
    summary: "An option uses a value that none before it reads.",
    explanation: "Values are read by `byte_extract` and `byte_math`. Since 8.0 a buffer can't use a value that is read from the payload.",
    bad: 'content:"a"; depth:size;',
    good: 'byte_extract:1,0,size; content:"a"; depth:size;',
  },
  "unmet-requirement": {
    severity: "warning",
    summary: "The engine leaves a rule out, as it does not have what the rule requires.",
    explanation: "`requires` names versions and features. A rule whose requirement is not met is neither loaded nor called wrong.",
    bad: "requires:version >= 99;",
    good: "requires:version >= 7;",
  },
  "unused-transform": {
    summary: "Nothing is matched after a transform.",
    explanation: "A transform takes effect on the matches after it, in its buffer.",
    bad: 'alert http any any -> any any (http.uri; to_lowercase; http.host; content:"a"; sid:1;)',
    good: 'alert http any any -> any any (http.uri; to_lowercase; content:"b"; http.host; content:"a"; sid:1;)',
  },
  "wrong-ip-protocol": {
    summary: "A keyword does not fit the IP protocol of the rule.",
    explanation: "`tcp.hdr` needs a rule for TCP, files travel over TCP, `ip_proto` narrows rules for `ip` down.",
    bad: 'alert udp any any -> any any (tcp.hdr; content:"a"; sid:1;)',
    good: 'alert udp any any -> any any (udp.hdr; content:"a"; sid:1;)',
  },
  "wrong-hook": {
    summary: "A buffer is not looked at when the transaction reaches the rule's hook.",
    explanation: "A rule that hooks to a stage of a transaction inspects what that stage brings, and nothing else. Use the hook of the buffer's stage, or no hook at all.",
    bad: 'alert tls:client_hello_done any any -> any any (tls.cert_subject; content:"x"; sid:1;)',
    good: 'alert tls:server_cert_done any any -> any any (tls.cert_subject; content:"x"; sid:1;)',
  },
};

/** What is known of the codes that checks of rules give, sorted by code. */
export const CHECK_DIAGNOSTICS: readonly DiagnosticInfo[] = Object.entries(ROWS).map(([code, { severity = "error", summary, explanation, bad, good }]) => ({
  code: `suricata/${code}`,
  severity,
  summary,
  explanation,
  example: { bad: whole(bad), good: whole(good) },
}));

/** A rule from what stands between its parentheses. */
function whole(rule: string): string {
  if (/^[a-z:A-Z]+ [^;]*\(/.test(rule)) return rule;
  return `alert tcp any any -> any any (${rule}${/\bsid:/.test(rule) ? "" : " sid:1;"})`;
}

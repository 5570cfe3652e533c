import type { Diagnostic, DiagnosticInfo, Range, Severity } from "@sigwright/core";

/** One code as a row: what it is, why it matters, and rules that give it beside those that do not. */
interface Row {
  readonly summary: string;
  readonly explanation: string;
  /** Whole rules, or what stands between the parentheses of a rule for `tcp` without its sid. */
  readonly bad: string;
  readonly good: string;
  /** Default: `error`, for which the engine refuses a rule. */
  readonly severity?: Severity;
  /** Present when the engine leaves a rule out for it without calling it wrong. */
  readonly skips?: true;
}

/** What the checks of rules find, by code without the namespace. */
const ROWS = {
  "bad-address": {
    summary: "A source or destination is no address.",
    explanation: "An address, a network with a length, `any`, `$` and the name of a group, or a list of them in brackets without blanks; `!` negates each.",
    bad: 'alert tcp 10.0.0.256 any -> any any (msg:"a"; sid:1;)',
    good: 'alert tcp [10.0.0.0/8,!10.1.0.0/16] any -> any any (msg:"a"; sid:1;)',
  },
  "bad-direction": {
    summary: "The direction is neither `->` nor `<>`.",
    explanation: "There is no `<-`: swap source and destination.",
    bad: 'alert tcp any any <- any any (msg:"a"; sid:1;)',
    good: 'alert tcp any any <> any any (msg:"a"; sid:1;)',
  },
  "bad-port": {
    summary: "A port expression is none.",
    explanation: "A number up to 65535, a range such as `1:1024` or `:80`, `any`, `$` and the name of a group, or a list of them in brackets without blanks.",
    bad: 'alert tcp any 70000 -> any any (msg:"a"; sid:1;)',
    good: 'alert tcp any [80,8000:8080] -> any any (msg:"a"; sid:1;)',
  },
  "bad-reference": {
    summary: "A reference has no comma between system and id.",
    explanation: "The engine loads the rule and ignores the reference.",
    bad: 'reference:"CVE-2021-44228";',
    good: "reference:cve,2021-44228;",
    severity: "warning",
  },
  "bad-value": {
    summary: "The value of an option does not have the form the engine reads.",
    explanation: "The help of the message says what the option takes; the manual is linked.",
    bad: 'content:"a"; depth:70000;',
    good: 'content:"a"; depth:4;',
  },
  "clashing-sid": {
    summary: "Two rules have the same gid and sid, and different actions or protocols.",
    explanation: "The engine takes the later rule for another version of the earlier one and refuses it, as a version can't change the header so. Give one of them another sid.",
    bad: 'alert tcp any any -> any any (msg:"a"; sid:1; rev:1;)\nalert udp any any -> any any (msg:"b"; sid:1; rev:2;)',
    good: 'alert tcp any any -> any any (msg:"a"; sid:1; rev:1;)\nalert udp any any -> any any (msg:"b"; sid:2; rev:1;)',
  },
  "deprecated-keyword": {
    summary: "A keyword is on its way out.",
    explanation: "The engine still knows it, or did in earlier releases of the series. Use what the help names.",
    bad: "threshold:type limit, track by_src, count 1, seconds 60;",
    good: "detection_filter:track by_src, count 1, seconds 60;",
    severity: "warning",
  },
  "empty-value": {
    summary: "Nothing stands between the quotes.",
    explanation: "The engine asks for at least one character.",
    bad: 'msg:"";',
    good: 'msg:"a name";',
  },
  "fast-pattern-too-long": {
    summary: "The part of a content that is looked for first reaches past its end.",
    explanation: "`fast_pattern:OFFSET,LENGTH` counts in bytes of the content it follows.",
    bad: 'content:"abc"; fast_pattern:1,3;',
    good: 'content:"abc"; fast_pattern:1,2;',
  },
  "ignored-rule": {
    summary: "Two rules have the same gid and sid, and the later one has the lower rev.",
    explanation: "The engine keeps the one with the higher revision and leaves the other out. Delete the older, or give one of them another sid.",
    bad: 'alert tcp any any -> any any (msg:"a"; sid:1; rev:2;)\nalert tcp any any -> any any (msg:"b"; sid:1; rev:1;)',
    good: 'alert tcp any any -> any any (msg:"a"; sid:1; rev:2;)',
    severity: "warning",
    skips: true,
  },
  "limit-too-small": {
    summary: "A content can't fit in the bytes it is looked for in.",
    explanation: "`depth` and `within` count the bytes in which the whole content must lie.",
    bad: 'content:"abc"; depth:2;',
    good: 'content:"abc"; depth:3;',
  },
  "missing-sid": {
    summary: "A rule has no sid.",
    explanation: "The engine refuses a rule without `sid`: it is what alerts, filters and updates name the rule by.",
    bad: 'alert tcp any any -> any any (msg:"a name";)',
    good: 'alert tcp any any -> any any (msg:"a name"; sid:1000001; rev:1;)',
  },
  "missing-value": {
    summary: "An option has no value and needs one.",
    explanation: "Write a colon and the value behind the keyword.",
    bad: 'content:"a"; depth;',
    good: 'content:"a"; depth:4;',
  },
  "modifier-conflict": {
    summary: "Two modifiers of one content exclude each other.",
    explanation: "A content in an HTTP buffer is neither raw nor replaced; a fast pattern that stands alone has no position and is not negated; some buffers are never looked in first.",
    bad: 'content:"a"; rawbytes; http_uri;',
    good: 'content:"a"; http_uri;',
  },
  "modifier-repeated": {
    summary: "A content has a position twice.",
    explanation: "Which of the two is meant, the engine does not guess.",
    bad: 'content:"a"; depth:4; depth:8;',
    good: 'content:"a"; depth:4;',
  },
  "modifier-without-content": {
    summary: "A modifier has no content before it.",
    explanation: "Modifiers are for the content that stands before them.",
    bad: 'nocase; content:"a";',
    good: 'content:"a"; nocase;',
  },
  "nothing-decoded": {
    summary: "Decoded data is looked at before anything was decoded.",
    explanation: "`base64_data` looks at what a `base64_decode` before it decoded.",
    bad: 'base64_data; content:"a";',
    good: 'base64_decode:bytes 12; base64_data; content:"a";',
  },
  "option-repeated": {
    summary: "An option stands there twice that a rule can have once.",
    explanation: "Take one of them out.",
    bad: 'msg:"a"; msg:"b";',
    good: 'msg:"a";',
  },
  "quote-unclosed": {
    summary: "The quotes of a value are not closed.",
    explanation: "The engine ends an option at the first `;` that has no backslash before it, whatever the quotes.",
    bad: 'msg:"a;',
    good: 'msg:"a\\;";',
  },
  "quotes-missing": {
    summary: "A value does not stand in double quotes.",
    explanation: "An expression stands between slashes, and these between double quotes.",
    bad: "pcre:/a+/;",
    good: 'pcre:"/a+/";',
  },
  "quotes-refused": {
    summary: "A value stands in quotes and must not.",
    explanation: "Numbers, names and lists stand without quotes.",
    bad: 'content:"a"; depth:"4";',
    good: 'content:"a"; depth:4;',
  },
  "relative-and-absolute": {
    summary: "A content has positions of both kinds.",
    explanation: "`offset` and `depth` count from the start of the payload or buffer, `distance` and `within` from the end of the match before.",
    bad: 'content:"a"; content:"b"; offset:1; distance:2;',
    good: 'content:"a"; content:"b"; distance:2; within:9;',
  },
  "replaced-rule": {
    summary: "Two rules have the same gid and sid, and the later one has no lower rev.",
    explanation: "The engine lets the later rule take the place of the earlier one. Delete the earlier rule if that is meant; else give one of them another sid.",
    bad: 'alert tcp any any -> any any (msg:"a"; sid:1; rev:1;)\nalert tcp any any -> any any (msg:"b"; sid:1; rev:1;)',
    good: 'alert tcp any any -> any any (msg:"b"; sid:1; rev:1;)',
    severity: "warning",
  },
  "second-fast-pattern": {
    summary: "A rule has two fast patterns.",
    explanation: "The engine looks for one content of a rule first; keep `fast_pattern` at the rarest of them.",
    bad: 'content:"a"; fast_pattern; content:"b"; fast_pattern;',
    good: 'content:"a"; fast_pattern; content:"b";',
  },
  "two-buffers": {
    summary: "A content is put in two HTTP buffers.",
    explanation: "The engine goes by the last of them. To look in both, write the content twice.",
    bad: 'content:"a"; http_uri; http_header;',
    good: 'content:"a"; http_uri; content:"a"; http_header;',
    severity: "warning",
  },
  "undefined-variable": {
    summary: "A header names a group that the configuration does not define.",
    explanation: "The engine refuses a rule with an unknown variable. Define it in snort.conf; the stock file's are known here.",
    bad: 'alert tcp $HOME_NETS any -> any any (msg:"a"; sid:1;)',
    good: 'alert tcp $HOME_NET any -> any any (msg:"a"; sid:1;)',
  },
  "unexpected-value": {
    summary: "An option has a value and takes none.",
    explanation: "Write the keyword and a `;`.",
    bad: 'content:"a"; nocase:yes;',
    good: 'content:"a"; nocase;',
  },
  "unknown-action": {
    summary: "The first word of a rule is no action.",
    explanation: "Actions are alert, log, pass, drop, reject, sdrop and block, and those that a `ruletype` in the configuration defines.",
    bad: 'alarm tcp any any -> any any (msg:"a"; sid:1;)',
    good: 'alert tcp any any -> any any (msg:"a"; sid:1;)',
  },
  "unknown-classtype": {
    summary: "The class of a rule is not defined.",
    explanation: "The engine refuses the rule. Use a class of classification.config, or define it there and give the check that file.",
    bad: "classtype:trojan;",
    good: "classtype:trojan-activity;",
  },
  "unknown-keyword": {
    summary: "A rule uses an option keyword that the engine does not have.",
    explanation: "The engine refuses the whole rule. Often the name is misspelt, or belongs to Snort 3 or Suricata.",
    bad: 'contnt:"a";',
    good: 'content:"a";',
  },
  "unknown-protocol": {
    summary: "The header names a protocol that headers can't have.",
    explanation: "Headers have tcp, udp, icmp or ip. The application is named in `metadata:service …`.",
    bad: 'alert http any any -> any any (msg:"a"; sid:1;)',
    good: 'alert tcp any any -> any any (msg:"a"; metadata:service http; sid:1;)',
  },
  "unknown-reference": {
    summary: "The system of a reference is not defined in reference.config.",
    explanation: "The engine loads the rule; it knows no address for the reference.",
    bad: "reference:blog,example.com/a;",
    good: "reference:url,example.com/a;",
    severity: "warning",
  },
  "unknown-variable": {
    summary: "An option uses a value that no option before it reads.",
    explanation: "`byte_extract` and `byte_math` give a name to a number; options after them can use it.",
    bad: 'content:"a"; offset:place;',
    good: 'byte_extract:1,0,place; content:"a"; offset:place;',
  },
  "wrong-ip-protocol": {
    summary: "A keyword does not fit the protocol of the rule.",
    explanation: "`flags`, `seq`, `ack` and `window` are for TCP, `itype`, `icode`, `icmp_id` and `icmp_seq` for ICMP, `ip_proto` for ip.",
    bad: 'alert udp any any -> any any (msg:"a"; flags:S; sid:1;)',
    good: 'alert tcp any any -> any any (msg:"a"; flags:S; sid:1;)',
  },
} satisfies Readonly<Record<string, Row>>;

/** Every diagnostic code of the Snort 2.9 dialect, sorted by code. */
export const SNORT2_DIAGNOSTICS: readonly DiagnosticInfo[] = Object.entries<Row>(ROWS).map(([code, { severity = "error", summary, explanation, bad, good }]) => ({
  code: `snort2/${code}`,
  severity,
  summary,
  explanation,
  example: { bad: whole(bad), good: whole(good) },
}));

/** A rule from what stands between its parentheses. */
function whole(rule: string): string {
  if (/^[a-z]+ [^;]*\(/.test(rule)) return rule;
  return `alert tcp any any -> any any (${/\bmsg:/.test(rule) ? "" : 'msg:"a"; '}${rule} sid:1;)`;
}

/** A code that a file's rules together give. */
export type FileCode = "clashing-sid" | "ignored-rule" | "replaced-rule";

/** A diagnostic of the catalogue: severity and verdict come from there. */
export function finding(code: FileCode, range: Range, details: Pick<Diagnostic, "message" | "help" | "labels">): Diagnostic {
  const { severity = "error", skips }: Row = ROWS[code];
  return { code: `snort2/${code}`, severity, rejects: severity === "error", ...(skips === undefined ? {} : { skips }), range, ...details };
}

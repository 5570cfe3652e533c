/** A mistake in a Snort 2.9 rule, and the section of the users manual that makes it one. */
export interface Mistake {
  readonly kind: string;
  /** Section of the Snort 2.9 users manual, chapter 3 where nothing else is said. */
  readonly manual: string;
  /** The rule with the mistake made in it; undefined when the rule has no place for it. `pick` chooses among so many. */
  readonly make: (rule: string, pick: (count: number) => number) => string | undefined;
}

/** What the options of a rule are made of: they are parted at each `;` without a backslash. */
interface Parts {
  readonly header: readonly string[];
  readonly options: readonly string[];
}

function parts(rule: string): Parts {
  const open = rule.indexOf("(");
  return { header: rule.slice(0, open).trim().split(/\s+/), options: rule.slice(open + 1, rule.lastIndexOf(")")).split(/(?<=[^\\]);/).map((option) => option.trim()).filter((option) => option !== "") };
}

function whole({ header, options }: Parts): string {
  return `${header.join(" ")} (${options.map((option) => `${option};`).join(" ")})`;
}

function nameOf(option: string): string {
  return option.split(":")[0]!.trim();
}

/** Changes one option of the given names to another text, or takes it out. */
function changed(names: readonly string[], change: (option: string, pick: (count: number) => number) => string | undefined): Mistake["make"] {
  return (rule, pick) => {
    const { header, options } = parts(rule);
    const places = options.flatMap((option, index) => (names.includes(nameOf(option)) ? [index] : []));
    if (places.length === 0) return undefined;
    const at = places[pick(places.length)]!;
    const option = change(options[at]!, pick);
    return option === undefined ? undefined : whole({ header, options: options.with(at, option) });
  };
}

/** Puts an option at the end of a rule, before its sid. */
function added(...texts: readonly string[]): Mistake["make"] {
  return (rule, pick) => {
    const { header, options } = parts(rule);
    return whole({ header, options: options.toSpliced(-1, 0, texts[pick(texts.length)]!) });
  };
}

/** Gives options of a name another value. */
function valued(name: string, ...values: readonly string[]): Mistake["make"] {
  return changed([name], (_, pick) => `${name}:${values[pick(values.length)]!}`);
}

function headerWord(index: number, ...words: readonly string[]): Mistake["make"] {
  return (rule, pick) => {
    const { header, options } = parts(rule);
    return whole({ header: header.with(index, words[pick(words.length)]!), options });
  };
}

const CONTENTS: readonly string[] = ["content", "uricontent"];

function inPattern(change: (pattern: string) => string): Mistake["make"] {
  return changed(CONTENTS, (option) => {
    const match = /^(\w+:\s*!?\s*")(.*)(".*)$/s.exec(option);
    return match === null ? undefined : match[1]! + change(match[2]!) + match[3]!;
  });
}

/** Puts an option behind the first content of a rule. */
function behindContent(...texts: readonly string[]): Mistake["make"] {
  return (rule, pick) => {
    const { header, options } = parts(rule);
    const at = options.findIndex((option) => /^content:\s*"[^|\\]{2,}"$/.test(option));
    return at === -1 ? undefined : whole({ header, options: options.toSpliced(at + 1, 0, texts[pick(texts.length)]!) });
  };
}

const LETTERS = /[a-z]/;

function misspelt(name: string, pick: (count: number) => number): string {
  const at = pick(name.length);
  return `${name.slice(0, at)}${LETTERS.test(name.charAt(at)) ? "x" : ""}${name.slice(at + 1)}q`;
}

/** Mistakes of the kinds that other corpora of rules have, as far as they are mistakes in Snort 2.9. */
export const MISTAKES: readonly Mistake[] = [
  { kind: "action_unknown", manual: "2.1", make: headerWord(0, "alerts", "warn", "allow", "block_all", "detect") },
  { kind: "proto_unknown", manual: "2.2", make: headerWord(1, "http", "tcpp", "dns", "arp", "udp6") },
  { kind: "ip_bad", manual: "2.3", make: headerWord(2, "10.0.0.256", "10.0.0.0/33", "!any", "[10.0.0.1", "$HOMENET", "10.0.0", "host.example") },
  { kind: "port_bad", manual: "2.4", make: headerWord(3, "70000", "80-90", "http", "!any", "[80", "$NO_PORTS", "8:4:2", "90:80") },
  { kind: "direction_bad", manual: "2.5", make: headerWord(4, "<-", "=>", "-", "--", ">") },
  { kind: "header_field_dropped", manual: "2", make: (rule, pick) => whole({ ...parts(rule), header: parts(rule).header.toSpliced(1 + pick(6), 1) }) },
  { kind: "header_field_extra", manual: "2", make: (rule, pick) => whole({ ...parts(rule), header: parts(rule).header.toSpliced(1 + pick(6), 0, "any") }) },
  { kind: "keyword_misspelt", manual: "3", make: (rule, pick) => {
    const { header, options } = parts(rule);
    const at = pick(options.length);
    const option = options[at]!;
    const name = nameOf(option);
    return whole({ header, options: options.with(at, misspelt(name, pick) + option.slice(name.length)) });
  } },
  { kind: "other_dialect", manual: "3", make: added("http.uri", "bufferlen:9", "startswith", "dns.query", "service:http", 'http.host', "bsize:4", "endswith", "rem:x", "xbits:set,a,track ip_src") },
  { kind: "semicolon_missing", manual: "3", make: (rule, pick) => {
    const { header, options } = parts(rule);
    const places = options.flatMap((option, index) => (index + 1 < options.length && /^(?:content|flow|depth|offset|within|distance|dsize|nocase|sid|flags|itype|pcre|classtype|priority|byte_test)\b/.test(option) ? [index] : []));
    if (places.length === 0) return undefined;
    const at = places[pick(places.length)]!;
    return whole({ header, options: options.toSpliced(at, 2, `${options[at]} ${options[at + 1]}`) });
  } },
  { kind: "colon_lost", manual: "3", make: changed(["content", "flow", "depth", "sid", "classtype", "pcre", "offset", "flowbits", "byte_test"], (option) => option.replace(":", " ")) },
  { kind: "quote_lost", manual: "5.1", make: changed([...CONTENTS, "pcre", "msg"], (option) => (option.endsWith('"') ? option.slice(0, -1) : undefined)) },
  { kind: "quote_kind", manual: "5.1", make: changed([...CONTENTS, "pcre"], (option) => option.replaceAll('"', "'")) },
  { kind: "paren", manual: "3", make: (rule, pick) => (pick(2) === 0 ? rule.replace("(", "") : rule.replace(/\)\s*$/, "")) },
  { kind: "truncated", manual: "3", make: (rule, pick) => rule.slice(0, rule.indexOf("(") + 5 + pick(Math.max(rule.length - rule.indexOf("(") - 20, 1))) },
  { kind: "option_empty", manual: "3", make: changed(["content", "depth", "offset", "flow", "sid", "classtype", "pcre", "within", "distance", "flowbits", "dsize"], (option) => `${nameOf(option)}:`) },
  { kind: "flag_with_value", manual: "5.5", make: changed(["nocase", "http_uri", "http_header", "http_client_body", "http_method", "rawbytes", "pkt_data"], (option) => `${option}:1`) },
  { kind: "option_meta_duplicated", manual: "4", make: (rule, pick) => {
    const { header, options } = parts(rule);
    const metas = options.filter((option) => /^(?:msg|sid|rev|classtype)$/.test(nameOf(option)));
    return metas.length === 0 ? undefined : whole({ header, options: [...options, metas[pick(metas.length)]!] });
  } },
  { kind: "content_hex_bad", manual: "5.1", make: inPattern((pattern) => `${pattern}|0g|`) },
  { kind: "content_hex_odd", manual: "5.1", make: inPattern((pattern) => `|0a b|${pattern}`) },
  { kind: "content_hex_open", manual: "5.1", make: inPattern((pattern) => `${pattern}|0a`) },
  { kind: "content_escape_bad", manual: "5.1", make: inPattern((pattern) => `\\x41${pattern}`) },
  { kind: "content_quote_inside", manual: "5.1", make: inPattern((pattern) => `a"b${pattern}`) },
  { kind: "content_empty", manual: "5.1", make: inPattern(() => "") },
  { kind: "content_binary", manual: "5.1", make: inPattern((pattern) => `${pattern}\u00e9`) },
  { kind: "modifier_without_content", manual: "5.1", make: (rule, pick) => {
    const { header, options } = parts(rule);
    return whole({ header, options: options.toSpliced(1, 0, ["nocase", "depth:4", "http_uri", "within:9", "fast_pattern", "rawbytes"][pick(6)]!) });
  } },
  { kind: "depth_small", manual: "5.7", make: behindContent("depth:1") },
  { kind: "within_small", manual: "5.10", make: behindContent("within:1") },
  { kind: "relative_and_absolute", manual: "5.10", make: behindContent("depth:999; distance:5", "offset:5; within:999", "within:999; depth:999") },
  { kind: "modifier_duplicated", manual: "5.7", make: behindContent("depth:900; depth:900", "offset:4; offset:4", "distance:4; distance:4", "within:99; within:99") },
  { kind: "modifier_value_bad", manual: "5.8", make: changed(["depth", "offset", "distance", "within"], (option, pick) => `${nameOf(option)}:${["70000", "four", "1.5", "4 bytes", "-70000", '"4"'][pick(6)]!}`) },
  { kind: "fast_pattern_twice", manual: "5.22", make: (rule) => {
    const { header, options } = parts(rule);
    if (options.some((option) => nameOf(option) === "fast_pattern") || options.filter((option) => nameOf(option) === "content").length < 2) return undefined;
    return whole({ header, options: options.flatMap((option) => (nameOf(option) === "content" ? [option, "fast_pattern"] : [option])) });
  } },
  { kind: "fast_pattern_bad", manual: "5.22", make: changed(["fast_pattern"], (_, pick) => `fast_pattern:${["0,999", "none", "2", "-1,2", "only,1"][pick(5)]!}`) },
  { kind: "fast_pattern_buffer", manual: "5.22", make: (rule) => {
    const { header, options } = parts(rule);
    const at = options.findIndex((option) => /^(?:http_method|http_cookie|http_stat_code|http_raw_uri)$/.test(option));
    return at === -1 || options.some((option) => nameOf(option) === "fast_pattern") ? undefined : whole({ header, options: options.toSpliced(at + 1, 0, "fast_pattern") });
  } },
  { kind: "pcre_flag_bad", manual: "5.26", make: changed(["pcre"], (option) => option.replace(/"\s*$/, 'Q"')) },
  { kind: "pcre_flags_conflict", manual: "5.26", make: changed(["pcre"], (option) => option.replace(/"\s*$/, 'UHR"')) },
  { kind: "pcre_broken", manual: "5.26", make: changed(["pcre"], (option, pick) => option.replace("/", ["/(", "/*", "/[", "/a{4,2}", "/(?<n"][pick(5)]!)) },
  { kind: "pcre_delimiter", manual: "5.26", make: changed(["pcre"], (option) => option.replaceAll("/", "")) },
  { kind: "flow_bad", manual: "6.9", make: valued("flow", "established,to_srv", "to_server,to_client", "established,stateless", "no_stream,only_stream", "to_server established") },
  { kind: "flow_twice", manual: "6.9", make: changed(["flow"], (option) => `${option}; flow:stateless`) },
  { kind: "flowbits_bad", manual: "6.10", make: valued("flowbits", "sett,a", "set", "isset,a&b|c", "noalert,a", "set,a b", "setx,a", "isset,any", "set,a|b") },
  { kind: "detection_filter_bad", manual: "7.7", make: added("detection_filter:track by_src,count 5", "detection_filter:track by_both,count 5,seconds 5", "detection_filter:count 5,seconds 5,track", "detection_filter:track by_src,count 0,seconds 5", "detection_filter:type limit,track by_src,count 1,seconds 5") },
  { kind: "threshold_bad", manual: "8", make: valued("threshold", "type limit,track by_src,count 1", "type rare,track by_src,count 1,seconds 2", "type limit,track by_flow,count 1,seconds 2", "type limit track by_src count 1 seconds 2", "type limit,track by_src,count one,seconds 2") },
  { kind: "byte_test_bad", manual: "5.31", make: valued("byte_test", "4,>,1000", "11,>,1,0,string", "4,~,1,0", "4,>,1,0,relativ", "4,>,1,0,dec", "x,>,1,0", "5,>,1,0", "4,>,1,70000") },
  { kind: "byte_jump_bad", manual: "5.32", make: valued("byte_jump", "4", "11,0,string", "4,0,multiplier", "4,0,multiplier 0", "4,0,aligned", "4,0,post_offset x y", "5,0") },
  { kind: "byte_extract_bad", manual: "5.33", make: added("byte_extract:2,0", "byte_extract:0,0,a", "byte_extract:2,0,1a", "byte_extract:2,-1,a", "byte_extract:2,0,a,align 3", "byte_extract:5,0,a", "byte_extract:2,0,a,multiplier 0") },
  { kind: "isdataat_bad", manual: "5.25", make: valued("isdataat", "a b", "10,relativ", "70000", "!", "10;relative") },
  { kind: "dsize_bad", manual: "6.7", make: added("dsize:-1", "dsize:1-9", "dsize:>x", "dsize:<>9", "dsize:70000") },
  { kind: "urilen_bad", manual: "5.24", make: added("urilen:-1", "urilen:1-9", "urilen:>x", "urilen:9,cooked", "urilen:<>") },
  { kind: "ip_field_bad", manual: "6", make: added("ttl:256", "ttl:x", "id:70000", "fragbits:X", "tos:256", "ipopts:all", "fragoffset:>", "ttl:9-3x") },
  { kind: "tcp_flags_bad", manual: "6.8", make: added("flags:X", "flags:S,Q", "flags:", "flags:SYN", "window:70000", "seq:x", "ack:-1x") },
  { kind: "icmp_bad", manual: "6.14", make: changed(["itype", "icode"], (option, pick) => `${nameOf(option)}:${["256x", "a", "8-9", "<", "300"][pick(5)]!}`) },
  { kind: "wrong_protocol", manual: "6.14", make: (rule, pick) => (/^\w+\s+(?:tcp|udp)/.test(rule) ? added("itype:8", "icode:0", "icmp_id:1", "ip_proto:6")(rule, pick) : added("flags:S", "seq:1", "window:9")(rule, pick)) },
  { kind: "sid_missing", manual: "4.4", make: (rule) => whole({ ...parts(rule), options: parts(rule).options.filter((option) => nameOf(option) !== "sid") }) },
  { kind: "sid_bad", manual: "4.4", make: valued("sid", "x", "1.5", "1000001a", "", '"1000001"', "1,2", "99999999999") },
  { kind: "rev_bad", manual: "4.5", make: valued("rev", "x", "1.0", "two", "1 2", '"1"') },
  { kind: "priority_bad", manual: "4.7", make: added("priority:high", "priority:1.5", "priority:", "priority:1 2") },
  { kind: "msg_bad", manual: "4.1", make: valued("msg", '""', '"a', '"a" "b', '"a\\"') },
  { kind: "classtype_bad", manual: "4.6", make: valued("classtype", "trojan", "web_application_attack", '"trojan-activity"', "trojan activity", "none") },
  { kind: "metadata_bad", manual: "4.8", make: added("metadata:service", "metadata:engine own", "metadata:soid 3", "metadata:rule-type other") },
  { kind: "reference_empty", manual: "4.2", make: changed(["reference"], () => "reference") },
  { kind: "base64_bad", manual: "5.29", make: added("base64_decode:bytes 0", "base64_decode:bytes", "base64_decode:length 4", "base64_data", "base64_decode:offset -1") },
  { kind: "file_data_bad", manual: "5.28", make: added("file_data:html", "pkt_data:1", "file_data:mime,x") },
  { kind: "tag_bad", manual: "7.5", make: added("tag:session", "tag:host,5,packets", "tag:flow,5,packets", "tag:session,5", "tag:session,packets,5", "tag:host,0,seconds,src") },
  { kind: "dce_bad", manual: "2.2.16", make: added("dce_iface:1234", "dce_opnum:70000", "dce_stub_data:1", "dce_opnum:x", "dce_iface:4b324fc8-1670-01d3-1278-5a47bf6ee188,2") },
  { kind: "ssl_bad", manual: "2.2.14", make: added("ssl_version:tls9", "ssl_state:hello", "ssl_state", "ssl_version:tls1_2") },
  { kind: "industrial_bad", manual: "2.2.22", make: added("modbus_func:256", "modbus_func:read", "dnp3_obj:50", "dnp3_func:nothing", "modbus_unit:x", "dnp3_ind:none") },
  { kind: "replace_bad", manual: "7.6", make: behindContent("replace:abc", 'http_uri; replace:"ab"', "replace", 'replace:"|0|"') },
  { kind: "two_rules_one_line", manual: "3", make: (rule) => `${rule} ${rule}` },
  { kind: "leading_junk", manual: "2.1", make: (rule, pick) => `${["- ", "1. ", "> ", '"', "* ", "rule: "][pick(6)]}${rule}` },
  { kind: "trailing_garbage", manual: "3", make: (rule, pick) => `${rule}${[" x", " );", ";", " // more", " # more"][pick(5)]}` },
  { kind: "unicode_homoglyph", manual: "3", make: (rule) => rule.replace(/ \(/, " (").replace(/;(\s*)([a-z_]*)[eo]([a-z_]*)(?=[:;])/, (_, blank: string, before: string, after: string) => `;${blank}${before}\u0435${after}`) },
  { kind: "option_negated", manual: "3", make: changed(["depth", "offset", "distance", "within", "flow", "sid", "classtype", "flowbits", "dsize", "rev"], (option) => option.replace(":", ":!")) },
  { kind: "semicolon_in_text", manual: "3", make: changed(["msg"], (option) => option.replace(/"\s*$/, '; more"')) },
];

/** A mutant: the rule with the mistake of a kind. */
export interface Mutant {
  readonly kind: string;
  readonly rule: string;
}

/** So many mutants of each kind are made, each from another rule; the same ones each time. */
export function mutants(rules: readonly string[], perKind: number): readonly Mutant[] {
  const found: Mutant[] = [];
  for (const [index, { kind, make }] of MISTAKES.entries()) {
    let seed = (index + 1) * 7919;
    const pick = (count: number): number => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fff_ffff;
      return (seed >>> 8) % count;
    };
    let made = 0;
    for (let tries = 0; made < perKind && tries < 20 * rules.length; tries++) {
      const original = rules[pick(rules.length)]!;
      const rule = make(original, pick);
      if (rule === undefined || rule === original) continue;
      found.push({ kind, rule });
      made++;
    }
  }
  return found;
}

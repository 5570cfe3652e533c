import type { Diagnostic, DiagnosticInfo, Severity } from "./diagnostic.ts";
import type { Range } from "./range.ts";
import type { Remark } from "./remark.ts";

/**
 * The diagnostics about indicators themselves, whichever source they come from. An error makes the indicator
 * malformed; everything else leaves it usable. Examples are records as they stand in NDJSON.
 */
export const INDICATOR_DIAGNOSTICS: readonly DiagnosticInfo[] = [
  {
    code: "indicator/not-a-record",
    severity: "error",
    summary: "A row holds something else than an object with fields.",
    explanation: "An indicator needs a type and a value at least. Write one object a row.",
    example: { bad: '["bad.example"]', good: '{"type":"Host","value":"bad.example"}' },
  },
  {
    code: "indicator/missing-type",
    severity: "error",
    summary: "An indicator does not say what type it is of.",
    explanation:
      "The type says how the value is understood and where it can be seen; it is not guessed from the value, because " +
      "a guess that is wrong makes a rule that never fires.",
    example: { bad: '{"value":"bad.example"}', good: '{"type":"Host","value":"bad.example"}' },
  },
  {
    code: "indicator/unknown-type",
    severity: "warning",
    summary: "A type name is not one of the platform's, but near one.",
    explanation:
      "The indicator is kept as a custom type, of which no rules are made. Most often the name is misspelt, or is what " +
      "another product calls the type.",
    example: { bad: '{"type":"Domain","value":"bad.example"}', good: '{"type":"Host","value":"bad.example"}' },
  },
  {
    code: "indicator/custom-type",
    severity: "info",
    summary: "A type is a custom one.",
    explanation:
      "Platforms let their users define types. Such indicators are kept and accounted for, but where their values can " +
      "be seen is not known, so no rules are made of them. Known are JA3, JA3S, JA4, CertificateFingerprint, " +
      "CertificateSubject and CertificateSerial, by these and similar names.",
    example: { bad: '{"type":"Bank Account","value":"123"}', good: '{"type":"Host","value":"bad.example"}' },
  },
  {
    code: "indicator/missing-value",
    severity: "error",
    summary: "An indicator has no value, or one that is not text.",
    explanation: "Give `value`; a File may give `hashes` instead.",
    example: { bad: '{"type":"Host"}', good: '{"type":"Host","value":"bad.example"}' },
  },
  {
    code: "indicator/empty-value",
    severity: "error",
    summary: "A value is empty or only white space.",
    explanation: "White space around a value is not part of it, and nothing was left without it.",
    example: { bad: '{"type":"Host","value":"  "}', good: '{"type":"Host","value":"bad.example"}' },
  },
  {
    code: "indicator/value-too-long",
    severity: "error",
    summary: "A value has more than 65,536 characters.",
    explanation:
      "No engine matches text of that length, and hardly anybody means it: most often a quote or a line end is missing " +
      "in the source, and several rows run together.",
  },
  {
    code: "indicator/control-character",
    severity: "error",
    summary: "A value has a control character that values of its type can't hold.",
    explanation:
      "Host names, addresses, URLs and mail addresses have none at all. Header values (EmailSubject, UserAgent) have no " +
      "line breaks and no NUL, names in Windows (Mutex, RegistryKey) no NUL. Often several values stand in one field.",
    example: {
      bad: String.raw`{"type":"Host","value":"bad.example\nworse.example"}`,
      good: '{"type":"Host","value":"bad.example"}',
    },
  },
  {
    code: "indicator/lone-surrogate",
    severity: "error",
    summary: "A value holds half of a character.",
    explanation: "UTF-16 text was cut in the middle of a character or decoded wrongly. No encoding can write it.",
    example: {
      bad: String.raw`{"type":"UserAgent","value":"Bot \ud83d"}`,
      good: String.raw`{"type":"UserAgent","value":"Bot \ud83d\ude00"}`,
    },
  },
  {
    code: "indicator/invalid-address",
    severity: "error",
    summary: "A value is not an IP address.",
    explanation:
      "IPv4 is four decimal numbers from 0 to 255, IPv6 is RFC 4291 text without zone. Ports, prefix lengths and names " +
      "belong to other types.",
    example: { bad: '{"type":"Address","value":"192.0.2.256"}', good: '{"type":"Address","value":"192.0.2.25"}' },
  },
  {
    code: "indicator/ambiguous-address",
    severity: "error",
    summary: "An IPv4 address is octal, hexadecimal or shortened.",
    explanation:
      "Some software reads `192.0.2.010` as `192.0.2.8`, some as `192.0.2.10`. A rule for the wrong one never fires or " +
      "blocks somebody else.",
    example: { bad: '{"type":"Address","value":"192.0.2.010"}', good: '{"type":"Address","value":"192.0.2.10"}' },
  },
  {
    code: "indicator/mapped-address",
    severity: "info",
    summary: "An address is IPv4 written as IPv6.",
    explanation: "`::ffff:192.0.2.1` is how software names an IPv4 peer; on the wire the packets are IPv4.",
    example: { bad: '{"type":"Address","value":"::ffff:192.0.2.1"}', good: '{"type":"Address","value":"192.0.2.1"}' },
  },
  {
    code: "indicator/address-as-host",
    severity: "error",
    summary: "A Host is an IP address.",
    explanation: "An address is never looked up in DNS nor sent as server name, so a rule for a host would not fire.",
    example: { bad: '{"type":"Host","value":"192.0.2.1"}', good: '{"type":"Address","value":"192.0.2.1"}' },
  },
  {
    code: "indicator/invalid-network",
    severity: "error",
    summary: "A value is not a network in CIDR notation.",
    explanation: "Write the address, `/` and the number of bits of the prefix; a network mask is understood too.",
    example: { bad: '{"type":"CIDR","value":"192.0.2.0/33"}', good: '{"type":"CIDR","value":"192.0.2.0/24"}' },
  },
  {
    code: "indicator/host-bits",
    severity: "warning",
    summary: "The address of a network has bits set behind its prefix.",
    explanation: "They are cleared. If one address was meant, the network is far more than that.",
    example: { bad: '{"type":"CIDR","value":"192.0.2.77/24"}', good: '{"type":"CIDR","value":"192.0.2.0/24"}' },
  },
  {
    code: "indicator/invalid-host",
    severity: "error",
    summary: "A value is not a domain name.",
    explanation:
      "A name has labels of 1 to 63 letters, digits, hyphens and underscores between dots, 253 characters in all; " +
      "internationalised names are converted to A-labels (UTS 46). Patterns, ports and paths are not part of a name.",
    example: { bad: '{"type":"Host","value":"*.bad.example"}', good: '{"type":"Host","value":"bad.example"}' },
  },
  {
    code: "indicator/invalid-a-label",
    severity: "warning",
    summary: "A label begins with `xn--` but stands for no Unicode text.",
    explanation: "It is taken as it is, because it can be looked up like any other. Check it for typing errors.",
    example: { bad: '{"type":"Host","value":"xn--0.example"}', good: '{"type":"Host","value":"xn--bcher-kva.example"}' },
  },
  {
    code: "indicator/invalid-url",
    severity: "error",
    summary: "A value is not an absolute URL.",
    explanation: "Write scheme, `://`, a host name or IP address, perhaps a port, and the path and query as requested.",
    example: { bad: '{"type":"URL","value":"http:///a"}', good: '{"type":"URL","value":"http://bad.example/a"}' },
  },
  {
    code: "indicator/assumed-scheme",
    severity: "info",
    summary: "A URL has no scheme and is taken as `http`.",
    explanation: "Only a plain HTTP request can be seen as a whole, so `http` is what a rule can be made for.",
    example: { bad: '{"type":"URL","value":"bad.example/a"}', good: '{"type":"URL","value":"http://bad.example/a"}' },
  },
  {
    code: "indicator/url-fragment",
    severity: "info",
    summary: "A URL has a fragment, which was removed.",
    explanation: "Clients keep what follows `#` to themselves; no request ever holds it.",
    example: { bad: '{"type":"URL","value":"http://bad.example/a#b"}', good: '{"type":"URL","value":"http://bad.example/a"}' },
  },
  {
    code: "indicator/unencoded-target",
    severity: "info",
    summary: "The path or query of a URL has characters that clients send percent-encoded.",
    explanation:
      "It is matched byte for byte as written. A browser sends a blank as `%20`, so a rule with the blank fires only on " +
      "software that does not encode.",
    example: { bad: '{"type":"URL","value":"http://bad.example/a b"}', good: '{"type":"URL","value":"http://bad.example/a%20b"}' },
  },
  {
    code: "indicator/invalid-email-address",
    severity: "error",
    summary: "A value is not a mail address.",
    explanation: "Write local part, `@` and domain, without the person's name around it.",
    example: {
      bad: '{"type":"EmailAddress","value":"Bob <bob@bad.example>"}',
      good: '{"type":"EmailAddress","value":"bob@bad.example"}',
    },
  },
  {
    code: "indicator/invalid-digest",
    severity: "error",
    summary: "A value is not a file hash the platform holds.",
    explanation: "MD5 has 32, SHA-1 40 and SHA-256 64 hexadecimal digits. Several of one file are joined by ` : `.",
    example: {
      bad: '{"type":"File","value":"evil.exe"}',
      good: '{"type":"File","value":"d41d8cd98f00b204e9800998ecf8427e"}',
    },
  },
  {
    code: "indicator/conflicting-digests",
    severity: "error",
    summary: "One file has two digests of one kind.",
    explanation: "They are two files. Give each as an indicator of its own.",
    example: {
      bad: '{"type":"File","value":"d41d8cd98f00b204e9800998ecf8427e","hashes":{"md5":"00000000000000000000000000000000"}}',
      good: '{"type":"File","value":"d41d8cd98f00b204e9800998ecf8427e"}',
    },
  },
  {
    code: "indicator/invalid-fingerprint",
    severity: "error",
    summary: "A value is not the fingerprint that its type says.",
    explanation:
      "JA3 and JA3S have 32 hexadecimal digits, JA4 has three parts between underscores, a certificate is known by its " +
      "SHA-1 (40 digits), SHA-256 (64) or MD5 (32). The texts that JA3 and JA4 are computed from are not fingerprints.",
    example: {
      bad: '{"type":"JA3","value":"771,4865-4866,0-10-11,29-23,0"}',
      good: '{"type":"JA3","value":"e7d705a3286e19ea42f587b344ee6865"}',
    },
  },
  {
    code: "indicator/invalid-subject",
    severity: "error",
    summary: "A value is not the subject of a certificate.",
    explanation: "A subject has attributes with a name and a value, in the order of the certificate.",
    example: {
      bad: '{"type":"CertificateSubject","value":"bad.example"}',
      good: '{"type":"CertificateSubject","value":"C=US, O=Example, CN=bad.example"}',
    },
  },
  {
    code: "indicator/invalid-serial",
    severity: "error",
    summary: "A value is not the serial number of a certificate.",
    explanation: "It is hexadecimal, in pairs between colons or after `0x`, 32 bytes at most.",
    example: {
      bad: '{"type":"CertificateSerial","value":"number 7"}',
      good: '{"type":"CertificateSerial","value":"5C:19:B7:B1"}',
    },
  },
  {
    code: "indicator/ambiguous-serial",
    severity: "error",
    summary: "A serial number can be decimal or hexadecimal.",
    explanation:
      "Some tools print serial numbers as decimal, some as hexadecimal numbers. A rule for the wrong one never fires.",
    example: {
      bad: '{"type":"CertificateSerial","value":"4096"}',
      good: '{"type":"CertificateSerial","value":"0x1000"}',
    },
  },
  {
    code: "indicator/invalid-asn",
    severity: "error",
    summary: "A value is not the number of an autonomous system.",
    explanation: "Write `AS` and a decimal number, 4294967295 at most (RFC 5396, asplain).",
    example: { bad: '{"type":"ASN","value":"Example Net"}', good: '{"type":"ASN","value":"AS64496"}' },
  },
  {
    code: "indicator/invalid-field",
    severity: "warning",
    summary: "A field could not be understood and is left unknown.",
    explanation:
      "A rating is a number from 0 to 5, confidence from 0 to 100, dates are ISO 8601 best. Unknown is not 0: a filter " +
      "that asks for a threshold does not let it pass.",
    example: {
      bad: '{"type":"Host","value":"bad.example","rating":"high"}',
      good: '{"type":"Host","value":"bad.example","rating":4}',
    },
  },
  {
    code: "indicator/unknown-field",
    severity: "warning",
    summary: "A record has fields that no indicator has; they are ignored.",
    explanation: "Most often a name is misspelt. What is worth keeping can be given in `attributes`.",
    example: {
      bad: '{"type":"Host","value":"bad.example","confidense":80}',
      good: '{"type":"Host","value":"bad.example","confidence":80}',
    },
  },
];

const SEVERITIES: ReadonlyMap<string, Severity> = new Map(
  INDICATOR_DIAGNOSTICS.map((info) => [info.code, info.severity] as const),
);

/** A remark or problem placed in the text it speaks of. `rejects` is false: no engine has seen an indicator. */
export function toDiagnostic(remark: Remark, range: Range): Diagnostic {
  const { code, message, help } = remark;
  const severity = SEVERITIES.get(code) ?? "error";
  const diagnostic: Diagnostic = { code, severity, rejects: false, message, range };
  return help === undefined ? diagnostic : { ...diagnostic, help };
}

import { describe, expect, test } from "vitest";
import { canonicalise, LONGEST_VALUE } from "./canonical-value.ts";
import { CUSTOM_INDICATOR_TYPES, INDICATOR_TYPES } from "./indicator.ts";

const MD5 = "d41d8cd98f00b204e9800998ecf8427e";
const SHA1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
const SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/** What canonicalise makes of a value in one line: the value and its remarks' codes, or the problem's code. */
function outcome(type: string, raw: string): string {
  const result = canonicalise(type, raw);
  if (result.status === "malformed") return `! ${result.problem.code}`;
  return [result.value, ...result.remarks.map((remark) => remark.code)].join(" + ");
}

describe("Address", () => {
  test.each([
    ["192.0.2.1", "192.0.2.1"],
    [" 192[.]0[.]2[.]1\n", "192.0.2.1"],
    ["2001:DB8:0:0:0:0:0:1", "2001:db8::1"],
    ["2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
    ["1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7"],
    ["[2001:db8::1]", "2001:db8::1"],
    ["::", "::"],
    ["::192.0.2.1", "::c000:201"],
    ["64:ff9b::192.0.2.33", "64:ff9b::c000:221"],
    ["::ffff:192.0.2.1", "192.0.2.1 + indicator/mapped-address"],
    ["::FFFF:c000:0201", "192.0.2.1 + indicator/mapped-address"],
    ["192.0.2.256", "! indicator/invalid-address"],
    ["192.0.2", "! indicator/ambiguous-address"],
    ["192.0.02.1", "! indicator/ambiguous-address"],
    ["0xC0.0.2.1", "! indicator/ambiguous-address"],
    ["3221225985", "! indicator/ambiguous-address"],
    ["::ffff:192.0.02.1", "! indicator/invalid-address"],
    ["fe80::1%eth0", "! indicator/invalid-address"],
    ["1::2::3", "! indicator/invalid-address"],
    ["192.0.2.1:80", "! indicator/invalid-address"],
    ["192.0.2.0/24", "! indicator/invalid-address"],
    ["bad.example", "! indicator/invalid-address"],
    ["192.0.2.1\u202E", "! indicator/invalid-address"],
    ["", "! indicator/empty-value"],
    ["192.0.2.1\u0000", "! indicator/control-character"],
    ["192.0.2.1\n192.0.2.2", "! indicator/control-character"],
  ])("%j is %j", (raw, expected) => {
    expect(outcome("Address", raw)).toBe(expected);
  });
});

describe("CIDR", () => {
  test.each([
    ["192.0.2.0/24", "192.0.2.0/24"],
    ["192.0.2.77/24", "192.0.2.0/24 + indicator/host-bits"],
    ["255.255.255.255/0", "0.0.0.0/0 + indicator/host-bits"],
    ["192.0.2.0/255.255.255.0", "192.0.2.0/24"],
    ["192.0.2.1/255.255.255.255", "192.0.2.1/32"],
    ["2001:DB8::/32", "2001:db8::/32"],
    ["2001:db8::1/33", "2001:db8::/33 + indicator/host-bits"],
    ["2001:db8:ffff::/34", "2001:db8:c000::/34 + indicator/host-bits"],
    ["::ffff:192.0.2.0/120", "192.0.2.0/24 + indicator/mapped-address"],
    ["192.0.2.0", "! indicator/invalid-network"],
    ["192.0.2.0-192.0.2.9", "! indicator/invalid-network"],
    ["192.0.2.0/33", "! indicator/invalid-network"],
    ["192.0.2.0/024", "! indicator/invalid-network"],
    ["192.0.2.0/255.0.255.0", "! indicator/invalid-network"],
    ["192.0.2.0/", "! indicator/invalid-network"],
    ["2001:db8::/129", "! indicator/invalid-network"],
    ["010.0.0.0/8", "! indicator/invalid-network"],
  ])("%j is %j", (raw, expected) => {
    expect(outcome("CIDR", raw)).toBe(expected);
  });
});

describe("Host", () => {
  test.each([
    ["Bad.Example", "bad.example"],
    ["bad.example.", "bad.example"],
    ["_dmarc.bad.example", "_dmarc.bad.example"],
    ["localhost", "localhost"],
    ["bücher.example", "xn--bcher-kva.example"],
    ["BÜCHER.example", "xn--bcher-kva.example"],
    ["XN--BCHER-KVA.example", "xn--bcher-kva.example"],
    ["faß.example", "xn--fa-hia.example"],
    ["bad。example。", "bad.example"],
    ["bad\u00ADder.example", "badder.example"],
    ["xn--0.example", "xn--0.example + indicator/invalid-a-label"],
    ["a--b.-c-.example", "a--b.-c-.example"],
    [`${"a".repeat(63)}.example`, `${"a".repeat(63)}.example`],
    [`${"a".repeat(64)}.example`, "! indicator/invalid-host"],
    [`${"a.".repeat(127)}b`, "! indicator/invalid-host"],
    ["a..b", "! indicator/invalid-host"],
    [".bad.example", "! indicator/invalid-host"],
    ["*.bad.example", "! indicator/invalid-host"],
    ["bad.example:80", "! indicator/invalid-host"],
    ["bad.example/x", "! indicator/invalid-host"],
    ["user@bad.example", "! indicator/invalid-host"],
    ["http://bad.example", "! indicator/invalid-host"],
    ["bad example", "! indicator/invalid-host"],
    ["bad\u202Eelpmaxe", "! indicator/invalid-host"],
    [".", "! indicator/invalid-host"],
    ["192.0.2.1", "! indicator/address-as-host"],
    ["192.0.2.1.", "! indicator/address-as-host"],
    ["2001:db8::1", "! indicator/address-as-host"],
    ["0x7f.1", "! indicator/ambiguous-address"],
    ["bad.123", "! indicator/invalid-host"],
    ["℀.example", "! indicator/invalid-host"],
  ])("%j is %j", (raw, expected) => {
    expect(outcome("Host", raw)).toBe(expected);
  });
});

describe("URL", () => {
  test.each([
    ["http://bad.example/a", "http://bad.example/a"],
    ["HTTP://BAD.Example/A%2f%2F", "http://bad.example/A%2f%2F"],
    ["hxxps[:]//bad[.]example", "https://bad.example/"],
    ["http://bad.example?q", "http://bad.example/?q"],
    ["http://bad.example/a#frag", "http://bad.example/a + indicator/url-fragment"],
    ["http://bad.example:80/", "http://bad.example/"],
    ["https://bad.example:443/", "https://bad.example/"],
    ["https://bad.example:80/", "https://bad.example:80/"],
    ["http://bad.example:/", "http://bad.example/"],
    ["http://bad.example:08080/", "http://bad.example:8080/"],
    ["http://bad.example./", "http://bad.example/"],
    ["http://bücher.example/ü", "http://xn--bcher-kva.example/ü + indicator/unencoded-target"],
    ["http://u:p@bad.example/", "http://u:p@bad.example/"],
    ["http://192.0.2.1/x", "http://192.0.2.1/x"],
    ["http://[2001:DB8::1]:8080/x", "http://[2001:db8::1]:8080/x"],
    ["http://[::ffff:192.0.2.1]/", "http://192.0.2.1/ + indicator/mapped-address"],
    ["http://bad.example/a b", "http://bad.example/a b + indicator/unencoded-target"],
    ["http://bad.example/a//./../b", "http://bad.example/a//./../b"],
    ["bad.example/a", "http://bad.example/a + indicator/assumed-scheme"],
    ["ftp://bad.example:21/a", "ftp://bad.example/a"],
    ["http://", "! indicator/invalid-url"],
    ["http:///a", "! indicator/invalid-url"],
    ["http://bad.example:99999/", "! indicator/invalid-url"],
    ["http://bad.example:x/", "! indicator/invalid-url"],
    ["http://bad example/", "! indicator/invalid-url"],
    ["http://bad.example\\@good.example/", "! indicator/invalid-url"],
    ["http://0x7f.1/", "! indicator/ambiguous-address"],
    ["http://[::1/", "! indicator/invalid-url"],
    ["mailto:user@bad.example", "! indicator/invalid-url"],
    ["bad", "! indicator/invalid-url"],
    ["http://bad.example/a\r\nHost: x", "! indicator/control-character"],
  ])("%j is %j", (raw, expected) => {
    expect(outcome("URL", raw)).toBe(expected);
  });
});

describe("EmailAddress", () => {
  test.each([
    ["User.Name@Bad.EXAMPLE", "User.Name@bad.example"],
    ["user[at]bad[.]example", "user@bad.example"],
    ["mailto:user@bad.example", "user@bad.example"],
    ["<user@bad.example>", "user@bad.example"],
    ['"a b"@bad.example', '"a b"@bad.example'],
    ["user@bücher.example", "user@xn--bcher-kva.example"],
    ["user@[192.0.2.1]", "user@[192.0.2.1]"],
    ["user@[ipv6:2001:DB8::1]", "user@[IPv6:2001:db8::1]"],
    ["user", "! indicator/invalid-email-address"],
    ["@bad.example", "! indicator/invalid-email-address"],
    ["a b@bad.example", "! indicator/invalid-email-address"],
    ["Bob <bob@bad.example>", "! indicator/invalid-email-address"],
    ["user@192.0.2.1", "! indicator/invalid-email-address"],
    [`${"a".repeat(65)}@bad.example`, "! indicator/invalid-email-address"],
  ])("%j is %j", (raw, expected) => {
    expect(outcome("EmailAddress", raw)).toBe(expected);
  });
});

describe("File", () => {
  test.each([
    [MD5.toUpperCase(), MD5],
    [SHA1, SHA1],
    [SHA256, SHA256],
    [`${MD5} : ${SHA1} : ${SHA256}`, `${MD5} : ${SHA1} : ${SHA256}`],
    [`${SHA256}:${MD5}`, `${MD5} : ${SHA256}`],
    [`SHA-256: ${SHA256}`, SHA256],
    [`md5: ${SHA1}`, "! indicator/invalid-digest"],
    [`${MD5} : ${"0".repeat(32)}`, "! indicator/conflicting-digests"],
    ["0".repeat(128), "! indicator/invalid-digest"],
    ["evil.exe", "! indicator/invalid-digest"],
    ["", "! indicator/empty-value"],
  ])("%j is %j", (raw, expected) => {
    expect(outcome("File", raw)).toBe(expected);
  });

  test("gives the digests by kind", () => {
    expect(canonicalise("File", `${SHA1} : ${MD5}`)).toMatchObject({ digests: { md5: MD5, sha1: SHA1 } });
  });
});

test.each([
  ["ASN", "AS64496", "AS64496"],
  ["ASN", "asn 064496", "AS64496"],
  ["ASN", "64496", "AS64496"],
  ["ASN", "AS4294967296", "! indicator/invalid-asn"],
  ["ASN", "ASx", "! indicator/invalid-asn"],
  ["Hashtag", "#Bad", "#Bad"],
  ["Hashtag", "Bad", "#Bad"],
  ["RegistryKey", String.raw`HKLM\Software\.NET` + "\\", String.raw`HKEY_LOCAL_MACHINE\Software\.NET`],
  ["RegistryKey", String.raw`HKLMX\a`, String.raw`HKLMX\a`],
  ["Mutex", String.raw` Global\a[.]b `, String.raw`Global\a[.]b`],
  ["Mutex", "a\u0000b", "! indicator/control-character"],
  ["Mutex", "a\nb", "a\nb"],
  ["UserAgent", "Mozilla/5.0 (dot) \u202E", "Mozilla/5.0 (dot) \u202E"],
  ["UserAgent", "a\r\nX: y", "! indicator/control-character"],
  ["EmailSubject", "Re: [dot] invoice", "Re: [dot] invoice"],
  ["EmailSubject", "one\r\n two", "one two"],
  ["EmailSubject", "one\ntwo", "! indicator/control-character"],
  ["Bank Account", " a\u0000b ", "a\u0000b"],
  ["toString", "x", "x"],
])("%s %j is %j", (type, raw, expected) => {
  expect(outcome(type, raw)).toBe(expected);
});

describe("JA3 and JA3S", () => {
  test.each([
    ["E7D705A3286E19EA42F587B344EE6865", "e7d705a3286e19ea42f587b344ee6865"],
    ["e7d705a3286e19ea42f587b344ee686", "! indicator/invalid-fingerprint"],
    ["771,4865-4866,0-10-11,29-23,0", "! indicator/invalid-fingerprint"],
    ["771,,", "! indicator/invalid-fingerprint"],
    ["t13d1516h2_8daaf6152771_e5627efa2ab1", "! indicator/invalid-fingerprint"],
    ["", "! indicator/empty-value"],
    ["e7d705a3\u0000", "! indicator/control-character"],
  ])("%j is %j", (raw, expected) => {
    expect(outcome("JA3", raw)).toBe(expected);
    expect(outcome("JA3S", raw)).toBe(expected);
  });

  test.each([
    ["JA3", "771,4865-4866,0-10-11,29-23,0", "give its MD5"],
    ["JA3S", "771,49200,65281-0-11", "give its MD5"],
    ["JA3", "t13d1516h2_8daaf6152771_e5627efa2ab1", "type `JA4`"],
    ["JA4", "e7d705a3286e19ea42f587b344ee6865", "type `JA3`"],
    ["JA4", "t13d1516h2_002f,0035_0005,000a_0403", "write it like"],
    ["CertificateSerial", "4096", "`0x4096`"],
    ["CertificateSubject", "bad.example", "is a Host"],
  ])("%s %s: the help is %s", (type, raw, help) => {
    expect(canonicalise(type, raw)).toMatchObject({ problem: { help: expect.stringContaining(help) as string } });
  });
});

describe("JA4", () => {
  test.each([
    ["t13d1516h2_8daaf6152771_e5627efa2ab1", "t13d1516h2_8daaf6152771_e5627efa2ab1"],
    ["T13D1516H2_8DAAF6152771_E5627EFA2AB1", "t13d1516h2_8daaf6152771_e5627efa2ab1"],
    ["t13d1516Z9_8DAAF6152771_e5627efa2ab1", "t13d1516Z9_8daaf6152771_e5627efa2ab1"],
    ["q13i0310h3_55b375c5d22e_cd85d2d88918", "q13i0310h3_55b375c5d22e_cd85d2d88918"],
    ["ts2d1500_8daaf6152771_e5627efa2ab1", "! indicator/invalid-fingerprint"],
    ["t13d1516h2_8daaf6152771", "! indicator/invalid-fingerprint"],
  ])("%j is %j", (raw, expected) => {
    expect(outcome("JA4", raw)).toBe(expected);
  });
});

describe("CertificateFingerprint", () => {
  test.each([
    ["DA:39:A3:EE:5E:6B:4B:0D:32:55:BF:EF:95:60:18:90:AF:D8:07:09", SHA1],
    [`SHA1 Fingerprint=${SHA1.toUpperCase()}`, SHA1],
    [`sha256 Fingerprint=${SHA256}`, SHA256],
    [SHA1.replaceAll(/../g, "$& "), SHA1],
    [MD5, MD5],
    [SHA1.slice(1), "! indicator/invalid-fingerprint"],
    ["bad.example", "! indicator/invalid-fingerprint"],
  ])("%j is %j", (raw, expected) => {
    expect(outcome("CertificateFingerprint", raw)).toBe(expected);
  });
});

describe("CertificateSubject", () => {
  test.each([
    ["C=US, O=Example, CN=bad.example", "C=US, O=Example, CN=bad.example"],
    ["subject=C = US, O = Example,CN = bad.example", "C=US, O=Example, CN=bad.example"],
    ["/C=US/ST=New York/O=Example/CN=bad.example/emailAddress=a@b.example", "C=US, ST=New York, O=Example, CN=bad.example, emailAddress=a@b.example"],
    ["cn=Bad Example, E=a@b.example, S=x", "CN=Bad Example, emailAddress=a@b.example, ST=x"],
    ["O=Example, Inc., CN=a/b", "O=Example, Inc., CN=a/b"],
    ["2.5.4.97=VATDE-1, CN=", "2.5.4.97=VATDE-1, CN="],
    ["OID(2.5.4.97)=a, OID.1.2.3.4=b, streetAddress=c, surname=d", "2.5.4.97=a, 1.2.3.4=b, street=c, SN=d"],
    ["/subject=CN=x", "CN=x"],
    ["bad.example", "! indicator/invalid-subject"],
    ["=x", "! indicator/invalid-subject"],
    ["CN=a\nb", "! indicator/control-character"],
  ])("%j is %j", (raw, expected) => {
    expect(outcome("CertificateSubject", raw)).toBe(expected);
  });
});

describe("CertificateSerial", () => {
  test.each([
    ["5C:19:B7:B1", "0x5c19b7b1"],
    ["00:AB", "0xab"],
    ["10:00", "0x1000"],
    ["5c19b7b1", "0x5c19b7b1"],
    ["0x01000", "0x1000"],
    ["serial=5C19B7B1", "0x5c19b7b1"],
    ["Serial Number: 4096 (0x1000)", "0x1000"],
    ["7", "0x7"],
    ["00", "0x0"],
    ["4096", "! indicator/ambiguous-serial"],
    ["number 7", "! indicator/invalid-serial"],
    [`0x${"1".repeat(65)}`, "! indicator/invalid-serial"],
  ])("%j is %j", (raw, expected) => {
    expect(outcome("CertificateSerial", raw)).toBe(expected);
  });
});

test.each([...INDICATOR_TYPES, ...CUSTOM_INDICATOR_TYPES, "Custom"])("%s refuses half a character and a value that is too long", (type) => {
  expect(outcome(type, "a\uD800")).toMatch(/^! indicator\//);
  expect(outcome(type, "a".repeat(LONGEST_VALUE + 1))).toBe("! indicator/value-too-long");
});

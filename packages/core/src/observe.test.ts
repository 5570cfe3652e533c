import { describe, expect, test } from "vitest";
import { OBSERVATION_KINDS } from "./observation.ts";
import { channelsOf, observe } from "./observe.ts";

const MD5 = "d41d8cd98f00b204e9800998ecf8427e";
const SHA1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
const SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

describe("observe", () => {
  test.each([
    ["Address", "192.0.2.1", "address", "192.0.2.1", { kind: "address", family: 4, address: "192.0.2.1" }],
    ["Address", "2001:db8::1", "address", "2001:db8::1", { kind: "address", family: 6, address: "2001:db8::1" }],
    ["CIDR", "192.0.2.0/24", "network", "192.0.2.0/24", { kind: "network", family: 4, address: "192.0.2.0", prefix: 24 }],
    ["CIDR", "2001:db8::/32", "network", "2001:db8::/32", { kind: "network", family: 6, address: "2001:db8::", prefix: 32 }],
    ["CIDR", "192.0.2.1/32", "address", "192.0.2.1", { kind: "address", family: 4, address: "192.0.2.1" }],
    ["CIDR", "2001:db8::1/128", "address", "2001:db8::1", { kind: "address", family: 6, address: "2001:db8::1" }],
    ["Host", "bad.example", "host", "bad.example", { kind: "domain", name: "bad.example", subdomains: false }],
    [
      "URL",
      "http://u:p@bad.example:8080/A%2f?q",
      "url",
      "http://bad.example:8080/A%2f?q",
      { kind: "request", scheme: "http", host: "bad.example", hostKind: "domain", port: 8080, target: "/A%2f?q" },
    ],
    [
      "URL",
      "https://[2001:db8::1]/",
      "url",
      "https://[2001:db8::1]/",
      { kind: "request", scheme: "https", host: "2001:db8::1", hostKind: "ipv6", target: "/" },
    ],
    [
      "EmailAddress",
      "User@bad.example",
      "email-address",
      "user@bad.example",
      { kind: "literal", text: "user@bad.example", caseSensitive: false },
    ],
    ["EmailSubject", "Re: X", "email-subject", "Re: X", { kind: "literal", text: "Re: X", caseSensitive: true }],
    ["UserAgent", "Bot/1", "user-agent", "Bot/1", { kind: "literal", text: "Bot/1", caseSensitive: true }],
    ["File", `${MD5} : ${SHA256}`, "file", SHA256, { kind: "digest", md5: MD5, sha256: SHA256 }],
    ["File", MD5, "file", MD5, { kind: "digest", md5: MD5 }],
    ["JA3", MD5.toUpperCase(), "ja3", MD5, { kind: "fingerprint", algorithm: "ja3", value: MD5 }],
    ["JA3S", MD5, "ja3s", MD5, { kind: "fingerprint", algorithm: "ja3s", value: MD5 }],
    ["CertificateFingerprint", MD5, "certificate-fingerprint", MD5, { kind: "fingerprint", algorithm: "md5", value: MD5 }],
    ["CertificateFingerprint", SHA1, "certificate-fingerprint", SHA1, { kind: "fingerprint", algorithm: "sha1", value: SHA1 }],
    ["CertificateFingerprint", SHA256, "certificate-fingerprint", SHA256, { kind: "fingerprint", algorithm: "sha256", value: SHA256 }],
    ["CertificateSubject", "/C=US/CN=x", "certificate-subject", "C=US, CN=x", { kind: "literal", text: "C=US, CN=x", caseSensitive: true }],
    ["CertificateSerial", "0x0ABC", "certificate-serial", "0a:bc", { kind: "literal", text: "0a:bc", caseSensitive: false }],
    ["Mutex", "Global\\X", "mutex", "Global\\X", { kind: "literal", text: "Global\\X", caseSensitive: true }],
    ["RegistryKey", "HKU\\X", "registry-key", "hkey_users\\x", { kind: "literal", text: "hkey_users\\x", caseSensitive: false }],
  ])("%s %j is a %s", (type, value, kind, key, match) => {
    const result = observe({ type, value });
    expect(result).toEqual({
      status: "observed",
      observations: [{ kind, key, match, channels: channelsOf(kind as (typeof OBSERVATION_KINDS)[number]) }],
    });
  });

  test.each([
    ["t13d1516h2_8daaf6152771_e5627efa2ab1", "tls.ja4"],
    ["q13d0310h3_55b375c5d22e_cd85d2d88918", "quic.ja4"],
  ])("the JA4 %s is seen on %s", (value, channel) => {
    const match = { kind: "fingerprint", algorithm: "ja4", value };
    expect(observe({ type: "JA4", value })).toEqual({ status: "observed", observations: [{ kind: "ja4", key: value, match, channels: [channel] }] });
  });

  test("means sub-domains too where that is chosen, under a key of its own", () => {
    expect(observe({ type: "Host", value: "bad.example" }, { subdomains: true })).toMatchObject({
      observations: [{ key: ".bad.example", match: { name: "bad.example", subdomains: true } }],
    });
  });

  test("knows the size of a file when the indicator does", () => {
    expect(observe({ type: "File", value: MD5, digests: { md5: MD5, size: 12 } })).toMatchObject({
      observations: [{ match: { md5: MD5, size: 12 } }],
    });
  });

  test("takes nothing of a file that is not in its canonical value, but the size", () => {
    const digests = { md5: '";)', sha1: "x", size: Number.NaN };
    expect(observe({ type: "File", value: MD5, digests })).toMatchObject({
      observations: [{ key: MD5, match: { kind: "digest", md5: MD5 } }],
    });
    expect(JSON.stringify(observe({ type: "File", value: MD5, digests }))).not.toMatch(/sha1|size/);
  });

  test.each([
    ["ASN", "AS64496", "autonomous system"],
    ["Hashtag", "#bad", "hashtag"],
    ["Bank Account", "x", "`Bank Account` is a custom type"],
    ["JA3", "x", "no JA3 fingerprint"],
    ["__proto__", "x", "custom type"],
    ["URL", "ftp://bad.example/", "`ftp`"],
    ["JA4", "d13d0310h3_55b375c5d22e_cd85d2d88918", "DTLS"],
    ["Host", "not canonical", "no host name can have"],
  ])("can't see %s %j", (type, value, reason) => {
    const result = observe({ type, value });
    expect(result).toEqual({ status: "unobservable", reason: expect.stringContaining(reason) as string });
  });
});

test("every kind can be seen somewhere", () => {
  for (const kind of OBSERVATION_KINDS) expect(channelsOf(kind).length).toBeGreaterThan(0);
});

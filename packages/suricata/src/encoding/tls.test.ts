import { describe, expect, test } from "vitest";
import { certificateDetection, helloDetection, shownSerial, shownSubject } from "./tls.ts";

const SHA1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709";

test("a hello is looked for in the buffer of its algorithm", () => {
  expect(helloDetection({ kind: "fingerprint", algorithm: "ja4", value: "t13d1516h2_8daaf6152771_e5627efa2ab1" })).toBe(
    'ja4.hash; bsize:36; content:"t13d1516h2_8daaf6152771_e5627efa2ab1";',
  );
});

describe("a certificate", () => {
  test("by SHA-1 has a keyword", () => {
    expect(certificateDetection({ kind: "fingerprint", algorithm: "sha1", value: SHA1 })).toBe(
      'tls.cert_fingerprint; bsize:59; content:"da|3A|39|3A|a3|3A|ee|3A|5e|3A|6b|3A|4b|3A|0d|3A|32|3A|55|3A|bf|3A|ef|3A|95|3A|60|3A|18|3A|90|3A|af|3A|d8|3A|07|3A|09";',
    );
  });

  test("by another digest is computed from its bytes", () => {
    expect(certificateDetection({ kind: "fingerprint", algorithm: "md5", value: "d41d8cd98f00b204e9800998ecf8427e" })).toBe(
      'tls.certs; to_md5; bsize:16; content:"|D4 1D 8C D9 8F 00 B2 04 E9 80 09 98 EC F8|B~";',
    );
  });
});

// What the engines write was read from their logs (7.0.10 and 8.0.8).
test.each([
  ["C=US, O=Example, Inc., CN=bad.example", "C=US, O=Example, Inc., CN=bad.example"],
  ["CN=x, emailAddress=a@b.example", "CN=x, Email=a@b.example"],
  ["SN=a, GN=b, street=c, UID=d, jurisdictionC=DE", "surname=a, givenName=b, streetAddress=c, uid=d, msJurisdictionCountry=DE"],
  ["2.5.4.97=VATDE-1, organizationIdentifier=x", "OID(2.5.4.97)=VATDE-1, OID(2.5.4.97)=x"],
])("the subject %s is shown as %s", (subject, shown) => {
  expect(shownSubject(subject)).toBe(shown);
});

test.each([
  ["05", "05"],
  ["7f:00", "7F:00"],
  ["80:ff", "00:80:FF"],
  ["ab:cd", "00:AB:CD"],
])("the serial number %s is shown as %s", (pairs, shown) => {
  expect(shownSerial(pairs)).toBe(shown);
});

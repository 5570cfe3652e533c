import { observe } from "../observe.ts";
import type { Observation } from "../observation.ts";
import { HOSTILE_VALUES } from "./hostile-texts.ts";

const MD5 = "d41d8cd98f00b204e9800998ecf8427e";
const SHA1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
const SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

const SAMPLES: readonly (readonly [type: string, value: string])[] = [
  ["Address", "192.0.2.1"],
  ["Address", "203.0.113.77"],
  ["Address", "198.51.100.250"],
  ["Address", "2001:db8::1"],
  ["Address", "2001:db8:ffff::"],
  ["CIDR", "192.0.2.0/24"],
  ["CIDR", "198.51.100.128/25"],
  ["CIDR", "2001:db8::/32"],
  ["Host", "bad.example"],
  ["Host", "a.b.c.worse.example"],
  ["Host", "xn--bcher-kva.example"],
  ["Host", "_tcp.bad-host.example"],
  ["Host", "localhost"],
  ["Host", `${"a".repeat(63)}.${"b".repeat(63)}.${"c".repeat(63)}.${"d".repeat(61)}`],
  ["URL", "http://bad.example/"],
  ["URL", "http://bad.example/A/b.php?c=d&e=%20"],
  ["URL", "http://bad.example:8080/x"],
  ["URL", "http://192.0.2.1/x"],
  ["URL", "http://[2001:db8::1]:81/x"],
  ["URL", "https://bad.example/login"],
  ["URL", `http://bad.example/${"p".repeat(3000)}`],
  ["EmailAddress", "user@bad.example"],
  ["EmailAddress", '"a\\"b; c"@bad.example'],
  ["EmailSubject", "Your invoice is ready"],
  ["EmailSubject", "Ihre Rechnung für Juli"],
  ["UserAgent", "EvilBot/1.0 (X11; Linux)"],
  ["File", MD5],
  ["File", SHA1],
  ["File", SHA256],
  ["File", `${"0".repeat(32)} : ${"1".repeat(40)} : ${"2".repeat(64)}`],
  ["Mutex", "Global\\{evil}"],
  ["JA3", "e7d705a3286e19ea42f587b344ee6865"],
  ["JA3S", "ec74a5c51106f0419184d0dd08fb05bc"],
  ["JA4", "t13d1516h2_8daaf6152771_e5627efa2ab1"],
  ["JA4", "q13d0312h3_55b375c5d22e_06cda9e17597"],
  ["CertificateFingerprint", SHA1],
  ["CertificateFingerprint", SHA256],
  ["CertificateFingerprint", MD5],
  ["CertificateSubject", "C=US, O=Example, Inc., CN=bad.example"],
  ["CertificateSerial", "0xabcdef0123456789"],
  ["CertificateSerial", "0x1"],
  ["RegistryKey", "HKEY_LOCAL_MACHINE\\Software\\Evil"],
];

/** Observations of every kind, as ordinary indicators give them. */
export const SAMPLE_OBSERVATIONS: readonly Observation[] = SAMPLES.flatMap(([type, value]) => observationsOf(type, value));

/** Observations whose text is as hostile as their kind allows: in URLs, subjects, user agents, names. */
export const HOSTILE_OBSERVATIONS: readonly Observation[] = HOSTILE_VALUES.flatMap((value) => [
  ...observationsOf("URL", `http://bad.example/${value}`),
  ...observationsOf("EmailSubject", value),
  ...observationsOf("UserAgent", value),
  ...observationsOf("Mutex", value),
  ...observationsOf("RegistryKey", value),
  ...observationsOf("CertificateSubject", `CN=${value}`),
  ...observationsOf("EmailAddress", `"${value.replaceAll(/["\\]/g, "\\$&").slice(0, 50)}"@bad.example`),
]);

// A value that its type can't hold (a line break in a URL) makes no observation and is no business of a format.
function observationsOf(type: string, value: string): readonly Observation[] {
  const result = observe({ type, value });
  return result.status === "observed" ? result.observations : [];
}

import { observe, type Observation, type ObservationKind } from "@sigwright/core";
import { certificate, clientHelloMessage, helloFacts, indexSamples, ja3, ja3s, ja4, type Samples, tlsClientHello, tlsServerHello } from "@sigwright/engines";
import { createHash } from "node:crypto";

/** An indicator, and whether names below it are meant too. */
type Indicator = readonly [type: string, value: string, subdomains?: boolean];

const HELLO = { serverName: "good.test", protocols: ["h2", "http/1.1"] };
const CLIENT_FACTS = helloFacts(tlsClientHello(HELLO));
const QUIC_FACTS = helloFacts(clientHelloMessage({ serverName: "good.test", protocols: ["h3"] }, "quic"));
const SERVER_FACTS = helloFacts(tlsServerHello({ version: "1.3" }));
const CERTIFICATE = certificate({ subject: [["C", "DE"], ["O", "Example, Inc."], ["CN", "bad.example"]], serial: "00abcdef0123456789" }).der;

/** Files that a stock sensor looks at as a whole; one for each digest, as 7.0 alerts by the strongest one of a file only. */
const FILES = ["first", "second", "third"].map((name) => new TextEncoder().encode(`MZ This ${name} file stands for one that is known to be bad.\r\n`.repeat(150)));

function digest(algorithm: "md5" | "sha1" | "sha256", bytes: Uint8Array = CERTIFICATE): string {
  return createHash(algorithm).update(bytes).digest("hex");
}

/** What the rows of the encoding table are proven with, by the kind of observation they are for. */
const INDICATORS: Readonly<Partial<Record<ObservationKind, readonly Indicator[]>>> = {
  "address": [["Address", "203.0.113.7"], ["Address", "2001:db8:1::7"]],
  "network": [["CIDR", "203.0.113.16/29"], ["CIDR", "2001:db8:2::/64"]],
  "host": [["Host", "bad.example"], ["Host", "below.bad.example", true], ["Host", "xn--bcher-kva.example"], ["Host", "localhost"]],
  "url": [
    ["URL", "http://bad.example/Path/x.exe?q=1"],
    ["URL", "http://bad.example:8080/p"],
    ["URL", "http://bad.example/"],
    ["URL", "http://192.0.2.1/%2e%2e/a'b(c)|d"],
    ["URL", "http://[2001:db8::bad]:8080/p"],
    ["URL", `http://bad.example/${"long/".repeat(200)}`],
  ],
  "email-address": [["EmailAddress", "bad@evil.example"], ["EmailAddress", "o'bad+x{y}|z@evil.example"], ["EmailAddress", `${"l".repeat(64)}@${"d".repeat(63)}.${"e".repeat(63)}.${"f".repeat(63)}.example`]],
  "email-subject": [["EmailSubject", "Your invoice is ready"], ["EmailSubject", 'Win "a" prize; now | \\ (100%) für'], ["EmailSubject", "x"]],
  "user-agent": [["UserAgent", "EvilBot/1.0 (X11; Linux)"], ["UserAgent", 'a;"|\\:'], ["UserAgent", "é漢".repeat(80)]],
  "ja3": [["JA3", ja3(CLIENT_FACTS).digest], ["JA3", ja3(QUIC_FACTS).digest]],
  "ja3s": [["JA3S", ja3s(SERVER_FACTS).digest]],
  "ja4": [["JA4", ja4(CLIENT_FACTS)], ["JA4", ja4(QUIC_FACTS, "quic")]],
  "certificate-fingerprint": [["CertificateFingerprint", digest("sha1")], ["CertificateFingerprint", digest("sha256")], ["CertificateFingerprint", digest("md5")]],
  "certificate-subject": [
    ["CertificateSubject", "C=DE, O=Example, Inc., CN=bad.example"],
    ["CertificateSubject", 'CN=a "b" | \\ c; d, emailAddress=x@bad.example, street=Am Weg 1, 2.5.4.97=VATDE-1'],
    ["CertificateSubject", `CN=${"é".repeat(200)}`],
  ],
  "file": (["sha256", "sha1", "md5"] as const).map((algorithm, index) => ["File", digest(algorithm, FILES[index])] as const),
  "certificate-serial": [["CertificateSerial", "AB:CD:EF:01:23:45:67:89"], ["CertificateSerial", "0x5"], ["CertificateSerial", "7f:00"]],
};

/** What a proof can't make from an observation: the certificate of a fingerprint, the file of a digest. */
export const TABLE_SAMPLES: Samples = indexSamples([CERTIFICATE, ...FILES]);

/** Observations to prove the rows of a kind with; none for a kind that nobody has thought of. */
export function tableObservations(kind: ObservationKind): readonly Observation[] {
  return (INDICATORS[kind] ?? []).map(([type, value, subdomains = false]) => {
    const observed = observe({ type, value }, { subdomains });
    if (observed.status !== "observed") throw new Error(`${type} ${value}: ${observed.reason}`);
    const [observation] = observed.observations;
    if (observation?.kind !== kind) throw new Error(`${type} ${value} is no ${kind}`);
    return observation;
  });
}

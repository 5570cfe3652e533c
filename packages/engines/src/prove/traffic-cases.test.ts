import { observe, type Observation } from "@sigwright/core";
import { fuzzRuns } from "@sigwright/core/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { certificate } from "../exchange/certificate.ts";
import { tlsClientHello } from "../exchange/tls-client-hello.ts";
import { helloFacts, ja3, ja3s, ja4 } from "../exchange/tls-fingerprint.ts";
import { tlsServerHello } from "../exchange/tls-server-hello.ts";
import { captureCases } from "../packet/capture.ts";
import { isMeant } from "./observation-case.ts";
import { planTraffic } from "./proof-plan.ts";
import { indexSamples } from "./samples.ts";
import { trafficCases } from "./traffic-cases.ts";

const FILE = Buffer.from("a file");
const CERTIFICATE = certificate({ subject: [["CN", "bad.example"]] });
const PEM = `-----BEGIN CERTIFICATE-----\n${Buffer.from(CERTIFICATE.der).toString("base64")}\n-----END CERTIFICATE-----\n`;
const OWN_HELLO = tlsClientHello({ serverName: "a.test", cipherSuites: [0x1301, 0x00ff] });
const OWN_SERVER_HELLO = tlsServerHello({ version: "1.3", cipherSuite: 0x1303 });
const SAMPLES = indexSamples([FILE, new TextEncoder().encode(PEM), OWN_HELLO, OWN_SERVER_HELLO]);
const SHA1_OF_FILE = [...SAMPLES.byDigest].find(([digest, bytes]) => digest.length === 40 && bytes === FILE)![0];

function observationsOf(type: string, value: string, subdomains = false): readonly Observation[] {
  const observed = observe({ type, value }, { subdomains });
  if (observed.status !== "observed") throw new Error(`${type} ${value}: ${observed.reason}`);
  return observed.observations;
}

const OBSERVED: readonly (readonly [type: string, value: string, subdomains?: boolean])[] = [
  ["Host", "bad.example"],
  ["Host", "bad.example", true],
  ["Host", `${"a".repeat(63)}.${"b".repeat(63)}.${"c".repeat(63)}.${"d".repeat(59)}.q`],
  ["Address", "203.0.113.7"],
  ["Address", "10.1.2.3"],
  ["Address", "2001:db8::1"],
  ["CIDR", "10.0.0.0/8"],
  ["CIDR", "fd00::/8"],
  ["URL", "http://bad.example/Path/x.exe?q=%41"],
  ["URL", "http://bad.example/"],
  ["URL", "http://[2001:db8::1]:8088/"],
  ["EmailAddress", "bad@evil.example"],
  ["EmailSubject", "Win a prize"],
  ["EmailSubject", "\u{1f480}"],
  ["UserAgent", "Evil/1.0"],
  ["File", SHA1_OF_FILE],
  ["JA3", ja3(helloFacts(OWN_HELLO)).digest],
  ["JA3", ja3(helloFacts(tlsClientHello({}))).digest],
  ["JA3S", ja3s(helloFacts(OWN_SERVER_HELLO)).digest],
  ["JA4", ja4(helloFacts(OWN_HELLO))],
  ["CertificateFingerprint", CERTIFICATE.sha1],
  ["CertificateSubject", "C=US, O=Bad, Inc., CN=bad.example"],
  ["CertificateSerial", "0xf0e1"],
];

describe.each(OBSERVED.map(([type, value, subdomains]) => ({ type, value, subdomains })))("traffic of $type $value (sub-domains: $subdomains)", ({ type, value, subdomains }) => {
  const [observation] = observationsOf(type, value, subdomains);
  const { cases, notProvable } = trafficCases(observation!, SAMPLES);

  test("each channel has cases that must fire and near misses", () => {
    // A hello is known over TCP or over QUIC, hardly both.
    const without = new Set(notProvable.map(({ channel }) => channel));
    expect(without.size).toBeLessThan(observation!.channels.length);
    for (const channel of observation!.channels.filter((each) => !without.has(each))) {
      const own = cases.filter((each) => each.channel === channel);
      expect(new Set(own.map(({ fires }) => fires))).toEqual(new Set([true, false]));
    }
  });

  test("names are unique on a channel", () => {
    const names = cases.map(({ channel, name }) => `${channel} ${name}`);
    expect(new Set(names).size).toBe(names.length);
  });

  test("near misses show nothing that is meant", () => {
    const meant = cases.filter(({ fires, shows }) => !fires && shows.some((shown) => isMeant(observation!, shown)));
    expect(meant.map(({ name }) => name)).toEqual([]);
  });

  test("packets can be made of all of them", () => {
    const capture = captureCases(cases.map(({ conversations }, i) => ({ id: String(i), conversations })));
    expect(capture.flows.size).toBe(cases.reduce((sum, { conversations }) => sum + conversations.length, 0));
  });
});

describe("what can't be made", () => {
  test.each([
    ["File", "d41d8cd98f00b204e9800998ecf8427e", "a file can't be made from its digest: give the file as a sample"],
    ["JA3", "0".repeat(32), "no hello with this fingerprint is known"],
    ["CertificateFingerprint", "0".repeat(40), "a certificate can't be made from its fingerprint"],
    ["CertificateSubject", "XYZ=1", "it has an attribute that certificates of ours can't be given"],
    ["CertificateSerial", `0x${"ab".repeat(22)}`, "a serial number has 20 bytes at most"],
    ["Mutex", "Global\\x", "it is seen in the files, the memory or the registry of a machine, not in traffic"],
  ])("%s %s: %s", (type, value, reason) => {
    const { cases, notProvable } = trafficCases(observationsOf(type, value)[0]!);
    expect(cases).toEqual([]);
    expect(notProvable[0]!.reason).toContain(reason);
  });
});

test("an address of the home network talks to one of another network", () => {
  const { cases } = trafficCases(observationsOf("CIDR", "10.0.0.0/8")[0]!);
  const clients = cases.flatMap(({ conversations }) => conversations.map(({ client }) => client?.address ?? ""));
  expect(clients.every((client) => client !== "")).toBe(true);
});

test("an observation of several signatures is shown once, on the channels where any of them looks", () => {
  const observations = observationsOf("Host", "bad.example");
  const subject = (id: string, channel: "dns.query" | "tls.sni") => ({ id, observations, channels: [channel], oncePerPair: false });
  const { cases } = planTraffic([subject("1", "dns.query"), subject("2", "tls.sni")], SAMPLES);
  expect(new Set(cases.map(({ facts }) => facts.channel))).toEqual(new Set(["dns.query", "tls.sni"]));
  expect(new Set(cases.map(({ facts }) => `${facts.channel} ${facts.name}`)).size).toBe(cases.length);
});

test("any text of an indicator can be shown, or is not provable", () => {
  const value = fc.oneof(fc.string({ minLength: 1, maxLength: 300 }), fc.string({ unit: "binary", minLength: 1, maxLength: 80 }));
  const type = fc.constantFrom("EmailSubject", "UserAgent", "CertificateSubject", "Host", "URL", "EmailAddress");
  fc.assert(
    fc.property(type, value, (of, text) => {
      const observed = observe({ type: of, value: of === "URL" ? `http://a.test/${text}` : of === "CertificateSubject" ? `CN=${text}` : text });
      if (observed.status !== "observed") return;
      const { observations } = observed;
      const plan = planTraffic([{ id: "1", observations, channels: observations[0]!.channels, oncePerPair: false }], SAMPLES);
      captureCases(plan.cases.map(({ id, facts }) => ({ id, conversations: facts.conversations })));
    }),
    { numRuns: fuzzRuns(100) },
  );
});

import { observe, type ListFile, type Observation } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { contextOf } from "../testing/proven-rules.ts";
import { SURICATA_EMISSION } from "../emission.ts";

const { encodeFileList, listForm } = SURICATA_EMISSION;

function observation(type: string, value: string, subdomains = false): Observation {
  const observed = observe({ type, value }, { subdomains });
  if (observed.status !== "observed") throw new Error(observed.reason);
  return observed.observations[0]!;
}

const MD5 = "0123456789abcdef0123456789abcdef";
const SHA1 = `${MD5}01234567`;
const SHA256 = `${MD5}${MD5}`;

describe("listForm", () => {
  test.each([
    ["Host", "bad.example", "host", btoa("bad.example"), ["host-dns", "host-http", "host-tls", "host-quic"]],
    ["URL", "http://bad.example/A?b=%20", "url", btoa("http://bad.example/A?b=%20"), ["url-absolute"]],
    ["URL", "http://bad.example:8080/", "url", btoa("http://bad.example:8080/"), ["url-absolute"]],
    ["URL", "http://[2001:db8::1]:81/x", "url", btoa("http://[2001:db8::1]:81/x"), ["url-absolute"]],
    ["JA3", MD5, "ja3", btoa(MD5), ["ja3-tls", "ja3-quic"]],
    ["JA4", "t13d1516h2_8daaf6152771_e5627efa2ab1", "ja4-tls", btoa("t13d1516h2_8daaf6152771_e5627efa2ab1"), ["ja4-tls"]],
    ["JA4", "q13d0310h3_55b375c5d22e_cd85d2d88918", "ja4-quic", btoa("q13d0310h3_55b375c5d22e_cd85d2d88918"), ["ja4-quic"]],
    ["JA3S", MD5, "ja3s", btoa(MD5), ["ja3s"]],
    ["CertificateFingerprint", SHA1, "certificate-fingerprint", btoa(SHA1.match(/../g)!.join(":")), ["certificate-fingerprint"]],
    ["File", MD5, "md5", MD5, ["file-md5"]],
    ["File", SHA1, "sha1", SHA1, ["file-sha1"]],
    ["File", `${MD5} : ${SHA1} : ${SHA256}`, "sha256", SHA256, ["file-sha256"]],
    ["File", `${MD5} : ${SHA1}`, "sha1", SHA1, ["file-sha1"]],
  ])("%s %s stands in the list %s", (type, value, group, line, rules) => {
    const member = observation(type, value);
    expect(listForm(member, contextOf(member.kind))).toEqual({ group, size: 1, capacity: Infinity, line, rules });
  });

  describe("for 8.0, where alerts show the line", () => {
    const facts = { type: "Host", value: "Bad.example", rating: 5 };
    const lineOf = (type: string, value: string): string | undefined => {
      const member = observation(type, value);
      return listForm(member, contextOf(member.kind, { engine: "suricata", version: "8.0" }), { ...facts, type, value })?.line;
    };

    test.each([
      ["Host", "Bad.example", '{"value":"bad.example","type":"Host","indicator":"Bad.example","rating":5}'],
      ["JA3", MD5, `{"value":"${MD5}","type":"JA3","rating":5}`],
      // Files of digests are no datasets.
      ["File", SHA256, SHA256],
    ])("%s %s: %s", (type, value, line) => {
      expect(lineOf(type, value)).toBe(line);
    });

    test("7.0 is not told of them", () => {
      expect(listForm(observation("Host", "bad.example"), contextOf("host"), facts)?.line).toBe(btoa("bad.example"));
    });
  });

  test("a name with all below it has no exact list", () => {
    expect(listForm(observation("Host", "bad.example", true), contextOf("host"))).toBeUndefined();
  });

  test.each([
    ["http://Bad.example/A?b", "url", { hosts: btoa("bad.example"), targets: btoa("/A?b") }],
    ["http://[2001:db8::1]/", "url", { hosts: btoa("[2001:db8::1]"), targets: btoa("/") }],
    ["http://bad.example:8080/", "url-with-port", undefined],
  ])("%s stands in the list %s where products are allowed", (value, group, parts) => {
    const form = listForm(observation("URL", value), { ...contextOf("url"), product: true });
    expect([form?.group, form?.parts, form?.rules]).toEqual([group, parts, parts === undefined ? ["url-absolute"] : ["url-origin", "url-absolute"]]);
  });

  test("no files of parts where no rule looks into them", () => {
    const context = { ...contextOf("url"), product: true };
    const form = listForm(observation("URL", "http://bad.example/"), { ...context, rules: context.rules.filter(({ variant }) => variant !== "origin") });
    expect([form?.group, form?.rules, form?.parts]).toEqual(["url", ["url-absolute"], undefined]);
  });

  test.each([{}, { product: true }])("a long URL stands in no list, nor does one that has to be in the rules: %j", (more) => {
    const context = { ...contextOf("url"), ...more };
    expect(listForm(observation("URL", `http://bad.example/${"p".repeat(748)}`), context)).toBeUndefined();
    expect(listForm(observation("URL", "http://bad.example/"), { ...context, selfContained: true })).toBeUndefined();
  });

  test("a value that the engine does not read whole has none", () => {
    const ofLength = (length: number): Observation => observation("URL", `http://bad.example/${"p".repeat(length - 19)}`);
    expect(listForm(ofLength(766), contextOf("url"))?.line).toHaveLength(1024);
    expect(listForm(ofLength(767), contextOf("url"))).toBeUndefined();
  });

  test.each([
    ["CertificateFingerprint", SHA256],
    ["CertificateSubject", "CN=bad.example"],
    ["EmailAddress", "bad@evil.example"],
    ["EmailSubject", "Your invoice"],
  ])("%s %s has none", (type, value) => {
    const member = observation(type, value);
    expect(listForm(member, contextOf(member.kind))).toBeUndefined();
  });

  test("an https URL has none", () => {
    expect(listForm(observation("URL", "https://bad.example/"), contextOf("url"))).toBeUndefined();
  });

  test.each(["Host", "File"])("nothing stands beside the rules where everything has to stand in them: %s", (type) => {
    const member = observation(type, type === "Host" ? "bad.example" : MD5);
    expect(listForm(member, { ...contextOf(member.kind), selfContained: true })).toBeUndefined();
  });
});

describe("encodeFileList", () => {
  function detection(list: ListFile, version = "7.0"): readonly (string | undefined)[] {
    const context = { ...contextOf(list.member.kind), target: { engine: "suricata", version } };
    const encoding = encodeFileList(list, context);
    if (encoding.status === "unsupported") throw new Error(encoding.reason);
    return encoding.signatures.map(({ fields }) => fields["match"]);
  }

  test("one dataset for all buffers, as many buckets as names", () => {
    const set = "dataset:isset,x-host-1234567,type string,load x-host-0a1b2c3d.lst,memcap 100mb,hashsize 8192;";
    expect(detection({ member: observation("Host", "bad.example"), name: "x-host-1234567", path: "x-host-0a1b2c3d.lst", lines: 5000 })).toEqual([
      `dns.query; to_lowercase; ${set}`,
      `http.host; to_lowercase; ${set}`,
      `tls.sni; to_lowercase; ${set}`,
      `quic.sni; to_lowercase; ${set}`,
    ]);
  });

  test.each([
    [1, "7.0", "memcap 100mb,hashsize 1024;"],
    [1_000_000, "7.0", "memcap 489mb,hashsize 262144;"],
    [1_000_000, "8.0", "memcap 1465mb,hashsize 65536,"],
  ])("%d lines for %s: %s", (lines, version, memory) => {
    expect(detection({ member: observation("Host", "bad.example"), name: "x-host-1234567", path: "x-host-0a1b2c3d.lst", lines }, version)[0]).toContain(memory);
  });

  test("8.0 is told that the lines are JSON, and has memory for them", () => {
    expect(detection({ member: observation("JA3S", MD5), name: "x-ja3s-1234567", path: "x-ja3s-0a1b2c3d.lst", lines: 100_000 }, "8.0")).toEqual([
      "ja3s.hash; dataset:isset,x-ja3s-1234567,type string,load x-ja3s-0a1b2c3d.lst,memcap 147mb,hashsize 65536,format ndjson,context_key sigwright,value_key value;",
    ]);
  });

  test.each(["7.0", "8.0"])("a product looks into hosts and targets, and says how many pairs are no URL: %s", (version) => {
    const file = (part: string, lines: number) => ({ name: `x-url-1234567-${part}`, path: `x-url-${part}-0a1b2c3d.lst`, lines });
    const list = { member: observation("URL", "http://bad.example/"), name: "x-url-1234567", path: "x-url-0a1b2c3d.lst", lines: 5, parts: { hosts: file("hosts", 2), targets: file("targets", 5) } };
    const context = { ...contextOf("url"), target: { engine: "suricata", version }, product: true };
    const set = (part: string): string => `dataset:isset,x-url-1234567-${part},type string,load x-url-${part}-0a1b2c3d.lst,memcap 100mb,hashsize 1024;`;
    expect(encodeFileList(list, context)).toMatchObject({
      signatures: [
        { rule: "url-origin", fields: { match: `http.host; to_lowercase; ${set("hosts")} http.uri.raw; ${set("targets")}`, port: "any" }, approximate: "5 of the 10 pairs of its 2 hosts and 5 targets are no URL of the list" },
        { rule: "url-absolute" },
      ],
    });
    const exact = encodeFileList({ ...list, parts: { ...list.parts, hosts: file("hosts", 1) } }, context);
    expect(JSON.stringify(exact)).not.toContain("approximate");
  });

  test("a file of digests is named as it is", () => {
    expect(detection({ member: observation("File", SHA256), name: "x-sha256-1234567", path: "x-sha256-0a1b2c3d.lst", lines: 7 })).toEqual(["filesha256:x-sha256-0a1b2c3d.lst;"]);
  });

  test("a dataset's name keeps the end of the list's, which tells it from others", () => {
    const list = { member: observation("Host", "bad.example"), name: `${"n".repeat(100)}-host-1234567`, path: "x-host-0a1b2c3d.lst", lines: 1 };
    const name = /isset,([^,]*),/.exec(detection(list)[0]!)?.[1];
    expect(name).toHaveLength(63);
    expect(name).toMatch(/n-host-1234567$/);
  });
});

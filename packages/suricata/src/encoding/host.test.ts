import { describe, expect, test } from "vitest";
import { hostDetection, type HostVariant } from "./host.ts";

describe("hostDetection", () => {
  test.each<[HostVariant, boolean, string]>([
    ["dns", false, 'dns.query; bsize:11; content:"bad.example"; nocase;'],
    ["dns", true, 'dns.query; dotprefix; content:".bad.example"; nocase; endswith;'],
    ["http", false, 'http.host; to_lowercase; bsize:11; content:"bad.example";'],
    ["http", true, 'http.host; to_lowercase; dotprefix; content:".bad.example"; endswith;'],
    ["tls", false, 'tls.sni; bsize:11; content:"bad.example"; nocase;'],
    ["tls", true, 'tls.sni; dotprefix; content:".bad.example"; nocase; endswith;'],
    ["quic", false, 'quic.sni; bsize:11; content:"bad.example"; nocase;'],
    ["quic", true, 'quic.sni; dotprefix; content:".bad.example"; nocase; endswith;'],
  ])("%s, sub-domains %s", (variant, subdomains, options) => {
    expect(hostDetection({ kind: "domain", name: "bad.example", subdomains }, variant)).toBe(options);
  });

  test("the pattern has no capitals, whatever the match says", () => {
    const options = hostDetection({ kind: "domain", name: "BAD.example", subdomains: false }, "http");
    expect(options).toBe('http.host; to_lowercase; bsize:11; content:"bad.example";');
  });
});

import type { RequestMatch } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { requestDetection, requestObstacle, type UrlVariant } from "./url.ts";

function request(target: string, more: Partial<RequestMatch> = {}): RequestMatch {
  return { kind: "request", scheme: "http", host: "bad.example", hostKind: "domain", target, ...more };
}

const LONG = "a".repeat(300);

describe("requestDetection", () => {
  test.each<[string, UrlVariant, RequestMatch, string]>([
    [
      "short target, the host is the fast pattern",
      "origin",
      request("/a"),
      'http.host; to_lowercase; bsize:11; content:"bad.example"; fast_pattern; http.uri.raw; bsize:2; content:"/a";',
    ],
    [
      "long target, the target is the fast pattern",
      "origin",
      request("/download/x.exe"),
      'http.host; to_lowercase; bsize:11; content:"bad.example"; http.uri.raw; bsize:15; content:"/download/x.exe"; fast_pattern;',
    ],
    [
      "the case of scheme and host is free, that of the target is not",
      "absolute",
      request("/a"),
      'http.uri.raw; bsize:20; content:"http|3A|//bad.example"; nocase; fast_pattern; content:"/a"; distance:0; within:2;',
    ],
    [
      "a port stands in the authority",
      "absolute",
      request("/", { port: 8080 }),
      'http.uri.raw; bsize:24; content:"http|3A|//bad.example|3A|8080"; nocase; fast_pattern; content:"/"; distance:0; within:1;',
    ],
    [
      "an IPv6 address has brackets",
      "origin",
      request("/", { host: "2001:db8::1", hostKind: "ipv6" }),
      'http.host; to_lowercase; bsize:13; content:"[2001|3A|db8|3A 3A|1]"; fast_pattern; http.uri.raw; bsize:1; content:"/";',
    ],
    [
      "a target longer than one content goes on in the next",
      "origin",
      request(`/${LONG}`),
      `http.host; to_lowercase; bsize:11; content:"bad.example"; http.uri.raw; bsize:301; content:"/${LONG.slice(0, 254)}"; fast_pattern; content:"${LONG.slice(254)}"; distance:0; within:46;`,
    ],
  ])("%s", (_, variant, match, options) => {
    expect(requestDetection(match, variant)).toBe(options);
  });
});

describe("requestObstacle", () => {
  test.each<[string, RequestMatch]>([
    ["encrypted", request("/", { scheme: "https" })],
    ["blank", request("/a b")],
    ["line feed", request("/a\nb")],
    ["surrogate", request("/\ud800")],
    ["more than the 8190 bytes", request(`/${"a".repeat(8190)}`)],
    ["begin with `/`", request("x")],
  ])("says why: %s", (words, match) => {
    expect(requestObstacle(match)).toContain(words);
  });

  test("has nothing against what a request line can hold", () => {
    expect(requestObstacle(request('/\t"; |\\\r\0é😀'.replace(" ", "")))).toBeUndefined();
  });
});

import { expect, test } from "vitest";
import { detect } from "./detect.ts";

test.each([
  ["", 0, 0],
  ["rule x { condition: true }", 0, 0],
  ["type,value\nHost,bad.example", 0, 0],
  ['alert dns any any -> any any (msg:"x"; dns.query; content:"a"; sid:1;)', 0.9, 1],
  ['# a licence\n\nalert http any any -> any any (msg:"x"; http.host; content:"a"; sid:1;)', 0.9, 1],
  ['alert tcp any any -> any any (msg:"x"; flowbits:set,a; content:"a"; sid:1;)', 0.4, 0.6],
  ['alert tcp any any -> any any (msg:"x"; content:"a"; sid:1;)', 0.4, 0.6],
  ['alert tcp any any -> any any (msg:"x"; content:"a",nocase; service:http; sid:1;)', 0, 0.3],
  ['# alert tls any any -> any any (msg:"x"; tls.sni; content:"a"; sid:1;)', 0.9, 1],
])("%j", (text, low, high) => {
  const { score, reason } = detect(text);
  expect(score).toBeGreaterThanOrEqual(low);
  expect(score).toBeLessThanOrEqual(high);
  expect(reason).not.toBe("");
});

test("takes linear time on text made to be slow", () => {
  for (const text of ["alert tcp ".repeat(100_000), `alert ${"(".repeat(500_000)}`, `alert a${" ".repeat(500_000)}`, `;${" ".repeat(500_000)}x`, ';content:"'.repeat(50_000)]) {
    expect(detect(text).score).toBeLessThan(1);
  }
});

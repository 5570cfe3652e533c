import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { parseApiUrl } from "./api-url.ts";
import { proxyFor } from "./proxy.ts";

const url = parseApiUrl("https://tc.example");

describe("the proxy of an instance", () => {
  test.each([
    [{}, undefined],
    [{ HTTPS_PROXY: "http://proxy.example:3128" }, "proxy.example:3128"],
    [{ https_proxy: "proxy.example" }, "proxy.example:80"],
    [{ HTTPS_PROXY: "http://proxy.example", NO_PROXY: "other.example, .tc.example" }, undefined],
    [{ HTTPS_PROXY: "http://proxy.example", NO_PROXY: "example" }, undefined],
    [{ HTTPS_PROXY: "http://proxy.example", NO_PROXY: "xample" }, "proxy.example:80"],
    [{ HTTPS_PROXY: "http://proxy.example", NO_PROXY: "*" }, undefined],
    [{ HTTPS_PROXY: "http://proxy.example", NO_PROXY: "tc.example:8443" }, "proxy.example:80"],
    [{ HTTPS_PROXY: "http://proxy.example", NO_PROXY: "tc.example:443" }, undefined],
    [{ HTTPS_PROXY: " " }, undefined],
  ])("%j", (environment, expected) => {
    const proxy = proxyFor(url, environment);
    expect(proxy === undefined ? undefined : `${proxy.host}:${proxy.port}`).toBe(expected);
  });

  test("is not asked for instances on this machine", () => {
    for (const local of ["http://127.0.0.1:1", "http://localhost:1", "https://[::1]"]) {
      expect(proxyFor(parseApiUrl(local), { HTTPS_PROXY: "http://proxy.example" })).toBeUndefined();
    }
  });

  test("keeps its password to itself", () => {
    const proxy = proxyFor(url, { HTTPS_PROXY: "http://user:p%40ss@proxy.example" })!;
    expect(proxy.authorization()).toBe(`Basic ${Buffer.from("user:p@ss").toString("base64")}`);
    expect(`${inspect(proxy, { depth: null })}${JSON.stringify(proxy)}`).not.toMatch(/p@ss|p%40ss|dXNlcj/);
    expect(() => proxyFor(url, { HTTPS_PROXY: "https://user:p%40ss@proxy.example" })).toThrow(/^HTTPS_PROXY is not the address of an HTTP proxy$/);
  });
});

import { describe, expect, test } from "vitest";
import { ENGINE_KEYWORDS } from "./engine-keywords.ts";
import { KEYWORD_ALIASES } from "./keyword-aliases.ts";
import { keywordTable } from "./keyword-table.ts";

describe("keywordTable", () => {
  const seven = keywordTable("7.0");
  const eight = keywordTable("8.0");

  test.each([
    ["content", "content"],
    ["CONTENT", "content"],
    ["flags", "tcp.flags"],
    ["Dns_Query", "dns.query"],
    ["to_lowercase", "to_lowercase"],
  ])("finds %s as %s", (name, canonical) => {
    expect(seven.find(name)?.name).toBe(canonical);
    expect(eight.find(name)?.name).toBe(canonical);
  });

  test.each(["", "contents", "toString", "__proto__", "constructor"])("does not find %j", (name) => {
    expect(seven.find(name)).toBeUndefined();
  });

  test("knows what came with 8.0", () => {
    expect(seven.find("email.from")).toBeUndefined();
    expect(eight.find("email.from")).toMatchObject({ since: "8.0", roles: expect.arrayContaining(["sticky-buffer"]) as string[] });
  });

  test("has the numbers of keywords that the engines list", () => {
    expect(ENGINE_KEYWORDS.filter(({ since }) => since === "7.0")).toHaveLength(279);
    expect(ENGINE_KEYWORDS).toHaveLength(395);
  });

  test("every alias stands for a listed keyword and is none itself", () => {
    const names = new Set(ENGINE_KEYWORDS.map(({ name }) => name));
    for (const [alias, name] of Object.entries(KEYWORD_ALIASES)) {
      expect(names.has(name), alias).toBe(true);
      expect(names.has(alias), alias).toBe(false);
    }
  });
});

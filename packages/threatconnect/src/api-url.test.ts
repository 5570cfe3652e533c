import { StoreError } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { parseApiUrl } from "./api-url.ts";

describe("addresses as people write them", () => {
  test.each([
    ["https://tc.example/api", "https://tc.example", "/api"],
    ["https://tc.example", "https://tc.example", "/api"],
    ["https://tc.example/", "https://tc.example", "/api"],
    ["https://tc.example/api/", "https://tc.example", "/api"],
    ["https://tc.example/api/v3", "https://tc.example", "/api"],
    ["tc.example", "https://tc.example", "/api"],
    ["  https://tc.example:8443/api  ", "https://tc.example:8443", "/api"],
    ["https://tc.example/threat/api", "https://tc.example", "/threat/api"],
    ["https://tc.example/threat", "https://tc.example", "/threat/api"],
    ["http://127.0.0.1:4711/api", "http://127.0.0.1:4711", "/api"],
    ["http://[::1]:4711", "http://[::1]:4711", "/api"],
  ])("%s", (text, origin, basePath) => {
    expect(parseApiUrl(text)).toMatchObject({ origin, basePath });
  });
});

describe("addresses that are refused", () => {
  test.each([
    ["", "empty"],
    ["http://tc.example/api", "not encrypted"],
    ["ftp://tc.example/api", "not an https address"],
    ["https://tc.example/api?x=1", "a query"],
    ["https://", "not the address"],
    ["https://a b", "not the address"],
  ])("%s", (text, words) => {
    expect(() => parseApiUrl(text)).toThrow(words);
  });

  test("without repeating a password", () => {
    const error = failure(() => parseApiUrl("https://user:hunter2@tc.example/api"));
    expect(error.failure).toBe("invalid");
    expect(`${error.message} ${error.help}`).not.toContain("hunter2");
  });
});

function failure(action: () => unknown): StoreError {
  try {
    action();
  } catch (error) {
    if (error instanceof StoreError) return error;
  }
  throw new Error("nothing was refused");
}

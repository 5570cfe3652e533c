import { inspect } from "node:util";
import { StoreError } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { fromEnvironment } from "./environment.ts";

const COMPLETE = { TC_API_PATH: "https://tc.example", TC_ACCESS_ID: "123", TC_SECRET_KEY: "hunter2&$x" };

test("what is set makes a client", () => {
  expect(fromEnvironment(COMPLETE).client.origin).toBe("https://tc.example");
  expect(fromEnvironment(COMPLETE).owner).toBeUndefined();
  expect(fromEnvironment({ TC_API_PATH: "tc.example\n", TC_TOKEN: "APIV2:1=\n", TC_OWNER: "Équipe" }).owner).toBe("Équipe");
});

describe("what is missing or odd is named", () => {
  test.each([
    [{}, "TC_API_PATH and TC_ACCESS_ID and TC_SECRET_KEY (or TC_TOKEN) must be set"],
    [{ ...COMPLETE, TC_API_PATH: "" }, "TC_API_PATH must be set"],
    [{ ...COMPLETE, TC_SECRET_KEY: undefined }, "TC_SECRET_KEY must be set"],
    [{ ...COMPLETE, TC_ACCESS_ID: " " }, "TC_ACCESS_ID must be set"],
    [{ ...COMPLETE, TC_TOKEN: "t" }, "which is to be used?"],
    [{ ...COMPLETE, TC_ACCESS_ID: '"123" ' }, "the access id has blanks"],
    [{ TC_API_PATH: "tc.example", TC_TOKEN: "a\nb" }, "the token has blanks"],
    [{ ...COMPLETE, TC_API_PATH: "http://tc.example" }, "not encrypted"],
    [{ ...COMPLETE, TC_CA_BUNDLE: "/does/not/exist.pem" }, "TC_CA_BUNDLE names `/does/not/exist.pem`, which can't be read"],
    [{ ...COMPLETE, TC_CA_BUNDLE: import.meta.filename }, "no certificate in PEM form"],
    [{ ...COMPLETE, HTTPS_PROXY: "socks5://x" }, "HTTPS_PROXY is not"],
  ])("%j", (environment, words) => {
    expect(() => fromEnvironment(environment)).toThrow(StoreError);
    expect(() => fromEnvironment(environment)).toThrow(words);
  });
});

test("a client shows no secret, however it is looked at", () => {
  const { client } = fromEnvironment(COMPLETE);
  expect(inspect(client, { depth: null, showHidden: true, getters: true })).not.toContain("hunter2");
  expect(JSON.stringify(client)).not.toContain("hunter2");
});

import { expect, test } from "vitest";
import { formatName } from "./format-name.ts";

test.each([
  ["zeek", { name: "zeek", displayName: "Zeek", exportName: "zeek" }],
  ["zeek-intel", { name: "zeek-intel", displayName: "Zeek Intel", exportName: "zeekIntel" }],
  ["snort3", { name: "snort3", displayName: "Snort3", exportName: "snort3" }],
])("%s is a name", (word, expected) => {
  expect(formatName(word)).toEqual(expected);
});

test.each(["", "Zeek", "../zeek", "zeek-", "3snort", "a--b", "a b"])("%j is not a name", (word) => {
  expect(formatName(word)).toBeUndefined();
});

import { scanSlots, SourceText } from "@sigwright/core";
import { parseRules } from "../parse.ts";
import { expect, test } from "vitest";
import { locateSlot } from "./slot-location.ts";

test.each([
  [String.raw`msg:"a {{x}}";`, "message"],
  [String.raw`msg:"\"{{x}}\"";`, "message"],
  [String.raw`msg:"\\{{x}}";`, "message"],
  [String.raw`msg:"\{{x}}";`, "backslash"],
  [String.raw`pcre:"/a\\{{x}}/";`, "pcre"],
  [String.raw`pcre:"/a\{{x}}/";`, "backslash"],
  [String.raw`pcre:"/a\\\{{x}}/";`, "backslash"],
  [String.raw`content:"\;{{x}}";`, "content"],
])("the slot of %s: %s", (option, expected) => {
  const text = `alert dns any any -> any any (${option} sid:1;)`;
  const rule = parseRules(SourceText.fromString(text), "suricata").rules.at(0)!;
  const location = locateSlot(scanSlots(text).slots[0]!, rule, text);
  expect("place" in location ? location.place : location.nowhere).toContain(expected);
});

import { expect, test } from "vitest";
import { formatPin } from "./format-pin.ts";

test.each([
  ["# sigwright: format=snort3\nalert …", "snort3"],
  ["#sigwright:format = suricata\r\n", "suricata"],
  ["# a licence\n#\n# sigwright: format=snort2\n", "snort2"],
  ["// sigwright: format=yara\n", "yara"],
  ["/* sigwright: format=yara */\n", "yara"],
  ["\uFEFF# sigwright: format=snort3", "snort3"],
  ["# sigwright: format=snort4", "snort4"],
  ["# sigwright: format=snort3\n# sigwright: format=suricata", "snort3"],
])("%j pins %s", (text, id) => {
  expect(formatPin(text)?.id).toBe(id);
});

test.each([
  "",
  'alert tcp any any -> any any (msg:"# sigwright: format=snort3"; sid:1;)',
  "sigwright: format=snort3",
  "# sigwright: format=snort3 is a pin",
  `${"\n".repeat(50)}# sigwright: format=snort3`,
  `#${" ".repeat(1_000_000)}sigwright: format=snort3`,
])("no pin: %#", (text) => {
  expect(formatPin(text)).toBeUndefined();
});

test("its place is that of its line", () => {
  expect(formatPin("#\n# sigwright: format=snort3\r\nalert")!.range).toEqual({ start: 2, end: 28 });
});

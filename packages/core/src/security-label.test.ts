import { expect, test } from "vitest";
import { securityLabel } from "./security-label.ts";

test.each([
  ["TLP:AMBER", "TLP:AMBER"],
  ["tlp:amber+strict", "TLP:AMBER+STRICT"],
  ["TLP AMBER STRICT", "TLP:AMBER+STRICT"],
  ["tlp-green", "TLP:GREEN"],
  ["TLP: Clear", "TLP:CLEAR"],
  ["TLP:WHITE", "TLP:WHITE"],
  [" Internal Only ", "Internal Only"],
  ["TLP:PURPLE", "TLP:PURPLE"],
  ["amber", "amber"],
])("%j is %j", (text, label) => {
  expect(securityLabel(text)).toBe(label);
});

import { expect, test } from "vitest";
import { detect } from "./detect.ts";

test.each<[text: string, least: number, most: number]>([
  ['rule a { strings: $a = "x" condition: $a }', 0.9, 1],
  ["/* licence */\nprivate rule a : b\n{\n  condition:\n    true\n}", 0.9, 1],
  ['import "pe"\n', 0.5, 0.9],
  ["rule a {", 0.5, 0.9],
  ['alert tcp any any -> any any (msg:"rule a"; content:"condition:"; sid:1;)', 0, 0.35],
  ["", 0, 0],
  ["the rule of thumb\n", 0, 0],
])("%j", (text, least, most) => {
  const { score } = detect(text);
  expect(score).toBeGreaterThanOrEqual(least);
  expect(score).toBeLessThanOrEqual(most);
});

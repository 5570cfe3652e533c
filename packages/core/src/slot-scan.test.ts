import { expect, test } from "vitest";
import { scanSlots } from "./slot-scan.ts";

test.each([
  ["", [], []],
  ["a {{b}} c", ["b@2-7"], []],
  ["{{a}}{{host.bytes}}", ["a@0-5", "host.bytes@5-19"], []],
  ["{{ sid }}", ["sid@0-9"], []],
  ["a {b} c", [], []],
  ["{{a", [], ["unclosed@0-2"]],
  ["{{}}", [], ["name@0-4"]],
  ["{{a b}} {{c}}", ["c@8-13"], ["name@0-7"]],
  ["{{{a}}}", [], ["name@0-6"]],
  ["{{__proto__}}", [], ["name@0-13"]],
])("%j", (text, slots, broken) => {
  const scanned = scanSlots(text);
  expect(scanned.slots.map(({ name, range }) => `${name}@${range.start}-${range.end}`)).toEqual(slots);
  expect(scanned.broken.map(({ reason, range }) => `${reason}@${range.start}-${range.end}`)).toEqual(broken);
});

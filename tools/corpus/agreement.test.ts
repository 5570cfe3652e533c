import { expect, test } from "vitest";
import { agreement, shapeOf, tally } from "./agreement.ts";
import type { CorpusRule, EngineVerdict } from "./corpus-rules.ts";

function rule(text: string, verdict: EngineVerdict): CorpusRule {
  const answer = { verdict, words: verdict === "reject" ? "no" : "" };
  return { id: text, kind: text.slice(0, 1), text, answers: { "7.0": answer, "8.0": { verdict: "accept", words: "" } } };
}

test("a rule counts by what the engine says of it, and not at all when that is about something else", () => {
  const rules = [rule("a1", "accept"), rule("a2 bad", "accept"), rule("b1", "reject"), rule("b2 bad", "reject"), rule("b3 bad", "needs-file"), rule("b4", "skip")];
  const found = agreement("real", "7.0", rules, (text) => (text.includes("bad") ? ["x/bad"] : []));
  expect(found).toMatchObject({ accepted: 2, refused: 2, leftOut: 2 });
  expect(found.falseRejects).toEqual([{ rule: rules[1], codes: ["x/bad"], words: "" }]);
  expect(found.missed).toEqual([{ rule: rules[2], codes: [], words: "no" }]);
  expect([...found.kinds]).toEqual([
    ["a", { accepted: 2, refused: 0 }],
    ["b", { accepted: 0, refused: 2 }],
  ]);
});

test("counts are sorted, most first, then by name", () => {
  expect(tally(["b", "a", "c", "c"], (item) => item)).toEqual([["c", 2], ["a", 1], ["b", 1]]);
});

test.each([
  ['detect-parse: Duplicate signature "alert ip any any (msg:"a"; sid:1;)"', "detect-parse: Duplicate signature …"],
  ["detect-dataset: failed to set up dataset 'seen'. | error", "detect-dataset: failed to set up dataset …."],
  ["cannot open lower.lua: 17 tries", "cannot open FILE: N tries"],
  ['a text that the log cuts off: "alert ip', "a text that the log cuts off: …"],
])("%s is, without what is particular, %s", (words, shape) => {
  expect(shapeOf(words)).toBe(shape);
});

import type { PlacedView, RuleComparison, SignatureFormat } from "@sigwright/core";
import { SourceText } from "@sigwright/core";
import { fuzzRuns } from "@sigwright/core/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareRules } from "./compare-rules.ts";
import type { RuleFile } from "./rule-change.ts";
import { ruleFile } from "./rule-change.ts";

/** Rules are lines `[#]SID REV WORDS`; their words are their meaning, a sid of 0 is none. */
const lines: SignatureFormat<SourceText> = Object.freeze({
  id: "lines",
  displayName: "Lines",
  signatureType: "Lines",
  extensions: [".lines"],
  sidFamily: "lines",
  parse: (source: SourceText) => ({ document: source, diagnostics: [] }),
  rules: ({ text }: SourceText) =>
    Array.from(text.matchAll(/^(#?)(\d+) (\d+) (.*)$/gm), ([line, mark, sid, rev, words], index) => ({
      range: { start: index, end: index + line.length },
      enabled: mark === "",
      ...(sid === "0" ? {} : { sid: Number(sid) }),
      rev: Number(rev),
      name: words!,
      fingerprint: words!.replaceAll(" ", ""),
    })),
  compare: (before: PlacedView<SourceText>, after: PlacedView<SourceText>): RuleComparison => ({
    areRelated: before.rule.fingerprint[0] === after.rule.fingerprint[0],
    changes: [{ message: `${before.rule.name} became ${after.rule.name}`, effect: "other" }],
  }),
});

type Side = Readonly<Record<string, string>>;

function side(files: Side): readonly RuleFile[] {
  return Object.entries(files).map(([path, text]) => ruleFile(path, SourceText.fromString(text), lines));
}

function changes(before: Side, after: Side): readonly string[] {
  return compareRules(side(before), side(after)).changes.map(({ kinds, before: old, after: young, meaning, remarks }) =>
    [
      `${(young ?? old)!.rule.sid}`,
      ...kinds,
      ...meaning.map(({ message }) => `(${message})`),
      ...remarks.map(({ code }) => `!${code}`),
    ].join(" "),
  );
}

describe("what happened to a rule", () => {
  test.each<readonly [string, Side, Side, readonly string[]]>([
    ["nothing", { a: "1 1 x\n2 1 y" }, { a: "1 1 x\n2 1 y" }, []],
    ["layout, order and revision are no change", { a: "1 1 x\n2 1 y z" }, { a: "\n2 2 yz\n\n1 1 x" }, []],
    ["added and removed", { a: "1 1 x" }, { a: "2 1 y" }, ["2 added", "1 removed"]],
    ["moved", { a: "1 1 x" }, { b: "1 1 x" }, ["1 moved"]],
    ["disabled and enabled", { a: "1 1 x\n#2 1 y" }, { a: "#1 1 x\n2 1 y" }, ["1 disabled", "2 enabled"]],
    ["changed", { a: "1 1 x" }, { a: "1 2 xx" }, ["1 changed (x became xx)"]],
    ["changed and rev not raised", { a: "1 1 x" }, { a: "1 1 xx" }, ["1 changed (x became xx) !rev-not-raised"]],
    ["rev lowered", { a: "1 3 x" }, { a: "1 2 x" }, ["1 !rev-lowered"]],
    ["all at once", { a: "1 1 x" }, { b: "#1 1 xx" }, ["1 moved disabled changed (x became xx) !rev-not-raised"]],
    ["the sid of another rule", { a: "1 1 x" }, { a: "1 2 y" }, ["1 changed (x became y) !sid-reused"]],
    ["another sid", { a: "1 1 x" }, { a: "5 1 x" }, ["5 !identity-changed"]],
    ["another sid, and the old one is somebody else's", { a: "1 1 x" }, { a: "1 2 y\n5 1 x" }, ["1 changed (x became y) !sid-reused", "5 added"]],
    ["no sid", { a: "0 1 x\n0 1 y" }, { a: "0 1 y\n0 1 z" }, ["undefined removed", "undefined added"]],
    ["one sid twice: what means the same stays together", { a: "1 1 x\n1 1 y" }, { a: "1 1 y\n1 1 x\n" }, []],
    ["one sid twice, one left", { a: "1 1 x\n1 1 y" }, { a: "1 1 y" }, ["1 removed"]],
    ["one sid twice, one new", { a: "1 1 x" }, { a: "1 1 x\n1 1 y" }, ["1 added !identity-shared"]],
  ])("%s", (_, before, after, expected) => {
    expect(changes(before, after)).toEqual(expected);
  });

  test("the other rule's name is told", () => {
    const [change] = compareRules(side({ a: "1 1 x" }), side({ a: "1 2 y" })).changes;
    expect(change!.remarks[0]!.message).toBe("sid 1 belonged to another rule (`x`): old alerts and exceptions are now taken for this one's");
  });
});

describe("for any two sides", () => {
  const line = fc.tuple(fc.constantFrom("", "#"), fc.nat(4), fc.nat(2), fc.constantFrom("x", "y", "xx", "x y"));
  const text = fc.array(line.map(([mark, sid, rev, words]) => `${mark}${sid} ${rev} ${words}`), { maxLength: 8 }).map((all) => all.join("\n"));
  const files = fc.dictionary(fc.constantFrom("a", "b"), text);

  test("every rule is told of once", () => {
    fc.assert(
      fc.property(files, files, (before, after) => {
        const [old, young] = [side(before), side(after)];
        const { changes: all, unchanged } = compareRules(old, young);
        const count = (from: readonly RuleFile[]): number => from.reduce((sum, { rules }) => sum + rules.length, 0);
        expect(all.filter((change) => change.before !== undefined).length + unchanged).toBe(count(old));
        expect(all.filter((change) => change.after !== undefined).length + unchanged).toBe(count(young));
      }),
      { numRuns: fuzzRuns(500) },
    );
  });

  test("a side is the same as itself", () => {
    fc.assert(
      fc.property(files, (same) => {
        expect(compareRules(side(same), side(same)).changes.flatMap(({ kinds }) => kinds)).toEqual([]);
      }),
      { numRuns: fuzzRuns(500) },
    );
  });
});

import { type Diagnostic, SourceText } from "@sigwright/core";
import { suricata } from "@sigwright/suricata";
import { describe, expect, test } from "vitest";
import type { PlacedFinding } from "./new-findings.ts";
import { compareRules } from "./compare-rules.ts";
import { reviewMarkdown } from "./review-markdown.ts";
import type { EngineLoad, ReviewReport, RulesetProof, TargetCheck } from "./review-report.ts";
import { ruleFile } from "./rule-change.ts";

function headline(part: Partial<ReviewReport>): string {
  const nothing: ReviewReport = { changes: [], unchanged: 0, base: "main", findings: [], mended: 0, summary: { files: 1, rules: 1, errors: 0, warnings: 0 }, refused: new Map(), checks: new Map(), unread: [] };
  return reviewMarkdown({ ...nothing, ...part });
}

function comment(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>, findings: readonly PlacedFinding[] = [], load?: readonly EngineLoad[], proofs?: readonly RulesetProof[]): string {
  const sides = [before, after].map((files) => Object.entries(files).map(([path, text]) => ruleFile(path, SourceText.fromString(text), suricata)));
  return reviewMarkdown({ ...compareRules(sides[0]!, sides[1]!), base: "main", findings, mended: 0, summary: { files: 1, rules: 1, errors: 0, warnings: 0 }, refused: new Map(), checks: new Map(), unread: [], ...(load === undefined ? {} : { load }), ...(proofs === undefined ? {} : { proofs }) });
}

const rule = (sid: number, options: string, rev = 1): string => `alert tcp any any -> any any (msg:"m"; ${options} sid:${sid}; rev:${rev};)\n`;

function finding(path: string, text: string, diagnostic: Partial<Diagnostic>): PlacedFinding {
  const source = SourceText.fromString(text);
  const whole: Diagnostic = { code: "x/y", severity: "warning", rejects: false, message: "m", range: { start: 0, end: 1 }, ...diagnostic };
  return { path, finding: { located: { source, diagnostic: whole } } };
}

describe("room", () => {
  test("no section takes that of the others, and platforms take the comment", () => {
    const findings = Array.from({ length: 300 }, () => finding("p".repeat(150), "a", { message: `\`${"x".repeat(190)}\` and \`${"y".repeat(190)}\``, help: `\`${"z".repeat(190)}\`` }));
    const text = comment({ a: rule(1, 'content:"a";') }, { a: rule(1, 'content:"b";') + Array.from({ length: 5000 }, (_, index) => rule(index + 2, `content:"${"c".repeat(3000)}";`)).join("") }, findings);
    expect(text.length).toBeLessThan(65_000);
    expect(text).toContain("#### New findings (300)");
    expect(text).toContain("it looks for `b` instead of `a`");
    expect(text).toContain("#### Added or enabled (5,000)");
    expect(text).toMatch(/… and 4,\d+ more; `--reporter json` lists them/);
  });

  test("a rule of which everything changed does not hide the next one", () => {
    const contents = (letter: string): string => Array.from({ length: 3000 }, (_, index) => `content:"${letter}${index}";`).join(" ");
    const text = comment({ a: rule(1, contents("a")) + rule(2, 'content:"aa";') }, { a: rule(1, contents("b"), 2) + rule(2, 'content:"bb";', 2) });
    expect(text).toMatch(/and \d,\d+ differences more/);
    expect(text).toContain("it looks for `bb` instead of `aa`");
  });

  test("a file of another name is one line", () => {
    const rules = Array.from({ length: 500 }, (_, index) => rule(index + 1, 'content:"a";')).join("");
    expect(comment({ a: rules }, { b: rules })).toContain("#### Moved (1)\n\n- 500 rules moved from `a` to `b`, otherwise unchanged\n");
  });
});

describe("order", () => {
  test("errors come before what is less, odd bookkeeping and wider rules before narrower ones", () => {
    const findings = (["info", "warning", "error"] as const).map((severity) => finding("a", "x", { severity, message: severity }));
    expect(comment({}, {}, findings)).toMatch(/: error .*\n.*: warning .*\n.*: info /);
    const [wide, narrow] = ['content:"aa";', 'content:"aa"; content:"bb";'];
    const text = comment({ a: rule(1, wide) + rule(2, 'dsize:1; content:"a";') + rule(3, narrow) }, { a: rule(1, narrow, 2) + rule(2, 'dsize:2; content:"a";', 2) + rule(3, wide, 2) });
    expect(text.match(/\*\*sid \d/g)).toEqual(["**sid 3", "**sid 1", "**sid 2"]);
  });

  test("where there is no room for the texts of all rules, the first ones have theirs", () => {
    const long = (letter: string): string => `content:"${letter.repeat(1500)}";`;
    const rules = (letter: string, rev: number): string => Array.from({ length: 100 }, (_, index) => rule(index + 1, long(letter) + ` content:"${index}";`, rev)).join("");
    const text = comment({ a: rules("a", 1) }, { a: rules("b", 2) });
    expect(text.match(/\*\*sid /g)).toHaveLength(100);
    expect(text.match(/before and after/g)!.length).toBeGreaterThan(3);
    expect(text.indexOf("before and after")).toBeLessThan(text.indexOf("**sid 2**"));
  });
});

test.each<readonly [TargetCheck, string]>([
  [{ rules: 7, refused: 0, asBefore: 0, notText: 0 }, "✅ The check for `e@1` refuses none of 7 rules."],
  [{ rules: 1, refused: 0, asBefore: 0, notText: 0 }, "✅ The check for `e@1` does not refuse the rule."],
  [{ rules: 7, refused: 1, asBefore: 0, notText: 0 }, "❌ The check for `e@1` refuses 1 of 7 rules."],
  [{ rules: 7, refused: 3, asBefore: 1, notText: 0 }, "❌ The check for `e@1` refuses 3 of 7 rules, 1 of them as before."],
  [{ rules: 7, refused: 3, asBefore: 3, notText: 0 }, "⚠️ The check for `e@1` refuses 3 of 7 rules, as it did before."],
  [{ rules: 7, refused: 0, asBefore: 0, notText: 1 }, "⚠️ The check for `e@1` refuses none of 7 rules; 1 file is no text."],
  [{ rules: 0, refused: 0, asBefore: 0, notText: 2 }, "⚠️ The check for `e@1` finds no rule; 2 files are no text."],
  [{ rules: 0, refused: 0, asBefore: 0, notText: 0 }, "ℹ️ The check for `e@1` finds no rule."],
])("what the check said of all rules: %o", (check, sentence) => {
  expect(headline({ checks: new Map([["e@1", check]]) })).toContain(`\n${sentence}\n`);
});

test("what nobody looked into is told, and that all is well is not", () => {
  const unread = [{ path: "a/`b`.rules", kind: "link", target: undefined }, ...Array.from({ length: 11 }, (_, index) => ({ path: `s${index}`, kind: "submodule", target: undefined }) as const)] as const;
  const text = headline({ checks: new Map([["e@1", { rules: 2, refused: 0, asBefore: 0, notText: 0 }]]), unread });
  expect(text).toContain("⚠️ New or turned elsewhere, and not looked into: the link ``a/`b`.rules``, the submodule `s0`,");
  expect(text).toContain("the submodule `s8`, 2 more.\n");
  expect(text).not.toContain("✅");
});

test.each<readonly [string, EngineLoad["before"], EngineLoad["after"], number, string]>([
  ["all", { rules: 2, loaded: 2 }, { rules: 3, loaded: 3 }, 0, "✅ `Engine 1.0` was asked and loads all 3 changed rules (before: 2 of 2)."],
  ["one", { rules: 0, loaded: 0 }, { rules: 1, loaded: 1 }, 0, "✅ `Engine 1.0` was asked and loads the changed rule."],
  ["not all", { rules: 1, loaded: 1 }, { rules: 2, loaded: 1 }, 0, "❌ `Engine 1.0` was asked and loads 1 of 2 changed rules (before: 1 of 1)."],
  ["other than the check says", { rules: 1, loaded: 1 }, { rules: 1, loaded: 1 }, 1, "⚠️ `Engine 1.0` was asked and loads the changed rule (before: 1 of 1); it differs from the check on 1."],
  ["nothing any more", { rules: 1, loaded: 1 }, { rules: 0, loaded: 0 }, 0, "✅ `Engine 1.0` has nothing to load: what changed is gone (before: 1 of 1)."],
])("an engine loads %s", (_, before, after, count, sentence) => {
  const disagreements = Array.from({ length: count }, () => finding("a", "a", {}));
  expect(comment({}, {}, [], [{ engine: "Engine", version: "1.0", target: { engine: "e", version: "1" }, before, after, disagreements }])).toContain(`\n${sentence}\n`);
});

describe("a suggestion is the line as it will be", () => {
  const edit = (start: number, end: number, newText: string, safe = true) => ({ title: "t", edits: [{ range: { start, end }, newText }], safe });
  test.each<readonly [string, string, Diagnostic["fixes"], string | undefined]>([
    ["of one line", "ab\ncd\n", [edit(3, 4, "x")], "xd"],
    ["not surely safe, but the only one", "ab\n", [edit(0, 1, "x", false)], "xb"],
    ["one of two", "ab\n", [edit(0, 1, "x"), edit(0, 1, "y")], undefined],
    ["over two lines", "ab\ncd\n", [edit(0, 4, "x")], undefined],
    ["of two lines", "ab\n", [edit(0, 1, "x\ny")], undefined],
    ["with what can't be seen", "a\u202Eb\n", [edit(0, 1, "x")], undefined],
    ["too long to be shown", `a${"b".repeat(3000)}\n`, [edit(0, 1, "x")], undefined],
    ["elsewhere", "ab\ncd\n", [edit(0, 1, "x")], undefined],
  ])("%s", (name, text, fixes, suggested) => {
    const start = name === "of one line" || name === "elsewhere" ? 3 : 0;
    const written = comment({}, {}, [finding("a", text, { range: { start, end: start + 1 }, fixes: fixes! })]);
    expect(/```suggestion\n {2}(.*)\n/.exec(written)?.[1]).toBe(suggested);
  });
});

test("whatever a rule holds, nothing of it is Markdown", () => {
  const msg = "@all [x](https://evil.example) <img src=x> ``` </details> #1 \u001B[31m \u202E";
  const text = comment({ a: rule(1, 'content:"a";').replace('"m"', `"${msg}"`) }, { "a`<b>": rule(1, 'content:"```</details>@all";', 2).replace('"m"', `"${msg}"`) });
  // Spans and blocks are the only places; what is left is ours.
  const outside = text.replaceAll(/^ {2}(`{3,})diff\n[^]*?\n {2}\1$/gm, "").replaceAll(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, "");
  expect(outside).not.toMatch(/@|https?:|<img|<b>|\]\(|#1|[\u001B\u202E]/);
});

describe("what an engine showed of generated rules", () => {
  const counts = { changed: 13, proven: 12, notFired: 0, nearMissFired: 0, noisy: 0, notProvable: 0, failed: [], remarks: [] };
  const line = (proof: Partial<RulesetProof>): string => comment({}, {}, [], undefined, [{ path: "out/a.rules", engine: "Suricata 7.0.10", ...counts, ...proof }]).split("\n").find((each) => each.includes("out/a.rules")) ?? "";

  test.each<readonly [string, Partial<RulesetProof>, string]>([
    ["all of it", { proven: 13 }, "✅ `Suricata 7.0.10` proves 13 of 13 changed signatures of `out/a.rules`."],
    ["not all of it", { notFired: 1, failed: [{ gid: 1, sid: 5, name: null, status: "not-fired", why: null }] }, "❌ `Suricata 7.0.10` proves 12 of 13 changed signatures of `out/a.rules`; 1 did not fire (sid 5)."],
    ["what can be shown", { proven: 10, notProvable: 3 }, "✅ `Suricata 7.0.10` proves 10 of 10 changed signatures of `out/a.rules`; of 3 nothing can be shown."],
    ["nothing", { proven: 0, notProvable: 13 }, "⚠️ `Suricata 7.0.10`: nothing that changed in `out/a.rules` can be proven."],
  ])("%s", (_, proof, expected) => {
    expect(line(proof).trim()).toBe(expected);
  });

  test("a reason that somebody else wrote is code", () => {
    expect(comment({}, {}, [], undefined, [{ path: "out/a.rules", ...counts, reason: "it names <b>@all</b>" }])).toContain("⚠️ Nothing of `out/a.rules` is proven: `it names <b>@all</b>`.");
  });
});

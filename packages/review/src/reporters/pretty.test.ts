import { SourceText } from "@sigwright/core";
import { fuzzRuns } from "@sigwright/core/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkFile } from "../check-file.ts";
import type { CheckedFile, EngineAnswer } from "../checked-file.ts";
import { markedFormat } from "../testing/marked-format.ts";
import { prettyReporter } from "./pretty.ts";
import type { ReporterOptions } from "./reporter.ts";

const [seven, eight] = markedFormat.targets!;

function check(text: string, targets = [seven!], path = "a.marked"): readonly CheckedFile[] {
  return checkFile(path, SourceText.fromString(text, { path }), markedFormat, targets);
}

function written(files: readonly CheckedFile[], options?: ReporterOptions, engine?: EngineAnswer): string {
  return [...prettyReporter.write({ files, elapsedMs: 1, ...(engine === undefined ? {} : { engines: [engine] }) }, options)].join("");
}

describe("one line says how it went", () => {
  test.each([
    ["rule 1\n", "✓ marker@7.0 loads 1 rule in 1 file\n"],
    ["rule 1\nrule 2\n", "✓ marker@7.0 loads 2 rules in 1 file\n"],
    ["", "✓ no rules in 1 file\n"],
  ])("%j: %s", (text, line) => {
    expect(written(check(text))).toBe(line);
  });

  test.each([
    ["rule 1 ?w\n", "! marker@7.0 loads 1 rule in 1 file: 1 warning\n"],
    ["rule 1 !x\nrule 2\n", "✗ marker@7.0 refuses 1 of 2 rules in 1 file: 1 error\n"],
    ["rule 1 ~x\nrule 2\n", "! marker@7.0 refuses none of 2 rules in 1 file: 1 left out in silence, 1 warning\n"],
  ])("%j: %s", (text, line) => {
    expect(written(check(text)).split("\n\n").at(-1)).toBe(line);
  });

  test("for each target, and what an engine said", () => {
    const engine = { engine: "Marker 7.0.1", target: seven!, asked: 1, disagreements: 0 };
    const text = written(check("rule 1 >8.0\n", [seven!, eight!]), {}, engine);
    expect(text.split("\n\n").at(-1)).toBe(
      "✗ marker@7.0 refuses 1 of 1 rule in 1 file: 1 error\n✓ marker@8.0 loads 1 rule in 1 file\n✓ Marker 7.0.1 was asked about 1 rule and says the same\n",
    );
    expect(written(check("rule 1\n"), {}, { ...engine, disagreements: 1 })).toContain("≠ Marker 7.0.1 was asked about 1 rule and differs on 1\n");
  });
});

test("findings stand below their file, with the line they are about", () => {
  expect(written([...check("rule 1 !x\n"), ...check("rule 2\n", [seven!], "b.marked"), ...check("rule 3 ?w\n", [seven!], "c.marked")])).toBe(
    `a.marked  1 rule, 1 refused

a.marked:1:8: error: there is \`!x\` [marked/x]
  |
1 | rule 1 !x
  |        ^^

c.marked  1 rule

c.marked:1:8: warning: there is \`?w\` [marked/w]
  |
1 | rule 3 ?w
  |        ^^

✗ marker@7.0 refuses 1 of 3 rules in 3 files: 1 error, 1 warning
`,
  );
});

test("what loads on one target and not on another is said in one sentence", () => {
  const text = written(check("rule 1 !x\nrule 2 >8.0\n", [seven!, eight!]));
  expect(text.match(/!x` \[marked/g)).toHaveLength(1);
  expect(text).toContain("there is `>8.0` (marker@7.0 only) [marked/8.0]");
  expect(text).toContain("≠ sid 2 in line 2 loads on marker@8.0, not on marker@7.0 because there is `>8.0`\n");
  expect(text).not.toContain("sid 1 in line");
});

test("quiet is errors and nothing else", () => {
  expect(written(check("rule 1 ?w\nrule 2 >8.0\n", [seven!, eight!]), { quiet: true })).toBe(
    "a.marked:2:8: error: there is `>8.0` (marker@7.0 only) [marked/8.0]\n  |\n2 | rule 2 >8.0\n  |        ^^^^\n\n",
  );
  expect(written(check("rule 1 ?w\n"), { quiet: true })).toBe("");
});

test("of too many findings the worst are shown and the others counted", () => {
  const text = written(check(`${"rule ?w\n".repeat(300)}rule 1 !x\n`));
  expect(text).toContain("a.marked:301:8: error");
  expect(text.match(/ warning: /g)).toHaveLength(199);
  expect(text).toContain("… and 101 more findings (101 × marked/w); --reporter json lists them\n");
});

test("colours are used when asked for only", () => {
  expect(written(check("rule 1 !x\n"), { color: true })).toContain("\u001B[31m✗\u001B[0m");
  expect(written(check("rule 1 !x\n"))).not.toContain("\u001B");
});

test("nothing a terminal would obey is written, whatever the file and its name hold", () => {
  const text = fc.array(fc.oneof(fc.constantFrom("rule 1 ", "!a ", "?b ", ">8.0 ", "\n", "\u001B[31m", "\u202E", "\r"), fc.string({ unit: "binary" })), { maxLength: 12 });
  fc.assert(
    fc.property(text, fc.string({ unit: "binary" }), (pieces, path) => {
      expect(written(check(pieces.join(""), [seven!, eight!], path))).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/);
    }),
    { numRuns: fuzzRuns(200) },
  );
});

import { describe, expect, test } from "vitest";
import { yaraForTests, yaraXForTests } from "../testing/yara-for-tests.ts";
import { YaraXProcess } from "./yara-x-process.ts";
import { yaraVerdicts } from "./yara-verdicts.ts";

const installed = [await yaraXForTests(), await yaraForTests()].filter((engine) => engine !== undefined);
const GOOD = 'rule good { strings: $a = "abc" $b = { 78 79 } condition: any of them }';
const BAD = "rule bad {\n  condition: nowhere\n}";

test.runIf(process.env["SIGWRIGHT_REQUIRE_ENGINES"] === "1")("both engines are there", () => {
  expect(installed).toHaveLength(2);
});

describe.each(installed)("$name $version", (engine) => {
  test("judges each file alone, and says where and why it refuses", async () => {
    const [good, bad, again] = await yaraVerdicts([GOOD, BAD, new TextEncoder().encode(GOOD)], engine);
    expect([good!.verdict, bad!.verdict, again!.verdict]).toEqual(["accept", "reject", "accept"]);
    expect(bad!.errors).toEqual([expect.objectContaining({ line: 2, message: expect.stringMatching(/un\w+ identifier .nowhere./) as string })]);
  });

  test("knows the external variables it is told of", async () => {
    const verdicts = await yaraVerdicts(['rule a { condition: name == "x" and size > 2 and flag }'], engine, { externals: { name: "x", size: 3, flag: true } });
    expect(verdicts).toMatchObject([{ verdict: "accept" }]);
  });

  test("gives matches in a sample", async () => {
    const [verdict] = await yaraVerdicts([GOOD], engine, { sample: new TextEncoder().encode("xy abc") });
    expect(verdict!.matches).toEqual([
      {
        rule: "good",
        patterns: expect.arrayContaining([
          { name: "$a", offset: 3, length: 3 },
          { name: "$b", offset: 0, length: 2 },
        ]) as unknown,
      },
    ]);
  });

  test("is not given a file that includes another", async () => {
    expect(await yaraVerdicts(['include "/etc/passwd"'], engine)).toMatchObject([{ verdict: "barred" }]);
  });

  test("takes bytes that are not UTF-8", async () => {
    const bytes = new TextEncoder().encode("// x\nrule a { condition: true }");
    bytes[3] = 0xe9;
    expect(await yaraVerdicts([bytes], engine)).toMatchObject([{ verdict: "accept" }]);
  });
});

describe.skipIf(!installed.some(({ kind }) => kind === "yara-x"))("YARA-X", () => {
  const engine = installed.find(({ kind }) => kind === "yara-x")!;

  test("has codes, labels and columns", async () => {
    const [verdict] = await yaraVerdicts([BAD], engine);
    expect(verdict!.errors).toEqual([
      { code: "E009", message: "unknown identifier `nowhere`", label: "this identifier has not been declared", width: 7, line: 2, column: 14 },
    ]);
  });

  test("is given a text with any character in it", async () => {
    expect(await yaraVerdicts([`// \u2028\u0085\r\n${GOOD}`, 'rule x { strings: $a = "\u2028" condition: $a }'], engine)).toMatchObject([{ verdict: "accept" }, { verdict: "accept" }]);
  });

  test("that gives up takes no other file with it", async () => {
    const yaraX = new YaraXProcess();
    try {
      const good = { text: GOOD, externals: {} };
      const answers = [await yaraX.ask(good, 30), await yaraX.ask({ text: GOOD, externals: { "no name": 1 } }, 30), await yaraX.ask(good, 30)];
      expect(answers.map(({ crash }) => crash === undefined)).toEqual([true, false, true]);
    } finally {
      yaraX.close();
    }
  });

  test("that does not answer in time is ended", async () => {
    const [slow, next] = [await yaraVerdicts([GOOD], engine, { seconds: 0.001 }), await yaraVerdicts([GOOD], engine)];
    expect([slow[0]!.verdict, next[0]!.verdict]).toEqual(["crash", "accept"]);
  });
});

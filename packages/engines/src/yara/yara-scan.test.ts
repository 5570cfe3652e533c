import { describe, expect, test } from "vitest";
import { yaraForTests, yaraXForTests } from "../testing/yara-for-tests.ts";
import { yaraScan } from "./yara-scan.ts";

const engines = [await yaraXForTests(), await yaraForTests()].filter((engine) => engine !== undefined);
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const RULES = bytes(`rule one { strings: $a = "first" condition: $a }
rule two { strings: $a = "second" condition: $a }
`);

describe.each(engines)("$name $version", (engine) => {
  test("each sample has the rules that match it", async () => {
    const samples = ["first", "nothing", "first and second", ""].map(bytes);
    const matches = await yaraScan(RULES, samples, engine);
    expect(matches.map((names) => names.toSorted())).toEqual([["one"], [], ["one", "two"], []]);
  });

  test("no samples", async () => {
    expect(await yaraScan(RULES, [], engine)).toEqual([]);
  });

  test.each([
    ["rule x { condition: y }", "rules-refused", /does not compile/],
    ['include "/etc/passwd"\n', "rules-refused", /include other files/],
  ])("%s is %s", async (text, kind, message) => {
    await expect(yaraScan(bytes(text), [bytes("a")], engine)).rejects.toMatchObject({ kind, message: expect.stringMatching(message) });
  });
});

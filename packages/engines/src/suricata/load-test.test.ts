import { describe, expect, test } from "vitest";
import { suricataForTests } from "../testing/suricata-for-tests.ts";
import { EngineError } from "./engine-error.ts";
import { loadTest } from "./load-test.ts";

const engine = await suricataForTests();
const GOOD = 'alert tcp any any -> any any (msg:"good"; content:"abc"; sid:1;)';
const BAD = 'alert tcp any any -> any any (msg:"bad"; conten:"abc"; sid:2;)';
const LONG = "A".repeat(2500);

function longRule(body: string, sid: number): string {
  return `alert tcp any any -> any any (msg:"${LONG}"; ${body}; sid:${sid};)`;
}

describe.skipIf(engine === undefined)("loadTest", () => {
  test("accepts a sound file, and one without rules", async () => {
    const options = { engine: engine! };
    expect(await loadTest(`# rules\n${GOOD}\n`, options)).toEqual({ accepted: true, loaded: 1, problems: [], warnings: [] });
    expect(await loadTest("", options)).toMatchObject({ accepted: true, loaded: 0 });
  });

  test("names each refused rule with its line, however long lines and messages are", async () => {
    const lines = [
      `# ${LONG.repeat(4)}`,
      GOOD,
      BAD,
      "alert tcp any any -> any any (\\",
      '  msg:"three lines"; \\',
      '  offzet:1; sid:3;)',
      longRule('content:"abc"', 4),
      longRule('conten:"abc"', 5),
      GOOD.replace("sid:1", "sid:6"),
      GOOD,
    ];
    const { accepted, loaded, problems } = await loadTest(lines.join("\n"), { engine: engine! });
    expect({ accepted, loaded }).toEqual({ accepted: false, loaded: 3 });
    // The over-long comment is read in pieces; all but the first are taken for rules.
    expect(problems.map(({ line, verdict, reasons }) => [line, verdict, reasons.at(-1)])).toEqual([
      [1, "reject", "no rule options."],
      [3, "reject", "unknown rule keyword 'conten'."],
      [4, "reject", "unknown rule keyword 'offzet'."],
      [8, "reject", "unknown rule keyword 'conten'."],
      [10, "reject", "duplicate signature"],
    ]);
  });

  test("finds the rule that makes the engine give up", async () => {
    const fatal = 'alert dns any any -> any any (msg:"x"; dns.query; dataset:set,x,type string,load x.lst; sid:9;)';
    const result = await loadTest({ text: `${GOOD}\n${fatal}\n`, lists: { "x.lst": "not base64!\n" } }, { engine: engine! });
    expect(result).toMatchObject({ accepted: false, loaded: 1, problems: [{ line: 2, verdict: "reject" }] });
  });

  test("loads lists from beside the rules, and nothing from elsewhere", async () => {
    const rule = (file: string): string =>
      `alert dns any any -> any any (msg:"x"; dns.query; dataset:set,x,type string,load ${file}; sid:9;)`;
    const lists = { "lists/x.lst": "YmFkLmV4YW1wbGU=\n" };
    expect(await loadTest({ text: rule("lists/x.lst"), lists }, { engine: engine! })).toMatchObject({ accepted: true });
    const outside = await loadTest({ text: `${rule("/etc/passwd")}\n${GOOD}`, lists }, { engine: engine! });
    expect(outside).toMatchObject({ accepted: false, loaded: 1, problems: [{ line: 1, verdict: "barred" }] });
  });

  test("a rule that needs another version is skipped, which harms no one", async () => {
    const rule = GOOD.replace("content", "requires:version >= 99.0.0; content");
    expect(await loadTest(rule, { engine: engine! })).toMatchObject({ accepted: true, loaded: 0, problems: [{ verdict: "skip" }] });
  });

  test("says so when the file can't be read or the time is too short", async () => {
    await expect(loadTest({ path: "/nowhere/x.rules" }, { engine: engine! })).rejects.toMatchObject({ kind: "unreadable" });
    await expect(loadTest(GOOD, { engine: engine!, timeout: 0.001 })).rejects.toBeInstanceOf(EngineError);
  });
});

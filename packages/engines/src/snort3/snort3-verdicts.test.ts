import { describe, expect, test } from "vitest";
import { snort3ForTests } from "../testing/snort3-for-tests.ts";
import { snort3Verdicts } from "./snort3-verdicts.ts";

const engine = await snort3ForTests();
const names = { classtypes: new Set(["trojan-activity"]), references: new Set(["url"]) };
const rule = (options: string, header = "alert tcp any any -> any any"): string => `${header} ( msg:"m"; ${options} )`;

/** Rules, and what is said of each. */
const RULES: readonly (readonly [rule: string, verdict: string, reason?: string])[] = [
  [rule('content:"x"; classtype:trojan-activity; reference:url,a.example; sid:1;'), "accept"],
  [rule('content:"y"; sid:1;', "alert udp any any -> any any"), "accept"],
  [rule('content:"x"; sid:1'), "accept"],
  [rule('http_urii; content:"x"; sid:2;'), "reject", "unknown rule keyword: http_urii"],
  [rule('content:"x; sid:3;'), "reject", "incomplete rule"],
  [rule('content:"x"; sid:4;'), "accept"],
  [rule('content:"x"; /* sid:5;'), "reject", "incomplete rule"],
  [rule('\n content:"x",\n # a comment )\n depth 1;\n sid:6;\n'), "accept"],
  [rule('\n content:"x",\n dept 1;\n sid:7;\n'), "reject", "invalid argument content:dept"],
  [rule('content:"x"; classtype:nope; sid:8;'), "accept"],
  [rule('content:"x"; sid:9;', "alert tcp $NOPE any -> any any"), "reject", "$NOPE"],
  [`${rule('content:"x"; sid:10;')}\ninclude /etc/passwd`, "barred", "another file"],
  [`${rule('content:"x"; sid:10;')} include /etc/passwd`, "barred", "another file"],
  ["foo", "reject", "unknown rule action"],
];

describe.skipIf(engine === undefined)("Snort 3 judges each rule alone", () => {
  test("whatever stands around it", { timeout: 60_000 }, async () => {
    const verdicts = await snort3Verdicts(RULES.map(([text]) => text), engine!, { names });
    expect(verdicts.map(({ verdict, reasons: [reason] }, index) => [RULES[index]![0], verdict, reason])).toEqual(
      RULES.map(([text, verdict, reason]) => [text, verdict, reason === undefined ? undefined : (expect.stringContaining(reason) as string)]),
    );
  });

  test("by the variables of a configuration, of which nothing gets out of its place", { timeout: 60_000 }, async () => {
    const addressVariables = new Map([["MINE", "[192.0.2.0/24,!192.0.2.1]"], ["BAD", "'} os.exit() --"]]);
    const asked = [rule('content:"x"; sid:1;', "alert tcp $MINE any -> any any"), rule('content:"x"; sid:2;', "alert tcp $BAD any -> any any")];
    const verdicts = await snort3Verdicts(asked, engine!, { names: { ...names, addressVariables } });
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(["accept", "reject"]);
  });
});

test("an engine that can't be started is no rule's fault", async () => {
  const nowhere = { path: "/nonexistent", version: "3.0.0", target: { engine: "snort", version: "3.0" } };
  await expect(snort3Verdicts([rule("sid:1;")], nowhere, { names })).rejects.toMatchObject({ name: "EngineError" });
});

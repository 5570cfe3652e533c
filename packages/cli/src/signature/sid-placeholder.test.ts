import { HOSTILE_TEXTS } from "@sigwright/core/testing";
import { describe, expect, test } from "vitest";
import { countPlaceholders, fillPlaceholders, parseSids, proposeSids } from "./sid-placeholder.ts";

const RULE = (sid: string): string => `alert ip any any -> any any (msg:"x"; sid:${sid}; rev:1;)\n`;

test.each(["[INSERT SID HERE]", "[insert sid]", " [INSERT SID HERE] ", "<SID>", "<your sid here>", "{sid}"])("%s stands for a sid", (placeholder) => {
  expect(countPlaceholders(RULE(placeholder))).toBe(1);
  expect(fillPlaceholders(RULE(placeholder), [7])).toMatch(/sid: ?7 ?; rev:1;/);
});

test.each(["1000001", "[INSERT NUMBER HERE]", "[a;sid]", "", `[${"x".repeat(100)} sid]`])("%j does not", (text) => {
  expect(countPlaceholders(RULE(text))).toBe(0);
});

test("nothing else of a text is changed", () => {
  const text = `# sid:[INSERT SID HERE]\r\n${RULE("[INSERT SID HERE]")}${RULE("5")}`;
  expect(fillPlaceholders(text, [9])).toBe(text.replace("sid:[INSERT SID HERE];", "sid:9;"));
});

test("sids that the text has already are not given again", () => {
  const text = RULE("[SID]").repeat(3) + RULE("1000001") + RULE("1000003");
  expect(parseSids("1000000", text)).toEqual([1_000_000, 1_000_002, 1_000_004]);
  const proposed = proposeSids(text);
  expect(proposed).toHaveLength(3);
  expect(proposeSids(text)).toEqual(proposed);
});

describe("--sid", () => {
  test.each(["", "x", "0", "-1", "5-4", "1-99999999999", "1.5"])("%j is refused", (given) => {
    expect(() => parseSids(given, RULE("[SID]"))).toThrow(/is no sid and no range of them/);
  });

  test("a range that is too short is refused with what would do", () => {
    expect(() => parseSids("10-11", RULE("[SID]").repeat(3))).toThrow(expect.objectContaining({ help: "end it at 12 or later" }));
    expect(parseSids("10-12", RULE("[SID]").repeat(3))).toEqual([10, 11, 12]);
  });
});

test("hostile texts take no more than their time", () => {
  for (const text of [...HOSTILE_TEXTS, "sid:[".repeat(50_000), `sid:[${"sid".repeat(50_000)}`]) {
    expect(fillPlaceholders(text, [])).toBe(text);
  }
});

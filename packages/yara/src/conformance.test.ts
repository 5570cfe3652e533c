import { formatConformance } from "@sigwright/core/testing";
import { COMMON_SLOTS } from "@sigwright/ruleset";
import { describe, test } from "vitest";
import { YARA_ENCODINGS } from "./encoding/encodings.ts";
import { yara } from "./yara.ts";

const RULE = 'rule a { strings: $a = "x" $b = { 4d 5A } condition: $a or $b }';

describe("the contract of signature formats", () => {
  const cases = formatConformance(yara, {
    texts: [
      `import "pe"\n\n// a comment\n${RULE}\n`,
      'private rule b : tag {\r\n  meta:\r\n    a = "b"\r\n  condition:\r\n    for any of them : ( $ at 0 )\r\n}\r\n',
      "rule c { condition: ",
    ],
    sameMeaning: [
      [RULE, 'rule other : tag {\n meta: a = 1\n strings:\n  $a = "x" // c\n  $b = {4D5A}\n condition:\n  $a or $b\n}'],
      ["private global rule a { condition: true }", "global private rule a { condition: true }"],
      ['rule a { strings: $a = "x" wide ascii condition: $a }', 'rule a { strings: $a = "x" ascii wide condition: $a }'],
    ],
    otherMeaning: [
      [RULE, RULE.replace('"x"', '"X"')],
      [RULE, RULE.replace("or", "and")],
      [RULE, `private ${RULE}`],
    ],
    rules: YARA_ENCODINGS.map(({ observation, rule: text }) => ({ id: observation, observation, text })),
    slots: COMMON_SLOTS,
  });

  test.each(cases.map(({ name, run }) => ({ name, run })))("$name", async ({ run }) => {
    await run();
  });
});

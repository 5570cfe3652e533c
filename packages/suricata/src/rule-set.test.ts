import { SourceText } from "@sigwright/core";
import { expect, test } from "vitest";
import { suricata } from "./suricata.ts";
import { SURICATA_TARGETS } from "./targets.ts";

const RULE = "alert tcp any any -> any any";

/** Codes found among files, with the index of the file. */
function found(...texts: string[]): string[] {
  const context = { target: SURICATA_TARGETS[0]! };
  const members = texts.map((text, index) => {
    const { document, diagnostics } = suricata.parse(SourceText.fromString(text));
    return { name: `${index}.rules`, document, diagnostics: [...diagnostics, ...suricata.validate(document, context)] };
  });
  return suricata.validateSet(members, context).flatMap((each, file) => each.map(({ code, message }) => `${file} ${code} ${/[^ ]+\.rules`?, line \d+/.exec(message)?.[0]}`));
}

test.each<[string, string[], string[]]>([
  ["same rev", [`\n${RULE} (sid:1; rev:2;)`, `${RULE} (sid:1; rev:2;)`], ["1 suricata/duplicate-sid `0.rules`, line 2"]],
  ["higher rev", [`${RULE} (sid:1; rev:2;)`, `${RULE} (sid:1; rev:3;)`], ["1 suricata/replaced-rule `0.rules`, line 1"]],
  ["other gid", [`${RULE} (sid:1;)`, `${RULE} (sid:1; gid:2;)`], []],
  ["commented out", [`${RULE} (sid:1;)`, `# ${RULE} (sid:1;)`], []],
  ["refused before", [`${RULE} (sid:1; foo;)`, `${RULE} (sid:1;)`], []],
  ["left out before", [` ${RULE} (sid:1;)`, `${RULE} (sid:1;)`], []],
  ["in one file only", [`${RULE} (sid:1;)\n${RULE} (sid:1;)`, `${RULE} (sid:2;)`], []],
  ["the highest rev so far counts", [`${RULE} (sid:1; rev:2;)`, `${RULE} (sid:1; rev:3;)`, `${RULE} (sid:1; rev:3;)`], ["1 suricata/replaced-rule `0.rules`, line 1", "2 suricata/duplicate-sid `1.rules`, line 1"]],
])("%s", (_, texts, expected) => {
  expect(found(...texts)).toEqual(expected);
});

import { SourceText } from "@sigwright/core";
import { expect, test } from "vitest";
import { suricata } from "./suricata.ts";
import { SURICATA_TARGETS } from "./targets.ts";

const RULE = "alert tcp any any -> any any";

/** Codes found among files, with the index of the file. */
function found(...texts: string[]): string[] {
  const context = { target: SURICATA_TARGETS[0]! };
  const members = texts.map((text, index) => {
    const source = SourceText.fromString(text);
    const { document, diagnostics } = suricata.parse(source);
    return { name: `${index}.rules`, source, facts: suricata.setFacts({ document, diagnostics: [...diagnostics, ...suricata.validate(document, context)] }) };
  });
  return suricata.validateSet(members, context).flatMap((each, file) => each.map(({ code, message }) => `${file} ${code} ${/[^ ]+\.rules`?, line \d+/.exec(message)?.[0]}`));
}

test.each<[string, string[], string[]]>([
  ["same rev", [`\n${RULE} (sid:1; rev:2;)`, `${RULE} (sid:1; rev:2;)`], ["1 suricata/duplicate-sid `0.rules`, line 2"]],
  ["higher rev", [`${RULE} (sid:1; rev:2;)`, `${RULE} (sid:1; rev:3;)`], ["1 suricata/replaced-rule `0.rules`, line 1"]],
  ["other gid", [`${RULE} (sid:1;)`, `${RULE} (dsize:1; sid:1; gid:2;)`], []],
  ["commented out", [`${RULE} (sid:1;)`, `# ${RULE} (sid:1;)`], []],
  ["refused before", [`${RULE} (sid:1; foo;)`, `${RULE} (sid:1;)`], []],
  ["left out before", [` ${RULE} (sid:1;)`, `${RULE} (sid:1;)`], []],
  ["in capitals", [`${RULE} (sid:1; rev:2;)`, `${RULE} (SID:1; Rev:2;)`], ["1 suricata/duplicate-sid `0.rules`, line 1"]],
  ["told of by its own file, too", [`${RULE} (sid:1; rev:1;)`, `${RULE} (sid:1; rev:1;)\n${RULE} (sid:1; rev:2;)`], ["1 suricata/duplicate-sid `0.rules`, line 1"]],
  ["replaced in its own file and refused in the set", [`${RULE} (sid:1; rev:5;)`, `${RULE} (sid:1; rev:1;)\n${RULE} (sid:1; rev:2;)`], ["1 suricata/duplicate-sid `0.rules`, line 1", "1 suricata/duplicate-sid `0.rules`, line 1"]],
  ["in one file only", [`${RULE} (sid:1;)\n${RULE} (sid:1;)`, `${RULE} (dsize:1; sid:2;)`], []],
  ["the highest rev so far counts", [`${RULE} (sid:1; rev:2;)`, `${RULE} (sid:1; rev:3;)`, `${RULE} (sid:1; rev:3;)`], ["1 suricata/replaced-rule `0.rules`, line 1", "2 suricata/duplicate-sid `1.rules`, line 1"]],
])("%s", (_, texts, expected) => {
  expect(found(...texts)).toEqual(expected);
});

test.each<[string, string[], string[]]>([
  ["in another file", [`${RULE} (msg:"a"; dsize:1; sid:1;)`, `${RULE} ( msg:"a"; dsize:1;sid:2; rev:3; metadata:a b;)`], ["1 suricata/repeated-rule `0.rules`, line 1"]],
  ["in one file", [`${RULE} (dsize:1; sid:1;)\n${RULE} (dsize:2; sid:2;)\n${RULE} (dsize:2; sid:3;)`], ["0 suricata/repeated-rule `0.rules`, line 2"]],
  ["in other words", [`${RULE} (msg:"a"; dsize:1; sid:1;)\n${RULE} (msg:"a"; dsize: 1; metadata:a b; sid:2;)\n${RULE} (msg:"a"; dsize:1; sid:3;)`], ["0 suricata/repeated-rule `0.rules`, line 1", "0 suricata/repeated-rule `0.rules`, line 1"]],
  ["more than twice", [`${RULE} (dsize:1; sid:1;)`, `${RULE} (dsize:1; sid:2;)`, `${RULE} (dsize:1; sid:3;)`], ["1 suricata/repeated-rule `0.rules`, line 1", "2 suricata/repeated-rule `0.rules`, line 1"]],
  ["with contents, laid out otherwise", [`${RULE} (msg:"a"; content:"x|41|"; CONTENT: !"y"; sid:1;)`, `${RULE} (msg:"a"; content: "x|41|"; content:! "y"; sid:2;)`], ["1 suricata/repeated-rule `0.rules`, line 1"]],
  ["with a content torn in two lines", [`${RULE} (msg:"a"; content:"xy"; sid:1;)`, `${RULE} (msg:"a"; content:"x\\\ny"; sid:2;)`], ["1 suricata/repeated-rule `0.rules`, line 1"]],
  ["with another content", [`${RULE} (msg:"a"; content:"x"; sid:1;)\n${RULE} (msg:"a"; content:"y"; sid:2;)`, `${RULE} (msg:"a"; content:"y"; sid:3;)`], ["1 suricata/repeated-rule `0.rules`, line 2"]],
  ["with another message", [`${RULE} (msg:"a"; sid:1;)`, `${RULE} (msg:"b"; sid:2;)`], []],
  ["with another option", [`${RULE} (msg:"a"; dsize:1; sid:1;)`, `${RULE} (msg:"a"; dsize:2; sid:2;)`], []],
  ["once commented out", [`${RULE} (sid:1;)`, `# ${RULE} (sid:2;)`], []],
])("the same rule %s", (_, texts, expected) => {
  expect(found(...texts)).toEqual(expected);
});

/** Flow bits told of, with the index of the file. */
function bits(...options: string[]): string[] {
  const texts = options.map((each, index) => `${RULE} (msg:"${index}"; ${each} sid:${index + 1};)`);
  return found(...texts).map((each) => each.replace(/suricata\/flow-bit-| undefined$/g, "").trim());
}

test.each<[string, string[], string[]]>([
  ["set and asked for", ["flowbits:set,a;", "flowbits:isset,a;"], []],
  ["set by a toggle", ["FlowBits:toggle,a;", "flowbits:isnotset,a;"], []],
  ["asked for and never set", ["flowbits:isset,a;"], ["0 never-set"]],
  ["set and never asked for", ["flowbits:set,a;", "flowbits:unset,a;"], ["0 never-read"]],
  ["spelt in two ways", ["flowbits:set,ab.c;", "flowbits:isset,ab.d;"], ["0 never-read", "1 never-set"]],
  ["several at once", ["flowbits:set,a|b;", "flowbits:isset,b|c;"], ["0 never-read", "1 never-set"]],
  ["in a line that is joined", ["flow\\\nbits:set,a;", "flowbits:isset,a;"], []],
  ["asked for not to be set", ["flowbits:isnotset,a;"], []],
])("flow bits %s", (_, options, expected) => {
  expect(bits(...options)).toEqual(expected);
});

import type { Parsed, SignatureFormat, SourceText } from "@sigwright/core";
import { parseRules, printRules, type RuleFile } from "@sigwright/rule-language";
import { type CompiledTemplate, ruleViews } from "@sigwright/rule-language/template";
import { detect } from "./detect.ts";
import { compare } from "./compare.ts";
import { SURICATA_EMISSION } from "./emission.ts";
import { SURICATA_LIST_COMMANDS } from "./encoding/list-commands.ts";
import { validateSet } from "./rule-set.ts";
import { setFacts, type SetFacts } from "./set-facts.ts";
import { SURICATA_TARGETS } from "./targets.ts";
import { validate } from "./validate.ts";

/** Suricata 7 and 8 as a signature format. */
export const suricata: Required<Omit<SignatureFormat<RuleFile, CompiledTemplate, SetFacts>, "format">> = Object.freeze({
  id: "suricata",
  displayName: "Suricata",
  signatureType: "Suricata",
  extensions: Object.freeze([".rules"]),
  targets: SURICATA_TARGETS,
  detect,
  parse,
  print: printRules,
  rules: (document: RuleFile) => ruleViews(document),
  validate,
  setFacts,
  validateSet,
  compare,
  sidFamily: "suricata",
  listCommands: SURICATA_LIST_COMMANDS,
  ...SURICATA_EMISSION,
});

function parse(source: SourceText): Parsed<RuleFile> {
  const document = parseRules(source, "suricata");
  return { document, diagnostics: document.diagnostics };
}

import type { Parsed, SignatureFormat, SourceText } from "@sigwright/core";
import { detectDialect, parseRules, printRules, type RuleFile } from "@sigwright/rule-language";
import { type CompiledTemplate, type RuleEmission, ruleViews } from "@sigwright/rule-language/template";
import { compare } from "../comparison/snort3-comparison.ts";
import { SNORT3_EMISSION } from "./emission.ts";
import { setFacts, type SetFacts, validateSet } from "./rule-set.ts";
import { SNORT3_TARGETS } from "./targets.ts";
import { validate } from "./validate.ts";

type Format = SignatureFormat<RuleFile, CompiledTemplate, SetFacts>;

/** What the format does: all that has to do with rules as people write them, and rules from observations. */
type Snort3Format = Format & Required<Pick<Format, "targets" | "detect" | "parse" | "print" | "rules" | "validate" | "setFacts" | "validateSet" | "compare" | "sidFamily">> & RuleEmission;

/** Snort 3 as a signature format. */
export const snort3: Snort3Format = Object.freeze({
  id: "snort3",
  displayName: "Snort 3",
  signatureType: "Snort",
  extensions: Object.freeze([".rules"]),
  targets: SNORT3_TARGETS,
  detect: (text: string) => detectDialect(text, "snort3"),
  parse,
  print: printRules,
  rules: (document: RuleFile) => ruleViews(document),
  validate,
  setFacts,
  validateSet,
  compare,
  sidFamily: "snort3",
  ...SNORT3_EMISSION,
});

function parse(source: SourceText): Parsed<RuleFile> {
  const document = parseRules(source, "snort3");
  return { document, diagnostics: document.diagnostics };
}

import type { Parsed, SignatureFormat, SourceText } from "@sigwright/core";
import { detectDialect, parseRules, printRules, type RuleFile } from "@sigwright/rule-language";
import { type CompiledTemplate, type RuleEmission, ruleViews } from "@sigwright/rule-language/template";
import { compare } from "../comparison/snort2-comparison.ts";
import { SNORT2_EMISSION } from "./emission.ts";
import { snort2Bit } from "./flow-bit.ts";
import { SNORT2_TARGETS } from "./targets.ts";
import { setFacts, type SetFacts, validate, validateSet } from "./validate.ts";

type Format = SignatureFormat<RuleFile, CompiledTemplate, SetFacts>;

/** What the format does: all that has to do with rules as people write them, and rules from observations. */
type Snort2Format = Format & Required<Pick<Format, "targets" | "detect" | "parse" | "print" | "rules" | "validate" | "setFacts" | "validateSet" | "compare" | "sidFamily">> & RuleEmission;

/** Snort 2.9 as a signature format. */
export const snort2: Snort2Format = Object.freeze({
  id: "snort2",
  displayName: "Snort 2.9",
  signatureType: "Snort",
  extensions: Object.freeze([".rules"]),
  targets: SNORT2_TARGETS,
  detect: (text: string) => detectDialect(text, "snort2"),
  parse,
  print: printRules,
  rules: (document: RuleFile) => ruleViews(document, snort2Bit),
  validate,
  setFacts,
  validateSet,
  compare,
  sidFamily: "snort2",
  ...SNORT2_EMISSION,
});

function parse(source: SourceText): Parsed<RuleFile> {
  const document = parseRules(source, "snort2");
  return { document, diagnostics: document.diagnostics };
}

import type { Parsed, SignatureFormat, SourceText } from "@sigwright/core";
import { detectDialect, parseRules, printRules, type RuleFile } from "@sigwright/rule-language";
import { ruleViews } from "../rule-views.ts";
import { SNORT2_TARGETS } from "./targets.ts";
import { validate, validateSet } from "./validate.ts";

/** Snort 2.9 as a signature format. */
export const snort2: SignatureFormat<RuleFile> = Object.freeze({
  id: "snort2",
  displayName: "Snort 2.9",
  signatureType: "Snort",
  extensions: Object.freeze([".rules"]),
  targets: SNORT2_TARGETS,
  detect: (text: string) => detectDialect(text, "snort2"),
  parse,
  print: printRules,
  rules: ruleViews,
  validate,
  validateSet,
});

function parse(source: SourceText): Parsed<RuleFile> {
  const document = parseRules(source, "snort2");
  return { document, diagnostics: document.diagnostics };
}

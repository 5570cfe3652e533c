import type { Parsed, SignatureFormat, SourceText } from "@sigwright/core";
import { detectDialect, parseRules, printRules, type RuleFile } from "@sigwright/rule-language";
import { ruleViews } from "../rule-views.ts";
import { validateSet } from "./rule-set.ts";
import { SNORT3_TARGETS } from "./targets.ts";
import { validate } from "./validate.ts";

/** Snort 3 as a signature format. */
export const snort3: SignatureFormat<RuleFile> = Object.freeze({
  id: "snort3",
  displayName: "Snort 3",
  signatureType: "Snort",
  extensions: Object.freeze([".rules"]),
  targets: SNORT3_TARGETS,
  detect: (text: string) => detectDialect(text, "snort3"),
  parse,
  print: printRules,
  rules: ruleViews,
  validate,
  validateSet,
});

function parse(source: SourceText): Parsed<RuleFile> {
  const document = parseRules(source, "snort3");
  return { document, diagnostics: document.diagnostics };
}

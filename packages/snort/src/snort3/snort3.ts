import type { Parsed, SignatureFormat, SourceText } from "@sigwright/core";
import { detectDialect, parseRules, printRules, type RuleFile } from "@sigwright/rule-language";
import { ruleViews } from "../rule-views.ts";
import { validateSet } from "./rule-set.ts";
import { SNORT3_TARGETS } from "./targets.ts";
import { validate } from "./validate.ts";

/** What the format does: all that has to do with rules as people write them. */
type Snort3Format = SignatureFormat<RuleFile> & Required<Pick<SignatureFormat<RuleFile>, "targets" | "detect" | "parse" | "print" | "rules" | "validate" | "validateSet">>;

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
  rules: ruleViews,
  validate,
  validateSet,
});

function parse(source: SourceText): Parsed<RuleFile> {
  const document = parseRules(source, "snort3");
  return { document, diagnostics: document.diagnostics };
}

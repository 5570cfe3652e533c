import type { Diagnostic, RuleConfiguration, ValidateContext } from "@sigwright/core";
import type { RuleFile } from "@sigwright/rule-language";
import type { RuleChecker } from "@sigwright/rule-language/dialect";
import { snortRule } from "../advice/snort-rule.ts";
import { SNORT3_ADVISER } from "../advice/snort3-advice.ts";
import { SNORT3_WORDS } from "../comparison/snort3-comparison.ts";
import { snort3RuleChecker } from "./check-rules.ts";
import { IdentityIndex, identityOf } from "./checks/rule-identity.ts";
import type { ByteEncoding } from "./parameters/byte-code.ts";

/**
 * What the engine would refuse of a file's rules, what it leaves out, and what loads and hardly does what was meant. The
 * syntax of enabled rules is the parser's; of a rule whose syntax is refused only the keywords are looked at. Rules that
 * stand commented out are left alone unless asked for.
 */
export function validate(file: RuleFile, context: ValidateContext): readonly Diagnostic[] {
  const checker = checkerFor(file.source.encoding === "latin-1" ? "latin-1" : "utf-8", context.configuration);
  const { text } = file.source;
  const diagnostics: Diagnostic[] = [];
  const identities = new IdentityIndex<undefined>();
  for (const rule of file.rules) {
    if (!rule.enabled) {
      if (context.includeDisabled !== true) continue;
      diagnostics.push(...rule.diagnostics);
    }
    const isFaulty = rule.diagnostics.some(({ rejects }) => rejects);
    const findings = checker.check(rule, text, isFaulty ? "faulty" : "sound");
    for (const found of findings.diagnostics) diagnostics.push(found);
    if (isFaulty || findings.diagnostics.some(({ rejects }) => rejects)) continue;
    SNORT3_ADVISER.advise(snortRule(rule, file.source, findings.state, checker, SNORT3_WORDS), context.profiles, diagnostics);
    // Older revisions stand commented out beside the one in use: they clash with nothing.
    if (!rule.enabled) continue;
    const identity = identityOf(rule, findings.state);
    const clash = identity === undefined ? undefined : identities.add(identity, undefined, (_, range) => ({ words: "an earlier rule", label: { range, message: "the sid is first used here" } }));
    if (clash !== undefined) diagnostics.push(clash);
  }
  return diagnostics.toSorted((a, b) => a.range.start - b.range.start);
}

/** A checker for a file's encoding, made once for the stock configuration. */
function checkerFor(encoding: ByteEncoding, configuration: RuleConfiguration | undefined): RuleChecker {
  if (configuration !== undefined) return snort3RuleChecker({ configuration, encoding });
  let checker = STOCK_CHECKERS.get(encoding);
  if (checker === undefined) {
    checker = snort3RuleChecker({ encoding });
    STOCK_CHECKERS.set(encoding, checker);
  }
  return checker;
}

const STOCK_CHECKERS = new Map<ByteEncoding, RuleChecker>();

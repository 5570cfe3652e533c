import { type Diagnostic, type Parsed, quoted, type RuleConfiguration, type SetMember, type ValidateContext } from "@sigwright/core";
import type { Rule, RuleFile } from "@sigwright/rule-language";
import type { RuleChecker } from "@sigwright/rule-language/dialect";
import { snortRule } from "../advice/snort-rule.ts";
import { SNORT2_ADVISER } from "../advice/snort2-advice.ts";
import { SNORT2_WORDS } from "../comparison/snort2-comparison.ts";
import { snort2RuleChecker } from "./check-rules.ts";
import { IdentityIndex, identityOf, type RuleIdentity } from "./checks/rule-identity.ts";

/**
 * What the engine would refuse of a file's rules, and what loads and hardly does what was meant. The syntax of enabled
 * rules is the parser's; of a rule whose syntax is refused only the keywords are looked at. Rules that stand commented
 * out are left alone unless asked for.
 */
export function validate(file: RuleFile, context: ValidateContext): readonly Diagnostic[] {
  const checker = checkerFor(context.configuration);
  const { text } = file.source;
  const diagnostics: Diagnostic[] = [];
  const identities = new IdentityIndex();
  for (const rule of file.rules) {
    if (!rule.enabled) {
      if (context.includeDisabled !== true) continue;
      diagnostics.push(...rule.diagnostics);
    }
    const isFaulty = rule.diagnostics.some(({ rejects }) => rejects);
    const findings = checker.check(rule, text, isFaulty ? "faulty" : "sound");
    for (const found of findings.diagnostics) diagnostics.push(found);
    if (isFaulty || findings.diagnostics.some(({ rejects }) => rejects)) continue;
    SNORT2_ADVISER.advise(snortRule(rule, file.source, findings.state, checker, SNORT2_WORDS), context.profiles, diagnostics);
    // Older revisions stand commented out beside the one in use: they clash with nothing.
    if (!rule.enabled) continue;
    const identity = identityOf(rule);
    const clash = identity === undefined ? undefined : identities.add(identity, 0);
    if (clash !== undefined) diagnostics.push(clash.finding);
  }
  return diagnostics.toSorted((a, b) => a.range.start - b.range.start);
}

let stockChecker: RuleChecker | undefined;

/** A checker for a configuration, made once for the stock one. */
function checkerFor(configuration: RuleConfiguration | undefined): RuleChecker {
  if (configuration !== undefined) return snort2RuleChecker(configuration);
  stockChecker ??= snort2RuleChecker();
  return stockChecker;
}

/** What the rules of a file have to do with those of others: what they are known by, as far as they load. */
export type SetFacts = readonly RuleIdentity[];

/** Notes of a file what its rules are known by. Those that a finding refuses or leaves out, and disabled ones, don't count. */
export function setFacts({ document, diagnostics }: Parsed<RuleFile>): SetFacts {
  return Array.from(loadedRules(document, diagnostics), identityOf).filter((identity) => identity !== undefined);
}

/** Sids that files share which the engine loads one after the other; clashes within one file are `validate`'s. */
export function validateSet(members: readonly SetMember<SetFacts>[]): readonly (readonly Diagnostic[])[] {
  const identities = new IdentityIndex((file, start) => {
    const { name, source } = members[file]!;
    return `${quoted(name, 200)}, line ${source.positionAt(start).line}`;
  });
  return members.map(({ facts }, file) => {
    const found: Diagnostic[] = [];
    for (const identity of facts) {
      const clash = identities.add(identity, file);
      if (clash?.across === true) found.push(clash.finding);
    }
    return found;
  });
}

/** Rules that the engine loads as far as their file alone tells: one walk over rules and findings, both in order. */
function* loadedRules({ rules }: RuleFile, diagnostics: readonly Diagnostic[]): Generator<Rule> {
  const faults = diagnostics.filter(({ rejects, skips }) => rejects || skips === true).map(({ range }) => range.start).toSorted((a, b) => a - b);
  let next = 0;
  for (const rule of rules) {
    const { start, end } = rule.outerRange;
    while (next < faults.length && faults[next]! < start) next++;
    const isFaulty = next < faults.length && faults[next]! < end;
    if (rule.enabled && !isFaulty) yield rule;
  }
}

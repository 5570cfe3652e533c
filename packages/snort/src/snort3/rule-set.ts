import { type Diagnostic, type Parsed, quoted, type Range, type SetMember } from "@sigwright/core";
import type { Rule, RuleFile } from "@sigwright/rule-language";
import { IdentityIndex, type RuleIdentity } from "./checks/rule-identity.ts";

/** What the rules of a file have to do with those of others: what they are known by, as far as they load. */
export type SetFacts = readonly RuleIdentity[];

/** Notes of a file what its rules are known by. Those that a finding refuses or leaves out, and disabled ones, don't count. */
export function setFacts({ document, diagnostics }: Parsed<RuleFile>): SetFacts {
  return Array.from(loadedRules(document, diagnostics), writtenIdentity).filter((identity) => identity !== undefined);
}

/**
 * What only rules that are loaded together show: sids that files share, which the engine loads one after the other.
 * Clashes within one file are `validate`'s.
 */
export function validateSet(members: readonly SetMember<SetFacts>[]): readonly (readonly Diagnostic[])[] {
  const identities = new IdentityIndex<number>();
  const where = (file: number, { start }: Range): { readonly words: string } => ({
    words: `the rule in ${quoted(members[file]!.name, 200)}, line ${members[file]!.source.positionAt(start).line},`,
  });
  return members.map(({ facts }, file) => {
    const found: Diagnostic[] = [];
    for (const identity of facts) {
      let isElsewhere = false;
      const clash = identities.add(identity, file, (other, range) => {
        isElsewhere = other !== file;
        return where(other, range);
      });
      if (clash !== undefined && isElsewhere) found.push(clash);
    }
    return found;
  });
}

/** The identity as it stands in the text. */
function writtenIdentity(rule: Rule): RuleIdentity | undefined {
  const { action, header, sid, gid = 1, rev = 0 } = rule;
  if (sid === undefined || rule.option("enable") !== undefined) return undefined;
  return { gid, sid, rev, action: action.text, protocol: header.protocol?.text ?? "tcp", range: rule.option("sid")?.range ?? rule.range };
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

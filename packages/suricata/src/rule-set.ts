import type { Diagnostic, SetMember } from "@sigwright/core";
import { quoted } from "@sigwright/core";
import type { Rule, RuleFile } from "@sigwright/rule-language";
import { FlowBits } from "./checks/flow-bits.ts";
import { RepeatedRules, type SetRule } from "./checks/repeated-rules.ts";
import { sidClash, SidTable } from "./checks/rule-identity.ts";

/**
 * What only rules that are loaded together show: sids that files share which the engine loads one after the other
 * (clashes within one file are `validate`'s), flow bits that nobody sets or asks for, and rules that do the same. Rules
 * that something found in their file refuses or leaves out, and those that stand commented out, don't count.
 */
export function validateSet(members: readonly SetMember<RuleFile>[]): readonly (readonly Diagnostic[])[] {
  const inWords = ({ rule, file }: SetRule): string => {
    const { name, document } = members[file]!;
    return `${quoted(name, 200)}, line ${document.source.positionAt(rule.range.start).line}`;
  };
  const sids = new SidTable<SetRule>();
  const bits = new FlowBits();
  const repeated = new RepeatedRules(inWords);
  const findings = members.map(({ document, diagnostics }, file) => {
    const found: Diagnostic[] = [];
    const { text } = document.source;
    const replacing = startsOf(diagnostics, "suricata/replaced-rule");
    for (const rule of loadedRules(document, diagnostics)) {
      const added = { rule, text, file };
      bits.add(added);
      const repetition = repeated.add(added);
      if (repetition !== undefined) found.push(repetition);
      const { sid, gid = 1, rev = 0 } = rule;
      if (sid === undefined) continue;
      const identity = { gid, sid, rev };
      const clash = sids.add(identity, added);
      if (clash === undefined || clash.earlier.file === file) continue;
      const range = rule.option("sid")?.range ?? rule.range;
      // Once is enough, though an earlier rule of the file stood in the way, too.
      if (clash.isNewer && replacing.has(range.start)) continue;
      found.push(sidClash(identity, clash.isNewer, range, `the rule in ${inWords(clash.earlier)}`));
    }
    return found;
  });
  const ofBits = bits.findings(members.length);
  return findings.map((found, file) => [...found, ...ofBits[file]!]);
}

function startsOf(diagnostics: readonly Diagnostic[], code: string): ReadonlySet<number> {
  return new Set(diagnostics.filter((found) => found.code === code).map(({ range }) => range.start));
}

/** Rules that the engine loads as far as their file alone tells: one walk over rules and findings, both in order. */
function* loadedRules({ rules }: RuleFile, diagnostics: readonly Diagnostic[]): Generator<Rule> {
  const faults = diagnostics.filter(({ rejects, skips }) => rejects || skips === true).map(({ range }) => range.start).toSorted((a, b) => a - b);
  let next = 0;
  for (const rule of rules) {
    const { start, end } = rule.outerRange;
    while (next < faults.length && faults[next]! < start) next++;
    const isFaulty = next < faults.length && faults[next]! < end;
    if (rule.enabled && !isFaulty && rule.skipped === undefined) yield rule;
  }
}

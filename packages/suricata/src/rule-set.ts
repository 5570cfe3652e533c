import type { Diagnostic, SetMember } from "@sigwright/core";
import { quoted } from "@sigwright/core";
import { FlowBits } from "./checks/flow-bits.ts";
import { RepeatedRules } from "./checks/repeated-rules.ts";
import { sidClash, SidTable } from "./checks/rule-identity.ts";
import { RULE_FACT_SIZE, type SetFacts } from "./set-facts.ts";
import { setRule, type SetRule, sidRange } from "./set-rule.ts";

/**
 * What only rules that are loaded together show: sids that files share which the engine loads one after the other
 * (clashes within one file are `validate`'s), flow bits that nobody sets or asks for, and rules that do the same.
 */
export function validateSet(members: readonly SetMember<SetFacts>[]): readonly (readonly Diagnostic[])[] {
  const inWords = ({ start, file }: SetRule): string => {
    const { name, source } = members[file]!;
    return `${quoted(name, 200)}, line ${source.positionAt(start).line}`;
  };
  const sids = new SidTable<SetRule>();
  const bits = new FlowBits();
  const repeated = new RepeatedRules(inWords);
  const findings = members.map(({ source, facts }, file) => {
    const found: Diagnostic[] = [];
    const replacing = new Set(facts.replacing);
    bits.add(facts.bits, file);
    for (let at = 0; at < facts.rules.length; at += RULE_FACT_SIZE) {
      const added = setRule(facts, at, source.text, file);
      const repetition = repeated.add(added);
      if (repetition !== undefined) found.push(repetition);
      if (added.sid === 0) continue;
      const clash = sids.add(added, added);
      if (clash === undefined || clash.earlier.file === file) continue;
      const range = sidRange(added);
      // Once is enough, though an earlier rule of the file stood in the way, too.
      if (clash.isNewer && replacing.has(range.start)) continue;
      found.push(sidClash(added, clash.isNewer, range, `the rule in ${inWords(clash.earlier)}`));
    }
    return found;
  });
  const ofBits = bits.findings(members.length);
  return findings.map((found, file) => [...found, ...ofBits[file]!]);
}

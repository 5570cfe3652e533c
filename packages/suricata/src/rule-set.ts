import type { Diagnostic, Range, SetMember } from "@sigwright/core";
import { quoted } from "@sigwright/core";
import type { Rule, RuleFile } from "@sigwright/rule-language";
import { FlowBits } from "./checks/flow-bits.ts";
import { RepeatedRules } from "./checks/repeated-rules.ts";
import { finding } from "./diagnostic-catalogue.ts";

/** The rule that holds a sid: its file by index, its line, its revision. */
interface SidUse {
  readonly file: number;
  readonly line: number;
  readonly rev: number;
}

/**
 * What only rules that are loaded together show: sids that files share which the engine loads one after the other
 * (clashes within one file are `validate`'s), flow bits that nobody sets or asks for, and rules that do the same. Rules
 * that something found in their file refuses or leaves out, and those that stand commented out, don't count.
 */
export function validateSet(members: readonly SetMember<RuleFile>[]): readonly (readonly Diagnostic[])[] {
  const uses = new Map<string, SidUse>();
  const bits = new FlowBits();
  const repeated = new RepeatedRules();
  const place = (file: number, line: number): string => `${quoted(members[file]!.name, 200)}, line ${line}`;
  const findings = members.map(({ document, diagnostics }, file) => {
    const found: Diagnostic[] = [];
    for (const rule of loadedRules(document, diagnostics)) {
      bits.add(rule, file);
      const repetition = repeated.add(rule, () => place(file, document.source.positionAt(rule.range.start).line));
      if (repetition !== undefined) found.push(repetition);
      if (rule.sid === undefined) continue;
      const key = `${rule.gid ?? 1}:${rule.sid}`;
      const rev = rule.rev ?? 0;
      const earlier = uses.get(key);
      const isNewer = earlier === undefined || rev > earlier.rev;
      if (isNewer) uses.set(key, { file, line: document.source.positionAt(rule.range.start).line, rev });
      if (earlier === undefined || earlier.file === file) continue;
      found.push(clash(sidRange(rule), key, place(earlier.file, earlier.line), isNewer));
    }
    return found;
  });
  const ofBits = bits.findings(members.length);
  return findings.map((found, file) => [...found, ...ofBits[file]!]);
}

function clash(range: Range, key: string, where: string, isNewer: boolean): Diagnostic {
  if (isNewer) {
    return finding("suricata/replaced-rule", range, {
      message: `this rule takes the place of the one with sid ${key} in ${where}, as its rev is higher`,
      help: "delete the earlier rule, or give one of them another sid",
    });
  }
  return finding("suricata/duplicate-sid", range, {
    message: `the rule in ${where} has the sid ${key}, too, and the rev of this one is not higher`,
    help: "give one of them another sid",
  });
}

function sidRange(rule: Rule): Range {
  return rule.option("sid")?.range ?? rule.range;
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

import type { RuleComparison } from "@sigwright/core";
import { pairRules, type RulePair } from "./pair-rules.ts";
import { type ChangeKind, type ChangeRemark, identityOf, type PlacedRule, type RuleChange, type RuleFile, shownIdentity } from "./rule-change.ts";

/** What became of the rules of one side on the other. */
export interface RulesCompared {
  /** In the order of the new side's paths and places; what was removed stands where it stood. */
  readonly changes: readonly RuleChange[];
  /** Rules that are as they were, wherever they stand in their file. */
  readonly unchanged: number;
}

/**
 * Says what happened between two states of rule files. Layout, and where in a file a rule stands, are no change. A file
 * that is not there any more, or was not there, is not given on that side.
 */
export function compareRules(before: readonly RuleFile[], after: readonly RuleFile[]): RulesCompared {
  const { pairs, added, removed } = pairRules(before, after);
  const changes: RuleChange[] = [];
  let unchanged = 0;
  const [shared, sharing] = [countIdentities(before), countIdentities(after)];
  const sharedBy = (rule: PlacedRule): readonly ChangeRemark[] => {
    const identity = identityOf(rule) ?? "";
    const count = sharing.get(identity) ?? 1;
    // What was shared by as many before is not this change's doing.
    return count === 1 || count <= (shared.get(identity) ?? 0) ? [] : [{ code: "identity-shared", message: `${count} rules have ${shownIdentity(rule.rule)}` }];
  };
  for (const pair of pairs) {
    const change = changeOf(pair);
    if (change.kinds.length === 0 && change.remarks.length === 0 && change.description.length === 0) unchanged++;
    else changes.push({ ...change, remarks: [...change.remarks, ...sharedBy(pair.after)] });
  }
  for (const rule of added) changes.push({ kinds: ["added"], after: rule, meaning: [], description: [], remarks: sharedBy(rule) });
  for (const rule of removed) changes.push({ kinds: ["removed"], before: rule, meaning: [], description: [], remarks: [] });
  return { changes: changes.toSorted(byPlace), unchanged };
}

function countIdentities(files: readonly RuleFile[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const file of files) {
    for (const rule of file.rules) {
      const identity = identityOf({ file, rule });
      if (identity !== undefined) counts.set(identity, (counts.get(identity) ?? 0) + 1);
    }
  }
  return counts;
}

function byPlace(a: RuleChange, b: RuleChange): number {
  const [first, second] = [(a.after ?? a.before)!, (b.after ?? b.before)!];
  if (first.file.path !== second.file.path) return first.file.path < second.file.path ? -1 : 1;
  return first.rule.range.start - second.rule.range.start;
}

function changeOf({ before, after }: RulePair): RuleChange {
  const comparison = compare(before, after);
  const kinds: ChangeKind[] = [];
  if (before.file.path !== after.file.path) kinds.push("moved");
  if (before.rule.enabled !== after.rule.enabled) kinds.push(after.rule.enabled ? "enabled" : "disabled");
  const isChanged = isOther(before, after, comparison);
  if (isChanged) kinds.push("changed");
  return { kinds, before, after, meaning: isChanged ? comparison.changes : [], description: comparison.description ?? [], remarks: remarksOn(before, after, isChanged, comparison.areRelated) };
}

/** Whether two rules differ in meaning: by what the format tells, else by their fingerprints. */
function isOther({ rule: before }: PlacedRule, { file: { format }, rule: after }: PlacedRule, { changes }: RuleComparison): boolean {
  return before.fingerprint !== after.fingerprint && (format.compare === undefined || changes.length > 0);
}

function compare(before: PlacedRule, after: PlacedRule): RuleComparison {
  const { format } = after.file;
  if (format.compare === undefined || textOf(before) === textOf(after)) return { areRelated: true, changes: [] };
  return format.compare(
    { document: before.file.document, rule: before.rule },
    { document: after.file.document, rule: after.rule },
  );
}

function textOf({ file: { source }, rule: { range } }: PlacedRule): string {
  return source.text.slice(range.start, range.end);
}

function remarksOn(before: PlacedRule, after: PlacedRule, isChanged: boolean, areRelated: boolean): readonly ChangeRemark[] {
  const remarks: ChangeRemark[] = [];
  const [old, young] = [before.rule.rev, after.rule.rev];
  if (identityOf(before) !== identityOf(after)) {
    const message = `it was ${shownIdentity(before.rule)}, and means the same: what knows it by that does not know it any more`;
    remarks.push({ code: "identity-changed", message });
  } else if (!areRelated) {
    const name = before.rule.name === undefined ? "" : ` (\`${before.rule.name}\`)`;
    const message =
      after.rule.sid === undefined
        ? `the name of ${shownIdentity(after.rule)} belonged to a rule that has nothing in common with it: old matches are now taken for this one's`
        : `${shownIdentity(after.rule)} belonged to another rule${name}: old alerts and exceptions are now taken for this one's`;
    remarks.push({ code: "sid-reused", message });
  } else if (old !== undefined && young !== undefined && young < old) {
    remarks.push({ code: "rev-lowered", message: `rev fell from ${old} to ${young}: what goes by revisions takes the old rule for the newer one` });
  } else if (isChanged && old !== undefined && young === old) {
    remarks.push({ code: "rev-not-raised", message: `it changed and rev is still ${old}` });
  }
  return remarks;
}

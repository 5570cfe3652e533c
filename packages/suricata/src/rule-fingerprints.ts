import { applyEdits, SourceText, type TextEdit } from "@sigwright/core";
import { parseRules, ruleFingerprint, type Rule, type RuleFile } from "@sigwright/rule-language";
import { ONCE_PREFIX } from "./template/fill.ts";

/**
 * Fingerprints of the meaning of a file's rules, in their order: the same for two rules that differ only in layout, sid,
 * gid, revision and metadata. A flow bit that `{{once}}` named after the rule's own sid is taken as if the sid were 0.
 */
export function ruleFingerprints(file: RuleFile): readonly string[] {
  const edits = Array.from(file.rules, ownBits).flat();
  if (edits.length === 0) return Array.from(file.rules, ruleFingerprint);
  const { rules } = parseRules(SourceText.fromString(applyEdits(file.source.text, edits)), file.dialect);
  return Array.from(rules, ruleFingerprint);
}

/** Edits that write 0 for the sid in the names of a rule's own flow bits. */
function ownBits(rule: Rule): readonly TextEdit[] {
  const { sid } = rule;
  if (sid === undefined) return [];
  const edits: TextEdit[] = [];
  for (const option of rule.options) {
    if (option.name.length !== "flowbits".length || option.name.toLowerCase() !== "flowbits") continue;
    const { value = "", valueEnd: end } = option;
    const digits = String(sid);
    if (!value.endsWith(`,${ONCE_PREFIX}${digits}`)) continue;
    edits.push({ range: { start: end - digits.length, end }, newText: "0" });
  }
  return edits;
}

import type { RuleView } from "@sigwright/core";
import type { RuleFile } from "@sigwright/rule-language";
import { ruleFingerprints } from "./rule-fingerprints.ts";

/** All rules of a file in its order, the disabled ones too. */
export function ruleViews(file: RuleFile): readonly RuleView[] {
  const fingerprints = ruleFingerprints(file);
  return Array.from(file.rules, ({ range, enabled, gid, sid, rev, msg: name }, index) => ({
    range,
    enabled,
    ...(gid === undefined ? {} : { gid }),
    ...(sid === undefined ? {} : { sid }),
    ...(rev === undefined ? {} : { rev }),
    ...(name === undefined ? {} : { name }),
    fingerprint: fingerprints[index]!,
  }));
}

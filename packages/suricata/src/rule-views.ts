import type { RuleView } from "@sigwright/core";
import type { RuleFile } from "@sigwright/rule-language";
import { fingerprint } from "./fingerprint.ts";

/** All rules of a file in its order, the disabled ones too. */
export function ruleViews(file: RuleFile): readonly RuleView[] {
  const { text } = file.source;
  return Array.from(file.rules, (rule) => {
    const { range, enabled, gid, sid, rev, msg: name } = rule;
    return {
      range,
      enabled,
      ...(gid === undefined ? {} : { gid }),
      ...(sid === undefined ? {} : { sid }),
      ...(rev === undefined ? {} : { rev }),
      ...(name === undefined ? {} : { name }),
      fingerprint: fingerprint(rule, text.slice(range.start, range.end)),
    };
  });
}

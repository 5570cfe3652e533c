import type { RuleView } from "@sigwright/core";
import type { RuleFile } from "@sigwright/rule-language";
import { ruleFingerprints } from "./rule-fingerprints.ts";

type Filled<T> = { -readonly [Name in keyof T]: T[Name] };

/**
 * All rules of a file in its order, the disabled ones too. Fingerprints take longer than all else and are made when the
 * first is asked for: most checks never do.
 */
export function ruleViews(file: RuleFile): readonly RuleView[] {
  let fingerprints: readonly string[] | undefined;
  const fingerprintOf = (index: number): string => {
    fingerprints ??= ruleFingerprints(file);
    return fingerprints[index]!;
  };
  return Array.from(file.rules, ({ range, enabled, gid, sid, rev, msg }, index) => {
    const view: Filled<RuleView> = {
      range,
      enabled,
      get fingerprint(): string {
        return fingerprintOf(index);
      },
    };
    if (gid !== undefined) view.gid = gid;
    if (sid !== undefined) view.sid = sid;
    if (rev !== undefined) view.rev = rev;
    if (msg !== undefined) view.name = msg;
    return view;
  });
}

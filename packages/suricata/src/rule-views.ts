import type { RuleView } from "@sigwright/core";
import type { RuleFile } from "@sigwright/rule-language";
import { signatureFingerprint } from "@sigwright/rule-language/template";

/**
 * All rules of a file in its order, the disabled ones too. Fingerprints take longer than all else and are made when the
 * first is asked for: most checks never do.
 */
export function ruleViews(file: RuleFile): readonly RuleView[] {
  let fingerprints: readonly string[] | undefined;
  const fingerprintOf = (index: number): string => {
    fingerprints ??= Array.from(file.rules, (rule) => signatureFingerprint(rule));
    return fingerprints[index]!;
  };
  return Array.from(file.rules, ({ range, enabled, gid, sid, rev, msg }, index) => ({
    range,
    enabled,
    ...(gid === undefined ? {} : { gid }),
    ...(sid === undefined ? {} : { sid }),
    ...(rev === undefined ? {} : { rev }),
    ...(msg === undefined ? {} : { name: msg }),
    get fingerprint(): string {
      return fingerprintOf(index);
    },
  }));
}

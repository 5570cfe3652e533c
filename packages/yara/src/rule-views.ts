import type { RuleView } from "@sigwright/core";
import { ruleFingerprint } from "./fingerprint.ts";
import type { Rule, YaraFile } from "./nodes.ts";

/** All rules of a file in its order. Fingerprints are made when they are asked for: most checks never do. */
export function ruleViews(file: YaraFile): readonly RuleView[] {
  return file.rules.map((rule) => ruleView(rule, file));
}

function ruleView(rule: Rule, file: YaraFile): RuleView {
  return {
    range: rule.range,
    enabled: true,
    ...(rule.name === undefined ? {} : { name: rule.name.text }),
    get fingerprint(): string {
      return ruleFingerprint(rule, file);
    },
  };
}

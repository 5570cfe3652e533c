import type { Paint } from "../paint.ts";
import { counted, shownNumber } from "../text-table.ts";
import type { SignaturePreview } from "./signature-preview.ts";

/** How the rules of two texts differ in what they mean; a rule is the same as long as its meaning is. */
export interface RuleChanges {
  readonly added: number;
  readonly removed: number;
  readonly kept: number;
}

/** Compares the rules of two texts, counting those alike as often as they are there. */
export function ruleChanges(before: SignaturePreview, after: SignaturePreview): RuleChanges {
  const counts = new Map<string, number>();
  for (const rule of before.rules) counts.set(keyOf(rule), (counts.get(keyOf(rule)) ?? 0) + 1);
  let kept = 0;
  for (const rule of after.rules) {
    const left = counts.get(keyOf(rule)) ?? 0;
    if (left === 0) continue;
    counts.set(keyOf(rule), left - 1);
    kept++;
  }
  return { added: after.rules.length - kept, removed: before.rules.length - kept, kept };
}

/** The difference in one line. */
export function ruleChangesText({ added, removed, kept }: RuleChanges, paint: Paint): string {
  const parts = [paint.green(`+${counted(added, "rule")}`), paint.red(`-${shownNumber(removed)}`), paint.dim(`${shownNumber(kept)} mean what they meant`)];
  return parts.join("  ");
}

function keyOf({ fingerprint, enabled }: SignaturePreview["rules"][number]): string {
  return `${enabled ? "+" : "-"} ${fingerprint}`;
}

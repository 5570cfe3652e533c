import { type CheckedFile, type CheckedRule, targetName } from "../checked-file.ts";
import type { TargetCheck } from "./review-report.ts";

/** The code of the finding that a file is no text. */
const NOT_TEXT = "review/not-text";

/** What the check said of the rules of both sides, by the name of each target of the new one. */
export function targetChecks(before: readonly CheckedFile[], after: readonly CheckedFile[]): ReadonlyMap<string, TargetCheck> {
  const known = refusedBefore(before);
  const checks = new Map<string, TargetCheck>();
  for (const file of after) {
    if (file.target === undefined) continue;
    const name = targetName(file.target);
    const { rules, refused, asBefore, notText } = checks.get(name) ?? { rules: 0, refused: 0, asBefore: 0, notText: 0 };
    const bad = file.rules.filter(isRefused);
    checks.set(name, {
      rules: rules + file.rules.length,
      refused: refused + bad.length,
      asBefore: asBefore + bad.filter((rule) => take(known, `${name} ${identity(rule, file)}`)).length,
      notText: notText + (file.diagnostics.some(({ diagnostic }) => diagnostic.code === NOT_TEXT) ? 1 : 0),
    });
  }
  return checks;
}

function isRefused({ verdict }: CheckedRule): boolean {
  return verdict === "reject";
}

/** How many rules of one identity a target refused: of two with one sid the second may be new. */
function refusedBefore(files: readonly CheckedFile[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const file of files) {
    if (file.target === undefined) continue;
    for (const rule of file.rules.filter(isRefused)) {
      const key = `${targetName(file.target)} ${identity(rule, file)}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}

function take(counts: Map<string, number>, key: string): boolean {
  const left = counts.get(key) ?? 0;
  if (left > 0) counts.set(key, left - 1);
  return left > 0;
}

function identity({ gid, sid, name, range }: CheckedRule, { source }: CheckedFile): string {
  return sid === undefined ? (name ?? source.text.slice(range.start, range.end)) : `${gid ?? 1}:${sid}`;
}

import { deletedRules } from "../git/deleted-rules.ts";
import type { GitRepository } from "../git/git-repository.ts";
import { type RuleChange, shownIdentity } from "./rule-change.ts";

/**
 * Changes with a remark on each rule that was added and has the sid of one that the history before a commit deleted. A
 * rule that is what it was is back, and nothing is said of it.
 *
 * @throws GitError when git fails.
 */
export async function withSidsOfDeletedRules(changes: readonly RuleChange[], repository: GitRepository, commit: string): Promise<readonly RuleChange[]> {
  const formats = new Set(changes.flatMap(({ kinds, after }) => (kinds.includes("added") && after?.file.format.sidFamily !== undefined ? [after.file.format] : [])));
  let result = changes;
  for (const format of formats) {
    const sids = changes.flatMap(({ kinds, after }) => (kinds.includes("added") && after?.file.format === format && (after.rule.gid ?? 1) === 1 ? [after.rule.sid ?? []].flat() : []));
    // oxlint-disable-next-line no-await-in-loop -- there are two or three formats
    const deleted = await deletedRules(repository, commit, sids, format);
    if (deleted === undefined) continue;
    result = result.map((change) => {
      const { kinds, after, remarks } = change;
      if (after === undefined || !kinds.includes("added") || after.file.format !== format || after.rule.sid === undefined) return change;
      const was = deleted.get(after.rule.sid);
      if (was === undefined || was.rule.fingerprint === after.rule.fingerprint) return change;
      const name = was.rule.name === undefined ? "" : ` (\`${was.rule.name}\`)`;
      const message = `${shownIdentity(after.rule)} belonged to a rule${name} that was deleted on ${was.date} (commit ${was.commit}): old alerts and exceptions are now taken for this one's`;
      return { ...change, remarks: [...remarks, { code: "sid-of-deleted-rule" as const, message }] };
    });
  }
  return result;
}

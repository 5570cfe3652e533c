import { type RuleView, type SignatureFormat, SourceText } from "@sigwright/core";
import { GitError, type GitRepository } from "./git-repository.ts";

/** A rule that an earlier commit took away. */
export interface DeletedRule {
  readonly rule: RuleView;
  /** The commit that took it away, abbreviated, and its date: `2026-11-24`. */
  readonly commit: string;
  readonly date: string;
}

/** Sids that are looked for at most: a change that adds more brings rules of somebody else, not new ones. */
const MOST_SIDS = 500;
/** Milliseconds after which the history that was not seen by then is left alone. */
const PATIENCE = 10_000;

/**
 * The rules that had sids before a commit and were deleted, by sid: of each the latest. A rule that only moved was not
 * deleted. Undefined when the history is too large to be searched in good time.
 *
 * @throws GitError when git fails.
 */
export async function deletedRules(
  repository: GitRepository,
  commit: string,
  sids: readonly number[],
  format: SignatureFormat,
  patience: number = PATIENCE,
): Promise<ReadonlyMap<number, DeletedRule> | undefined> {
  const wanted = new Set(sids);
  if (wanted.size === 0) return new Map();
  if (wanted.size > MOST_SIDS) return undefined;
  // Numbers only, so that nothing of the change is a pattern.
  const pattern = `sid:[[:space:]]*(${[...wanted].join("|")})[[:space:]]*;`;
  const log = ["log", "--first-parent", "-m", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-color", "--text", "--unified=0", "--inter-hunk-context=0", `-G${pattern}`];
  try {
    const paths = format.extensions.map((extension) => `:(top,glob,icase)**/*${extension}`);
    const out = await repository.run([...log, "--format=%x00%x00%h%x00%cs%x00", commit, "--", ...paths], "", patience);
    return latestDeleted(out, wanted, format);
  } catch (error) {
    if (error instanceof GitError && error.isTooMuch) return undefined;
    throw error;
  }
}

/** Reads the log: two NULs, the commit, a NUL, its date, a NUL, and what it changed. */
function latestDeleted(log: Buffer, wanted: ReadonlySet<number>, format: SignatureFormat): ReadonlyMap<number, DeletedRule> {
  const found = new Map<number, DeletedRule>();
  for (const entry of log.toString("latin1").split("\0\0").slice(1)) {
    const [commit = "", date = "", ...patch] = entry.split("\0");
    const { removed, added } = linesOf(patch.join("\0"));
    const kept = new Set(rulesOf(added, format).map(({ sid }) => sid));
    for (const rule of rulesOf(removed, format)) {
      const { sid } = rule;
      if (sid !== undefined && wanted.has(sid) && !kept.has(sid) && !found.has(sid)) found.set(sid, { rule, commit, date });
    }
  }
  return found;
}

/** Lines that a patch without context takes away and adds, as texts of bytes. */
function linesOf(patch: string): { readonly removed: string; readonly added: string } {
  const removed: string[] = [];
  const added: string[] = [];
  let isHunk = false;
  for (const line of patch.split("\n")) {
    if (line.startsWith("@@ ")) isHunk = true;
    else if (line.startsWith("diff --git ")) isHunk = false;
    else if (isHunk && line.startsWith("-")) removed.push(line.slice(1));
    else if (isHunk && line.startsWith("+")) added.push(line.slice(1));
  }
  return { removed: `${removed.join("\n")}\n`, added: `${added.join("\n")}\n` };
}

function rulesOf(lines: string, format: SignatureFormat): readonly RuleView[] {
  const document = format.parse?.(SourceText.fromBytes(Buffer.from(lines, "latin1"))).document;
  return document === undefined ? [] : (format.rules?.(document) ?? []);
}

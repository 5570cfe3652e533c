import { existsSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";
import { filesOfCommit, filesOfWorkTree, forkPoint, GitError, missingForkPoint, openRepository, pathsOfCommit, withSidsOfDeletedRules } from "@sigwright/review";
import type { GitRepository, TreeFile } from "@sigwright/review";
import type { CommandContext } from "../command-context.ts";
import { openCache } from "../cache/open-cache.ts";
import { realPath } from "../configuration/find-configuration.ts";
import type { EngineUse } from "../engine-check.ts";
import type { ExitCode } from "../exit-code.ts";
import { namedFiles } from "../named-files.ts";
import { isRulePath, reportReview, reviewSettings } from "../review-command.ts";
import type { ReviewFlags } from "../review-command.ts";
import { reviewSides } from "../review-sides.ts";
import type { SideFile } from "../review-sides.ts";
import { UsageError } from "../usage-error.ts";

/** Flags of `review`. */
export interface ReviewCommandFlags extends ReviewFlags {
  readonly base: string;
  readonly engine: EngineUse;
}

/** Says what the changes of a branch mean to the rules in it, and which findings are new. */
export async function reviewCommand(flags: ReviewCommandFlags, context: CommandContext): Promise<ExitCode> {
  const root = await rootOfRepository();
  const names = { placeOf: (path: string) => join(root, path), nameOf: (path: string) => relative(root, path).replaceAll(sep, "/") };
  const settings = await reviewSettings(flags, { ...flags, ...names, paths: ["."] }, context);
  const { formats, policy } = settings;
  const { repository, commit, before, after, remark } = await sidesOf(flags.base, (path) => isRulePath(path, formats) && !policy.settingsOf(path).isIgnored);
  const { io, errPaint, quiet } = context;
  if (remark !== undefined && !quiet) io.err.write(`${errPaint.yellow("warning:")} ${remark}\n`);
  const cache = openCache({ paths: ["."], env: io.env, isShared: flags.cache !== false, isRepeated: false });
  const { report, failures } = await reviewSides(before, after, { ...settings, check: cache });
  cache.settle();
  const changes = await withSidsOfDeletedRules(report.changes, repository, commit);
  return reportReview(flags.base, { failures, report: { ...report, changes } }, flags, context);
}

async function rootOfRepository(): Promise<string> {
  try {
    return (await openRepository(process.cwd())).root;
  } catch (error) {
    if (error instanceof GitError) throw new UsageError(error.message, error.help);
    throw error;
  }
}

/** Both sides of a change, and what they were found by. */
interface Sides {
  readonly repository: GitRepository;
  readonly commit: string;
  readonly before: readonly SideFile[];
  readonly after: readonly SideFile[];
  /** What is odd about the commit, for people. */
  readonly remark: string | undefined;
}

async function sidesOf(base: string, isWanted: (path: string) => boolean): Promise<Sides> {
  try {
    const repository = await openRepository(process.cwd());
    const commit = await forkPoint(repository, base);
    const [before, after, paths, remark] = await Promise.all([
      filesOfCommit(repository, commit, isWanted),
      filesOfWorkTree(repository, isWanted),
      pathsOfCommit(repository, commit),
      missingForkPoint(repository, base),
    ]);
    const { root } = repository;
    return { repository, commit, before: before.map((file) => ofCommit(file, root, paths)), after: after.map((file) => ofWorkTree(file, root)), remark };
  } catch (error) {
    if (error instanceof GitError) throw new UsageError(error.message, error.help);
    throw error;
  }
}

function ofWorkTree({ path, bytes }: TreeFile, root: string): SideFile {
  const folder = join(root, dirname(path));
  // Engines look into no folder that a link leads to.
  return { path, bytes, fileExists: namedFiles(join(root, path)), ...(realPath(folder) === folder && existsSync(folder) ? { folder } : {}) };
}

/** Lists are those of the commit; one that git does not keep is in the work tree, now as before. */
function ofCommit(file: TreeFile, root: string, paths: ReadonlySet<string>): SideFile {
  const now = ofWorkTree(file, root);
  const folder = posix.dirname(file.path);
  return { ...now, fileExists: (name) => now.fileExists!(name) === false ? paths.has(posix.join(folder, name)) : now.fileExists!(name) };
}

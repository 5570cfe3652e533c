import { join, relative, sep } from "node:path";
import { changedPaths, filesOfCommit, filesOfWorkTree, forkPoint, GitError, missingForkPoint, openRepository, revisionOfCommit, revisionOfWorkTree, withSidsOfDeletedRules } from "@sigwright/review";
import type { GitRepository, TreeFile } from "@sigwright/review";
import type { CommandContext } from "../command-context.ts";
import { openCache } from "../cache/open-cache.ts";
import type { EngineUse } from "../engine-check.ts";
import type { ExitCode } from "../exit-code.ts";
import { namedFiles } from "../named-files.ts";
import { listReader, pathBeside } from "../named-lists.ts";
import { isRulePath, reportReview, reviewSettings } from "../review-command.ts";
import type { ReviewFlags } from "../review-command.ts";
import type { ChangeStates } from "../review-proof.ts";
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
  const { repository, commit, before, after, states, remark } = await sidesOf(flags.base, (path) => isRulePath(path, formats) && !policy.settingsOf(path).isIgnored);
  const { io, errPaint, quiet } = context;
  if (remark !== undefined && !quiet) io.err.write(`${errPaint.yellow("warning:")} ${remark}\n`);
  const cache = openCache({ paths: ["."], env: io.env, isShared: flags.cache !== false, isRepeated: false });
  const { report, failures } = await reviewSides(before, after, { ...settings, check: cache, ...(flags.engine === "off" ? {} : { states }) });
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
  readonly states: ChangeStates;
  /** What is odd about the commit, for people. */
  readonly remark: string | undefined;
}

async function sidesOf(base: string, isWanted: (path: string) => boolean): Promise<Sides> {
  try {
    const repository = await openRepository(process.cwd());
    const commit = await forkPoint(repository, base);
    const [before, after, commitFiles, treeFiles, changed, remark] = await Promise.all([
      filesOfCommit(repository, commit, isWanted),
      filesOfWorkTree(repository, isWanted),
      revisionOfCommit(repository, commit),
      revisionOfWorkTree(repository),
      changedPaths(repository, commit),
      missingForkPoint(repository, base),
    ]);
    const states: States = { root: repository.root, before: commitFiles, after: treeFiles, changed };
    return { repository, commit, states, before: before.map((file) => ofCommit(file, states)), after: after.map((file) => ofWorkTree(file, states)), remark };
  } catch (error) {
    if (error instanceof GitError) throw new UsageError(error.message, error.help);
    throw error;
  }
}

/** Both states of a repository, and where it is. */
interface States extends ChangeStates {
  readonly root: string;
}

function ofWorkTree({ path, bytes }: TreeFile, { root, after, changed }: States): SideFile {
  return { path, bytes, fileExists: namedFiles(join(root, path)), lists: listReader(path, () => after, changed) };
}

/** Lists are those of the commit; one that git does not keep is in the work tree, now as before. */
function ofCommit({ path, bytes }: TreeFile, { root, before, after, changed }: States): SideFile {
  const now = namedFiles(join(root, path));
  const isOfCommit = (list: string): boolean => before.paths.has(list) || after.paths.has(list);
  const fileExists = (name: string): boolean | undefined => {
    const list = pathBeside(path, name);
    return list === undefined ? now(name) : isOfCommit(list) ? before.paths.has(list) : now(name);
  };
  return { path, bytes, fileExists, lists: listReader(path, (list) => (isOfCommit(list) ? before : after), changed) };
}

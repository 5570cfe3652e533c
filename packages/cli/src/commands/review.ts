import { join, relative, sep } from "node:path";
import { changedPaths, detours, filesOfCommit, filesOfWorkTree, forkPoint, GitError, missingForkPoint, openRepository, revisionOfCommit, revisionOfWorkTree, withSidsOfDeletedRules } from "@sigwright/review";
import type { Detour, GitRepository, TreeFile } from "@sigwright/review";
import type { SignatureFormat } from "@sigwright/core";
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
  const { repository, commit, before, after, states, remark, ways } = await sidesOf(flags.base, (path) => isRulePath(path, formats) && !policy.settingsOf(path).isIgnored);
  const { io, errPaint, quiet } = context;
  if (remark !== undefined && !quiet) io.err.write(`${errPaint.yellow("warning:")} ${remark}\n`);
  const cache = openCache({ paths: ["."], env: io.env, isShared: flags.cache !== false, isRepeated: false });
  const unread = ways.filter((way) => mayHoldRules(way, states.after.paths, formats) && !policy.settingsOf(way.path).isIgnored);
  const { report, failures } = await reviewSides(before, after, { ...settings, check: cache, unread, ...(flags.engine === "off" ? {} : { states }) });
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
  /** New links and submodules. */
  readonly ways: readonly Detour[];
  /** What is odd about the commit, for people. */
  readonly remark: string | undefined;
}

async function sidesOf(base: string, isWanted: (path: string) => boolean): Promise<Sides> {
  try {
    const repository = await openRepository(process.cwd());
    const commit = await forkPoint(repository, base);
    const [before, after, commitFiles, treeFiles, changed, remark, ways] = await Promise.all([
      filesOfCommit(repository, commit, isWanted),
      filesOfWorkTree(repository, isWanted),
      revisionOfCommit(repository, commit),
      revisionOfWorkTree(repository),
      changedPaths(repository, commit),
      missingForkPoint(repository, base),
      detours(repository, commit),
    ]);
    const states: States = { root: repository.root, before: commitFiles, after: treeFiles, changed };
    return { repository, commit, states, ways, before: before.map((file) => ofCommit(file, states)), after: after.map((file) => ofWorkTree(file, states)), remark };
  } catch (error) {
    if (error instanceof GitError) throw new UsageError(error.message, error.help);
    throw error;
  }
}

/** Whether rules may be behind a link or a submodule: by its name, or as it leads to a folder or nobody knows where. */
function mayHoldRules({ path, kind, target }: Detour, paths: ReadonlySet<string>, formats: readonly SignatureFormat[]): boolean {
  if (kind === "submodule" || target === undefined || isRulePath(path, formats)) return true;
  const folder = target === "./" || target === "." ? "" : `${target.replace(/\/$/, "")}/`;
  return [...paths].some((each) => each.startsWith(folder));
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

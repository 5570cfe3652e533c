import { join, relative, sep } from "node:path";
import { filesOfCommit, filesOfWorkTree, forkPoint, GitError, missingForkPoint, openRepository, withSidsOfDeletedRules } from "@sigwright/review";
import type { GitRepository } from "@sigwright/review";
import type { CommandContext } from "../command-context.ts";
import type { EngineUse } from "../engine-check.ts";
import type { ExitCode } from "../exit-code.ts";
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
  const { files, report } = reviewSides(before, after, settings);
  const changes = await withSidsOfDeletedRules(report.changes, repository, commit);
  return await reportReview(flags.base, { files, report: { ...report, changes } }, flags, policy, context);
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
    const [before, after, remark] = await Promise.all([
      filesOfCommit(repository, commit, isWanted),
      filesOfWorkTree(repository, isWanted),
      missingForkPoint(repository, base),
    ]);
    return { repository, commit, before, after, remark };
  } catch (error) {
    if (error instanceof GitError) throw new UsageError(error.message, error.help);
    throw error;
  }
}

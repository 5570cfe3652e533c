import { realpath } from "node:fs/promises";
import { basename, dirname, extname, join, relative, sep } from "node:path";
import { changedLines, forkPoint, GitError, missingForkPoint, onlyChanged, openRepository, pathsOfCommit } from "@sigwright/review";
import type { ChangedLines, CheckedFile, Move } from "@sigwright/review";
import { isForeignPath, STANDARD_INPUT } from "./rule-paths.ts";
import { UsageError } from "./usage-error.ts";

/** Whether the configuration passes a file over, by its absolute path. */
type IsIgnored = (path: string) => boolean;

/**
 * Files with the findings about what changed since a commit; those outside of the repository, and standard input, are
 * wholly new. So are those that a link or a submodule brings in which the change made, and those that the change moved
 * from where they were passed over: nobody has checked them before.
 *
 * @throws UsageError when there is no such commit, or no repository.
 */
export async function findingsSince(ref: string, files: readonly CheckedFile[], isIgnored: IsIgnored): Promise<readonly CheckedFile[]> {
  const { root, changed } = await changesSince(ref, isIgnored);
  return await Promise.all(
    files.map(async (file) => {
      if (file.path === STANDARD_INPUT) return file;
      const path = relative(root, await realpath(file.path));
      if (path.startsWith(`..${sep}`)) return file;
      // A link of the repository's own may be new, whatever is known of the file that it leads to.
      const link = relative(root, join(await realpath(dirname(file.path)), basename(file.path)));
      const lines = (link === path ? undefined : linesAt(link, changed)) ?? linesAt(path, changed);
      return onlyChanged(file, lines ?? { touches: () => false });
    }),
  );
}

/**
 * Why a comparison with a commit is one with its tip, for people; undefined where it is known where the branch parted.
 *
 * @throws UsageError as {@link findingsSince} does.
 */
export async function remarkOnBase(ref: string): Promise<string | undefined> {
  return await asked(async () => await missingForkPoint(await openRepository(process.cwd()), ref));
}

/**
 * Whether there were files at a commit that are wanted, by their path within the repository.
 *
 * @throws UsageError as {@link findingsSince} does.
 */
export async function hadFiles(ref: string, isWanted: (path: string) => boolean): Promise<boolean> {
  return await asked(async () => {
    const repository = await openRepository(process.cwd());
    return [...(await pathsOfCommit(repository, await forkPoint(repository, ref)))].some(isWanted);
  });
}

/** The changed lines of a file, or of the submodule that it is in. */
function linesAt(path: string, changed: ReadonlyMap<string, ChangedLines>): ChangedLines | undefined {
  const parts = path.split(sep);
  for (let length = parts.length; length > 0; length--) {
    const lines = changed.get(parts.slice(0, length).join("/"));
    if (lines !== undefined) return lines;
  }
  return undefined;
}

async function changesSince(ref: string, isIgnored: IsIgnored): Promise<{ readonly root: string; readonly changed: ReadonlyMap<string, ChangedLines> }> {
  return await asked(async () => {
    const repository = await openRepository(process.cwd());
    const isNew = ({ from, to }: Move): boolean =>
      extname(from).toLowerCase() !== extname(to).toLowerCase() || (isForeignPath(from) && !isForeignPath(to)) || isIgnored(join(repository.root, from));
    return { root: repository.root, changed: await changedLines(repository, ref, isNew) };
  });
}

async function asked<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof GitError) throw new UsageError(error.message, error.help);
    throw error;
  }
}

import { realpath } from "node:fs/promises";
import { relative, sep } from "node:path";
import { changedLines, GitError, onlyChanged, openRepository } from "@sigwright/review";
import type { ChangedLines, CheckedFile } from "@sigwright/review";
import { STANDARD_INPUT } from "./rule-paths.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Files with the findings about what changed since a commit; those outside of the repository, and standard input, are
 * wholly new.
 *
 * @throws UsageError when there is no such commit, or no repository.
 */
export async function findingsSince(ref: string, files: readonly CheckedFile[]): Promise<readonly CheckedFile[]> {
  const { root, changed } = await changesSince(ref);
  return await Promise.all(
    files.map(async (file) => {
      if (file.path === STANDARD_INPUT) return file;
      const path = relative(root, await realpath(file.path));
      if (path.startsWith(`..${sep}`)) return file;
      const lines = changed.get(path.replaceAll(sep, "/"));
      return onlyChanged(file, lines ?? { touches: () => false });
    }),
  );
}

async function changesSince(ref: string): Promise<{ readonly root: string; readonly changed: ReadonlyMap<string, ChangedLines> }> {
  try {
    const repository = await openRepository(process.cwd());
    return { root: repository.root, changed: await changedLines(repository, ref) };
  } catch (error) {
    if (error instanceof GitError) throw new UsageError(error.message, error.help);
    throw error;
  }
}

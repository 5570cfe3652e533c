import { forkPoint, type GitRepository } from "./git-repository.ts";
import { replacedPaths } from "./replaced-paths.ts";

/** Lines of one file, 1-based: whether a line among them is one that changed. */
export interface ChangedLines {
  /** Whether a line from `first` to `last`, both included, changed. */
  readonly touches: (first: number, last: number) => boolean;
}

const EVERY_LINE: ChangedLines = { touches: () => true };

/** A file that was moved, and where it was. Paths are within the repository, with `/`. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/**
 * The lines of the work tree that are not as they were at a commit, by path within the repository, with `/`. The commit
 * is the one where the branch parted from `ref`, so that what others did since on `ref` is no change of ours. Files that
 * git does not know yet are changed as a whole, those it ignores are not. Of links and submodules, whose lines are not
 * the repository's, all are changed when they are new or lead elsewhere than before.
 *
 * @param isNew says of a moved file that all of it counts as new: where it was it may have been no rule file. Default:
 * of none.
 * @throws GitError when there is no such commit.
 */
export async function changedLines(repository: GitRepository, ref: string, isNew: (move: Move) => boolean = () => false): Promise<ReadonlyMap<string, ChangedLines>> {
  const base = await forkPoint(repository, ref);
  const compare = ["diff", "--no-ext-diff", "--no-textconv", "--no-color", "--find-renames", "--diff-filter=AMR", "--ignore-submodules"];
  const [names, hunks, replaced, untracked] = await Promise.all([
    repository.run([...compare, "--name-status", "-z", base, "--"]),
    // As text whatever git takes it for: rule files that are not UTF-8 have lines, too.
    repository.run([...compare, "--text", "--unified=0", "--inter-hunk-context=0", base, "--"]),
    replacedPaths(repository, base),
    repository.run(["ls-files", "--others", "--exclude-standard", "-z"]),
  ]);
  const changed = new Map<string, ChangedLines>();
  const sections = `\n${hunks.toString("latin1")}`.split("\ndiff --git ").slice(1);
  const files = filesOf(names);
  // They come in one order. Should they ever not, it is better to say too much.
  const areAligned = sections.length === files.length;
  for (const [index, { path, from }] of files.entries()) {
    const isWhole = !areAligned || (from !== undefined && isNew({ from, to: path }));
    changed.set(path, isWhole ? EVERY_LINE : linesOf(sections[index]!));
  }
  for (const name of [...replaced.map(({ name: bytes }) => bytes.toString("utf8")), ...namesOf(untracked)]) changed.set(name, EVERY_LINE);
  return changed;
}

function namesOf(listing: Buffer): readonly string[] {
  return listing.toString("utf8").split("\0").filter((name) => name !== "");
}

/** Reads `status NUL path NUL`, with two paths where a file was moved. */
function filesOf(listing: Buffer): readonly { readonly path: string; readonly from?: string }[] {
  const parts = namesOf(listing);
  const files: { readonly path: string; readonly from?: string }[] = [];
  for (let at = 0; at + 1 < parts.length; ) {
    const isMoved = parts[at]!.startsWith("R");
    files.push(isMoved ? { path: parts[at + 2]!, from: parts[at + 1]! } : { path: parts[at + 1]! });
    at += isMoved ? 3 : 2;
  }
  return files;
}

const HUNK = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/;

/** Reads the hunks of one file: `@@ -before[,count] +after[,count] @@`. */
function linesOf(section: string): ChangedLines {
  const ranges: { readonly first: number; readonly last: number; readonly isGap?: true }[] = [];
  for (const line of section.split("\n")) {
    const hunk = HUNK.exec(line);
    if (hunk === null) continue;
    const first = Number(hunk[1]);
    const length = hunk[2] === undefined ? 1 : Number(hunk[2]);
    // Where lines were only taken out no line is new, but what goes on around the gap is not as it was.
    ranges.push(length > 0 ? { first, last: first + length - 1 } : { first, last: first + 1, isGap: true });
  }
  return {
    touches: (first, last) => {
      let low = 0;
      let high = ranges.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (ranges[middle]!.last < first) low = middle + 1;
        else high = middle;
      }
      // A gap touches what stands on both sides of it, and the next change may begin right behind it.
      for (let at = low; at < ranges.length && ranges[at]!.first <= last; at++) {
        const { first: from, last: to, isGap } = ranges[at]!;
        if (isGap !== true || (from >= first && to <= last)) return true;
      }
      return false;
    },
  };
}

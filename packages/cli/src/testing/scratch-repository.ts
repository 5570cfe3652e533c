import { execFileSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type TemporaryFolder, temporaryFolder } from "./temporary-folder.ts";

/** A git repository for one test, with a commit on `main` and a branch to work on. */
export interface ScratchRepository extends TemporaryFolder {
  readonly git: (...args: readonly string[]) => string;
  /** Writes files, by their path in the repository. */
  readonly write: (files: Readonly<Record<string, string>>) => Promise<void>;
}

/** Makes a {@link ScratchRepository}; use with `await using`. */
export async function scratchRepository(files: Readonly<Record<string, string>>): Promise<ScratchRepository> {
  const folder = await temporaryFolder();
  const git = (...args: readonly string[]): string =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false", ...args], {
      cwd: folder.path,
      stdio: "pipe",
      encoding: "utf8",
    });
  const write = (more: Readonly<Record<string, string>>): Promise<void> => writeFiles(folder.path, more);
  await write(files);
  git("init", "--quiet", "--initial-branch=main");
  git("add", ".");
  git("commit", "--quiet", "--allow-empty", "-m", "start");
  git("switch", "--quiet", "-c", "branch");
  return Object.assign(folder, { git, write });
}

/** Writes files, by their path from a folder on. */
export async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const place = join(folder, path);
    // oxlint-disable-next-line no-await-in-loop -- a handful of small files
    await mkdir(dirname(place), { recursive: true });
    // oxlint-disable-next-line no-await-in-loop -- a handful of small files
    await writeFile(place, text);
  }
}

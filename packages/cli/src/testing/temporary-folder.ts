import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

/** A folder for one test, removed after it. */
export interface TemporaryFolder extends AsyncDisposable {
  readonly path: string;
}

/** Makes a {@link TemporaryFolder}; use with `await using`. */
export async function temporaryFolder(): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), "sigwright-cli-"));
  return {
    path,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}

/** All files below a folder with their text, hidden ones too; nothing when there is no such folder. */
export async function filesIn(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files: Record<string, string> = {};
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    // oxlint-disable-next-line no-await-in-loop -- a handful of small files
    if (entry.isFile()) files[relative(folder, path)] = await readFile(path, "utf8");
    else if (!entry.isDirectory()) files[relative(folder, path)] = "(not a file)";
  }
  return files;
}

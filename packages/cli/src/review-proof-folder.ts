import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, posix, resolve, sep } from "node:path";
import { EngineError } from "@sigwright/engines";
import type { CheckedFile, RevisionFiles } from "@sigwright/review";
import type { NamedLists } from "./named-lists.ts";
import { errorCode } from "./output-error.ts";
import { type ProofFolder, readProofFolders } from "./prove/proof-folder.ts";

/** A generated ruleset of a change. */
export interface GeneratedRuleset {
  /** Folder within the repository, `.` for the repository itself. */
  readonly folder: string;
  /** Its rule files, of each target. */
  readonly files: readonly CheckedFile[];
  /** Reads what the rules of its files name. */
  readonly lists: () => Promise<NamedLists>;
}

const MANIFEST = "manifest.json";
const OUTCOMES = "manifest.ndjson";
const MIB = 1024 * 1024;
/** Largest files of a ruleset that are read for a proof, bytes: those of some 100,000 signatures and a million members. */
const LARGEST: readonly (readonly [name: string, bytes: number])[] = [[MANIFEST, 64 * MIB], [OUTCOMES, 256 * MIB]];
/** More rule files than this beside one manifest are none that `generate` wrote. */
const MOST_FILES = 16;

/** Path of the manifest of a folder. */
export function manifestPath(folder: string): string {
  return posix.join(folder, MANIFEST);
}

/**
 * Writes a ruleset as it is in a change into a fresh folder, hands what its manifest says to `use`, and removes the folder
 * whatever happens. Nothing of the work tree is used in its place.
 *
 * @throws UsageError when the manifest is none, EngineError `unreadable` when a file is too large.
 */
export async function withProofFolder<T>({ folder, files, lists }: GeneratedRuleset, revision: RevisionFiles, use: (folder: ProofFolder) => Promise<T>): Promise<T> {
  const root = await mkdtemp(join(tmpdir(), "sigwright-review-"));
  try {
    // A manifest of several formats names the folder, too.
    const scratch = join(root, folder === "." ? "rules" : basename(folder));
    await mkdir(scratch);
    for (const [name, most] of LARGEST) {
      const path = posix.join(folder, name);
      // oxlint-disable-next-line no-await-in-loop -- one large file after the other
      if (((await revision.sizeOf(path)) ?? 0) > most) throw new EngineError("unreadable", `\`${name}\` has more than ${most / MIB} MiB`);
      // oxlint-disable-next-line no-await-in-loop -- as above
      const bytes = await revision.read(path);
      // oxlint-disable-next-line no-await-in-loop -- as above
      if (bytes !== undefined) await writeFile(join(scratch, name), bytes);
    }
    const byPath = new Map(files.map((file) => [file.path, file]));
    if (byPath.size > MOST_FILES) throw new EngineError("unreadable", `there are ${byPath.size} rule files beside the manifest`);
    // oxlint-disable-next-line no-await-in-loop -- a handful of files
    for (const [path, { source }] of byPath) await place(scratch, posix.basename(path), source.toBytes());
    // oxlint-disable-next-line no-await-in-loop -- one large file after the other
    for (const [name, content] of Object.entries(await lists())) await place(scratch, name, content);
    const [found] = await readProofFolders(scratch);
    return await use(found!);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** Writes a file below the folder; what is there already is not replaced. */
async function place(folder: string, name: string, content: Uint8Array): Promise<void> {
  const path = resolve(folder, name);
  if (!path.startsWith(folder + sep)) return;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content, { flag: "wx" });
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
  }
}

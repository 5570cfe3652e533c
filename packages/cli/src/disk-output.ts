import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { chmod, copyFile, link, open, readFile, realpath, rename, rm, rmdir } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { basename, dirname, join, resolve, sep } from "node:path";
import { StoreError } from "@sigwright/core";
import type { OutputWriter } from "@sigwright/ruleset";
import { withLock } from "@sigwright/sources";
import { makeFolder, statIfThere } from "./folder.ts";
import { holdSignals } from "./hold-signals.ts";
import { errorCode, OutputError } from "./output-error.ts";
import { refuseReplaced } from "./seen-file.ts";
import type { SeenFile } from "./seen-file.ts";
import { makeStagingFolder, removeLeftBehind } from "./staging-folder.ts";
import { UsageError } from "./usage-error.ts";

/** One file on its way: where it is written and where it will stand. */
interface PendingFile {
  readonly staged: string;
  place: string;
  readonly isOutside: boolean;
  readonly handle: FileHandle;
}

/** A file that lies where it likes and that several runs may share. */
export interface FileElsewhere {
  readonly path: string;
  /** {@link digestOf} what stood there when it was read; `undefined` when nothing did. */
  readonly before: string | undefined;
}

/** A file put in place by a commit, and where what stood there before is kept until all are. */
interface PlacedFile {
  readonly place: string;
  readonly previous: string | undefined;
}

/**
 * Writes files so that all of them appear or none does.
 *
 * Files are written to a staging folder beside their place (so that a rename suffices later), flushed to the disk, and
 * renamed when everything is there; what they replace is kept until the last rename has worked, and put back when one
 * fails. Signals wait until the renames are done. A machine that dies between two renames, or a run that is killed there,
 * can leave some files new and others old, never a file in part; what it leaves on the way, the next run removes.
 *
 * The output folder is made when it is missing, and removed again when nothing comes of it.
 *
 * @param folder the output folder.
 * @param elsewhere files that may lie outside of it, the sid ledger for example; written under their paths. They are put
 *   in place first: a machine that dies in between must not leave rules whose sids no ledger remembers. When one of them
 *   is not as it was read, because another run has changed it meanwhile, nothing is written at all.
 * @param seen files of the output that what is written is told against: when one of them is another one at the end, nothing is
 *   written either.
 * @throws OutputError when the folder can't be written to; so do all functions of the writer. UsageError when one of the
 *   files elsewhere is a file of the output at the same time.
 */
export async function diskOutput(folder: string, elsewhere: readonly FileElsewhere[] = [], seen: readonly SeenFile[] = []): Promise<OutputWriter> {
  const root = await realPlace(folder);
  const made: string[] = [];
  const stagingFolders = new Map<string, string>();
  const files = new Map<string, PendingFile>();
  let opened = 0;

  // A ledger may be a symbolic link to where it is kept; in the output folder links are replaced, never followed.
  const places = new Map<string, string>();
  // oxlint-disable-next-line no-await-in-loop -- one file, the ledger
  for (const { path } of elsewhere) places.set(path, await realPlace(path));

  const removeStagingAtExit = (): void => {
    for (const staging of stagingFolders.values()) rmSync(staging, { recursive: true, force: true });
    stagingFolders.clear();
  };
  process.once("exit", removeStagingAtExit);

  /** The staging folder for files whose place is in (or below) a folder, which is made if need be. */
  const stagingFor = async (parent: string): Promise<string> => {
    const known = stagingFolders.get(parent);
    if (known !== undefined) return known;
    await makeFolder(parent, made);
    await removeLeftBehind(parent);
    const staging = makeStagingFolder(parent);
    stagingFolders.set(parent, staging);
    return staging;
  };

  /** Where a file of the output folder stands, which is none of those elsewhere. */
  const placeInside = (path: string): string => {
    const place = resolve(root, ...path.split("/"));
    if (!place.startsWith(root + sep)) throw new Error(`${path} leads out of the output folder`);
    const clash = [...places].find(([, taken]) => taken === place);
    if (clash !== undefined) throw new UsageError(`\`${clash[0]}\` is also a file of the output`, "give one of them another name");
    return place;
  };

  const openFile = async (path: string): Promise<PendingFile> => {
    const outside = places.get(path);
    const place = outside ?? placeInside(path);
    const staging = await stagingFor(outside === undefined ? root : dirname(place));
    const staged = join(staging, `${opened++}-${basename(place)}`);
    return { staged, place, isOutside: outside !== undefined, handle: await open(staged, "wx") };
  };

  const cleanUp = async (): Promise<void> => {
    await Promise.all([...files.values()].map(({ handle }) => handle.close().catch(() => {})));
    files.clear();
    await Promise.all([...stagingFolders.values()].map((staging) => rm(staging, { recursive: true, force: true })));
    stagingFolders.clear();
    process.removeListener("exit", removeStagingAtExit);
  };

  const abort = async (): Promise<void> => {
    await cleanUp();
    for (const path of made.toReversed()) await rmdir(path).catch(() => {});
    made.length = 0;
  };

  try {
    // What can fail is tried first, before hours of work.
    // oxlint-disable-next-line no-await-in-loop -- one file, the ledger
    for (const place of places.values()) refuseOther(place, await statIfThere(place));
    await stagingFor(root);
  } catch (error) {
    await abort();
    throw OutputError.from(error, `the output folder \`${folder}\` can't be written to`);
  }

  return {
    async write(path, bytes) {
      try {
        let file = files.get(path);
        if (file === undefined) {
          file = await openFile(path);
          files.set(path, file);
        }
        await file.handle.writeFile(bytes);
      } catch (error) {
        await abort();
        if (error instanceof UsageError) throw error;
        throw OutputError.from(error, `writing \`${path}\` failed, and nothing was changed`);
      }
    },
    async rename(from, to) {
      const file = files.get(from);
      if (file === undefined || file.isOutside || files.has(to)) throw new Error(`${from} can't become ${to}`);
      try {
        file.place = placeInside(to);
      } catch (error) {
        await abort();
        throw error;
      }
      files.delete(from);
      files.set(to, file);
    },
    async commit() {
      const placed: PlacedFile[] = [];
      try {
        for (const { handle } of files.values()) {
          await handle.sync();
          await handle.close();
        }
        const shared = elsewhere.filter(({ path }) => files.has(path));
        const ordered = [...files.values()].toSorted((a, b) => Number(b.isOutside) - Number(a.isOutside));
        await locked(shared, places, async () => {
          for (const file of shared) await refuseChanged(file);
          for (const file of seen) await refuseReplaced(file);
          await holdSignals(async () => await putAll(ordered, made, placed));
        });
      } catch (error) {
        await abort();
        throw OutputError.from(error, "putting the files in place failed, and nothing was changed");
      }
      await syncFolders(new Set([...made, ...placed.map(({ place }) => place)].map((path) => dirname(path))));
      made.length = 0;
      await cleanUp();
    },
    abort,
  };
}

/** Does something while no other run puts one of the shared files in place. */
function locked(shared: readonly FileElsewhere[], places: ReadonlyMap<string, string>, action: () => Promise<void>): Promise<void> {
  const folders = [...new Set(shared.map(({ path }) => dirname(places.get(path)!)))].toSorted();
  let hasBegun = false;
  const begin = (): Promise<void> => {
    hasBegun = true;
    return action();
  };
  return folders.reduceRight<() => Promise<void>>((inner, folder) => () => withLock(folder, inner, "the sid ledger there"), begin)().catch((error: unknown) => {
    if (!(error instanceof StoreError)) throw error;
    // A file system without hard links has no locks; that nobody has changed the file meanwhile is looked at all the same.
    if (!hasBegun && NO_LINKS.has(errorCode(error.cause) ?? "")) return action();
    throw new OutputError(`nothing was written: ${error.message}`, { help: error.help, cause: error });
  });
}

/** What systems say where a file can have one name only. */
const NO_LINKS: ReadonlySet<string> = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"]);

async function refuseChanged({ path, before }: FileElsewhere): Promise<void> {
  const bytes = await readFile(path).catch((error: unknown) => {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  });
  if ((bytes === undefined ? undefined : digestOf(bytes)) === before) return;
  throw new OutputError(`another run has changed \`${path}\` since this one read it, so nothing was written`, {
    help: "run it again: it goes on from what the other one left",
  });
}

/** SHA-256, lower-case hexadecimal. */
export function digestOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Where a path leads when all links on the way are followed, whether anything is there or not. */
async function realPlace(path: string): Promise<string> {
  const absolute = resolve(path);
  const parent = dirname(absolute);
  return realpath(absolute).catch(async () => (parent === absolute ? absolute : join(await realPlace(parent), basename(absolute))));
}

/** Puts all files in place, or none. */
async function putAll(files: readonly PendingFile[], made: string[], placed: PlacedFile[]): Promise<void> {
  try {
    for (const file of files) placed.push(await put(file, made));
  } catch (error) {
    const lost = await takeBack(placed);
    throw lost === undefined ? error : OutputError.from(error, lost);
  }
}

async function put({ staged, place }: PendingFile, made: string[]): Promise<PlacedFile> {
  await makeFolder(dirname(place), made);
  const there = await statIfThere(place);
  refuseOther(place, there);
  let previous: string | undefined;
  if (there?.isFile() === true) {
    previous = `${staged}.previous`;
    // A second name for the old file, so that its place is never empty; a copy where the file system has no links.
    await link(place, previous).catch(() => copyFile(place, previous!));
    await chmod(staged, Number(there.mode));
  }
  await rename(staged, place);
  return { place, previous };
}

/** A rename would put a file in the place of a device, for everybody on the machine. */
function refuseOther(place: string, there: Awaited<ReturnType<typeof statIfThere>>): void {
  if (there === undefined || there.isFile() || there.isSymbolicLink()) return;
  throw new OutputError(`${there.isDirectory() ? "a folder" : "a device or a pipe"} is in the way at \`${place}\``, { help: "choose another name" });
}

/** Undoes a commit that failed half-way; words for what could not be undone. */
async function takeBack(placed: readonly PlacedFile[]): Promise<string | undefined> {
  for (const { place, previous } of placed.toReversed()) {
    try {
      if (previous === undefined) await rm(place, { force: true });
      else await rename(previous, place);
    } catch {
      return `putting the files in place failed, and \`${place}\` could not be put back as it was`;
    }
  }
  return undefined;
}

/** Makes the renames last through a power cut, on systems that can flush folders. */
async function syncFolders(folders: ReadonlySet<string>): Promise<void> {
  for (const folder of folders) {
    try {
      const handle = await open(folder, "r");
      await handle.sync().finally(async () => handle.close());
    } catch {
      // Windows can't open folders; the files themselves are safe.
    }
  }
}

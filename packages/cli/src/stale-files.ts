import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { lstat, open, realpath, rm } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import type { FormatResult } from "@sigwright/ruleset";

/** A file that a manifest lists. */
export interface ListedFile {
  readonly path: string;
  readonly sha256: string;
  readonly role: string;
}

/** What a manifest that stood in the output folder before the run lists; by the manifest's path below that folder. */
export type ManifestsBefore = ReadonlyMap<string, readonly ListedFile[]>;

/** The files stand in the first lines of a manifest, before its signatures, which can be a million. */
const LONGEST_HEAD = 4 * 1024 * 1024;

/** Reads which files the runs before have written; a manifest that can't be understood lists none. */
export async function readManifests(out: string, folders: readonly string[]): Promise<ManifestsBefore> {
  const manifests = new Map<string, readonly ListedFile[]>();
  for (const folder of new Set(folders)) {
    // oxlint-disable-next-line no-await-in-loop -- one for each format
    manifests.set(folder, listedFiles(await readManifestHead(join(out, folder))));
  }
  return manifests;
}

/** What the manifest in a folder says but for its signatures; nothing when it can't be understood. */
export async function readManifestHead(folder: string): Promise<Readonly<Record<string, unknown>>> {
  const text = await readHead(join(folder, "manifest.json"));
  const signatures = text.indexOf('\n  "signatures": [');
  if (signatures === -1) return {};
  try {
    const head: unknown = JSON.parse(`${text.slice(0, signatures).replace(/,\s*$/, "")}}`);
    return typeof head === "object" && head !== null ? { ...head } : {};
  } catch {
    return {};
  }
}

async function readHead(path: string): Promise<string> {
  try {
    if (!(await lstat(path)).isFile()) return "";
    const handle = await open(path);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(LONGEST_HEAD), 0, LONGEST_HEAD, 0);
      return buffer.toString("utf8", 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch {
    // It is only asked what may be tidied up.
    return "";
  }
}

/** The files that the head of a manifest lists, but for those whose path leads out of the folder. */
export function listedFiles({ files }: Readonly<Record<string, unknown>>): readonly ListedFile[] {
  return Array.isArray(files) ? files.filter(isListedFile) : [];
}

function isListedFile(file: unknown): file is ListedFile {
  if (typeof file !== "object" || file === null) return false;
  const { path, sha256, role }: { path?: unknown; sha256?: unknown; role?: unknown } = file;
  return typeof path === "string" && typeof sha256 === "string" && typeof role === "string" && isBelow(path);
}

/** Whether a path stays below the folder it is relative to. */
function isBelow(path: string): boolean {
  return !/[\\:\0]/.test(path) && path.split("/").every((name) => name !== "" && name !== "." && name !== "..");
}

/**
 * The files of runs before that the rules of this run have no use for: lists and settings of rules files that this run
 * writes anew. Only files below the output folder that are to the byte what their manifest says: what somebody has
 * changed or put there is theirs. Rules themselves are never among them.
 */
export async function staleFiles(out: string, before: ManifestsBefore, rulesets: readonly FormatResult[]): Promise<readonly string[]> {
  const written = new Set(rulesets.flatMap(({ files }) => files.map(({ path }) => path)));
  const stale: string[] = [];
  const root = await realpath(out).catch(() => resolve(out));
  for (const [folder, files] of before) {
    const below = folder === "" ? "" : `${folder}/`;
    const rules = files.filter(({ role }) => role === "rules");
    if (rules.length === 0 || !rules.every(({ path }) => written.has(`${below}${path}`))) continue;
    for (const { path, sha256, role } of files) {
      const isSide = role === "list" || role === "list-changes" || role === "sensor-settings";
      // oxlint-disable-next-line no-await-in-loop -- a few
      if (isSide && !written.has(`${below}${path}`) && (await isOurs(root, `${below}${path}`, sha256))) stale.push(`${below}${path}`);
    }
  }
  return stale.toSorted();
}

/** Whether a file below a folder is to the byte what its manifest says. `root` has no links. */
export async function isOurs(root: string, path: string, sha256: string): Promise<boolean> {
  const place = join(root, path);
  try {
    // A link in between could lead anywhere.
    if (!`${await realpath(dirname(place))}${sep}`.startsWith(`${root}${sep}`) || !(await lstat(place)).isFile()) return false;
    const hash = createHash("sha256");
    for await (const chunk of createReadStream(place)) hash.update(chunk);
    return hash.digest("hex") === sha256;
  } catch {
    return false;
  }
}

/** Removes files of {@link staleFiles}; gives those that are gone now. */
export async function removeStale(out: string, paths: readonly string[]): Promise<readonly string[]> {
  const removed: string[] = [];
  for (const path of paths) {
    // oxlint-disable-next-line no-await-in-loop -- a few; one that can't be removed harms nobody
    await rm(join(out, path)).then(() => removed.push(path), () => {});
  }
  return removed;
}

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { lstat, readdir, readFile, rm, rmdir } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { errorCode } from "./output-error.ts";

/** Who made a staging folder: what stands in its file {@link OWNER}. */
interface Owner {
  readonly pid: number;
  readonly host: string;
  /** Milliseconds since 1970. */
  readonly since: number;
}

const PREFIX = ".sigwright-";
/** As `mkdtemp` names them. */
const NAME = /^\.sigwright-[A-Za-z0-9]{6}$/;
const OWNER = "owner";
/** What stands in a staging folder: files on their way, and what they replace. */
const STAGED = /^\d{1,9}-/;
/** Milliseconds after which a run that can't be asked, as it is of another machine, is taken for dead. */
const LONGEST_RUN = 7 * 24 * 60 * 60 * 1000;
/** Milliseconds between making a folder and saying whose it is, with much to spare. */
const UNSAID = 60 * 60 * 1000;

/**
 * Makes a folder for files that are on their way to where `parent` is, and says in it whose it is. At once, so that no signal
 * comes between, which would leave a folder that nobody knows of.
 */
export function makeStagingFolder(parent: string): string {
  const folder = mkdtempSync(join(parent, PREFIX));
  const owner: Owner = { pid: process.pid, host: hostname(), since: Date.now() };
  try {
    writeFileSync(join(folder, OWNER), JSON.stringify(owner), { flag: "wx" });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return folder;
}

/**
 * Removes the staging folders of runs that were killed. One of this machine goes as soon as its process is gone, one of
 * another machine after a week; what holds anything but what we put there stays. Never throws: it is only tidying up.
 */
export async function removeLeftBehind(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  // oxlint-disable-next-line no-await-in-loop -- rarely one
  for (const name of names) if (NAME.test(name)) await removeIfLeftBehind(join(parent, name)).catch(() => {});
}

async function removeIfLeftBehind(folder: string): Promise<void> {
  const status = await lstat(folder);
  if (!status.isDirectory()) return;
  const entries = await readdir(folder, { withFileTypes: true });
  // Killed before it could say whose it is. A run of now has as good as no time between the two.
  if (entries.length === 0 && Date.now() - status.mtimeMs > UNSAID) return rmdir(folder);
  if (!entries.every((entry) => entry.isFile() && (entry.name === OWNER || STAGED.test(entry.name)))) return;
  const owner = await readOwner(join(folder, OWNER));
  if (owner === undefined || isAlive(owner)) return;
  // The owner goes last: until then another run may still find out what this is.
  const files = entries.map((entry) => entry.name).filter((name) => name !== OWNER);
  await Promise.all(files.map(async (name) => rm(join(folder, name), { force: true })));
  await rm(join(folder, OWNER), { force: true });
  await rmdir(folder);
}

async function readOwner(path: string): Promise<Owner | undefined> {
  const { pid, host, since }: Partial<Record<keyof Owner, unknown>> = JSON.parse(await readFile(path, "utf8"));
  return Number.isSafeInteger(pid) && Number(pid) > 0 && typeof host === "string" && typeof since === "number" ? { pid: Number(pid), host, since } : undefined;
}

function isAlive({ pid, host, since }: Owner): boolean {
  if (host !== hostname()) return Date.now() - since < LONGEST_RUN;
  // In containers the first process always has the same number: what is older than this one was another one's.
  if (pid === process.pid) return since >= performance.timeOrigin;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) !== "ESRCH";
  }
}

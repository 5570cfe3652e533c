import { randomBytes } from "node:crypto";
import { link, open, readFile, rename, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { quoted, StoreError } from "@sigwright/core";
import { codeOf, PENDING, storeError } from "./file-access.ts";

/** Milliseconds after which a lock of a process that can't be asked is taken for left behind. */
const STALE = 60_000;
const PATIENCE = 15_000;
const BETWEEN = 15;

/** Who holds a lock. */
interface Holder {
  readonly token: string;
  readonly pid: number;
  readonly host: string;
  readonly since: number;
}

/**
 * Does something to a folder while no other process does. A lock that a process left behind when it died is taken over:
 * one of this machine as soon as the process is gone, one of another machine after a minute.
 *
 * @param what is changed, for the message when somebody else does.
 * @throws StoreError (`conflict`) when the folder is locked for 15 seconds.
 */
export async function withLock<Result>(folder: string, action: () => Promise<Result>, what = "the same signature"): Promise<Result> {
  const path = join(folder, `${PENDING}lock`);
  const token = randomBytes(8).toString("hex");
  await acquire(path, token, what);
  try {
    return await action();
  } finally {
    // Somebody who took us for dead holds the lock now: it is theirs.
    if ((await holderOf(path))?.token === token) await rm(path, { force: true });
  }
}

async function acquire(path: string, token: string, what: string): Promise<void> {
  const end = Date.now() + PATIENCE;
  for (;;) {
    // oxlint-disable no-await-in-loop -- one try after the other
    if (await tryToCreate(path, token)) return;
    const holder = await holderOf(path);
    if (holder !== undefined && isLeftBehind(holder)) await takeAway(path, holder);
    else if (Date.now() > end) throw lockedError(path, holder, what);
    else await setTimeout(BETWEEN + Math.random() * BETWEEN);
    // oxlint-enable no-await-in-loop
  }
}

/** Makes the lock with all that stands in it at once, or finds that there is one. */
async function tryToCreate(path: string, token: string): Promise<boolean> {
  const holder: Holder = { token, pid: process.pid, host: hostname(), since: Date.now() };
  const pending = `${path}-${token}`;
  try {
    const handle = await open(pending, "wx");
    await handle.writeFile(JSON.stringify(holder)).finally(async () => handle.close());
    await link(pending, path);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw storeError(error, `${quoted(path)} can't be made`);
  } finally {
    await rm(pending, { force: true });
  }
}

async function holderOf(path: string): Promise<Holder | undefined> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const { token, pid, host, since }: Partial<Record<keyof Holder, unknown>> = JSON.parse(text);
    if (typeof token === "string" && typeof pid === "number" && typeof host === "string" && typeof since === "number") {
      return { token, pid, host, since };
    }
  } catch {
    // Not ours, or cut off by a crash.
  }
  return { token: "", pid: 0, host: "", since: 0 };
}

function isLeftBehind({ pid, host, since }: Holder): boolean {
  if (host !== hostname()) return Date.now() - since > STALE;
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return codeOf(error) === "ESRCH";
  }
}

/** Removes a lock that was left behind, unless somebody else did and has locked the folder since. */
async function takeAway(path: string, { token }: Holder): Promise<void> {
  const aside = `${path}-${randomBytes(8).toString("hex")}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  if ((await holderOf(aside))?.token !== token) await link(aside, path).catch(() => {});
  await rm(aside, { force: true });
}

function lockedError(path: string, holder: Holder | undefined, what: string): StoreError {
  const who = holder === undefined ? "another process" : `process ${holder.pid} on ${quoted(holder.host)}`;
  return new StoreError("conflict", `${who} is changing ${what} and does not come to an end`, {
    help: `wait for it; when there is no such process, delete ${quoted(path)}`,
  });
}

import { hash, randomBytes } from "node:crypto";
import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readFileSync, readSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";

/** Where results are kept by a key, from one run to the next. What is kept may be gone at any time. */
export interface EntryStore {
  /** What was kept under a key; undefined when nothing was, or when it is not whole. */
  readonly get: (key: string) => Buffer | undefined;
  readonly put: (key: string, bytes: Buffer) => void;
  /** To be called at the end of a run: lets go of what is too much. */
  readonly settle: () => void;
}

const MIB = 1024 * 1024;
const DAY = 24 * 60 * 60 * 1000;
/** Bytes that all entries together may have; when they have more, the oldest go until they have three quarters of it. */
const LARGEST_STORE = 256 * MIB;
const LARGEST_ENTRY = 64 * MIB;
const CHECKSUM = 32;
/** Bytes of entries that are read into the same memory, and copied when they are whole. */
const LENT = 256 * 1024;
/** Links are not followed (Windows does not know the flag). */
const READ_ONLY = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0);

/**
 * Keeps entries as files of a folder. Each is written beside its place and then moved there, so that it is whole or not
 * there at all, and begins with a checksum. What can't be read or written is as if it were not there: a check must not
 * fail for what only makes it faster.
 */
export function folderStore(folder: string, largest: number = LARGEST_STORE): EntryStore {
  let mayWrite = true;
  let hasWritten = false;
  let memory: Buffer | undefined;
  return {
    get: (key) => readEntry(`${folder}${sep}${key}`, (memory ??= Buffer.allocUnsafeSlow(LENT))),
    put(key, bytes) {
      if (!mayWrite || bytes.length > LARGEST_ENTRY) return;
      const pending = join(folder, `.${key}.${randomBytes(6).toString("hex")}`);
      try {
        writeFileSync(pending, Buffer.concat([checksum(bytes), bytes]), { flag: "wx", mode: 0o600 });
        renameSync(pending, join(folder, key));
        hasWritten = true;
      } catch {
        mayWrite = false;
        rmSync(pending, { force: true });
      }
    },
    settle() {
      if (hasWritten) prune(folder, largest);
    },
  };
}

/**
 * Keeps entries in memory, in front of another store if there is one: those that were asked for or put since it was last
 * settled, so that old versions of a file don't add up.
 */
export function memoryStore(behind?: EntryStore): EntryStore {
  let before = new Map<string, Buffer>();
  let now = new Map<string, Buffer>();
  return {
    get(key) {
      const found = now.get(key) ?? before.get(key) ?? behind?.get(key);
      if (found !== undefined) now.set(key, found);
      return found;
    },
    put(key, bytes) {
      now.set(key, bytes);
      behind?.put(key, bytes);
    },
    settle() {
      before = now;
      now = new Map();
      behind?.settle();
    },
  };
}

function checksum(bytes: Uint8Array): Buffer {
  return hash("sha256", bytes, "buffer");
}

/** @param memory what may be overwritten. */
function readEntry(path: string, memory: Buffer): Buffer | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, READ_ONLY);
    const status = fstatSync(file);
    if (!status.isFile() || status.size < CHECKSUM || status.size > LARGEST_ENTRY + CHECKSUM) return undefined;
    // New memory takes longer to get than a small entry to read.
    const isLent = status.size <= memory.length;
    const bytes = isLent ? memory.subarray(0, readSync(file, memory, 0, status.size, 0)) : readFileSync(file);
    if (bytes.length !== status.size) return undefined;
    const payload = bytes.subarray(CHECKSUM);
    if (!bytes.subarray(0, CHECKSUM).equals(checksum(payload))) return undefined;
    // What is in use stays longest; once a day is exact enough.
    if (Date.now() - status.mtimeMs > DAY) utimesSync(path, new Date(), new Date());
    return isLent ? Buffer.from(payload) : payload;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Lets the oldest entries go when there are too many, and what runs that were ended left behind. */
function prune(folder: string, largest: number): void {
  try {
    const entries = readdirSync(folder).flatMap((name) => {
      const status = lstatSync(join(folder, name));
      const { size, mtimeMs } = status;
      return status.isDirectory() ? [] : [{ name, size, mtimeMs }];
    });
    let total = entries.reduce((sum, { size }) => sum + size, 0);
    const most = total > largest ? 0.75 * largest : total;
    for (const { name, size, mtimeMs } of entries.toSorted((a, b) => a.mtimeMs - b.mtimeMs)) {
      const isLeft = name.startsWith(".") && Date.now() - mtimeMs > DAY;
      if (total <= most && !isLeft) continue;
      rmSync(join(folder, name), { force: true });
      total -= size;
    }
  } catch {
    // Another run is at it.
  }
}

import { open, stat } from "node:fs/promises";
import { quoted, SourceText } from "@sigwright/core";
import { errorCode, OutputError } from "./output-error.ts";
import { UsageError } from "./usage-error.ts";

/** Configuration files are read whole; none is this large. */
const LARGEST = 256 * 1024 * 1024;

/**
 * Reads a file that configures a run.
 *
 * @param what it is called in messages: `the template`.
 * @throws UsageError when there is no such file, OutputError when it can't be read.
 */
export async function readTextFile(path: string, what: string): Promise<SourceText> {
  return SourceText.fromBytes(await readBytes(path, what), { path });
}

/** As {@link readTextFile}, but the bytes. */
export async function readBytes(path: string, what: string): Promise<Uint8Array> {
  try {
    const bytes = await readAll(path, what);
    if (bytes.length > LARGEST) throw tooLarge(path, what);
    return bytes;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if (errorCode(error) === "ENOENT") {
      throw new UsageError(`there is no file \`${path}\` for ${what}`, "check the path; it is taken from the current folder");
    }
    if (errorCode(error) === "EISDIR") throw new UsageError(`\`${path}\`, given for ${what}, is a folder`, "give a file");
    throw OutputError.from(error, `reading ${what} \`${path}\` failed`);
  }
}

/** As {@link readTextFile}, but `undefined` when there is no such file. */
export async function readTextFileIfThere(path: string, what: string): Promise<SourceText | undefined> {
  const bytes = await readBytesIfThere(path, what);
  return bytes === undefined ? undefined : SourceText.fromBytes(bytes, { path });
}

/** As {@link readTextFileIfThere}, but the bytes. */
export async function readBytesIfThere(path: string, what: string): Promise<Uint8Array | undefined> {
  try {
    return await readAll(path, what);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if (errorCode(error) === "ENOENT") return undefined;
    if (errorCode(error) === "EISDIR") throw new UsageError(`\`${path}\`, given for ${what}, is a folder`, "give a file");
    throw OutputError.from(error, `reading ${what} \`${path}\` failed`);
  }
}

/**
 * Sees to it that a file that a run reads and puts another in place of is a file, or not there yet: to open a pipe waits for
 * somebody who writes to it.
 *
 * @throws UsageError when it is a folder, a pipe, a socket or a device; OutputError when that can't be told.
 */
export async function mustBeReplaceable(path: string, what: string): Promise<void> {
  let status;
  try {
    status = await stat(path);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return;
    throw OutputError.from(error, `reading ${what} ${quoted(path, 200)} failed`);
  }
  if (status.isFile()) return;
  const kind = status.isDirectory() ? "folder" : status.isFIFO() ? "pipe" : status.isSocket() ? "socket" : "device";
  throw new UsageError(`${quoted(path, 200)}, given for ${what}, is a ${kind}`, "give a file: it is read, and written anew");
}

/** Everything in a file; of what has no size, and perhaps no end (a pipe, a device), no more than a configuration has. */
async function readAll(path: string, what: string): Promise<Uint8Array> {
  const handle = await open(path);
  try {
    const status = await handle.stat();
    if (status.isFile() || status.isDirectory()) return await handle.readFile();
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of handle.createReadStream({ autoClose: false, highWaterMark: 1024 * 1024 })) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > LARGEST) throw tooLarge(path, what);
    }
    return Buffer.concat(chunks);
  } finally {
    await handle.close();
  }
}

function tooLarge(path: string, what: string): UsageError {
  return new UsageError(`${what} \`${path}\` is too large to be one`, "check the path");
}

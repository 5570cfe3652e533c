import { randomBytes } from "node:crypto";
import { open, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { quoted } from "@sigwright/core";
import { OutputError } from "./output-error.ts";

/**
 * Puts other bytes in a file's place: whole or not at all, with the permissions it had. A link is followed, so that it
 * stays one.
 *
 * @throws OutputError when that fails; the file is as it was then.
 */
export async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  let pending: string | undefined;
  try {
    const place = await realpath(path);
    const status = await stat(place);
    if (!status.isFile()) throw new OutputError(`${quoted(path, 200)} is no file that can be written to`, { help: "use `-` to read from a pipe" });
    const fresh = join(dirname(place), `.${basename(place)}.${randomBytes(6).toString("hex")}`);
    const handle = await open(fresh, "wx", status.mode);
    pending = fresh;
    try {
      await handle.writeFile(bytes);
      // The mode given above is what the process's mask left of it.
      await handle.chmod(status.mode);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(fresh, place);
    pending = undefined;
  } catch (error) {
    throw OutputError.from(error, `writing ${quoted(path, 200)} failed, and it is as it was`);
  } finally {
    if (pending !== undefined) await rm(pending, { force: true });
  }
}

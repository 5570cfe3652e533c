import { lstat } from "node:fs/promises";
import { errorCode, OutputError } from "./output-error.ts";

/** A file that a run goes by, and what tells whether it is still the same one; `undefined` where there was none. */
export interface SeenFile {
  readonly path: string;
  readonly mark: string | undefined;
}

/** Notes which file stands there now. Every run puts new files in place, so their content need not be read. */
export async function seeFile(path: string): Promise<SeenFile> {
  return { path, mark: await markOf(path) };
}

/** @throws OutputError when another file stands there now, or none. */
export async function refuseReplaced({ path, mark }: SeenFile): Promise<void> {
  if ((await markOf(path)) === mark) return;
  throw new OutputError(`another run has replaced \`${path}\` since this one read it, so nothing was written`, {
    help: "run it again: it goes on from what the other one left",
  });
}

async function markOf(path: string): Promise<string | undefined> {
  try {
    const { ino, size, mtimeNs } = await lstat(path, { bigint: true });
    return `${ino} ${size} ${mtimeNs}`;
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw OutputError.from(error, `\`${path}\` can't be looked at`);
  }
}

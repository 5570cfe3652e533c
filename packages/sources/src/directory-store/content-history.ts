import { extname, join } from "node:path";
import { makeFolderOfStore, readFileOfStore, writeFileOfStore } from "./file-access.ts";
import { sha256 } from "./folder-name.ts";

const FOLDER = "history";
const LOG = "log.ndjson";

/**
 * Sets a content aside that is about to be replaced: in `history/`, by its SHA-256, with a line in `history/log.ndjson`
 * that says when that was. Contents that were there before take no room a second time, in git neither.
 */
export async function keepContent(folder: string, content: Uint8Array, contentFile: string, replaced: string): Promise<void> {
  const history = join(folder, FOLDER);
  await makeFolderOfStore(history);
  const digest = sha256(content);
  const kept = join(history, `${digest}${extname(contentFile)}`);
  if ((await readFileOfStore(kept)) === undefined) await writeFileOfStore(kept, content);
  const log = join(history, LOG);
  const before = Buffer.from((await readFileOfStore(log)) ?? []).toString("utf8");
  // A process that died before the content was replaced has written the line already.
  if (before.trimEnd().split("\n").at(-1)?.includes(digest) === true) return;
  await writeFileOfStore(log, `${before}${JSON.stringify({ replaced, sha256: digest, bytes: content.length })}\n`);
}

import { quoted } from "@sigwright/core";
import { type CheckedFile, mendFile, type MendRequest } from "@sigwright/review";
import { replaceFile } from "./replace-file.ts";

/**
 * Makes the safe fixes of a file in place, and gives what is found in it then.
 *
 * @param note is told what was mended, and what was not and why.
 * @throws OutputError when the file can't be written; it is as it was then.
 */
export async function fixFile(request: MendRequest, note: (text: string) => void): Promise<readonly CheckedFile[]> {
  const { source, files, made, unmade } = await mendFile(request);
  const name = quoted(request.path, 200);
  if (made > 0) {
    await replaceFile(request.path, source.toBytes());
    note(`${name}: ${made === 1 ? "1 finding was" : `${made.toLocaleString("en-US")} findings were`} mended`);
  }
  for (const { code, line, reason } of unmade) note(`${name}, line ${line}: ${code} was not mended, as ${reason}`);
  return files;
}

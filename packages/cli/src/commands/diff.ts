import { stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { quoted } from "@sigwright/core";
import type { SignatureFormat } from "@sigwright/core";
import type { CommandContext } from "../command-context.ts";
import { realPath } from "../configuration/find-configuration.ts";
import type { ExitCode } from "../exit-code.ts";
import { reportReview, reviewSettings } from "../review-command.ts";
import { namedFiles } from "../named-files.ts";
import type { ReviewFlags } from "../review-command.ts";
import { reviewSides } from "../review-sides.ts";
import type { SideFile } from "../review-sides.ts";
import { findRulePaths, readingFailed, STANDARD_INPUT } from "../rule-paths.ts";
import { readBytes } from "../text-file.ts";
import { UsageError } from "../usage-error.ts";

/** Says what is different in meaning between two rule files, or two folders of them. */
export async function diffCommand(before: string, after: string, flags: ReviewFlags, context: CommandContext): Promise<ExitCode> {
  const areFolders = [await isFolder(before), await isFolder(after)];
  if (areFolders[0] !== areFolders[1]) throw new UsageError("one of the two is a folder and the other is not", "name two files, or two folders");
  // Both are judged by the configuration that the new ones have.
  const placeOf = (path: string): string => (realPath(areFolders[1] === true ? join(after, path) : path));
  const settings = await reviewSettings(flags, { ...flags, placeOf, paths: [after] }, context);
  const [old, young] = areFolders[0]!
    ? [await filesBelow(before, settings.formats), await filesBelow(after, settings.formats)]
    : // One file in two states, whatever they are called.
      [
        [{ path: after, bytes: await readBytes(before, "the old file"), fileExists: namedFiles(before) }],
        [{ path: after, bytes: await readBytes(after, "the new file"), fileExists: namedFiles(after) }],
      ];
  return reportReview(before, await reviewSides(old, young, settings), flags, context);
}

async function isFolder(path: string): Promise<boolean> {
  if (path === STANDARD_INPUT) throw new UsageError("standard input can't be compared", `write it to a file first; a file called - is ./${path}`);
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    throw readingFailed(error, path);
  }
}

async function filesBelow(folder: string, formats: readonly SignatureFormat[]): Promise<readonly SideFile[]> {
  const { paths, problems } = await findRulePaths([folder], formats);
  if (problems.length > 0) throw problems[0]!;
  if (paths.length === 0) throw new UsageError(`there is no rule file in ${quoted(folder)}`);
  const files: SideFile[] = [];
  for (const path of paths) {
    // oxlint-disable-next-line no-await-in-loop -- as many open files at once as there are rule files may be too many
    files.push({ path: relative(folder, path).replaceAll(sep, "/"), bytes: await readBytes(path, "a rule file"), fileExists: namedFiles(path) });
  }
  return files;
}

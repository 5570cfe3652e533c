import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { type BaselineEntry, applyBaseline, baselineOf, type CheckedFile, forkPoint, formatBaseline, openRepository, parseBaseline } from "@sigwright/review";
import { realPath, writtenPath } from "./configuration/find-configuration.ts";
import { commitTree, DISK, type FileTree, pathInRepository } from "./file-tree.ts";
import { OutputError } from "./output-error.ts";
import { replaceFile } from "./replace-file.ts";
import { STANDARD_INPUT } from "./rule-paths.ts";
import { counted } from "./text-table.ts";
import { UsageError } from "./usage-error.ts";

/** Flags that are about the baseline. */
export interface BaselineFlags {
  readonly baseline?: string;
  readonly writeBaseline?: boolean;
  readonly since?: string;
}

/**
 * Files without the findings that the baseline knows, or with all of them after they were written to it.
 *
 * @param configured the baseline that the configuration names; a flag takes its place.
 * @param note is told what there is to know of the baseline.
 * @throws UsageError when there is no baseline, or it is none.
 */
export async function throughBaseline(
  files: readonly CheckedFile[],
  flags: BaselineFlags,
  configured: string | undefined,
  note: (text: string) => void,
): Promise<readonly CheckedFile[]> {
  const given = flags.baseline ?? configured;
  if (given === undefined) {
    if (flags.writeBaseline === true) throw new UsageError("`--write-baseline` needs a file to write to", "name it: --baseline FILE, or `baseline:` in sigwright.yaml");
    return files;
  }
  const place = flags.since === undefined ? realPath(given) : writtenPath(given);
  const pathOf = ({ path }: CheckedFile): string => (path === STANDARD_INPUT ? path : relative(dirname(place), realPath(path)).replaceAll(sep, "/"));
  if (flags.writeBaseline === true) {
    if (flags.since !== undefined) throw new UsageError("`--write-baseline` and `--since` don't go together", "a baseline is written of all there is");
    const entries = baselineOf(files, pathOf);
    await write(place, Buffer.from(formatBaseline(entries)));
    note(`${counted(entries.length, "finding")} written to ${shown(place)}`);
    return applyBaseline(files, entries, pathOf).files;
  }
  const entries = await readBaseline(place, flags, configured !== undefined && flags.baseline === undefined);
  if (entries === undefined) {
    note(`there is no baseline ${shown(place)} yet; --write-baseline writes it`);
    return files;
  }
  const { files: left, gone, unseen } = applyBaseline(files, entries, pathOf);
  const away = gone.length + unseen.filter(({ path }) => path !== STANDARD_INPUT && !existsSync(join(dirname(place), path))).length;
  if (away > 0) note(`${counted(away, "finding")} of the baseline ${away === 1 ? "is" : "are"} gone: write it anew with --write-baseline, so that ${away === 1 ? "it does" : "they do"} not come back unseen`);
  return left;
}

async function write(place: string, bytes: Uint8Array): Promise<void> {
  if (existsSync(place)) return await replaceFile(place, bytes);
  try {
    await writeFile(place, bytes, { flag: "wx" });
  } catch (error) {
    throw OutputError.from(error, `writing the baseline ${shown(place)} failed`);
  }
}

/** With `--since` a baseline of the repository counts as it was: a change could put its own findings into it. */
async function readBaseline(place: string, { since }: BaselineFlags, mayBeMissing: boolean): Promise<readonly BaselineEntry[] | undefined> {
  const source = await (await treeFor(place, since)).read(place, "the baseline");
  if (source === undefined) {
    if (mayBeMissing || since !== undefined) return undefined;
    throw new UsageError(`there is no baseline ${shown(place)}`, "write it with --write-baseline, or check the path");
  }
  const entries = parseBaseline(source.text);
  if ("fault" in entries) throw new UsageError(`the baseline ${shown(place)} ${entries.fault}`, "write it anew with --write-baseline");
  return entries;
}

async function treeFor(place: string, since: string | undefined): Promise<FileTree> {
  if (since === undefined) return DISK;
  const repository = await openRepository(process.cwd());
  return pathInRepository(repository.root, place) === undefined ? DISK : commitTree(repository, await forkPoint(repository, since));
}

function shown(place: string): string {
  return `\`${relative(process.cwd(), place) || place}\``;
}

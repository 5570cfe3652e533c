import { lstat } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { quoted, SourceText } from "@sigwright/core";
import type { SignatureFormat, Target } from "@sigwright/core";
import type { RulesetRequest } from "@sigwright/ruleset";
import { digestOf } from "./disk-output.ts";
import { listedFiles, readManifestHead } from "./stale-files.ts";
import { readBytes } from "./text-file.ts";
import { UsageError } from "./usage-error.ts";

/** Rules that others are appended to. */
export interface AppendedRules {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly format: SignatureFormat;
  readonly target: Target;
  /** The output folder. */
  readonly out: string | undefined;
}

type Lists = NonNullable<NonNullable<RulesetRequest["append"]>["lists"]>;

/**
 * The lists that rules name and that stand beside them: the engine looks for them beside the rules, so they have to come
 * along into the output folder. Names that are absolute, and lists that stand nowhere near, are found wherever the rules are.
 *
 * @throws UsageError when a list lies above the rules, from where it can't come along, or when it would take the place of a
 * file in the output folder that no run has written.
 */
export async function readAppendedLists({ path, bytes, format, target, out }: AppendedRules): Promise<Lists> {
  const folder = resolve(dirname(path));
  if (format.parse === undefined || format.validate === undefined || (out !== undefined && resolve(out) === folder)) return [];
  const names = new Set<string>();
  const noteName = (name: string): boolean => {
    if (!isAbsolute(name) && name !== "" && !name.includes("\0")) names.add(name);
    return true;
  };
  format.validate(format.parse(SourceText.fromBytes(bytes, { path })).document, { target, fileExists: noteName });
  const written = new Map<string, string>();
  if (out !== undefined) for (const file of listedFiles(await readManifestHead(out))) written.set(file.path, file.sha256);
  const lists = new Map<string, Uint8Array>();
  /* oxlint-disable no-await-in-loop -- a few lists */
  for (const name of names) {
    const place = resolve(folder, name);
    if (!(await isThere(place))) continue;
    const inFolder = relative(folder, place).split(sep).join("/");
    if (inFolder.startsWith("..")) {
      throw new UsageError(`rules of \`${path}\` name the list ${quoted(name)} outside of their folder, and would not find it from the output folder`, "put it beside the rules, or name it by its whole path");
    }
    const list = await readBytes(place, "a list of the rules of --append");
    if (out !== undefined && (await isThere(join(out, inFolder)))) {
      const there = digestOf(await readBytes(join(out, inFolder), "a list in the output folder"));
      if (there !== written.get(inFolder)) {
        // Somebody put it there. It is theirs: left alone when it is the same, and not overwritten when it is not.
        if (there === digestOf(list)) continue;
        throw new UsageError(`the list ${quoted(inFolder)} of \`${path}\` would take the place of another file in the output folder`, "give one of them another name");
      }
    }
    lists.set(inFolder, list);
  }
  /* oxlint-enable no-await-in-loop */
  return [...lists].map(([inFolder, list]) => ({ path: inFolder, bytes: list }));
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

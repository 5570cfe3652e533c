import { realpath } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { ManifestList, OutputBefore } from "@sigwright/ruleset";
import { readLines } from "./disk-run-store.ts";
import { isOurs, listedFiles, readManifestHead } from "./stale-files.ts";

/**
 * What an output folder holds from a run before, so that changes of its lists can be told; `undefined` when there is none
 * that can be understood. Lists that are not to the byte what the manifest says, or lead out of the folder, have no lines.
 */
export async function readOutputBefore(out: string, folder: string): Promise<OutputBefore | undefined> {
  const below = join(out, folder);
  const head = await readManifestHead(below);
  const { now, target, lists } = head;
  if (typeof now !== "string" || Number.isNaN(Date.parse(now)) || !isTarget(target)) return undefined;
  const said = isLists(lists) ? { lists: { files: lists.files, rules: lists.rules } } : {};
  const intact = new Set<string>();
  const root = await realpath(below).catch(() => resolve(below));
  const wanted = new Set(said.lists?.files.map(({ file }) => file));
  for (const { path, sha256, role } of listedFiles(head)) {
    // oxlint-disable-next-line no-await-in-loop -- a few files
    if (role === "list" && wanted.has(path) && (await isOurs(root, path, sha256))) intact.add(path);
  }
  return { now, target, ...said, lines: (file) => (intact.has(file) ? readLines(join(root, file)) : undefined) };
}

function isTarget(value: unknown): value is OutputBefore["target"] {
  if (typeof value !== "object" || value === null) return false;
  const { engine, version }: { engine?: unknown; version?: unknown } = value;
  return typeof engine === "string" && typeof version === "string";
}

function isLists(value: unknown): value is NonNullable<OutputBefore["lists"]> {
  if (typeof value !== "object" || value === null) return false;
  const { files, rules }: { files?: unknown; rules?: unknown } = value;
  if (typeof rules !== "object" || rules === null || !Object.values(rules).every((digest) => typeof digest === "string")) return false;
  return Array.isArray(files) && files.every(isList);
}

function isList(value: unknown): value is ManifestList {
  if (typeof value !== "object" || value === null) return false;
  const { name, file, entries, room }: { name?: unknown; file?: unknown; entries?: unknown; room?: unknown } = value;
  return typeof name === "string" && typeof file === "string" && typeof entries === "number" && (room === null || typeof room === "number");
}

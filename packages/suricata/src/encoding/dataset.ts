import type { ListFile, Target } from "@sigwright/core";
import { wireBytes } from "@sigwright/rule-language/template";
import { engineVersion, type EngineVersion } from "../targets.ts";
import { CONTEXT_OPTIONS } from "./list-context.ts";

type DatasetType = "string" | "md5";
type LoadedFile = Pick<ListFile, "name" | "path" | "lines">;

/** A dataset that is loaded from a file, looked up in the buffer that stands before it. */
export function dataset(type: DatasetType, file: LoadedFile, target: Target): string {
  return `${datasetOptions(type, file, target, ENTRY_BYTES)};`;
}

/** The same of a file with a line of `contextLine` for each member. For 8.0. */
export function contextDataset(type: DatasetType, file: LoadedFile, target: Target): string {
  return `${datasetOptions(type, file, target, CONTEXT_ENTRY_BYTES)},${CONTEXT_OPTIONS};`;
}

function datasetOptions(type: DatasetType, { name, path, lines }: LoadedFile, target: Target, entryBytes: number): string {
  const memory = `memcap ${megabytes(lines, entryBytes)}mb,hashsize ${buckets(lines, engineVersion(target))}`;
  return `dataset:isset,${datasetName(name)},type ${type},load ${path},${memory}`;
}

/** Characters of a dataset's name; the engine refuses 64 (measured on 7.0.10). */
const LONGEST_NAME = 63;

/**
 * The dataset's name is the list's, which stays when the content changes: a running engine is told of changes by it, and a
 * reload of the rules takes the new file. Two rulesets in one engine never share a name for two lists; its end is the part
 * that tells it from others.
 */
export function datasetName(name: string): string {
  return name.slice(-LONGEST_NAME);
}

/** The most buckets of a dataset in the stock configuration; see `memoryProblem`. */
const MOST_BUCKETS: Readonly<Record<EngineVersion, number>> = { "7.0": 262_144, "8.0": 65_536 };
const FEWEST_BUCKETS = 1024;

/**
 * As many buckets as entries, a power of two, as far as the engine allows: with its 4,096 a million names took 18.6 s to
 * load on 7.0.10, with 262,144 1.3 s.
 */
function buckets(lines: number, version: EngineVersion): number {
  const wanted = 2 ** Math.ceil(Math.log2(Math.max(lines, FEWEST_BUCKETS)));
  return Math.min(wanted, MOST_BUCKETS[version]);
}

const STOCK_MEGABYTES = 100;
/** More than an entry takes: 88 to 120 bytes and the value, so that a limit that is only a limit is never in the way. */
const ENTRY_BYTES = 512;
/** The same with the line in JSON, which 8.0 holds beside the value. */
const CONTEXT_ENTRY_BYTES = ENTRY_BYTES + 1024;

function megabytes(lines: number, entryBytes: number): number {
  return Math.max(STOCK_MEGABYTES, Math.ceil((lines * entryBytes) / 2 ** 20));
}

/** Entries to a bucket, more than which make looking one up slow: each is compared. */
const MOST_PER_BUCKET = 16;

/**
 * Entries that a dataset can come to have that was loaded with some: what its memory holds of usual size, half of what an
 * entry is given, and what its buckets find fast, or half as fast as those that it was loaded with.
 */
export function roomFor(lines: number, hasContext: boolean, target: Target): number {
  const entryBytes = hasContext ? CONTEXT_ENTRY_BYTES : ENTRY_BYTES;
  const held = Math.floor((megabytes(lines, entryBytes) * 2 ** 20) / (entryBytes / 2));
  return Math.min(held, Math.max(2 * lines, MOST_PER_BUCKET * buckets(lines, engineVersion(target))));
}

/** A value as it stands in the file of a dataset of strings. */
export function datasetLine(value: string): string {
  let characters = "";
  for (const byte of wireBytes(value)) characters += String.fromCharCode(byte);
  return btoa(characters);
}


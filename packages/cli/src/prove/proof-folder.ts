import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { type Channel, CHANNELS, OBSERVATION_KINDS, type ObservationKind, quoted, visibleText } from "@sigwright/core";
import type { Manifest, ManifestSignature } from "@sigwright/ruleset";
import { statIfThere } from "../folder.ts";
import { OutputError } from "../output-error.ts";
import { readTextFile } from "../text-file.ts";
import { UsageError } from "../usage-error.ts";

/** A ruleset with its manifest, read and checked. Nothing in it is trusted to name files elsewhere. */
export interface ProofFolder {
  /** What people call the folder: as it was given. */
  readonly name: string;
  readonly format: string;
  readonly target: { readonly engine: string; readonly version: string };
  /** Path of the file with the rules. */
  readonly rules: string;
  /** Path of `manifest.ndjson`; `undefined` when there is none. */
  readonly outcomes: string | undefined;
  readonly signatures: readonly ManifestSignature[];
  readonly channelsOf: (signature: ManifestSignature) => readonly Channel[];
}

const MANIFEST = "manifest.json";
const OUTCOMES = "manifest.ndjson";
const VERSION = 1;
const AGAIN = "run `sigwright generate` again";

/**
 * Finds the rulesets of a folder: the one whose manifest lies in it, or one in each folder below it, as `generate` writes
 * several formats.
 *
 * @throws UsageError when there is no manifest, or it is none. OutputError when a file can't be read.
 */
export async function readProofFolders(folder: string): Promise<readonly ProofFolder[]> {
  const here = await statIfThere(join(folder, MANIFEST)).catch((error: unknown) => {
    throw OutputError.from(error, `reading \`${visibleText(folder)}\` failed`);
  });
  if (here !== undefined) return [await readProofFolder(folder)];
  const below = (await foldersBelow(folder)).toSorted();
  const found: ProofFolder[] = [];
  for (const name of below) {
    const path = join(folder, name);
    // oxlint-disable-next-line no-await-in-loop -- a handful of small files
    if ((await statIfThere(join(path, MANIFEST))) !== undefined) found.push(await readProofFolder(path));
  }
  if (found.length > 0) return found;
  throw new UsageError(
    `there is no \`${MANIFEST}\` in ${quoted(folder)}`,
    "give the folder that `sigwright generate --out` wrote: the manifest says what each signature is for",
  );
}

async function foldersBelow(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch (error) {
    const failed = OutputError.from(error, `reading the folder ${quoted(folder)} failed`, { ENOENT: "give the folder that `sigwright generate --out` wrote" });
    throw failed;
  }
}

async function readProofFolder(folder: string): Promise<ProofFolder> {
  const path = join(folder, MANIFEST);
  await mustBeFile(path, "the manifest");
  const manifest = parseManifest((await readTextFile(path, "the manifest")).text, path);
  const ruleFiles = manifest.files.filter(({ role }) => role === "rules");
  if (ruleFiles.length !== 1) throw unusable(path, `it lists ${ruleFiles.length} rule files`);
  for (const file of manifest.files) mustBeBelow(file.path, path);
  const rules = insideFolder(folder, ruleFiles[0]!.path, path);
  await mustBeFile(rules, "the rule file");
  const outcomes = await findOutcomes(folder, manifest);
  const channels = new Map(manifest.rules.map((rule) => [`${rule.observation} ${rule.rule}`, rule.channels]));
  return {
    name: folder,
    format: manifest.format,
    target: manifest.target,
    rules,
    outcomes,
    signatures: manifest.signatures,
    channelsOf: ({ observation, rule }) => channels.get(`${observation} ${rule}`) ?? [],
  };
}

/**
 * The list of outcomes, which says what is in lists. It has to be to the byte what the manifest says, where that says
 * anything: of a list that was cut off, members would be missing without a word.
 */
async function findOutcomes(folder: string, { files }: Manifest): Promise<string | undefined> {
  const path = join(folder, OUTCOMES);
  const listed = files.find(({ role }) => role === "outcomes");
  if ((await statIfThere(path)) === undefined) {
    if (listed === undefined) return undefined;
    throw new UsageError(`${quoted(path)} is missing, and \`${MANIFEST}\` lists it`, AGAIN);
  }
  await mustBeFile(path, "the list of outcomes");
  if (listed !== undefined && (await digestOfFile(path)) !== listed.sha256) {
    throw new UsageError(`${quoted(path)} is not what \`${MANIFEST}\` says it is: it was cut off or changed, or is of another run`, AGAIN);
  }
  return path;
}

async function digestOfFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk);
  } catch (error) {
    throw OutputError.from(error, `reading the list of outcomes ${quoted(path)} failed`);
  }
  return hash.digest("hex");
}

/** No file of a ruleset is elsewhere, whatever it is for. */
function mustBeBelow(path: string, manifest: string): void {
  const isPlain = path.split("/").every((part) => part !== "" && part !== "." && part !== "..") && !/[\\:\0]/.test(path);
  if (!isPlain) throw unusable(manifest, `it names the file ${quoted(path)}, which is not beside it`);
}

/** Path of a file that stands beside the manifest. */
function insideFolder(folder: string, path: string, manifest: string): string {
  // `generate` writes the files of one format beside its manifest, and names them from the folder above with several.
  const name = basename(path);
  const parts = path.split("/");
  if (parts.length > 2 || (parts.length === 2 && parts[0] !== basename(resolve(folder)))) {
    throw unusable(manifest, `it names the rule file ${quoted(path)}, which is not beside it`);
  }
  return join(folder, name);
}

async function mustBeFile(path: string, what: string): Promise<void> {
  try {
    if ((await lstat(path)).isFile()) return;
  } catch (error) {
    throw OutputError.from(error, `reading ${what} ${quoted(path)} failed`);
  }
  throw new UsageError(`${what} ${quoted(path)} is no regular file`, "links are not followed: what they lead to could be anything");
}

function unusable(path: string, why: string): UsageError {
  return new UsageError(`${quoted(path)} is no manifest that can be proven: ${why}`, AGAIN);
}

function parseManifest(text: string, path: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw unusable(path, visibleText(error instanceof Error ? error.message : String(error)));
  }
  const fault = manifestFault(value);
  if (fault !== undefined) throw unusable(path, fault);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- manifestFault has looked at all that is used
  return value as Manifest;
}

/** What is wrong with what should be a manifest; only what is used is looked at. */
function manifestFault(value: unknown): string | undefined {
  if (!isRecord(value)) return "it is no JSON object";
  const { version } = value;
  if (version !== VERSION) return `it is not of version ${VERSION}${typeof version === "number" ? `, but of ${version}, which another version of sigwright writes` : ""}`;
  const { format, target, files, rules, signatures } = value;
  if (typeof format !== "string") return "it names no format";
  if (!isRecord(target) || typeof target["engine"] !== "string" || typeof target["version"] !== "string") return "it names no target";
  if (!Array.isArray(files) || !files.every((file) => isRecord(file) && ["path", "role", "sha256"].every((name) => typeof file[name] === "string"))) return "`files` is no list of files";
  if (!Array.isArray(rules) || !rules.every(isRule)) return "`rules` is no list of template rules";
  if (!Array.isArray(signatures)) return "`signatures` is no list";
  const wrong = signatures.findIndex((signature) => !isSignature(signature));
  return wrong === -1 ? undefined : `\`signatures[${wrong}]\` is no signature`;
}

function isRule(rule: unknown): boolean {
  return isRecord(rule) && typeof rule["rule"] === "string" && isKind(rule["observation"]) && Array.isArray(rule["channels"]) && rule["channels"].every(isChannel);
}

function isSignature(value: unknown): boolean {
  return (
    isRecord(value) &&
    ["gid", "sid"].every((name) => value[name] === null || Number.isSafeInteger(value[name])) &&
    isKind(value["observation"]) &&
    ["rule", "list", "beside"].includes(String(value["kind"])) &&
    typeof value["rule"] === "string" &&
    (value["name"] === undefined || typeof value["name"] === "string") &&
    ["value", "approximate"].every((name) => value[name] === null || typeof value[name] === "string")
  );
}

function isKind(value: unknown): value is ObservationKind {
  return OBSERVATION_KINDS.some((kind) => kind === value);
}

function isChannel(value: unknown): value is Channel {
  return CHANNELS.some((channel) => channel === value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

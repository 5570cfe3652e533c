import { closeSync, createReadStream, openSync, readFileSync, readSync, type Stats, statSync } from "node:fs";
import { quoted, SourceText } from "@sigwright/core";
import { digestOf, fileContent, type FileContent } from "./cache/file-content.ts";
import type { CommandIo } from "./command-io.ts";
import { OutputError } from "./output-error.ts";
import { readingFailed, STANDARD_INPUT } from "./rule-paths.ts";
import { UsageError } from "./usage-error.ts";

const MIB = 1024 * 1024;
/** Bytes that a rule file may have: ten times what all published rules together have. */
const LARGEST = 256 * MIB;
const LARGEST_SHOWN = "256 MiB";
/** Bytes of files that are read into the same memory; files of rules are rarely larger. */
const LENT = MIB;

/**
 * Reads a file of rules, or standard input.
 *
 * @throws UsageError when standard input is a terminal, OutputError when reading fails or never ends.
 */
export async function readRuleText(path: string, io: CommandIo): Promise<SourceText> {
  return SourceText.fromBytes(await readBytes(path, io), { path: nameOf(path) });
}

/** Reads one file after the other. */
export type RuleReader = (path: string) => Promise<FileContent>;

/**
 * Makes a reader for many files, of most of which nobody will want more than the digest: each is read into the memory that
 * the one before it had, as the system takes longer to find new memory than to read a file. Who asks for the text before
 * the next file is read gets what was read; who asks later has the file read again, and it must be the same still.
 *
 * @throws as {@link readRuleText}; asking for a text throws OutputError when the file has changed.
 */
export function ruleReader(io: CommandIo): RuleReader {
  let memory: Buffer | undefined;
  let lent: LentContent | undefined;
  return async (path) => {
    lent?.giveBack();
    lent = undefined;
    if (path === STANDARD_INPUT) return fileContent(path, await readBytes(path, io), nameOf(path));
    try {
      const status = statSync(path);
      memory ??= Buffer.allocUnsafeSlow(LENT);
      const bytes = status.isFile() && status.size < LENT ? readInto(memory, path) : undefined;
      if (bytes === undefined) return fileContent(path, await readWhole(path, status));
      const content = (lent = new LentContent(path, bytes));
      return { path, source: SourceText.fromBytesLater(() => content.take(), { path }), digest: () => content.digest() };
    } catch (error) {
      throw readingFailed(error, path);
    }
  };
}

/** What is in a file, in memory that others get when it is given back. */
class LentContent {
  readonly #path: string;
  #bytes: Uint8Array | undefined;
  #digest: string | undefined;

  constructor(path: string, bytes: Uint8Array) {
    this.#path = path;
    this.#bytes = bytes;
  }

  digest(): string {
    return (this.#digest ??= digestOf(this.#bytes!));
  }

  /** The bytes, in memory of their own. */
  take(): Uint8Array {
    return this.#bytes === undefined ? this.#again() : new Uint8Array(this.#bytes);
  }

  giveBack(): void {
    this.digest();
    this.#bytes = undefined;
  }

  #again(): Uint8Array {
    let bytes: Uint8Array;
    try {
      bytes = readFileSync(this.#path);
    } catch (error) {
      throw readingFailed(error, this.#path);
    }
    if (digestOf(bytes) === this.#digest) return bytes;
    throw new OutputError(`${quoted(this.#path, 200)} changed while it was checked`, { help: "check again when nobody writes to it" });
  }
}

/** What people read as the name of a file. */
function nameOf(path: string): string {
  return path === STANDARD_INPUT ? "<stdin>" : path;
}

async function readBytes(path: string, io: CommandIo): Promise<Uint8Array> {
  if (path === STANDARD_INPUT) {
    if (io.inputIsTerminal) {
      throw new UsageError("standard input is a terminal", "pipe rules into it: `sigwright check - < local.rules`");
    }
    return await readAll(io.input, "standard input");
  }
  try {
    return await readWhole(path, statSync(path));
  } catch (error) {
    throw readingFailed(error, path);
  }
}

/** A pipe (`<(zcat rules.gz)`) has no size and must not be read without an end. */
async function readWhole(path: string, status: Stats): Promise<Uint8Array> {
  const isWhole = status.isFile() && status.size <= LARGEST;
  // At once: nothing else waits, and small files are read several times as fast so.
  return isWhole ? readFileSync(path) : await readAll(createReadStream(path), quoted(path, 200));
}

/** Reads a file into memory that is there; undefined when it does not fit. */
function readInto(memory: Uint8Array, path: string): Uint8Array | undefined {
  const file = openSync(path, "r");
  try {
    let size = 0;
    for (let read = -1; read !== 0 && size < memory.length; size += read) read = readSync(file, memory, size, memory.length - size, null);
    return size < memory.length ? memory.subarray(0, size) : undefined;
  } finally {
    closeSync(file);
  }
}

async function readAll(stream: AsyncIterable<Uint8Array>, name: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > LARGEST) throw new OutputError(`${name} is larger than ${LARGEST_SHOWN}`, { help: "split it into several files" });
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, size);
}

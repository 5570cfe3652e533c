import { createReadStream, readFileSync, statSync } from "node:fs";
import { quoted, SourceText } from "@sigwright/core";
import type { CommandIo } from "./command-io.ts";
import { OutputError } from "./output-error.ts";
import { readingFailed, STANDARD_INPUT } from "./rule-paths.ts";
import { UsageError } from "./usage-error.ts";

/** Bytes that a rule file may have: ten times what all published rules together have. */
const LARGEST = 256 * 1024 * 1024;
const LARGEST_SHOWN = "256 MiB";

/** A file of rules, as it is on the disk and as text. */
export interface RuleBytes {
  readonly source: SourceText;
  readonly bytes: Uint8Array;
}

/**
 * Reads a file of rules, or standard input.
 *
 * @throws UsageError when standard input is a terminal, OutputError when reading fails or never ends.
 */
export async function readRuleText(path: string, io: CommandIo): Promise<SourceText> {
  return (await readRuleBytes(path, io)).source;
}

/** As {@link readRuleText}, with the bytes. */
export async function readRuleBytes(path: string, io: CommandIo): Promise<RuleBytes> {
  if (path === STANDARD_INPUT) {
    if (io.inputIsTerminal) {
      throw new UsageError("standard input is a terminal", "pipe rules into it: `sigwright check - < local.rules`");
    }
    return decoded(await readAll(io.input, "standard input"), "<stdin>");
  }
  try {
    const status = statSync(path);
    // A pipe (`<(zcat rules.gz)`) has no size and must not be read without an end.
    const isWhole = status.isFile() && status.size <= LARGEST;
    // At once: nothing else waits, and small files are read several times as fast so.
    return decoded(isWhole ? readFileSync(path) : await readAll(createReadStream(path), quoted(path, 200)), path);
  } catch (error) {
    throw readingFailed(error, path);
  }
}

function decoded(bytes: Uint8Array, path: string): RuleBytes {
  return { bytes, source: SourceText.fromBytesLater(bytes, { path }) };
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

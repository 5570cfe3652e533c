import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { quoted, SourceText } from "@sigwright/core";
import type { CommandIo } from "./command-io.ts";
import { OutputError } from "./output-error.ts";
import { readingFailed, STANDARD_INPUT } from "./rule-paths.ts";
import { UsageError } from "./usage-error.ts";

/** Bytes that a rule file may have: ten times what all published rules together have. */
const LARGEST = 256 * 1024 * 1024;
const LARGEST_SHOWN = "256 MiB";

/**
 * Reads a file of rules, or standard input.
 *
 * @throws UsageError when standard input is a terminal, OutputError when reading fails or never ends.
 */
export async function readRuleText(path: string, io: CommandIo): Promise<SourceText> {
  if (path === STANDARD_INPUT) {
    if (io.inputIsTerminal) {
      throw new UsageError("standard input is a terminal", "pipe rules into it: `sigwright check - < local.rules`");
    }
    return SourceText.fromBytes(await readAll(io.input, "standard input"), { path: "<stdin>" });
  }
  try {
    const status = await stat(path);
    // A pipe (`<(zcat rules.gz)`) has no size and must not be read without an end.
    const isWhole = status.isFile() && status.size <= LARGEST;
    const bytes = isWhole ? await readFile(path) : await readAll(createReadStream(path), quoted(path, 200));
    return SourceText.fromBytes(bytes, { path });
  } catch (error) {
    throw readingFailed(error, path);
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

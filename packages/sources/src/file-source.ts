import { basename, extname } from "node:path";
import { SourceError, quoted } from "@sigwright/core";
import type { IndicatorSource, SourceRow } from "@sigwright/core";
import { fileBytes, peek, textBytes } from "./byte-stream.ts";
import { createCsvReader } from "./csv.ts";
import { createJsonRowScanner, JsonDocumentError } from "./json-rows.ts";
import type { JsonRow } from "./json-rows.ts";
import { decodeBytes, readLines } from "./line-reader.ts";
import type { Line } from "./line-reader.ts";
import { readListLine } from "./list.ts";
import { jsonRow, readNdjsonLine } from "./ndjson.ts";
import { detectKind } from "./source-kind.ts";
import type { SourceKind } from "./source-kind.ts";
import { present, tooLongRow } from "./source-row.ts";
import type { RowContext } from "./source-row.ts";

/** Bytes from which the kind is told. */
const SAMPLE_BYTES = 64 * 1024;
const DEFAULT_MAX_ROW_BYTES = 1024 * 1024;

/** What reading depends on beside the bytes. */
export interface ReadOptions {
  /** Length in bytes above which a row is malformed. Default 1 MiB. */
  readonly maxRowBytes?: number;
}

/**
 * A file of indicators: NDJSON, a JSON array, CSV or a plain list, perhaps gzip-compressed; the kind is found from the
 * content. `read` streams: what is held does not grow with the file.
 */
export function fileSource(path: string, options: ReadOptions = {}): IndicatorSource {
  return {
    spec: `file:${path}`,
    read: () =>
      readIndicators(fileBytes(path), {
        ...options,
        spec: `file:${path}`,
        path,
        name: quoted(path),
        extension: extname(basename(path, ".gz")).toLowerCase(),
      }),
  };
}

/** Indicators from a stream of bytes, standard input for example. It can be read once. */
export function streamSource(
  chunks: AsyncIterable<Uint8Array>,
  { spec, path, name, ...options }: ReadOptions & { spec: string; path: string; name: string },
): IndicatorSource {
  let used = false;
  return {
    spec,
    read() {
      if (used) throw new Error(`${spec} can be read once only`);
      used = true;
      return readIndicators(chunks, { ...options, spec, path, name });
    },
  };
}

/** What {@link readIndicators} says of the source it reads. */
export interface SourceIdentity extends ReadOptions {
  /** The source as the user gave it. */
  readonly spec: string;
  /** What stands in front of line numbers. */
  readonly path: string;
  /** What the source is called in a sentence. */
  readonly name: string;
  /** File name extension as in `.csv`, lower case; a hint for messages. */
  readonly extension?: string;
}

/**
 * Reads indicators from bytes. Every row comes out, as indicator or as malformed, in the order of the source.
 *
 * @throws SourceError when there is no row at all, the bytes are of no kind that can be read, or a JSON document is
 * broken in a way that leaves no row boundaries; rows may have come out before.
 */
export async function* readIndicators(
  chunks: AsyncIterable<Uint8Array>,
  identity: SourceIdentity,
): AsyncGenerator<SourceRow> {
  const limit = identity.maxRowBytes ?? DEFAULT_MAX_ROW_BYTES;
  const text = await peek(textBytes(chunks, identity.name), SAMPLE_BYTES);
  try {
    const sample = decodeBytes(text.head).text;
    if (text.ended && sample.trim() === "") throw emptySource(identity.name, "is empty");
    const kind = detectKind(sample, {
      whole: text.ended,
      name: identity.name,
      ...(identity.extension === undefined ? {} : { extension: identity.extension }),
    });
    const context: RowContext = { spec: identity.spec, path: identity.path };
    let any = false;
    for await (const rows of rowBatches(kind, text.all, context, limit)) {
      for (const row of rows) {
        any = true;
        yield row;
      }
    }
    if (!any) throw emptySource(identity.name, "holds no indicators");
  } finally {
    // Whoever writes into a pipe that is read no further must come to know.
    await text.close();
  }
}

function emptySource(name: string, what: string): SourceError {
  return new SourceError(`${name} ${what}`, { help: "check that it was written completely, and that it is the right file" });
}

function rowBatches(
  kind: SourceKind,
  chunks: AsyncIterable<Uint8Array>,
  context: RowContext,
  limit: number,
): AsyncGenerator<Iterable<SourceRow>> {
  if (kind.kind === "csv") return csvRows(chunks, kind.delimiter, context, limit);
  if (kind.kind === "json") return jsonRows(chunks, context, limit);
  const readLine = kind.kind === "ndjson" ? readNdjsonLine : readListLine;
  return lineRows(chunks, limit, (line) => readLine(line, context, limit));
}

async function* lineRows(
  chunks: AsyncIterable<Uint8Array>,
  limit: number,
  read: (line: Line) => SourceRow | undefined,
): AsyncGenerator<Iterable<SourceRow>> {
  for await (const lines of readLines(chunks, limit)) yield present(lines, read);
}

async function* csvRows(
  chunks: AsyncIterable<Uint8Array>,
  delimiter: string,
  context: RowContext,
  limit: number,
): AsyncGenerator<Iterable<SourceRow>> {
  const reader = createCsvReader(delimiter, context, limit);
  for await (const lines of readLines(chunks, limit)) yield reader.push(lines);
  yield reader.end();
}

async function* jsonRows(
  chunks: AsyncIterable<Uint8Array>,
  context: RowContext,
  limit: number,
): AsyncGenerator<Iterable<SourceRow>> {
  const scanner = createJsonRowScanner(limit);
  const read = (row: JsonRow): SourceRow =>
    row.tooLong === undefined ? jsonRow(row, context) : tooLongRow(row, context, row.tooLong, limit);
  try {
    for await (const chunk of chunks) yield present(scanner.push(chunk), read);
    scanner.end();
  } catch (error) {
    if (!(error instanceof JsonDocumentError)) throw error;
    throw new SourceError(`${context.path}:${error.line}:${error.column}: ${error.message}`, {
      ...(error.help === undefined ? {} : { help: error.help }),
      cause: error,
    });
  }
}

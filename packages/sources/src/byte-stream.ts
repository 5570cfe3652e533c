import { createReadStream } from "node:fs";
import { access, constants, readdir, stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { closest, SourceError } from "@sigwright/core";

const CHUNK_BYTES = 256 * 1024;
/** Enough for every signature in {@link FOREIGN} and for the gzip magic. */
const MAGIC_BYTES = 16;

/** What files of other kinds begin with, so that the message can say what the file is instead of failing on row 1. */
const FOREIGN: readonly { readonly magic: readonly number[]; readonly what: string; readonly help: string }[] = [
  {
    magic: [0xff, 0xfe],
    what: "is UTF-16 text",
    help: "save it as UTF-8, for example with `iconv -f UTF-16 -t UTF-8`",
  },
  {
    magic: [0xfe, 0xff],
    what: "is UTF-16 text",
    help: "save it as UTF-8, for example with `iconv -f UTF-16 -t UTF-8`",
  },
  {
    magic: [0x50, 0x4b, 0x03, 0x04],
    what: "is a ZIP archive or an Office document",
    help: "unpack it, or export the sheet as CSV",
  },
  { magic: [0x25, 0x50, 0x44, 0x46], what: "is a PDF document", help: "extract its indicators into a list first" },
  { magic: [0x42, 0x5a, 0x68, 0x39], what: "is compressed with bzip2", help: "decompress it with `bunzip2`" },
  { magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a], what: "is compressed with xz", help: "decompress it with `unxz`" },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], what: "is compressed with Zstandard", help: "decompress it with `unzstd`" },
];

/**
 * The bytes of a file, in chunks.
 *
 * @throws SourceError when there is no such file, it is a folder, or it may not be read.
 */
export async function* fileBytes(path: string): AsyncGenerator<Uint8Array> {
  await checkReadable(path);
  try {
    yield* createReadStream(path, { highWaterMark: CHUNK_BYTES });
  } catch (error) {
    throw new SourceError(`reading \`${path}\` failed: ${reason(error)}`, { cause: error });
  }
}

async function checkReadable(path: string): Promise<void> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) {
      throw new SourceError(`\`${path}\` is a folder`, { help: "give the path of one file of indicators" });
    }
    await access(path, constants.R_OK);
  } catch (error) {
    if (error instanceof SourceError) throw error;
    throw await openFailure(path, error);
  }
}

async function openFailure(path: string, error: unknown): Promise<SourceError> {
  const code = errorCode(error);
  if (code === "ENOENT" || code === "ENOTDIR") {
    const near = await similarName(path);
    return new SourceError(`there is no file \`${path}\``, {
      help: near === undefined ? "check the path; it is taken from the current folder" : `did you mean \`${near}\`?`,
      cause: error,
    });
  }
  if (code === "EACCES" || code === "EPERM") {
    return new SourceError(`\`${path}\` may not be read`, {
      help: "check the file's permissions, and those of the folders above it",
      cause: error,
    });
  }
  return new SourceError(`\`${path}\` can't be opened: ${reason(error)}`, { cause: error });
}

async function similarName(path: string): Promise<string | undefined> {
  try {
    const near = closest(basename(path), await readdir(dirname(path)));
    return near === undefined ? undefined : path.slice(0, path.length - basename(path).length) + near;
  } catch {
    return undefined;
  }
}

/**
 * The text bytes of a source: unpacked when they are gzip, and without a UTF-8 byte order mark.
 *
 * @param name what the source is called in messages.
 * @throws SourceError when the bytes are of a kind that holds no text we read, or the gzip data are damaged.
 */
export async function* textBytes(chunks: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  const raw = await peek(chunks, MAGIC_BYTES);
  try {
    if (raw.head[0] !== 0x1f || raw.head[1] !== 0x8b) {
      yield* withoutMark(raw, name);
      return;
    }
    const unpacked = await peek(gunzip(raw.all, name), MAGIC_BYTES);
    try {
      yield* withoutMark(unpacked, name);
    } finally {
      await unpacked.close();
    }
  } finally {
    await raw.close();
  }
}

async function* withoutMark({ head, all }: PeekedBytes, name: string): AsyncGenerator<Uint8Array> {
  refuseForeign(head, name);
  let mark = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  for await (const chunk of all) {
    const skipped = Math.min(mark, chunk.length);
    mark -= skipped;
    if (skipped < chunk.length) yield skipped === 0 ? chunk : chunk.subarray(skipped);
  }
}

function refuseForeign(head: Uint8Array, name: string): void {
  const found = FOREIGN.find(({ magic }) => magic.every((byte, index) => head[index] === byte));
  if (found !== undefined) throw new SourceError(`${name} ${found.what}`, { help: found.help });
  // Text in UTF-16 without a mark: every other byte of ASCII characters is zero.
  const pairs = Math.floor(head.length / 2);
  for (const odd of [0, 1]) {
    let zeros = 0;
    for (let pair = 0; pair < pairs; pair++) if (head[2 * pair + odd] === 0 && head[2 * pair + 1 - odd] !== 0) zeros++;
    if (pairs >= 2 && zeros === pairs) {
      throw new SourceError(`${name} looks like UTF-16 text`, {
        help: "save it as UTF-8, for example with `iconv -f UTF-16LE -t UTF-8`",
      });
    }
  }
}

async function* gunzip(chunks: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  let sourceFailure: unknown;
  async function* watched(): AsyncGenerator<Uint8Array> {
    try {
      yield* chunks;
    } catch (error) {
      sourceFailure = error;
      throw error;
    }
  }
  // The callback is there because pipeline asks for one; failures surface in the iteration below.
  const unpacked = pipeline(Readable.from(watched(), { objectMode: false }), createGunzip(), () => {});
  try {
    yield* unpacked;
  } catch (error) {
    if (sourceFailure !== undefined) throw sourceFailure;
    throw new SourceError(`the gzip data of ${name} are damaged: ${reason(error)}`, {
      help: "fetch the file again; it may have been cut off",
      cause: error,
    });
  }
}

/** A stream whose beginning is known. */
export interface PeekedBytes {
  readonly head: Uint8Array;
  /** The whole stream, the beginning included. */
  readonly all: AsyncGenerator<Uint8Array>;
  /** Whether the beginning is all there is. */
  readonly ended: boolean;
  /** Lets the stream go; to be called whether it was read to its end or not at all. */
  readonly close: () => Promise<void>;
}

/** Reads the first bytes of a stream: at least `count`, unless it is shorter. */
export async function peek(chunks: AsyncIterable<Uint8Array>, count: number): Promise<PeekedBytes> {
  const iterator = chunks[Symbol.asyncIterator]();
  const taken: Uint8Array[] = [];
  let length = 0;
  let ended = false;
  while (length < count) {
    // oxlint-disable-next-line no-await-in-loop -- a stream is read in order
    const next = await iterator.next();
    if (next.done === true) {
      ended = true;
      break;
    }
    taken.push(next.value);
    length += next.value.length;
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    yield* taken;
    if (ended) return;
    // oxlint-disable-next-line no-await-in-loop -- a stream is read in order
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  }
  return {
    head: taken.length === 1 ? taken[0]! : Buffer.concat(taken),
    all: all(),
    ended,
    close: async () => void (await iterator.return?.()),
  };
}

function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

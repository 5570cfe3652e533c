import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { FileRole, ManifestFile } from "../manifest/manifest.ts";
import type { OutputWriter } from "./output-writer.ts";

const encoder = new TextEncoder();

/** Writes files and keeps their digests, for the manifest. */
export class OutputFiles {
  readonly #writer: OutputWriter;
  readonly #files = new Map<string, { readonly role: FileRole; readonly hash: ReturnType<typeof sha256.create> }>();

  constructor(writer: OutputWriter) {
    this.#writer = writer;
  }

  /** Appends text, as UTF-8, to a file of the manifest. */
  async write(path: string, role: FileRole, text: string): Promise<void> {
    await this.writeBytes(path, role, encoder.encode(text));
  }

  /** Appends bytes to a file of the manifest. */
  async writeBytes(path: string, role: FileRole, bytes: Uint8Array): Promise<void> {
    let file = this.#files.get(path);
    if (file === undefined) {
      file = { role, hash: sha256.create() };
      this.#files.set(path, file);
    }
    file.hash.update(bytes);
    await this.#writer.write(path, bytes);
  }

  /** Whether anything was written to a file. */
  has(path: string): boolean {
    return this.#files.has(path);
  }

  /** The files so far, in the order of their paths. */
  list(): readonly ManifestFile[] {
    return [...this.#files]
      .map(([path, { role, hash }]) => ({ path, sha256: bytesToHex(hash.clone().digest()), role }))
      .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  }
}

/** Joins small texts to pieces that are worth writing. */
export async function* inPieces(texts: AsyncIterable<string>, size: number = 1 << 16): AsyncGenerator<string> {
  let piece: string[] = [];
  let length = 0;
  for await (const text of texts) {
    piece.push(text);
    length += text.length;
    if (length < size) continue;
    yield piece.join("");
    piece = [];
    length = 0;
  }
  if (length > 0) yield piece.join("");
}

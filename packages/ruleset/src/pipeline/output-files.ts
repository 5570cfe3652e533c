import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { FileRole, ManifestFile } from "../manifest/manifest.ts";
import type { OutputWriter } from "./output-writer.ts";

const encoder = new TextEncoder();

/** What is worth a write, in UTF-16 code units. */
const PIECE = 1 << 16;

/** Writes files and keeps their digests, for the manifest. */
export class OutputFiles {
  readonly #writer: OutputWriter;
  readonly #files = new Map<string, OutputFile>();

  constructor(writer: OutputWriter) {
    this.#writer = writer;
  }

  /**
   * Appends text, as UTF-8, to a file of the manifest. Small texts are gathered, so call {@link flush} in the end.
   * Returns a promise only when the caller has to wait.
   */
  write(path: string, role: FileRole, text: string): Promise<void> | undefined {
    const file = this.#file(path, role);
    file.texts.push(text);
    file.length += text.length;
    return file.length < PIECE ? undefined : this.#writeTexts(path, file);
  }

  /** Appends bytes to a file of the manifest. */
  async writeBytes(path: string, role: FileRole, bytes: Uint8Array): Promise<void> {
    const file = this.#file(path, role);
    await this.#writeTexts(path, file);
    file.hash.update(bytes);
    await this.#writer.write(path, bytes);
  }

  /**
   * Gives a file a path that depends on what it holds: `name` makes one from the first eight digits of its SHA-256. A number
   * behind the name tells apart what would have one path.
   */
  async rename(from: string, name: (digits: string) => string): Promise<string> {
    const file = this.#files.get(from)!;
    await this.#writeTexts(from, file);
    const wanted = name(bytesToHex(file.hash.clone().digest()).slice(0, 8));
    let to = wanted;
    for (let number = 2; this.#files.has(to); number++) to = wanted.replace(/(?=\.[^./]*$)/, `-${number}`);
    await this.#writer.rename(from, to);
    this.#files.delete(from);
    this.#files.set(to, file);
    return to;
  }

  /** Writes what was gathered. */
  async flush(): Promise<void> {
    for (const [path, file] of this.#files) await this.#writeTexts(path, file);
  }

  /** Whether anything was written to a file. */
  has(path: string): boolean {
    return this.#files.has(path);
  }

  /** The files so far, without what was gathered only, in the order of their paths. */
  list(): readonly ManifestFile[] {
    return [...this.#files]
      .map(([path, { role, hash }]) => ({ path, sha256: bytesToHex(hash.clone().digest()), role }))
      .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  }

  #file(path: string, role: FileRole): OutputFile {
    let file = this.#files.get(path);
    if (file === undefined) {
      file = { role, hash: sha256.create(), texts: [], length: 0 };
      this.#files.set(path, file);
    }
    return file;
  }

  async #writeTexts(path: string, file: OutputFile): Promise<void> {
    if (file.texts.length === 0) return;
    const bytes = encoder.encode(file.texts.join(""));
    file.texts = [];
    file.length = 0;
    file.hash.update(bytes);
    await this.#writer.write(path, bytes);
  }
}

interface OutputFile {
  readonly role: FileRole;
  readonly hash: ReturnType<typeof sha256.create>;
  texts: string[];
  /** Of the texts together, in UTF-16 code units. */
  length: number;
}

/** Joins small texts to pieces that are worth writing. */
export async function* inPieces(texts: AsyncIterable<string>, size: number = PIECE): AsyncGenerator<string> {
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

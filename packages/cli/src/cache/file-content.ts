import { hash } from "node:crypto";
import { SourceText } from "@sigwright/core";

/** A file that was read. */
export interface FileContent {
  /** As reports call it. */
  readonly path: string;
  /** Its text, which is made of the bytes when somebody asks for it: what is known of a file mostly needs none. */
  readonly source: SourceText;
  /** The digest of its bytes, by which results are kept. */
  readonly digest: () => string;
}

/**
 * A file whose bytes are at hand, and stay as they are.
 *
 * @param name what people read as its name, where that is not its path.
 */
export function fileContent(path: string, bytes: Uint8Array, name: string = path): FileContent {
  let digest: string | undefined;
  return { path, source: SourceText.fromBytesLater(bytes, { path: name }), digest: () => (digest ??= digestOf(bytes)) };
}

/** SHA-256 in hex: two contents that somebody made for it must not share results, and processors have it built in. */
export function digestOf(content: string | Uint8Array): string {
  return hash("sha256", content);
}

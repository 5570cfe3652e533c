import { md5, sha1 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/** Contents that files have on every machine, and that sandboxes report for what they could not read. */
const CONTENTS: readonly (readonly [content: string, what: string])[] = [
  ["", "an empty file"],
  ["\n", "a file of one line feed"],
  ["\r\n", "a file of one line end"],
  [" ", "a file of one blank"],
  ["\0", "a file of one null byte"],
  ["0", "a file of the digit 0"],
  ["1", "a file of the digit 1"],
  ["{}", "a file of an empty JSON object"],
  ["[]", "a file of an empty JSON list"],
  ["null", "a file of the word null"],
];

/** What contents have which digest: MD5, SHA-1 and SHA-256, lower-case hexadecimal. */
export function emptyFileDigests(): ReadonlyMap<string, string> {
  return new Map(
    CONTENTS.flatMap(([content, what]) => {
      const bytes = new TextEncoder().encode(content);
      return [md5, sha1, sha256].map((hash) => [bytesToHex(hash(bytes)), what] as const);
    }),
  );
}

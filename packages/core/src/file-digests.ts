import type { FileDigests } from "./indicator.ts";
import { malformed } from "./remark.ts";
import type { Malformed } from "./remark.ts";
import { quoted } from "./visible-text.ts";

/** The digests a file is known by, weakest first: the order in which the platform joins them. */
export const DIGEST_KINDS = ["md5", "sha1", "sha256"] as const;

/** One kind of digest. */
export type DigestKind = (typeof DIGEST_KINDS)[number];

const HEXADECIMAL = /^[0-9A-Fa-f]+$/;
const KIND_BY_LENGTH: ReadonlyMap<number, DigestKind> = new Map([
  [32, "md5"],
  [40, "sha1"],
  [64, "sha256"],
]);
const OTHER_LENGTHS: ReadonlyMap<number, string> = new Map([
  [56, "SHA-224"],
  [96, "SHA-384"],
  [128, "SHA-512"],
]);
const LONGEST_INPUT = 1024;

/** Digests that were read, with nothing known of the file's size. */
export type Digests = Omit<FileDigests, "size">;

/**
 * Reads digests: one, or several joined by `:` as the platform writes them (`md5 : sha1 : sha256`), each perhaps after
 * its name (`SHA-256: …`). The kind is found from the number of digits. Digits become lower case.
 */
export function parseDigests(raw: string): Digests | Malformed {
  const single = KIND_BY_LENGTH.get(raw.length);
  if (single !== undefined && HEXADECIMAL.test(raw)) return { [single]: raw.toLowerCase() };
  if (raw.length > LONGEST_INPUT) return malformedDigest(raw);

  let digests: Digests = {};
  let announced: DigestKind | undefined;
  for (const word of raw.split(/[:,;|\s]+/)) {
    if (word === "") continue;
    const name = digestKind(word);
    if (name !== undefined) {
      announced = name;
      continue;
    }
    const kind = KIND_BY_LENGTH.get(word.length);
    if (kind === undefined || !HEXADECIMAL.test(word)) return malformedDigest(word);
    if (announced !== undefined && announced !== kind) {
      return malformed("indicator/invalid-digest", `${quoted(word)} is called ${announced} but has the length of ${kind}`);
    }
    announced = undefined;
    const merged = mergeDigests(digests, { [kind]: word.toLowerCase() });
    if ("status" in merged) return merged;
    digests = merged;
  }
  return DIGEST_KINDS.some((kind) => digests[kind] !== undefined) ? digests : malformedDigest(raw);
}

/** The digests of both; a different digest of one kind in each is a fault, they are not the same file. */
export function mergeDigests(a: Digests, b: Digests): Digests | Malformed {
  const merged: { -readonly [kind in DigestKind]?: string } = {};
  for (const kind of DIGEST_KINDS) {
    const digest = a[kind] ?? b[kind];
    if (digest === undefined) continue;
    if (b[kind] !== undefined && b[kind] !== digest) {
      return malformed(
        "indicator/conflicting-digests",
        `there are two ${kind} digests, ${quoted(digest)} and ${quoted(b[kind])}`,
        "give each file as an indicator of its own",
      );
    }
    merged[kind] = digest;
  }
  return merged;
}

/** The platform's text for a file: its digests joined by ` : `, weakest first. */
export function formatDigests(digests: Digests): string {
  return DIGEST_KINDS.flatMap((kind) => digests[kind] ?? []).join(" : ");
}

/** The digest that says most about a file: SHA-256, else SHA-1, else MD5. */
export function strongestDigest(digests: Digests): string | undefined {
  return digests.sha256 ?? digests.sha1 ?? digests.md5;
}

/** The kind a name stands for, `SHA-256` for example, in any case. */
export function digestKind(name: string): DigestKind | undefined {
  if (name.length > 8) return undefined;
  const plain = name.toLowerCase().replace("-", "");
  return DIGEST_KINDS.find((kind) => kind === plain);
}

function malformedDigest(raw: string): Malformed {
  const other = HEXADECIMAL.test(raw) ? OTHER_LENGTHS.get(raw.length) : undefined;
  const message =
    other === undefined
      ? `${quoted(raw)} is not a file hash`
      : `${quoted(raw)} has the length of ${other}, which the platform does not hold`;
  return malformed(
    "indicator/invalid-digest",
    message,
    "give 32 (MD5), 40 (SHA-1) or 64 (SHA-256) hexadecimal digits, several joined by ` : `",
  );
}

import type { ObservationKind } from "@sigwright/core";
import { sha256Hex } from "../digest.ts";

/** What one signature is of: the parts of its key in the sid ledger. */
export type SignatureSubject =
  | { readonly kind: ObservationKind; readonly match: string; readonly rule: string }
  | { readonly kind: ObservationKind; readonly list: string; readonly bucket: string; readonly rule: string };

// Longer keys are cut and completed by a digest: a URL of 64 kB must not make a line of 64 kB.
const LONGEST_MATCH = 512;
const KEPT_OF_LONG_MATCH = 400;

// What may stand in a key as it is: printable ASCII without the blank (it ends a key) and `%` (it begins an escape).
const PLAIN_MATCH = /^[!-$&-~]*$/;

/**
 * The key of a signature in the sid ledger: family, observation kind, canonical match and template rule, joined by `/`.
 * One line of printable ASCII without blanks, whatever the match holds; different signatures have different keys.
 *
 * `suricata/host/evil.example/host-dns`; a list has its group and the bucket in place of the match:
 * `suricata/address/%list:ipv4:01/address`. No match can look like that, since a `%` in a match is written `%25`.
 */
export function signatureKey(family: string, subject: SignatureSubject): string {
  const middle =
    "match" in subject
      ? escapeMatch(subject.match)
      : `${LIST_MARK}${escapeMatch(subject.list)}:${subject.bucket}`;
  return `${family}/${subject.kind}/${middle}/${subject.rule}`;
}

/** The group and bucket that a key of {@link signatureKey} names when it is a list's, and everything else of it. */
export function parseListKey(
  key: string,
): { readonly family: string; readonly kind: string; readonly group: string; readonly bucket: string } | undefined {
  const found = LIST_KEY.exec(key);
  if (found === null) return undefined;
  return { family: found[1]!, kind: found[2]!, group: found[3]!, bucket: found[4]! };
}

/** The parts of the key of a signature of one observation, as they stand in it. */
export interface SingleKey {
  readonly family: string;
  readonly kind: string;
  /** Escaped, as `escapeMatch` does it. */
  readonly match: string;
  readonly rule: string;
}

/** The parts of a key of {@link signatureKey}; `undefined` when it is a list's, or none. */
export function parseSingleKey(key: string): SingleKey | undefined {
  const family = key.indexOf("/");
  const kind = key.indexOf("/", family + 1);
  const rule = key.lastIndexOf("/");
  if (family === -1 || kind === -1 || rule <= kind || key.startsWith(LIST_MARK, kind + 1)) return undefined;
  return { family: key.slice(0, family), kind: key.slice(family + 1, kind), match: key.slice(kind + 1, rule), rule: key.slice(rule + 1) };
}

/** What a key of {@link signatureKey} says of a signature, for people: parts that are not there are empty. */
export function parseSignatureKey(key: string): { readonly family: string; readonly kind: string; readonly subject: string; readonly rule: string } {
  const single = parseSingleKey(key);
  if (single !== undefined) return { family: single.family, kind: single.kind, subject: single.match, rule: single.rule };
  const list = parseListKey(key);
  if (list === undefined) return { family: "", kind: "", subject: key, rule: "" };
  const words = ["list", list.group === list.kind ? "" : list.group, list.bucket].filter((word) => word !== "");
  return { family: list.family, kind: list.kind, subject: words.join(" "), rule: key.slice(key.lastIndexOf("/") + 1) };
}

/** A match, or a list group's name, as it stands in keys. */
export function escapeMatch(match: string): string {
  if (match.length <= LONGEST_MATCH && PLAIN_MATCH.test(match)) return match;
  let escaped = "";
  for (let i = 0; i < match.length && escaped.length <= LONGEST_MATCH; i++) {
    const unit = match.charCodeAt(i);
    if (unit > 0x20 && unit < 0x7f && unit !== 0x25) escaped += match[i]!;
    else if (unit < 0x100) escaped += `%${unit.toString(16).padStart(2, "0")}`;
    else escaped += `%u${unit.toString(16).padStart(4, "0")}`;
  }
  if (escaped.length <= LONGEST_MATCH) return escaped;
  return `${escaped.slice(0, KEPT_OF_LONG_MATCH)}%~${digestOfUnits(match)}`;
}

const LONE_SURROGATE = /\p{Surrogate}/u;
const LIST_MARK = "%list:";
const LIST_KEY = /^([^/]+)\/([^/]+)\/%list:(\S*):([01]*)\/[^/]+$/;

// Two matches that differ only in lone surrogates have the same UTF-8, so the digest is of an injective spelling.
function digestOfUnits(match: string): string {
  return sha256Hex(LONE_SURROGATE.test(match) ? JSON.stringify(match) : match);
}

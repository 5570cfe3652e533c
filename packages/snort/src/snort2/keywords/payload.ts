import type { DialectKeyword } from "@sigwright/rule-language/dialect";
import { base64Decode, byteExtract, byteJump, byteMath, byteTest, isDataAt } from "../arguments/byte-options.ts";
import { contentValue, quotedBytes } from "../arguments/content-bytes.ts";
import { fastPattern, limit, type LimitName } from "../arguments/limits.ts";
import { asn1, cvs, httpEncode, wordList } from "../arguments/lists.ts";
import { comparison, unsignedNumber } from "../arguments/number.ts";
import { pcre } from "../arguments/pcre.ts";
import { asFastPattern, asRawBytes, inHttpBuffer, limits, replaces, withoutCase } from "../checks/contents.ts";
import { afterDecoding, onProtectedContent, uriLength } from "../checks/payload.ts";
import { manualSection } from "./manual-section.ts";

const qualifies = { kind: "qualifies" } as const;
const inspects = { kind: "inspects" } as const;
const packet = { kind: "matches", place: "packet" } as const;

function position(name: LimitName, part: number): DialectKeyword {
  return { name, value: "required", argument: limit(name), role: qualifies, checks: [limits(name)], manual: manualSection(5, part) };
}

function httpModifier(name: string, part: number): DialectKeyword {
  return { name, value: "none", role: qualifies, checks: [inHttpBuffer], manual: manualSection(5, part) };
}

/** Keywords that look into the payload (manual 3.5). */
export const PAYLOAD_KEYWORDS: readonly DialectKeyword[] = [
  { name: "content", value: "required", quotes: "kept", negatable: true, argument: contentValue, role: { kind: "content" }, manual: manualSection(5, 1) },
  { name: "protected_content", value: "required", quotes: "kept", negatable: true, argument: contentValue, role: { kind: "content" }, manual: manualSection(5, 2) },
  { name: "hash", value: "required", argument: wordList({ known: ["md5", "sha256", "sha512"], most: 1 }), role: qualifies, checks: [onProtectedContent], manual: manualSection(5, 3) },
  { name: "length", value: "required", argument: unsignedNumber({ min: 1, max: 65536 }), role: qualifies, checks: [onProtectedContent], manual: manualSection(5, 4) },
  { name: "nocase", value: "none", role: qualifies, checks: [withoutCase], manual: manualSection(5, 5) },
  { name: "rawbytes", value: "none", role: qualifies, checks: [asRawBytes], manual: manualSection(5, 6) },
  position("depth", 7),
  position("offset", 8),
  position("distance", 9),
  position("within", 10),
  httpModifier("http_client_body", 11),
  httpModifier("http_cookie", 12),
  httpModifier("http_raw_cookie", 13),
  httpModifier("http_header", 14),
  httpModifier("http_raw_header", 15),
  httpModifier("http_method", 16),
  httpModifier("http_uri", 17),
  httpModifier("http_raw_uri", 18),
  httpModifier("http_stat_code", 19),
  httpModifier("http_stat_msg", 20),
  { name: "http_encode", value: "required", argument: httpEncode, role: packet, manual: manualSection(5, 21) },
  { name: "fast_pattern", value: "optional", argument: fastPattern, role: qualifies, checks: [asFastPattern], manual: manualSection(5, 22) },
  { name: "uricontent", value: "required", quotes: "kept", negatable: true, argument: contentValue, role: { kind: "content" }, manual: manualSection(5, 23) },
  { name: "urilen", value: "required", argument: uriLength, role: packet, repeat: "once", manual: manualSection(5, 24) },
  { name: "isdataat", value: "required", argument: isDataAt, role: inspects, manual: manualSection(5, 25) },
  { name: "pcre", value: "required", quotes: "required", negatable: true, argument: pcre, role: packet, manual: manualSection(5, 26) },
  { name: "pkt_data", value: "none", role: packet, manual: manualSection(5, 27) },
  { name: "file_data", value: "optional", argument: wordList({ known: ["mime"], most: 1 }), role: packet, manual: manualSection(5, 28) },
  { name: "base64_decode", value: "optional", argument: base64Decode, role: packet, repeat: "once", manual: manualSection(5, 29) },
  { name: "base64_data", value: "none", role: packet, checks: [afterDecoding], manual: manualSection(5, 30) },
  { name: "byte_test", value: "required", argument: byteTest, role: inspects, manual: manualSection(5, 31) },
  { name: "byte_jump", value: "required", argument: byteJump, role: inspects, manual: manualSection(5, 32) },
  { name: "byte_extract", value: "required", argument: byteExtract, role: inspects, manual: manualSection(5, 33) },
  { name: "byte_math", value: "required", argument: byteMath, role: inspects, manual: manualSection(5, 34) },
  { name: "ftpbounce", value: "none", role: packet, manual: manualSection(5, 35) },
  { name: "asn1", value: "required", argument: asn1, role: packet, manual: manualSection(5, 36) },
  { name: "cvs", value: "required", argument: cvs, role: packet, manual: manualSection(5, 37) },
  { name: "replace", value: "required", quotes: "kept", argument: quotedBytes, role: qualifies, checks: [replaces], manual: manualSection(7, 6) },
];

/** Sizes of payloads, beside the fields of packets: `dsize` is here because the payload is what it is about (manual 3.6.7). */
export const PAYLOAD_SIZE: DialectKeyword = {
  name: "dsize",
  value: "required",
  argument: comparison({ max: 65535, operators: ["<", ">"], range: "<>" }),
  role: packet,
  repeat: "once",
  manual: manualSection(6, 7),
};

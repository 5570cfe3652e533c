import { type DialectKeyword, type OptionCheck } from "@sigwright/rule-language/dialect";
import { base64Decode, byteExtract, byteJump, byteMath, byteTest, dataAt, newerByteExtract } from "../arguments/byte-options.ts";
import { contentBytes } from "../arguments/content-bytes.ts";
import { fastPatternPart } from "../arguments/fast-pattern.ts";
import { DISTANCE, limit, POSITION } from "../arguments/limit.ts";
import { pcre } from "../arguments/pcre.ts";
import { urlLength, urlRange } from "../arguments/url-length.ts";
import { decodedBefore, notDecoded } from "../checks/decoded-before.ts";
import { onePrefilter, prefilterable } from "../checks/prefilterable.ts";
import type { CheckEnvironment } from "../dialect/environment.ts";
import { changedForm, numberKeyword } from "./version-rows.ts";

const notNegated: OptionCheck = {
  summary: "a replacement can't be negated",
  check: ({ negated, keyword, valueRange, report }) => {
    if (negated) report.reject("bad-value", valueRange, `\`${keyword.name}\`: a replacement can't be negated`);
  },
};

const inlineOnly: OptionCheck = {
  summary: "replace does nothing unless the engine sits in the line",
  check: ({ report, nameRange, keyword }) => {
    report.warn("inline-only", nameRange, `\`${keyword.name}\` does nothing unless the engine blocks traffic (IPS mode)`);
  },
};

/** Patterns, what positions them, and other looks at bytes. */
export function patternKeywords(environment: CheckEnvironment): readonly DialectKeyword[] {
  return [
    { name: "content", value: "required", quotes: "required", negatable: true, argument: contentBytes, role: { kind: "content" }, prefilter: true, manual: "payload-keywords.html#content" },
    { name: "uricontent", value: "required", quotes: "required", negatable: true, argument: contentBytes, role: { kind: "content", moves: "http_uri" }, protocol: "http1", successor: "http.uri", manual: "http-keywords.html#uricontent" },
    { name: "nocase", value: "none", role: { kind: "modifies", modifier: "no-case" }, manual: "payload-keywords.html#nocase" },
    { name: "depth", value: "required", argument: limit(POSITION), role: { kind: "modifies", modifier: "depth" }, manual: "payload-keywords.html#depth" },
    { name: "startswith", value: "none", role: { kind: "modifies", modifier: "starts-with" }, manual: "payload-keywords.html#startswith" },
    { name: "endswith", value: "none", role: { kind: "modifies", modifier: "ends-with" }, manual: "payload-keywords.html#endswith" },
    { name: "offset", value: "required", argument: limit(POSITION), role: { kind: "modifies", modifier: "offset" }, manual: "payload-keywords.html#offset" },
    { name: "distance", value: "required", argument: limit(DISTANCE), role: { kind: "modifies", modifier: "distance" }, manual: "payload-keywords.html#distance" },
    { name: "within", value: "required", argument: limit(DISTANCE), role: { kind: "modifies", modifier: "within" }, manual: "payload-keywords.html#within" },
    { name: "rawbytes", value: "none", role: { kind: "modifies", modifier: "raw-bytes" }, manual: "payload-keywords.html#rawbytes" },
    { name: "fast_pattern", until: "8.0", value: "optional", argument: fastPatternPart, role: { kind: "modifies", modifier: "fast-pattern" }, manual: "prefilter-keywords.html#fast-pattern" },
    { name: "fast_pattern", since: "8.0", value: "optional", argument: fastPatternPart, role: { kind: "modifies", modifier: "fast-pattern" }, checks: [notDecoded], manual: "prefilter-keywords.html#fast-pattern" },
    { name: "prefilter", until: "8.0", value: "none", role: { kind: "meta" }, checks: [onePrefilter, prefilterable], manual: "prefilter-keywords.html#prefilter" },
    { name: "prefilter", since: "8.0", value: "none", role: { kind: "meta" }, checks: [prefilterable], manual: "prefilter-keywords.html#prefilter" },
    { name: "replace", value: "required", quotes: "required", negatable: true, role: { kind: "meta" }, checks: [notNegated, inlineOnly], manual: "payload-keywords.html#replace" },
    { name: "pcre", value: "required", quotes: "optional", negatable: true, argument: pcre(environment), role: { kind: "expression" }, manual: "payload-keywords.html#pcre-perl-compatible-regular-expressions" },
    { name: "isdataat", value: "required", argument: dataAt, role: { kind: "inspects" }, manual: "payload-keywords.html#isdataat" },
    { name: "byte_test", until: "8.0", value: "required", argument: byteTest, role: { kind: "inspects" }, manual: "payload-keywords.html#byte-test" },
    { name: "byte_test", since: "8.0", value: "required", argument: byteTest, role: { kind: "inspects", variablesInPlace: true }, manual: "payload-keywords.html#byte-test" },
    { name: "byte_jump", until: "8.0", value: "required", argument: byteJump, role: { kind: "inspects" }, manual: "payload-keywords.html#byte-jump" },
    { name: "byte_jump", since: "8.0", value: "required", argument: byteJump, role: { kind: "inspects", variablesInPlace: true }, manual: "payload-keywords.html#byte-jump" },
    { name: "byte_extract", until: "8.0", value: "required", argument: byteExtract, role: { kind: "inspects", ignoresTransforms: true }, manual: "payload-keywords.html#byte-extract" },
    { name: "byte_extract", since: "8.0", value: "required", argument: newerByteExtract, role: { kind: "inspects", ignoresTransforms: true }, manual: "payload-keywords.html#byte-extract" },
    { name: "byte_math", until: "8.0", value: "required", argument: byteMath, role: { kind: "inspects", needsPattern: true }, manual: "payload-keywords.html#byte-math" },
    { name: "byte_math", since: "8.0", value: "required", argument: byteMath, role: { kind: "inspects", variablesInPlace: true, needsPattern: true }, manual: "payload-keywords.html#byte-math" },
    { name: "base64_decode", value: "optional", argument: base64Decode, role: { kind: "inspects", ignoresTransforms: true, alwaysRelative: true }, manual: "base64-keywords.html#base64-decode" },
    { name: "base64_data", value: "none", role: { kind: "selects-decoded" }, checks: [decodedBefore], manual: "base64-keywords.html#base64-data" },
    { name: "pkt_data", value: "none", role: { kind: "selects-payload" }, manual: "payload-keywords.html" },
    ...numberKeyword({ name: "bsize", value: "required", role: { kind: "measures" }, manual: "payload-keywords.html#bsize" }, 64),
    ...numberKeyword({ name: "dsize", value: "required", role: { kind: "matches", place: "packet", requires: "packet" }, repeat: "once-in-sight", prefilter: true, manual: "payload-keywords.html#dsize" }, 16),
    ...changedForm({ name: "urilen", value: "required", role: { kind: "matches-in", buffer: "http_uri" }, protocol: "http", checks: [urlRange], manual: "http-keywords.html#urilen" }, urlLength(), urlLength({ richer: true })),
  ];
}


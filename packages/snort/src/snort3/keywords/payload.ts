import { type DialectKeyword, flag, listed, type Parameter, span, text, textOf, wholeNumber } from "@sigwright/rule-language/dialect";
import { byteExtract, byteJump, byteMath, byteTest } from "../checks/byte-options.ts";
import { atMost } from "../checks/consolidated.ts";
import { content } from "../checks/content.ts";
import { decodedBefore, fileTypes, hash, isDataAt, replacement, sharedObjectFunction } from "../checks/payload.ts";
import { hyperscanExpression, pcre, sensitiveData } from "../checks/expressions.ts";
import { standsWithValue } from "../checks/general.ts";
import type { Snort3Environment } from "../dialect/environment.ts";
import { CONDITION, MAX_32, MOVES, placed, READS, row, SETS, SETS_BODY } from "./row.ts";

const MANUAL = "payload/index.html";
const NON_PAYLOAD = "non_payload/index.html";
const POST = "post/index.html";

const RELATIVE: Parameter = { name: "relative", form: flag };
const OFFSET_NAME = textOf("a number of bytes, or the name of a value that `byte_extract` or `byte_math` reads");

const BYTE_ORDER: readonly Parameter[] = [
  { name: "big", form: flag },
  { name: "little", form: flag },
  { name: "dce", form: flag },
];
const STRING_BASE: readonly Parameter[] = [
  { name: "string", form: flag },
  { name: "hex", form: flag },
  { name: "oct", form: flag },
  { name: "dec", form: flag },
];
const BITMASK: Parameter = { name: "bitmask", form: wholeNumber(1, 0xffff_ffff) };

/** Keywords that look at the payload or at buffers. Source: Snort 3.12.2, `--help-options`, and its verdicts. */
export function payloadKeywords(environment: Snort3Environment): readonly DialectKeyword[] {
  return [
    row("content", MOVES, [
      placed("pattern", textOf("a pattern in double quotes, with other bytes as `|0d 0a|`")),
      { name: "nocase", form: flag },
      { name: "fast_pattern", form: flag },
      { name: "fast_pattern_offset", form: wholeNumber(0, 65535) },
      { name: "fast_pattern_length", form: wholeNumber(1, 65535) },
      { name: "offset", form: OFFSET_NAME },
      { name: "depth", form: OFFSET_NAME },
      { name: "distance", form: OFFSET_NAME },
      { name: "within", form: OFFSET_NAME },
      { name: "width", form: listed("8", "16", "32") },
      { name: "endian", form: listed("big", "little") },
    ], { manual: MANUAL, checks: [content(environment)] }),
    row("pcre", MOVES, [placed("expression", textOf("an expression between slashes in double quotes: `\"/^a+b/i\"`"))], { manual: MANUAL, shape: "expression", checks: [pcre(environment)] }),
    row("regex", MOVES, [
      placed("expression", textOf("an expression between slashes in double quotes: `\"/^a+b/i\"`")),
      { name: "dotall", form: flag },
      { name: "fast_pattern", form: flag },
      { name: "multiline", form: flag },
      { name: "nocase", form: flag },
      RELATIVE,
    ], { manual: MANUAL, shape: "verbatim", checks: [hyperscanExpression] }),
    row("sd_pattern", READS, [placed("pattern", textOf("the name of a kind of data, or an expression, in double quotes")), { name: "threshold", form: wholeNumber(1, MAX_32) }], { manual: MANUAL, shape: "verbatim", checks: [sensitiveData] }),
    row("bufferlen", READS, [placed("length", span(0, 65535)), RELATIVE], { manual: MANUAL, checks: [standsWithValue, atMost(5)] }),
    row("isdataat", READS, [placed("length", textOf("a number of bytes, with `!` before it for no such data")), RELATIVE], { manual: MANUAL, checks: [standsWithValue, isDataAt] }),
    row("dsize", CONDITION, [placed("size", span(0, 65535))], { manual: MANUAL, checks: [standsWithValue, atMost(1)] }),
    row("pkt_data", SETS_BODY, [], { manual: MANUAL }),
    row("raw_data", SETS, [], { manual: MANUAL }),
    row("file_data", SETS_BODY, [], { manual: MANUAL }),
    row("js_data", SETS_BODY, [], { manual: MANUAL }),
    row("vba_data", SETS_BODY, [], { manual: MANUAL }),
    row("file_type", { kind: "cursor", action: "leaves", section: "body" }, [placed("types", textOf("file types in double quotes, with versions behind commas"))], { manual: NON_PAYLOAD, checks: [standsWithValue, fileTypes] }),
    row("base64_decode", CONDITION, [{ name: "bytes", form: wholeNumber(1, MAX_32) }, { name: "offset", form: wholeNumber(0, MAX_32) }, RELATIVE], { manual: MANUAL, checks: [atMost(1)] }),
    row("base64_data", SETS, [], { manual: MANUAL, checks: [decodedBefore] }),
    row("byte_extract", MOVES, [
      placed("count", wholeNumber(1, 10)),
      placed("offset", wholeNumber(-65535, 65535)),
      placed("name", textOf("a name for the value")),
      RELATIVE,
      { name: "multiplier", form: wholeNumber(1, 65535) },
      { name: "align", form: wholeNumber(0, 4) },
      ...BYTE_ORDER,
      ...STRING_BASE,
      BITMASK,
    ], { manual: MANUAL, checks: [byteExtract] }),
    row("byte_jump", MOVES, [
      placed("count", wholeNumber(0, 10)),
      placed("offset", OFFSET_NAME),
      RELATIVE,
      { name: "from_beginning", form: flag },
      { name: "from_end", form: flag },
      { name: "multiplier", form: wholeNumber(1, 65535) },
      { name: "align", form: wholeNumber(0, 4) },
      { name: "post_offset", form: OFFSET_NAME },
      ...BYTE_ORDER,
      ...STRING_BASE,
      BITMASK,
    ], { manual: MANUAL, checks: [byteJump] }),
    row("byte_math", READS, [
      { name: "bytes", form: wholeNumber(1, 10) },
      { name: "offset", form: OFFSET_NAME },
      { name: "oper", form: listed("+", "-", "*", "/", "<<", ">>") },
      { name: "rvalue", form: OFFSET_NAME },
      { name: "result", form: textOf("a name for the result") },
      RELATIVE,
      { name: "endian", form: listed("big", "little") },
      { name: "dce", form: flag },
      { name: "string", form: listed("hex", "dec", "oct") },
      BITMASK,
    ], { manual: MANUAL, checks: [byteMath] }),
    row("byte_test", READS, [
      placed("count", wholeNumber(1, 10)),
      placed("operator", textOf("`<`, `<=`, `=`, `>`, `>=`, `&` or `^`, with `!` before it to negate")),
      placed("value", OFFSET_NAME),
      placed("offset", OFFSET_NAME),
      RELATIVE,
      ...BYTE_ORDER,
      ...STRING_BASE,
      BITMASK,
    ], { manual: MANUAL, checks: [byteTest] }),
    row("ber_data", MOVES, [placed("type", wholeNumber(0, 255))], { manual: MANUAL, checks: [standsWithValue] }),
    row("ber_skip", MOVES, [placed("type", wholeNumber(0, 255)), { name: "optional", form: flag }], { manual: MANUAL, checks: [standsWithValue] }),
    row("cvs", CONDITION, [{ name: "invalid-entry", form: flag }], { manual: MANUAL }),
    ...["md5", "sha256", "sha512"].map((name) =>
      row(name, MOVES, [
        placed("hash", textOf("a hash in double quotes, as `|0d 0a|`")),
        { name: "length", form: wholeNumber(1, 65535) },
        { name: "offset", form: OFFSET_NAME },
        RELATIVE,
      ], { manual: MANUAL, checks: [hash(environment)] }),
    ),
    row("replace", READS, [placed("bytes", textOf("bytes in double quotes, as in `content`"))], { manual: POST, checks: [replacement(environment)] }),
    row("so", READS, [placed("function", text), RELATIVE], { checks: [sharedObjectFunction] }),
  ];
}

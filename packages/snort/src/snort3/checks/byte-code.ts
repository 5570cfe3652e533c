import type { GivenParameter, RuleReport } from "@sigwright/rule-language/dialect";
import { type ByteCode, type ByteEncoding, isByteCodeFault, readByteCode } from "../parameters/byte-code.ts";

/** Reads the bytes a parameter gives; undefined, with a report, when the engine would not have them. */
export function bytesOf(given: GivenParameter, keyword: string, encoding: ByteEncoding, report: RuleReport): ByteCode | undefined {
  const read = readByteCode(given.text, encoding);
  // Indexes in a text whose escapes are resolved are not those of the file.
  const isVerbatim = given.text.length === given.end - given.start;
  const place = (at: number): { readonly start: number; readonly end: number } =>
    isVerbatim ? { start: given.start + at, end: Math.min(given.start + at + 1, given.end) } : { start: given.start, end: given.end };
  if (isByteCodeFault(read)) {
    const character = given.text[read.at] ?? "";
    if (read.in === "hex") {
      report.reject("bad-bytes", place(read.at), `\`${character}\` is no hexadecimal digit`, {
        help: "between pipes stand bytes with two hexadecimal digits each; write a pipe as `|7C|`",
      });
    } else {
      report.reject("bad-bytes", given, `the value of \`${keyword}\` must stand in double quotes`, {
        help: "a double quote goes before and after it; `!` may stand before the first",
      });
    }
    return undefined;
  }
  if (read.unclosed !== undefined) {
    report.warn("unclosed-hex", place(read.unclosed), "a pipe opens bytes that are not closed; the engine leaves the last of them out", {
      help: "close them with another pipe; write a pipe as `|7C|`",
    });
  }
  if (read.single !== undefined) {
    report.warn("half-byte", place(read.single), "a byte has one hexadecimal digit; the engine puts a 0 before it", { help: "write two digits" });
  }
  return read;
}

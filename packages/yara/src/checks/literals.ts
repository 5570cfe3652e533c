import { quoted } from "@sigwright/core";
import { integerValue } from "../literals/integer.ts";
import { badEscape, isMultiLine, textBytes } from "../literals/text.ts";
import type { FloatLiteral, IntegerLiteral, Name, RegexpLiteral, TextLiteral } from "../nodes.ts";
import type { CheckContext } from "./report.ts";
import { structureFinding } from "./structure-diagnostics.ts";

/** Checks the form of a text: its quotes, escapes, length. Tells whether it is sound. */
export function checkText(literal: TextLiteral, context: CheckContext): boolean {
  const { raw, range } = literal;
  const { engine, source, report } = context;
  if (raw.length > 5 && !engine.multiLineText && isMultiLine(raw)) {
    report(structureFinding("yara/unsupported", range, { message: `${engine.displayName} has no texts in three quotes` }));
    return false;
  }
  // Escapes count as the bytes they stand for; no character of the text is more than three bytes.
  if (raw.length * 3 > engine.maxLiteral && textBytes(literal, source.encoding).length > engine.maxLiteral) {
    report(structureFinding("yara/limit", range, { message: `${engine.displayName} allows texts of ${engine.maxLiteral} bytes at most` }));
    return false;
  }
  if (!raw.includes("\\")) return true;
  const bad = badEscape(literal, engine.escapes);
  if (bad === undefined) return true;
  report(
    structureFinding("yara/escape", bad.range, {
      message: `${quoted(bad.text)} is no escape`,
      help: String.raw`a backslash of the text itself is written \\`,
      fixes: [
        {
          title: "double the backslash",
          edits: [{ range: { start: bad.range.start, end: bad.range.start }, newText: "\\" }],
          safe: false,
        },
      ],
    }),
  );
  return false;
}

/** Checks the flags of a regular expression, its length, and what stands right behind it. */
export function checkRegexpFlags({ source, flags, range }: RegexpLiteral, context: CheckContext): void {
  const { engine, report } = context;
  const flagsRange = { start: range.end - flags.length, end: range.end };
  if (!engine.regexpFlags.test(flags)) {
    report(structureFinding("yara/regexp-flag", flagsRange, { message: `${engine.displayName} does not know the flags ${quoted(flags)}`, expected: ["i", "s", "is"] }));
  } else if (!engine.gluedWords && /^[A-Za-z]/.test(context.source.text.slice(range.end, range.end + 1))) {
    report(
      structureFinding("yara/regexp-flag", { start: flagsRange.start, end: range.end + 1 }, {
        message: `${engine.displayName} takes the letters behind the expression for flags`,
        help: "put a blank before the modifier",
        fixes: [{ title: "put a blank there", edits: [{ range: { start: range.end, end: range.end }, newText: " " }], safe: true }],
      }),
    );
  }
  if (source.length * 3 > engine.maxLiteral && regexpLength(source) > engine.maxLiteral) {
    report(structureFinding("yara/limit", range, { message: `${engine.displayName} allows expressions of ${engine.maxLiteral} bytes at most` }));
  }
}

/** Length in bytes as YARA 4 keeps an expression: with its escapes, that of a slash apart. */
function regexpLength(source: string): number {
  return new TextEncoder().encode(source.replaceAll(String.raw`\/`, "/")).length;
}

/** Checks that a number fits and is written as the engine reads numbers. */
export function checkNumber({ kind, text, range }: IntegerLiteral | FloatLiteral, context: CheckContext): void {
  const { engine, report } = context;
  if (!engine.digitSeparators && text.includes("_")) {
    report(structureFinding("yara/unsupported", range, { message: `${engine.displayName} has no underscores in numbers` }));
  } else if (text.length > MAX_SAFE_LENGTH && kind === "integer" && integerValue(text) === undefined) {
    report(structureFinding("yara/number", range, { message: `${quoted(text)} is too large: 9223372036854775807 is the largest number` }));
  }
}

/** Numbers that are no longer fit whatever they are. */
const MAX_SAFE_LENGTH = 12;

/** Checks a name that the engine may have reserved or find too long. */
export function checkName({ text, range }: Name, what: string, context: CheckContext): void {
  const { engine, report } = context;
  if (engine.reserved.has(text)) {
    report(structureFinding("yara/reserved-word", range, { message: `${quoted(text)} is a reserved word of ${engine.displayName}, not a name for ${what}` }));
  } else if (text.length > engine.maxIdentifier) {
    report(structureFinding("yara/limit", range, { message: `${engine.displayName} allows names of ${engine.maxIdentifier} characters at most` }));
  }
}

/** Reports blanks beyond ASCII, by their offsets, to an engine that has no others: the first one, and how to mend all. */
export function reportOtherBlanks(blanks: readonly number[], { engine, source, report }: CheckContext): void {
  const at = blanks[0]!;
  const code = source.text.charCodeAt(at).toString(16).toUpperCase().padStart(4, "0");
  report(
    structureFinding("yara/unsupported", { start: at, end: at + 1 }, {
      message: `${engine.displayName} refuses the blank U+${code}`,
      help: "write a space",
      fixes: [{ title: "write spaces", edits: blanks.map((blank) => ({ range: { start: blank, end: blank + 1 }, newText: " " })), safe: true }],
    }),
  );
}

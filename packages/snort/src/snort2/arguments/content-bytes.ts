import { type ArgumentForm, type ArgumentResult, argumentString, type ArgumentText, fault } from "@sigwright/rule-language/dialect";

/** A modifier that stands behind the pattern in the same option: `content:"x", nocase, offset 4`. */
export interface InlineModifier {
  readonly name: string;
  readonly value: string | undefined;
  readonly start: number;
  readonly end: number;
}

/** The value of `content`: the bytes it stands for, and the modifiers that stand behind them. */
export interface ContentValue {
  readonly bytes: Uint8Array;
  readonly modifiers: readonly InlineModifier[];
}

/** Bytes that a pattern may have: the engine reads it into a buffer of 2,048. */
const LONGEST_PATTERN = 2046;

/** The characters that a backslash may stand before (manual 3.5.1). */
const ESCAPED = '\\":;';

/** The argument of `content` and `uricontent`. */
export const contentValue: ArgumentForm<ContentValue> = {
  summary: 'text in double quotes, with other bytes in hexadecimal between pipes: `"GET |0d 0a|"`',
  parse: (argument) => {
    const { text, start, end } = argument;
    if (text.charAt(start) !== '"') return fault(argument, "the pattern does not stand in double quotes", { help: "a double quote goes before and after it" });
    const close = closingQuote(argument);
    if (close === undefined) return fault(argument, "the quotes are not closed before the `;`", { help: "end the pattern with a double quote; a `;` inside it is written `\\;`" });
    const modifiers = inlineModifiers(argument, close + 1);
    if (modifiers === undefined) {
      return fault(argument, `\`${text.slice(close + 1, end).trim()}\` stands behind the closing quote`, { start: close + 1, help: "a `;` may be missing" });
    }
    const bytes = patternBytes({ text, start: start + 1, end: close });
    return "fault" in bytes ? bytes : { value: { bytes: bytes.value, modifiers } };
  },
};

/** Bytes in quotes and nothing else, for `replace`. */
export const quotedBytes: ArgumentForm<Uint8Array> = {
  summary: 'text in double quotes, with other bytes in hexadecimal between pipes: `"GET |0d 0a|"`',
  parse: (argument) => {
    const result = contentValue.parse(argument);
    if ("fault" in result) return result;
    return result.value.modifiers.length > 0 ? fault(argument, "something stands behind the closing quote") : { value: result.value.bytes };
  },
};

/** Place of the quote that ends the pattern: the first one that no backslash stands before. */
function closingQuote({ text, start, end }: ArgumentText): number | undefined {
  for (let at = start + 1; at < end; at++) {
    if (text.charCodeAt(at) !== 0x22) continue;
    if (text.charCodeAt(at - 1) !== 0x5c || isEscapedBackslash(text, at - 1, start)) return at;
  }
  return undefined;
}

function isEscapedBackslash(text: string, at: number, start: number): boolean {
  let count = 0;
  for (let place = at; place > start && text.charCodeAt(place) === 0x5c; place--) count++;
  return count % 2 === 0;
}

/** Modifiers between commas; undefined when what stands there is no list of them. */
function inlineModifiers({ text, end }: ArgumentText, from: number): readonly InlineModifier[] | undefined {
  const rest = text.slice(from, end);
  if (rest.trim() === "") return [];
  const parts = rest.split(",");
  if (parts[0]!.trim() !== "") return undefined;
  const modifiers: InlineModifier[] = [];
  let at = from + parts[0]!.length + 1;
  for (const part of parts.slice(1)) {
    const [name = "", ...value] = part.trim().split(/[ \t]+/);
    modifiers.push({ name: name.toLowerCase(), value: value.length === 0 ? undefined : value.join(" "), start: at, end: at + part.length });
    at += part.length + 1;
  }
  return modifiers;
}

function patternBytes(argument: ArgumentText): ArgumentResult<Uint8Array> {
  const text = argumentString(argument);
  if (text === "") return fault(argument, "the pattern is empty", { help: "put something between the quotes, or take the option out" });
  const raw = ENCODER.encode(text);
  const bytes = new Uint8Array(raw.length);
  let length = 0;
  let inHex = false;
  let openedAt = 0;
  let digits = "";
  let pair = "";
  const place = (index: number): { start: number; end: number } => {
    const start = argument.start + DECODER.decode(raw.subarray(0, index)).length;
    return { start, end: start + 1 };
  };
  for (let i = 0; i < raw.length; i++) {
    const code = raw[i]!;
    const character = String.fromCharCode(code);
    if (character === "|") {
      if (inHex && (digits === "" || digits.length % 2 === 1)) {
        const start = place(openedAt).start;
        return fault(argument, digits === "" ? "nothing stands between two pipes" : `\`${pair}\` is half a byte`, { start, end: place(i).end, help: "a byte has two hexadecimal digits; a pipe itself is written `|7c|`" });
      }
      inHex = !inHex;
      openedAt = i;
      digits = "";
      pair = "";
    } else if (inHex) {
      if (character === " ") continue;
      if (!/^[0-9A-Fa-f]$/.test(character)) return fault(argument, `\`${DECODER.decode(raw.subarray(i, i + 4)).charAt(0)}\` is no hexadecimal digit`, { ...place(i), help: "only hexadecimal digits and blanks stand between two pipes" });
      digits += character;
      pair += character;
      if (pair.length === 2) {
        bytes[length++] = Number.parseInt(pair, 16);
        pair = "";
      }
    } else if (character === "\\") {
      const next = i + 1 < raw.length ? String.fromCharCode(raw[i + 1]!) : undefined;
      if (next === undefined || !ESCAPED.includes(next)) {
        return fault(argument, `\`\\${next ?? ""}\` is no escape`, { start: place(i).start, end: place(i).end + (next === undefined ? 0 : 1), help: 'a backslash may stand before `\\`, `"`, `:` and `;`' });
      }
      bytes[length++] = raw[++i]!;
    } else if (character === '"') {
      return fault(argument, "a double quote inside the pattern has no backslash before it", { ...place(i), help: 'write `\\"`' });
    } else if (code < 0x1f || code > 0x7e) {
      return fault(argument, "only printable ASCII characters may stand in a pattern", { ...place(i), help: `write the byte in hexadecimal, as in \`|${code.toString(16).padStart(2, "0")}|\`` });
    } else {
      bytes[length++] = code;
    }
  }
  if (inHex) return fault(argument, "the pipe that begins the bytes in hexadecimal has no partner", { ...place(openedAt), help: "end them with a pipe; a pipe itself is written `|7c|`" });
  if (length > LONGEST_PATTERN) return fault(argument, `the pattern has ${length} bytes, more than the ${LONGEST_PATTERN} the engine reads`);
  return { value: bytes.subarray(0, length) };
}

const ENCODER = new TextEncoder();
const DECODER = new TextDecoder();

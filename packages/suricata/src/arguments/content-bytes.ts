import { type ArgumentForm, type ArgumentResult, argumentString, type ArgumentText, fault } from "@sigwright/rule-language/dialect";

const ENCODER = new TextEncoder();
const PIPE = 0x7c;
const BACKSLASH = 0x5c;
const QUOTE = 0x22;
const COMMA = 0x2c;
const SPACE = 0x20;

/** The characters that a backslash may stand before. */
const ESCAPED = ':;\\"';

const HEX_DIGIT = /^[0-9A-Fa-f]$/;

/** Bytes of a pattern that the engine's matcher (Hyperscan) compiles; measured on 7.0.10. */
const LONGEST_PATTERN = 4000;

// A pattern that is its own bytes: by far the most.
const PLAIN = /^[ !#-[\]-{}~]*$/;

/**
 * The pattern of a `content`: text with bytes in hexadecimal between `|`, and backslashes before `:`, `;`, `"` and
 * itself. As the engine reads it: a backslash between pipes is kept in mind for the first character after them, a
 * comma there is ignored, and two pipes with nothing between them and no other escape are two pipe characters.
 */
export const contentBytes: ArgumentForm<Uint8Array> = {
  summary: "text in double quotes, with other bytes as `|0d 0a|`",
  parse: (argument) => {
    const result = read(argument);
    if ("fault" in result || result.value.length <= LONGEST_PATTERN) return result;
    return fault(argument, `the pattern has ${result.value.length} bytes; the engine compiles up to ${LONGEST_PATTERN}`, { help: "shorten it, or split it in two with `distance:0; within:…`" });
  },
};

function read(argument: ArgumentText): ArgumentResult<Uint8Array> {
  const text = argumentString(argument);
  if (PLAIN.test(text)) return { value: plainBytes(text) };
  const raw = ENCODER.encode(text);
  const bytes = new Uint8Array(raw.length);
  let length = 0;
  let inHex = false;
  let escaping = false;
  let isConverted = false;
  let digit = "";
  let openedAt = 0;
  const at = (index: number): number => argument.start + indexInText(text, index);
  for (let i = 0; i < raw.length; i++) {
    const code = raw[i]!;
    if (code === PIPE) {
      if (inHex && digit !== "") {
        return fault(argument, `\`${digit}\` is half a byte`, { start: at(i - 1), end: at(i), help: "a byte has two hexadecimal digits" });
      }
      inHex = !inHex;
      openedAt = i;
    } else if (!escaping && code === BACKSLASH) {
      escaping = true;
    } else if (inHex) {
      const char = String.fromCharCode(code);
      if (HEX_DIGIT.test(char)) {
        digit += char;
        if (digit.length === 2) {
          bytes[length++] = Number.parseInt(digit, 16);
          digit = "";
          isConverted = true;
        }
      } else if (code !== SPACE && code !== COMMA) {
        return fault(argument, `\`${char}\` is no hexadecimal digit`, {
          start: at(i),
          end: at(i) + 1,
          help: "between pipes stand bytes with two hexadecimal digits each, with or without blanks",
        });
      }
    } else if (escaping) {
      if (!ESCAPED.includes(String.fromCharCode(code))) {
        return fault(argument, "a backslash that escapes nothing", {
          start: at(i) - 1,
          end: at(i) + 1,
          help: "write a backslash as `\\\\` or `|5c|`; only `:`, `;`, `\"` and the backslash can follow one",
        });
      }
      bytes[length++] = code;
      escaping = false;
      isConverted = true;
    } else if (code === QUOTE) {
      return fault(argument, "a double quote inside the pattern", { start: at(i), end: at(i) + 1, help: "write it as `\\\"` or `|22|`" });
    } else {
      bytes[length++] = code;
    }
  }
  if (inHex) return fault(argument, "a pipe opens bytes that are not closed", { start: at(openedAt), end: at(openedAt) + 1, help: "close them with another pipe; write a pipe as `|7c|`" });
  // Nothing converted: the engine then takes the text as it stands.
  if (!isConverted) return { value: raw };
  if (length === 0) return fault(argument, "the pattern is empty");
  return { value: bytes.subarray(0, length) };
}

function plainBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** The index in a text of a byte of its UTF-8 form. */
function indexInText(text: string, byte: number): number {
  let left = byte;
  let index = 0;
  while (left > 0 && index < text.length) {
    const code = text.codePointAt(index)!;
    left -= code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    index += code < 0x10000 ? 1 : 2;
  }
  return index;
}

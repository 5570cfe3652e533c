import { type ArgumentForm, type ArgumentResult, type ArgumentText, argumentString, type CursorValue, fault, readInteger } from "@sigwright/rule-language/dialect";
import { type Item, items, placeOf, words } from "./items.ts";
import { isVariableName } from "./variable-name.ts";

/** Bytes that are read as text and as a number. */
const MOST_TEXT_BYTES = 10;
const MOST_BYTES = 4;
const FARTHEST = 65535;

/** What the modifiers of these options say, as far as rules are judged by it. */
interface Modifiers {
  relative: boolean;
  string: boolean;
  base: string | undefined;
  uses: string[];
}

interface ModifierRules {
  /** Words alone. */
  readonly flags: readonly string[];
  /** Words with a value. */
  readonly values: Readonly<Record<string, (value: string, modifiers: Modifiers) => string | undefined>>;
}

const COMMON: readonly string[] = ["relative", "big", "little", "string", "hex", "dec", "oct", "dce"];
const BASES: readonly string[] = ["hex", "dec", "oct"];

/** Reads the words behind the fixed parts; the fault when one is not understood. */
function modifiers(argument: ArgumentText, found: readonly Item[], { flags, values }: ModifierRules): Modifiers | ReturnType<typeof fault> {
  const result: Modifiers = { relative: false, string: false, base: undefined, uses: [] };
  for (const item of found) {
    const [first = "", value, ...more] = words(item);
    const name = first.toLowerCase();
    const place = { start: item.start, end: item.end };
    if (Object.hasOwn(values, name)) {
      if (value === undefined || more.length > 0) return fault(argument, `\`${name}\` takes one value`, place);
      const problem = values[name]!(value, result);
      if (problem !== undefined) return fault(argument, problem, place);
      continue;
    }
    if (!flags.includes(name) || value !== undefined) return fault(argument, item.text === "" ? "a part is empty" : `\`${item.text}\` is none of its words`, { ...place, expected: [...flags, ...Object.keys(values)] });
    if (name === "relative") result.relative = true;
    else if (name === "string") result.string = true;
    else if (BASES.includes(name)) result.base = name;
  }
  if (result.base !== undefined && !result.string) return fault(argument, `\`${result.base}\` needs \`string\` beside it`);
  return result;
}

/** A number in a range, or the name of a value that was read before. */
function numberOrName(item: Item | undefined, what: string, min: number, max: number, argument: ArgumentText, uses: string[]): ReturnType<typeof fault> | undefined {
  if (item === undefined || item.text === "") return fault(argument, `${what} is missing`);
  const { text, start, end } = item;
  if (!/^[-+]?\d/.test(text)) {
    if (!isVariableName(text)) return fault(argument, `\`${text}\` is neither a number nor a name`, { start, end });
    uses.push(text);
    return undefined;
  }
  const value = readInteger(text, "c");
  if (value === undefined) return fault(argument, `\`${text}\` is no whole number`, { start, end });
  return value < min || value > max ? fault(argument, `${what} is not from ${min} to ${max}`, { start, end }) : undefined;
}

function byteCount(item: Item | undefined, min: number, argument: ArgumentText): number | ReturnType<typeof fault> {
  const value = item === undefined ? undefined : readInteger(item.text);
  if (item === undefined || value === undefined) return fault(argument, `\`${item?.text ?? ""}\` is no number of bytes`, placeOf(item));
  return value < min || value > MOST_TEXT_BYTES ? fault(argument, `it reads ${min} to ${MOST_TEXT_BYTES} bytes`, { start: item.start, end: item.end }) : value;
}

function isFault(value: unknown): value is ReturnType<typeof fault> {
  return typeof value === "object" && value !== null && "fault" in value;
}

const bitmask = (value: string): string | undefined => {
  const mask = readInteger(value, "c");
  return mask === undefined || mask < 1 || mask > 0xffff_ffff ? `\`${value}\` is no mask of 1 to 4 bytes` : undefined;
};

/** Says that bytes beyond four are read as text only. */
function tooMany(argument: ArgumentText, count: number, found: Modifiers): ReturnType<typeof fault> | undefined {
  return count > MOST_BYTES && !found.string ? fault(argument, `more than ${MOST_BYTES} bytes are read with \`string\` only`) : undefined;
}

const OPERATOR = /^!?[ \t]*(?:<=|>=|<|>|=|&|\^)?$/;

/** The argument of `byte_test`. */
export const byteTest: ArgumentForm<CursorValue> = {
  summary: "bytes, a comparison, a value, an offset, then modifiers, with commas: `4,>,1024,0,relative,little`",
  parse: (argument) => {
    const found = items(argument);
    const [bytes, operator, value, offset, ...rest] = found;
    const count = byteCount(bytes, 1, argument);
    if (isFault(count)) return count;
    if (operator === undefined || operator.text === "" || !OPERATOR.test(operator.text)) return fault(argument, `\`${operator?.text ?? ""}\` is no comparison`, { ...placeOf(operator), expected: ["<", ">", "=", "<=", ">=", "&", "^", "!"] });
    const uses: string[] = [];
    const wrong = numberOrName(value, "the value", 0, 0xffff_ffff, argument, uses) ?? numberOrName(offset, "the offset", -FARTHEST, FARTHEST, argument, uses);
    if (wrong !== undefined) return wrong;
    const modified = modifiers(argument, rest, { flags: COMMON, values: { bitmask } });
    if (isFault(modified)) return modified;
    return tooMany(argument, count, modified) ?? { value: { relative: modified.relative, uses } };
  },
};

/** The argument of `byte_jump`. */
export const byteJump: ArgumentForm<CursorValue> = {
  summary: "bytes, an offset, then modifiers, with commas: `4,0,relative,align`",
  parse: (argument) => {
    const [bytes, offset, ...rest] = items(argument);
    const count = byteCount(bytes, 0, argument);
    if (isFault(count)) return count;
    const uses: string[] = [];
    const wrong = numberOrName(offset, "the offset", -FARTHEST, FARTHEST, argument, uses);
    if (wrong !== undefined) return wrong;
    const modified = modifiers(argument, rest, {
      flags: [...COMMON, "align", "from_beginning", "from_end"],
      values: {
        bitmask,
        multiplier: (value) => ((readInteger(value, "c") ?? 0) > 0 ? undefined : `\`${value}\` is no multiplier`),
        post_offset: (value, { uses: names }) => {
          if (/^[-+]?\d/.test(value)) return readInteger(value, "c") === undefined ? `\`${value}\` is no whole number` : undefined;
          if (!isVariableName(value)) return `\`${value}\` is neither a number nor a name`;
          names.push(value);
          return undefined;
        },
      },
    });
    if (isFault(modified)) return modified;
    const ends = rest.filter(({ text }) => text === "from_beginning" || text === "from_end");
    if (ends.length > 1 && ends[0]!.text !== ends[1]!.text) return fault(argument, "`from_beginning` and `from_end` exclude each other", placeOf(ends[1]));
    return tooMany(argument, count, modified) ?? { value: { relative: modified.relative, uses: [...uses, ...modified.uses] } };
  },
};

/** The argument of `byte_extract`. */
export const byteExtract: ArgumentForm<CursorValue> = {
  summary: "bytes, an offset, a name, then modifiers, with commas: `2,0,length,relative`",
  parse: (argument) => {
    const [bytes, offset, name, ...rest] = items(argument);
    const count = byteCount(bytes, 1, argument);
    if (isFault(count)) return count;
    const uses: string[] = [];
    const wrong = numberOrName(offset, "the offset", -FARTHEST, FARTHEST, argument, uses);
    if (wrong !== undefined) return wrong;
    if (name === undefined || !isVariableName(name.text)) return fault(argument, `\`${name?.text ?? ""}\` is no name`, { ...placeOf(name), help: "a name begins with a letter" });
    const modified = modifiers(argument, rest, {
      flags: COMMON,
      values: {
        bitmask,
        align: (value) => (value === "2" || value === "4" ? undefined : "it is aligned to 2 or 4 bytes"),
        multiplier: (value) => {
          const factor = readInteger(value);
          return factor === undefined || factor < 1 || factor > FARTHEST ? `\`${value}\` is no multiplier from 1 to ${FARTHEST}` : undefined;
        },
      },
    });
    if (isFault(modified)) return modified;
    if (offset!.text.startsWith("-") && !modified.relative) return fault(argument, "a negative offset needs `relative`", placeOf(offset));
    return tooMany(argument, count, modified) ?? { value: { relative: modified.relative, uses, defines: name.text } };
  },
};

const MATH_OPERATORS: readonly string[] = ["+", "-", "*", "/", "<<", ">>"];

/** The argument of `byte_math`. */
export const byteMath: ArgumentForm<CursorValue> = {
  summary: "`bytes`, `offset`, `oper`, `rvalue` and `result` with their values, then modifiers, with commas: `bytes 2, offset 0, oper +, rvalue 4, result sum`",
  parse: (argument): ArgumentResult<CursorValue> => {
    const seen = new Map<string, string>();
    const uses: string[] = [];
    let relative = false;
    for (const item of items(argument)) {
      const [name = "", value] = words(item);
      const { start, end } = item;
      if (name === "relative" || name === "dce") relative ||= name === "relative";
      else if (!MATH_FIELDS.includes(name)) return fault(argument, `\`${item.text}\` is none of its words`, { start, end, expected: MATH_FIELDS });
      else if (value === undefined) return fault(argument, `\`${name}\` needs a value`, { start, end });
      else if (seen.has(name)) return fault(argument, `\`${name}\` stands there twice`, { start, end });
      else seen.set(name, value);
    }
    const missing = ["bytes", "offset", "oper", "rvalue", "result"].find((name) => !seen.has(name));
    if (missing !== undefined) return fault(argument, `\`${missing}\` is missing`);
    const field = (name: string): Item => ({ text: seen.get(name)!, start: argument.start, end: argument.end });
    const count = byteCount(field("bytes"), 1, argument);
    if (isFault(count)) return count;
    if (!MATH_OPERATORS.includes(seen.get("oper")!)) return fault(argument, `\`${seen.get("oper")}\` is no operator`, { expected: MATH_OPERATORS });
    const wrong = numberOrName(field("rvalue"), "the right value", 1, 0xffff_ffff, argument, uses) ?? numberOrName(field("offset"), "the offset", -FARTHEST, FARTHEST, argument, uses);
    if (wrong !== undefined) return wrong;
    const result = seen.get("result")!;
    if (!isVariableName(result)) return fault(argument, `\`${result}\` is no name`);
    if (seen.has("string") && !BASES.includes(seen.get("string")!.toLowerCase())) return fault(argument, `\`${seen.get("string")}\` is no base`, { expected: BASES });
    if (seen.has("endian") && !["big", "little"].includes(seen.get("endian")!.toLowerCase())) return fault(argument, `\`${seen.get("endian")}\` is no byte order`, { expected: ["big", "little"] });
    return { value: { relative, uses, defines: result } };
  },
};

const MATH_FIELDS: readonly string[] = ["bytes", "offset", "oper", "rvalue", "result", "endian", "string", "bitmask"];

/** The argument of `isdataat`. */
export const isDataAt: ArgumentForm<CursorValue> = {
  summary: "a number of bytes, then `relative` and `rawbytes`, with commas; `!` before it asks that there be none",
  parse: (argument) => {
    const text = argumentString(argument);
    const from = argument.start + text.length - text.replace(/^[ \t]*!/, "").length;
    const [place, ...rest] = items({ ...argument, start: from });
    const uses: string[] = [];
    const wrong = numberOrName(place, "the place", -FARTHEST, FARTHEST, argument, uses);
    if (wrong !== undefined) return wrong;
    for (const { text: word, start, end } of rest) {
      if (!["relative", "rawbytes"].includes(word.toLowerCase())) return fault(argument, `\`${word}\` is none of its words`, { start, end, expected: ["relative", "rawbytes"] });
    }
    return { value: { relative: rest.some(({ text: word }) => word.toLowerCase() === "relative"), uses } };
  },
};

/** The argument of `base64_decode`. */
export const base64Decode: ArgumentForm<string> = {
  summary: "`bytes`, `offset` and `relative`, with commas: `bytes 12, offset 20, relative`",
  parse: (argument) => {
    const found = items(argument);
    if (found.length > 3) return fault(argument, "it has too many parts");
    for (const item of found) {
      const [name, value, ...more] = words(item);
      const { start, end } = item;
      if (item.text === "relative") continue;
      const number = value === undefined ? undefined : readInteger(value);
      const isRight = (name === "bytes" || name === "offset") && more.length === 0 && number !== undefined && number >= (name === "bytes" ? 1 : 0);
      if (!isRight) return fault(argument, `\`${item.text}\` is not understood`, { start, end, expected: ["bytes", "offset", "relative"] });
    }
    return { value: argumentString(argument) };
  },
};

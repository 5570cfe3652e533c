import { type ArgumentForm, argumentString, type ArgumentText, type CursorValue, fault, readInteger } from "@sigwright/rule-language/dialect";
import { at, fitsIn64Bits, fitsInBits, isSigned32, isWithin, type Piece, pieces, piecesUntilEmpty, unsignedNumber } from "./byte-option-parts.ts";

const UNSIGNED = /^\+?\d+$/;
const LETTER = /^[A-Za-z]/;
const MOST_BYTES = 8;
const MOST_DIGITS = 23;
const FARTHEST = 65535;

/** Number of bytes, offset and flags of `byte_test`, `byte_jump` and `byte_extract`. */
interface Flags {
  relative: boolean;
  string: boolean;
  dce: boolean;
  endian: "big" | "little" | undefined;
  bases: Set<string>;
  begin: boolean;
  end: boolean;
}

function noFlags(): Flags {
  return { relative: false, string: false, dce: false, endian: undefined, bases: new Set(), begin: false, end: false };
}

/** Takes in a flag that several keywords share; false when it is none. */
function takeFlag(flags: Flags, word: string): boolean {
  if (word === "relative") {
    flags.relative = true;
    return true;
  }
  switch (word.toLowerCase()) {
    case "string":
      flags.string = true;
      return true;
    case "dec":
    case "hex":
    case "oct":
      flags.bases.add(word.toLowerCase());
      return true;
    case "big":
    case "little":
      // A later big takes an earlier little back, not the other way about.
      flags.endian = word.toLowerCase() === "big" ? "big" : "little";
      return true;
    case "dce":
      flags.dce = true;
      return true;
    default:
      return false;
  }
}

const TEST_OPERATORS: ReadonlySet<string> = new Set(["=", "<", ">", "&", "^", ">=", "<="]);
const TEST_FLAGS = ["relative", "big", "little", "string", "dec", "hex", "oct", "dce", "bitmask 0x…"];

const MANY_BYTES = `at most ${MOST_BYTES} bytes, or ${MOST_DIGITS} with \`string\``;

/** What `dce` can't be combined with, or undefined. */
function besideDce(flags: Flags): string | undefined {
  if (flags.string) return "string";
  if (flags.endian !== undefined) return flags.endian;
  if (flags.bases.size > 0) return [...flags.bases][0];
  if (flags.begin) return "from_beginning";
  return flags.end ? "from_end" : undefined;
}

/** Faults of number of bytes and flags that `byte_test` and `byte_jump` share. */
function flagFault(argument: ArgumentText, bytes: number | undefined, flags: Flags, bytesPiece: Piece): ReturnType<typeof fault> | undefined {
  if (bytes !== undefined && bytes > (flags.string ? MOST_DIGITS : MOST_BYTES)) return fault(argument, `${bytes} bytes are too many`, { ...at(bytesPiece), help: `it reads ${MANY_BYTES}` });
  const other = flags.dce ? besideDce(flags) : undefined;
  if (other !== undefined) return fault(argument, `\`dce\` and \`${other}\` exclude each other`);
  return undefined;
}

/** The argument of `byte_test`. */
export const byteTest: ArgumentForm<CursorValue> = {
  summary: "number of bytes, operator, value, offset, then flags, with commas: `4,>,1000,0,relative`",
  parse: (argument) => {
    const parts = pieces(argument);
    const [bytesPiece, operatorPiece, valuePiece, offsetPiece, ...flagPieces] = parts;
    if (bytesPiece === undefined || operatorPiece === undefined || valuePiece === undefined || offsetPiece === undefined) {
      return fault(argument, "it takes four parts at least");
    }
    if (flagPieces.length > 6) return fault(argument, "there are too many flags", at(flagPieces[6]!));
    for (const piece of [bytesPiece, valuePiece, offsetPiece]) {
      if (piece.text === "" || /\s/.test(piece.text)) return fault(argument, "a part is empty or holds blanks", at(piece));
    }
    const uses: string[] = [];
    let bytes: number | undefined;
    if (LETTER.test(bytesPiece.text)) {
      uses.push(bytesPiece.text);
    } else {
      bytes = unsignedNumber(bytesPiece.text, "decimal", 0xffffffff);
      if (bytes === undefined) return fault(argument, `\`${bytesPiece.text}\` is no number of bytes`, at(bytesPiece));
    }
    const negated = operatorPiece.text.startsWith("!");
    const operator = negated ? operatorPiece.text.slice(1).trimStart() : operatorPiece.text;
    if (!TEST_OPERATORS.has(operator) && !(negated && operator === "")) {
      return fault(argument, `\`${operatorPiece.text}\` is no operator`, { ...at(operatorPiece), expected: [...TEST_OPERATORS] });
    }
    if (LETTER.test(valuePiece.text)) uses.push(valuePiece.text);
    else if (!/^[+-]?\d/.test(valuePiece.text)) return fault(argument, `\`${valuePiece.text}\` is no number`, at(valuePiece));
    else if (!fitsIn64Bits(valuePiece.text)) return fault(argument, "the value has more than 64 bits", at(valuePiece));
    if (LETTER.test(offsetPiece.text)) uses.push(offsetPiece.text);
    else if (!isSigned32(offsetPiece.text, "c")) return fault(argument, `\`${offsetPiece.text}\` is no offset`, at(offsetPiece));
    const flags = noFlags();
    for (const piece of flagPieces) {
      if (piece.text === piece.text.toLowerCase() && takeFlag(flags, piece.text)) continue;
      const mask = /^bitmask\s+(\S+)$/.exec(piece.text)?.[1];
      if (mask === undefined) return fault(argument, `unknown flag \`${piece.text}\``, { ...at(piece), expected: TEST_FLAGS });
      if (!/^[+-]?\d/.test(mask) || !fitsInBits(mask, 32n)) return fault(argument, `\`${mask}\` is no mask of 32 bits`, at(piece));
    }
    if (bytes !== undefined && !flags.string && flags.bases.size > 0) return fault(argument, `\`${[...flags.bases][0]}\` needs \`string\``, { help: "add `string`, or take the base out" });
    return flagFault(argument, bytes, flags, bytesPiece) ?? { value: cursorValue(flags, uses) };
  },
};

const JUMP_FLAGS = ["relative", "multiplier", "big", "little", "string", "dec", "hex", "oct", "align", "from_beginning", "from_end", "post_offset", "dce"];

/** The argument of `byte_jump`. */
export const byteJump: ArgumentForm<CursorValue> = {
  summary: "number of bytes, offset, then flags, with commas: `2,0,relative,little,post_offset -1`",
  parse: (argument) => {
    const [bytesPiece, offsetPiece, ...flagPieces] = pieces(argument);
    if (bytesPiece === undefined || offsetPiece === undefined) return fault(argument, "it takes a number of bytes and an offset at least");
    if (flagPieces.length > 8) return fault(argument, "there are too many flags", at(flagPieces[8]!));
    for (const piece of [bytesPiece, offsetPiece]) {
      if (piece.text === "" || /\s/.test(piece.text)) return fault(argument, "a part is empty or holds blanks", at(piece));
    }
    const uses: string[] = [];
    let bytes: number | undefined;
    if (LETTER.test(bytesPiece.text)) {
      uses.push(bytesPiece.text);
    } else {
      bytes = unsignedNumber(bytesPiece.text, "decimal", 0xffffffff);
      if (bytes === undefined) return fault(argument, `\`${bytesPiece.text}\` is no number of bytes`, at(bytesPiece));
    }
    if (LETTER.test(offsetPiece.text)) uses.push(offsetPiece.text);
    else if (!isWithin(offsetPiece.text, FARTHEST)) return fault(argument, `\`${offsetPiece.text}\` is no offset from -${FARTHEST} to ${FARTHEST}`, at(offsetPiece));
    const flags = noFlags();
    for (const piece of flagPieces) {
      const problem = jumpFlag(piece.text, flags);
      if (problem !== undefined) return fault(argument, problem, { ...at(piece), ...(problem.startsWith("unknown") ? { expected: JUMP_FLAGS } : {}) });
    }
    if (flags.begin && flags.end) return fault(argument, "`from_beginning` and `from_end` exclude each other");
    if (!flags.string && flags.bases.size > 0) return fault(argument, `\`${[...flags.bases][0]}\` needs \`string\``, { help: "add `string`, or take the base out" });
    return flagFault(argument, bytes, flags, bytesPiece) ?? { value: cursorValue(flags, uses) };
  },
};

function jumpFlag(text: string, flags: Flags): string | undefined {
  if (takeFlag(flags, text)) return undefined;
  const word = text.toLowerCase();
  if (word === "from_beginning") flags.begin = true;
  else if (word === "from_end") flags.end = true;
  else if (text.startsWith("multiplier ")) return isWithin(text.slice(11), FARTHEST, 1) ? undefined : `the multiplier is not from 1 to ${FARTHEST}`;
  else if (text.startsWith("post_offset ")) return isWithin(text.slice(12), FARTHEST) ? undefined : `the offset is not from -${FARTHEST} to ${FARTHEST}`;
  else if (word !== "align") return `unknown flag \`${text}\``;
  return undefined;
}

const EXTRACT = /^\s*([0-9]+)\s*,\s*(-?[0-9]+)\s*,\s*([^\s,]+)\s*$/;
const EXTRACT_FLAGS = ["relative", "multiplier", "big", "little", "dce", "string", "hex", "dec", "oct", "align"];
const DIGITS: Readonly<Record<string, number>> = { oct: 23, dec: 20, hex: 14 };

/** The argument of `byte_extract`. */
export const byteExtract: ArgumentForm<CursorValue> = {
  summary: "number of bytes, offset, name, then flags, with commas: `1,0,size,relative`",
  parse: (argument) => {
    const parts = pieces(argument);
    const head = EXTRACT.exec(parts.slice(0, 3).map(({ text }) => text).join(","));
    if (head === null || parts.length < 3) return fault(argument, "it begins with a number of bytes, an offset and a name");
    if (parts.length > 8) return fault(argument, "there are too many flags", at(parts[8]!));
    const bytes = Number(head[1]);
    if (bytes > 255) return fault(argument, `${bytes} bytes are too many`, at(parts[0]!));
    if (!isWithin(head[2]!, FARTHEST)) return fault(argument, `the offset is not from -${FARTHEST} to ${FARTHEST}`, at(parts[1]!));
    const seen = new Set<string>();
    let isString = false;
    let base: string | undefined;
    let endian: string | undefined;
    for (const piece of parts.slice(3)) {
      const [word = "", number, ...more] = piece.text.split(/\s+/);
      const takesNumber = word === "multiplier" || word === "align";
      if (word === "" || more.length > 0 || (number !== undefined) !== takesNumber) return fault(argument, `unknown flag \`${piece.text}\``, { ...at(piece), expected: EXTRACT_FLAGS });
      const group = word === "big" || word === "little" || word === "dce" ? "endian" : word === "hex" || word === "oct" || word === "dec" ? "base" : word;
      if (seen.has(group)) return fault(argument, `\`${word}\` stands there twice, or beside its like`, at(piece));
      seen.add(group);
      if (group === "endian") endian = word;
      else if (group === "base") {
        if (!isString) return fault(argument, `\`${word}\` needs \`string\` before it`, at(piece));
        base = word;
      } else if (word === "string") isString = true;
      else if (word === "multiplier") {
        if (!isWithin(number!, FARTHEST, 1)) return fault(argument, `the multiplier is not from 1 to ${FARTHEST}`, at(piece));
      } else if (word === "align") {
        if (number !== "2" && number !== "4" && Number(number) !== 2 && Number(number) !== 4) return fault(argument, "`align` takes 2 or 4", at(piece));
      } else if (word !== "relative") {
        return fault(argument, `unknown flag \`${piece.text}\``, { ...at(piece), expected: EXTRACT_FLAGS });
      }
    }
    if (isString && endian !== undefined) return fault(argument, `\`string\` and \`${endian}\` exclude each other`);
    const most = isString ? DIGITS[base ?? "dec"]! : MOST_BYTES;
    if (bytes > most) return fault(argument, `${bytes} bytes are too many; it reads at most ${most} here`, at(parts[0]!));
    return {
      value: {
        relative: seen.has("relative"),
        defines: head[3]!,
        ...(endian === "dce" ? { protocol: "dcerpc" } : {}),
      },
    };
  },
};

const MOST_NEWER_PARTS = 10;
const SHORT = 32767;

/** The argument of `byte_extract` as 8.0 reads it: what stands behind an empty part is ignored. */
export const newerByteExtract: ArgumentForm<CursorValue> = {
  summary: byteExtract.summary,
  parse: (argument) => {
    const parts = piecesUntilEmpty(argument);
    const [bytesPiece, offsetPiece, namePiece, ...flagPieces] = parts;
    if (bytesPiece === undefined || offsetPiece === undefined || namePiece === undefined) return fault(argument, "it begins with a number of bytes, an offset and a name");
    if (parts.length > MOST_NEWER_PARTS) return fault(argument, "there are too many flags", at(parts[MOST_NEWER_PARTS]!));
    for (const piece of [bytesPiece, offsetPiece]) {
      // No blank may stand between a number and its comma.
      if (argument.text[piece.start + piece.text.length] !== ",") return fault(argument, "a blank stands behind a number", { start: piece.start, end: piece.start + piece.text.length + 1 });
    }
    const bytes = UNSIGNED.test(bytesPiece.text) ? Number(bytesPiece.text) : NaN;
    if (!(bytes <= 255)) return fault(argument, `\`${bytesPiece.text}\` is no number of bytes`, at(bytesPiece));
    const offset = /^[+-]?\d+$/.test(offsetPiece.text) ? Number(offsetPiece.text) : NaN;
    if (!(offset >= -SHORT - 1 && offset <= SHORT)) return fault(argument, `the offset is not from -${SHORT + 1} to ${SHORT}`, at(offsetPiece));
    const name = namePiece.text.split(/[\s;:]/)[0]!;
    if (name === "") return fault(argument, "the name is missing", at(namePiece));
    const seen = new Map<string, string>();
    for (const piece of flagPieces) {
      const [word = "", value = ""] = piece.text.split(/\s+(.*)/s);
      const group = word === "big" || word === "little" || word === "dce" ? "endian" : word === "hex" || word === "oct" || word === "dec" ? "base" : word;
      if (seen.has(group)) return fault(argument, `\`${word}\` stands there twice, or beside its like`, at(piece));
      seen.set(group, word);
      const problem = newerFlagProblem(group, word, value.trim(), seen);
      if (problem !== undefined) return fault(argument, problem, { ...at(piece), ...(problem.startsWith("unknown") ? { expected: EXTRACT_FLAGS } : {}) });
    }
    if (seen.has("string") && seen.has("endian")) return fault(argument, `\`string\` and \`${seen.get("endian")!}\` exclude each other`);
    const most = seen.has("string") ? DIGITS[seen.get("base") ?? "dec"]! : MOST_BYTES;
    if (bytes > most) return fault(argument, `${bytes} bytes are too many; it reads at most ${most} here`, at(bytesPiece));
    return { value: { relative: seen.has("relative"), defines: name, ...(seen.get("endian") === "dce" ? { protocol: "dcerpc" } : {}) } };
  },
};

function newerFlagProblem(group: string, word: string, value: string, seen: ReadonlyMap<string, string>): string | undefined {
  switch (group) {
    case "endian":
    case "relative":
      return undefined;
    case "string":
      return seen.has("base") ? "`string` must stand before the base" : undefined;
    case "base":
      return seen.has("string") ? undefined : `\`${word}\` needs \`string\` before it`;
    case "align":
      return UNSIGNED.test(value) && (Number(value) === 2 || Number(value) === 4) ? undefined : "`align` takes 2 or 4";
    case "multiplier":
      return UNSIGNED.test(value) && Number(value) >= 1 && Number(value) <= FARTHEST ? undefined : `the multiplier is not from 1 to ${FARTHEST}`;
    case "slice":
      return "the engine does not support `slice` yet";
    default:
      return `unknown flag \`${word}\``;
  }
}

const MATH_OPERATORS: ReadonlySet<string> = new Set(["+", "-", "/", "*", "<<", ">>"]);
const MATH_REQUIRED = ["bytes", "offset", "oper", "rvalue", "result"];

/** The argument of `byte_math`. */
export const byteMath: ArgumentForm<CursorValue> = {
  summary: "`bytes`, `offset`, `oper`, `rvalue` and `result` with their values, then flags, with commas",
  parse: (argument) => {
    const parts = piecesUntilEmpty(argument);
    if (parts.length < 5 || parts.length > 10) return fault(argument, "it takes five parts at least and ten at most");
    const values = new Map<string, string>();
    const uses: string[] = [];
    let bytes: number | undefined;
    for (const piece of parts) {
      const space = piece.text.search(/\s/);
      const name = space === -1 ? piece.text : piece.text.slice(0, space);
      const value = space === -1 ? "" : piece.text.slice(space).trim();
      const group = name === "dce" ? "endian" : name;
      if (values.has(group)) return fault(argument, `\`${name}\` stands there twice, or beside its like`, at(piece));
      values.set(group, name === "dce" ? "dce" : value);
      const problem = mathPart(name, value, uses);
      if (problem !== undefined) return fault(argument, problem, at(piece));
      if (name === "bytes" && UNSIGNED.test(value)) bytes = Number(value);
    }
    const missing = MATH_REQUIRED.find((name) => !values.has(name));
    if (missing !== undefined) return fault(argument, `\`${missing}\` is missing`, { expected: [missing] });
    const operator = values.get("oper")!;
    if ((operator === "<<" || operator === ">>") && bytes !== undefined && bytes > 4) return fault(argument, `\`${operator}\` takes four bytes at most`);
    const isDce = values.get("endian") === "dce";
    // The engine keeps decimal as the base when none is written, and dce allows none.
    if (isDce) return fault(argument, "`dce` can't be used here: the engine always finds a base beside it");
    return { value: { relative: values.has("relative"), uses, defines: values.get("result")! } };
  },
};

function mathPart(name: string, value: string, uses: string[]): string | undefined {
  switch (name) {
    case "oper":
      return MATH_OPERATORS.has(value) ? undefined : `\`${value}\` is no operator`;
    case "result":
    case "relative":
    case "dce":
      return undefined;
    case "rvalue":
    case "bytes": {
      const token = value.split(/[\s,;]/)[0] ?? "";
      if (token === "") return `\`${name}\` has no value`;
      if (!UNSIGNED.test(token)) {
        uses.push(token);
        return undefined;
      }
      if (name === "bytes") return Number(token) >= 1 && Number(token) <= 10 ? undefined : "it reads one to ten bytes";
      return Number(token) <= 0xffffffff ? undefined : "the value has more than 32 bits";
    }
    case "endian":
      return value === "big" || value === "little" || value === "dce" ? undefined : `\`${value}\` is neither \`big\` nor \`little\``;
    case "string":
      return value === "hex" || value === "dec" || value === "oct" ? undefined : `\`${value}\` is none of \`hex\`, \`dec\` and \`oct\``;
    case "bitmask":
      return /^(?:0[xX])?\+?[0-9a-fA-F]+$/.test(value) && BigInt(`0x${value.replace(/^0[xX]/, "").replace("+", "")}`) <= 0xffffffffn ? undefined : `\`${value}\` is no mask of 32 bits`;
    case "offset":
      return isWithin(value, FARTHEST) ? undefined : `the offset is not from -${FARTHEST} to ${FARTHEST}`;
    default:
      return `unknown part \`${name}\``;
  }
}

const DATA_AT = /^\s*!?([^\s,]+)\s*(,\s*relative)?\s*(,\s*rawbytes\s*)?\s*$/;

/** The argument of `isdataat`. */
export const dataAt: ArgumentForm<CursorValue> = {
  summary: "a number from 0 to 65535 or the name of a read value, then `relative` and `rawbytes`, with commas",
  parse: (argument) => {
    const text = argumentString(argument);
    const [, where, relative] = DATA_AT.exec(text) ?? [];
    if (where === undefined) return fault(argument, `\`${text}\` does not have that form`);
    if (LETTER.test(where)) return { value: { relative: relative !== undefined, uses: [where] } };
    const value = readInteger(where);
    if (value === undefined || value < 0 || value > 65535 || where.length > 23) return fault(argument, `\`${where}\` is not a number from 0 to 65535`);
    return { value: { relative: relative !== undefined } };
  },
};

const DECODE = /\s*(bytes\s+(\d+),?)?\s*(offset\s+(\d+),?)?\s*(\w+)?/;

/** The argument of `base64_decode`. */
export const base64Decode: ArgumentForm<CursorValue> = {
  summary: "`bytes` and `offset` with numbers, and `relative`, with commas",
  parse: (argument) => {
    const text = argumentString(argument);
    const [, , bytes, , offset, word] = DECODE.exec(text) ?? [];
    if (bytes === undefined && offset === undefined && word === undefined) return fault(argument, `\`${text}\` does not have that form`);
    if (bytes !== undefined && Number(bytes) > 65535) return fault(argument, `${bytes} bytes are too many; it decodes 65535 at most`);
    if (offset !== undefined && Number(offset) > 0xffffffff) return fault(argument, "the offset has more than 32 bits");
    if (word !== undefined && word !== "relative") return fault(argument, `\`${word}\` is not \`relative\``, { expected: ["relative"] });
    return { value: { relative: word !== undefined } };
  },
};

function cursorValue(flags: Flags, uses: readonly string[]): CursorValue {
  return { relative: flags.relative, uses, ...(flags.dce ? { protocolOutsideBuffers: "dcerpc" } : {}) };
}

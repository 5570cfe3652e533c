import { type GivenParameter, givenParameter, type OptionCheck, type OptionContext, type ParameterValues, readInteger } from "@sigwright/rule-language/dialect";
import { namesValue, readsValue } from "./variables.ts";

type Context = OptionContext<ParameterValues>;

/** Bytes that are read as a binary number at most. */
const MOST_BYTES = 4;
const BASES = ["hex", "dec", "oct"];
const BYTE_ORDERS = ["big", "little", "dce", "endian"];
const DIGIT = /^\d/;

function numberOf(value: ParameterValues, name: string): number {
  const given = givenParameter(value, name)?.value;
  return typeof given === "number" ? given : 0;
}

/** A parameter is a number in C's notation, or the name of a value that is read before. */
function numberOrValue({ value, state, report }: Context, name: string): void {
  const given = givenParameter(value, name);
  if (given !== undefined && readInteger(given.text, "c") === undefined) namesValue(given, `\`${name}\``, state, report);
}

/** The bits of a mask must fit into the bytes that are read. */
function maskFits({ nameRange, report }: Context, count: number, mask: GivenParameter | undefined): void {
  const bits = typeof mask?.value === "number" ? mask.value : 0;
  const bytes = bits <= 0xff ? 1 : bits <= 0xffff ? 2 : bits <= 0xff_ffff ? 3 : 4;
  if (bytes <= count) return;
  if (mask === undefined) report.reject("missing-value", nameRange, "it reads no bytes", { help: "say first how many bytes to read" });
  else report.reject("mask-too-wide", mask, `the mask \`${mask.text}\` has ${bytes} bytes, and ${count} ${count === 1 ? "is" : "are"} read`, { help: "read more bytes, or take a smaller mask" });
}

/** More than four bytes can be read from a string of digits only. */
function countFits({ value, report }: Context, name: string): void {
  const count = givenParameter(value, name);
  if (typeof count?.value !== "number" || count.value <= MOST_BYTES || givenParameter(value, "string") !== undefined) return;
  report.reject("too-many-bytes", count, `${count.value} bytes can be read only from digits in text`, { help: `read ${MOST_BYTES} at most, or add \`string\` and the base` });
}

/** The engine keeps the last of several byte orders. */
function oneByteOrder({ value, report }: Context): void {
  const orders = value.filter(({ name }) => BYTE_ORDERS.includes(name));
  if (orders.length < 2) return;
  report.warn("byte-order-repeated", orders[1]!, `\`${orders[0]!.name}\` stands here already; the last byte order counts`, { help: "keep one of them" });
}

function nameStartsWithLetter(given: GivenParameter | undefined, { keyword, nameRange, report }: Context, what: string): boolean {
  if (given === undefined) {
    report.reject("missing-value", nameRange, `\`${keyword.name}\` gives the value no name`, { help: `add the parameter \`${what}\`` });
    return false;
  }
  if (!DIGIT.test(given.text)) return true;
  report.reject("bad-value", given, `the name \`${given.text}\` begins with a digit`, { help: "begin it with a letter" });
  return false;
}

const OPERATOR = /^!?(?:<=?|>=?|=|&|\^)$|^!$/;

/** `byte_test` compares a value with a number. */
export const byteTest: OptionCheck<ParameterValues> = {
  summary: "operator, values and mask fit",
  check: (context) => {
    const { value, report } = context;
    const operator = givenParameter(value, "operator");
    if (operator !== undefined && !OPERATOR.test(operator.text)) {
      report.reject("bad-value", operator, `\`${operator.text}\` is no operator`, { expected: ["<", "<=", "=", ">", ">=", "&", "^"], help: "it is `<`, `<=`, `=`, `>`, `>=`, `&` or `^`, with `!` before it to negate" });
      return;
    }
    numberOrValue(context, "offset");
    if (report.rejects === 0) numberOrValue(context, "value");
    if (report.rejects === 0) maskFits(context, numberOf(value, "count"), givenParameter(value, "bitmask"));
    oneByteOrder(context);
    for (const name of ["operator", "value", "offset"]) if (report.rejects === 0) expect(context, name);
  },
};

/** `byte_jump` moves the cursor by a value. */
export const byteJump: OptionCheck<ParameterValues> = {
  summary: "offsets, directions and mask fit",
  check: (context) => {
    const { value, report } = context;
    numberOrValue(context, "offset");
    if (report.rejects === 0) numberOrValue(context, "post_offset");
    if (report.rejects > 0) return;
    const [start, end] = ["from_beginning", "from_end"].map((name) => givenParameter(value, name));
    if (start !== undefined && end !== undefined) {
      report.reject("jump-conflict", end, "a jump counts from the beginning or from the end", { labels: [{ range: start, message: "from the beginning" }], help: "keep one of them" });
      return;
    }
    const mask = givenParameter(value, "bitmask");
    if (mask !== undefined) maskFits(context, numberOf(value, "count"), mask);
    if (report.rejects === 0) countFits(context, "count");
    oneByteOrder(context);
    for (const name of ["count", "offset"]) if (report.rejects === 0) expect(context, name);
  },
};

/** `byte_extract` reads a value and gives it a name. */
export const byteExtract: OptionCheck<ParameterValues> = {
  summary: "bytes, offset, name and base fit",
  check: (context) => {
    const { value, state, report } = context;
    countFits(context, "count");
    if (report.rejects > 0) return;
    const align = givenParameter(value, "align");
    if (align !== undefined && ![0, 2, 4].includes(numberOf(value, "align"))) {
      report.reject("bad-value", align, `\`align\` ${align.text} is neither 2 nor 4`, { expected: ["2", "4"] });
      return;
    }
    const offset = givenParameter(value, "offset");
    if (offset !== undefined && numberOf(value, "offset") < 0 && givenParameter(value, "relative") === undefined) {
      report.reject("negative-offset", offset, "an offset below 0 needs `relative`", { help: "add `relative`, or count from the start" });
      return;
    }
    const name = givenParameter(value, "name");
    if (!nameStartsWithLetter(name, context, "name")) return;
    const base = value.find((given) => BASES.includes(given.name));
    if (base !== undefined && givenParameter(value, "string") === undefined) {
      report.reject("base-without-string", base, `\`${base.name}\` says how to read digits, and the value is binary`, { help: "add `string`, or take the base out" });
      return;
    }
    maskFits(context, numberOf(value, "count"), givenParameter(value, "bitmask"));
    if (report.rejects === 0) readsValue(name!, state, report);
    oneByteOrder(context);
  },
};

/** Bits that a value can be shifted by. */
const MOST_SHIFT = 32;

/** `byte_math` computes a value and gives it a name. */
export const byteMath: OptionCheck<ParameterValues> = {
  summary: "bytes, operands, name and mask fit",
  check: (context) => {
    const { value, state, report } = context;
    const operand = givenParameter(value, "rvalue");
    const number = operand === undefined ? undefined : readInteger(operand.text, "c");
    if (number === 0) {
      report.reject("bad-value", operand!, "the right operand must not be 0");
      return;
    }
    numberOrValue(context, "rvalue");
    if (report.rejects === 0) numberOrValue(context, "offset");
    if (report.rejects > 0) return;
    const result = givenParameter(value, "result");
    if (!nameStartsWithLetter(result, context, "result")) return;
    const operator = givenParameter(value, "oper");
    const bytes = givenParameter(value, "bytes");
    if (operator?.text === "<<" || operator?.text === ">>") {
      if (number !== undefined && number > MOST_SHIFT) {
        report.reject("bad-value", operand!, `a value of ${MOST_SHIFT} bits can't be shifted by ${number}`);
        return;
      }
      if (numberOf(value, "bytes") > MOST_BYTES) {
        report.reject("too-many-bytes", bytes!, `${MOST_BYTES} bytes at most can be shifted`);
        return;
      }
    }
    countFits(context, "bytes");
    if (report.rejects === 0) maskFits(context, numberOf(value, "bytes"), givenParameter(value, "bitmask"));
    if (report.rejects === 0) readsValue(result!, state, report);
    oneByteOrder(context);
    for (const name of ["offset", "oper", "rvalue"]) if (report.rejects === 0) expect(context, name);
  },
};

/** The engine takes 0 or the first choice for what is missing. */
function expect({ keyword, nameRange, value, report }: Context, name: string): void {
  if (givenParameter(value, name) !== undefined) return;
  report.warn("value-expected", nameRange, `\`${keyword.name}\` has no ${name}; the engine loads the rule all the same`, { help: `add the ${name}` });
}

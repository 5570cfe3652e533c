import { type ArgumentForm, argumentString, type CursorValue, fault, textLike } from "@sigwright/rule-language/dialect";

/** A number in a range, as the engine finds it with an expression of its own. */
export function numberLike(form: RegExp, most: number, summary: string): ArgumentForm<number> {
  return {
    summary,
    parse: (argument) => {
      const text = argumentString(argument);
      const number = form.exec(text)?.[1];
      if (number === undefined) return fault(argument, `\`${text}\` does not have that form`);
      if (Number(number) > most) return fault(argument, `${number} is above ${most}`);
      return { value: Number(number) };
    },
  };
}

const TOS = /^\s*([0-9]{1,3}|[xX][0-9a-fA-F]{1,2})\s*$/;

/** The argument of `tos`: a byte, in hexadecimal behind an `x`. */
export const tosByte: ArgumentForm<number> = {
  summary: "a number from 0 to 255, or one to two hexadecimal digits behind an `x`",
  parse: (argument) => {
    const text = argumentString(argument);
    const number = TOS.exec(text)?.[1];
    if (number === undefined) return fault(argument, `\`${text}\` is neither`);
    const value = /^x/i.test(number) ? Number.parseInt(number.slice(1), 16) : Number(number);
    return value > 255 ? fault(argument, `${number} is above 255`) : { value };
  },
};

const FLAGS = /^\s*(?:([+*!]))?\s*([SAPRFU120CE+*!]+)(?:\s*,\s*([SAPRFU12CE]+))?\s*$/;
const MOST_FLAGS = 15;

/** The argument of `tcp.flags`. */
export const tcpFlags: ArgumentForm<string> = {
  summary: "letters of `FSRPAUCE12` or `0`, with `+`, `*` or `!` before them, and those to ignore behind a comma: `S,12`",
  parse: (argument) => {
    const text = argumentString(argument);
    const [, modifier, flags, ignored] = FLAGS.exec(text) ?? [];
    if (flags === undefined) return fault(argument, `\`${text}\` does not have that form`);
    if (flags.length > MOST_FLAGS || (ignored?.length ?? 0) > MOST_FLAGS) return fault(argument, "there are too many flags");
    const modifiers = flags.match(/[+*!]/g)?.length ?? 0;
    if (modifiers + (modifier === undefined ? 0 : 1) > 1) return fault(argument, "it takes one of `+`, `*` and `!`");
    if (modifiers === flags.length) return fault(argument, "there is no flag");
    return { value: flags };
  },
};

const FRAG_BITS = /^(?:[+*!])?\s*[MDR]+/;

/** The argument of `fragbits`; what stands behind the letters is ignored. */
export const fragBits: ArgumentForm<RegExpExecArray> = textLike(FRAG_BITS, "`M`, `D` and `R`, with `+`, `*` or `!` before them");

/** Names of IP options. */
export const IP_OPTION_NAMES: readonly string[] = ["rr", "lsrr", "eol", "nop", "ts", "sec", "esec", "ssrr", "satid", "any"];

/** Names of IP options since 8.0. */
export const NEWER_IP_OPTION_NAMES: readonly string[] = [...IP_OPTION_NAMES, "qs", "cipso", "rtralt"];

const RPC = /^\s*([0-9]{0,10})\s*(?:,\s*([0-9]{0,10}|[*])\s*(?:,\s*([0-9]{0,10}|[*]))?)?\s*$/;

/** The argument of `rpc`. */
export const rpcProgram: ArgumentForm<string> = {
  summary: "numbers of program, version and procedure, with commas; the last two may be `*` or missing",
  parse: (argument) => {
    const text = argumentString(argument);
    const match = RPC.exec(text);
    if (match === null) return fault(argument, `\`${text}\` does not have that form`);
    for (let i = 1; i <= 3; i++) {
      const number = match[i];
      if (number === undefined || (number === "*" && i > 1)) continue;
      if (number === "" || Number(number) > 0xffffffff) return fault(argument, `\`${number}\` is no number of 32 bits`);
    }
    return { value: text };
  },
};

const MARK = /([0x]*[0-9a-f]+)\/([0x]*[0-9a-f]+)/;

/** The argument of `nfq_set_mark`. */
export const mark: ArgumentForm<string> = {
  summary: "a mark and a mask with a slash between them: `0x8/0x8`",
  parse: (argument) => {
    const text = argumentString(argument);
    const match = MARK.exec(text);
    if (match === null) return fault(argument, `\`${text}\` does not have that form`);
    if (match.slice(1).some((number) => !/^\d/.test(number))) return fault(argument, "there is no number at the start of mark or mask");
    return { value: text };
  },
};

const STREAM_SIZE = /^ *(server|client|both|either) *, *(>=|<=|>|<|!=|!|=) *, *(\d+) *$/;

/** The argument of `stream_size`. */
export const streamSize: ArgumentForm<string> = {
  summary: "`server`, `client`, `both` or `either`, a comparison and a number, with commas: `server,<,200`",
  parse: (argument) => {
    const text = argumentString(argument);
    const number = STREAM_SIZE.exec(text)?.[3];
    if (number === undefined) return fault(argument, `\`${text}\` does not have that form`);
    return Number(number) > 0xffffffff ? fault(argument, "the number has more than 32 bits") : { value: text };
  },
};

/** The argument of `app-layer-protocol`. */
export function protocolName(names: ReadonlySet<string>): ArgumentForm<CursorValue & { readonly name: string }> {
  return {
    summary: "the name of an application protocol, or `failed`",
    parse: (argument) => {
      const name = argumentString(argument);
      if (name === "failed" || names.has(name)) return { value: { name } };
      return fault(argument, `\`${name}\` is no application protocol`, { expected: [...names] });
    },
  };
}

const ASN1_PART = /^(?:bitstring_overflow)?(?:double_overflow)?(?:oversize_length\s+(\d+))?(?:absolute_offset\s+(\d+))?(?:relative_offset\s+(-?\d+))?/;

/** The argument of `asn1`. */
export const asn1: ArgumentForm<string> = {
  summary: "`bitstring_overflow`, `double_overflow`, `oversize_length`, `absolute_offset` and `relative_offset` with numbers, with commas or blanks",
  parse: (argument) => {
    const text = argumentString(argument);
    let at = 0;
    while (at < text.length) {
      const blanks = /^\s*/.exec(text.slice(at))![0].length;
      const match = ASN1_PART.exec(text.slice(at + blanks))!;
      const [part, length, absolute, relative] = match;
      const isNumber = Number(length ?? 0) <= 0xffffffff && Number(absolute ?? 0) <= 65535 && Math.abs(Number(relative ?? 0)) <= 65535;
      if (part === "" || !isNumber) return fault(argument, `\`${text.slice(at + blanks)}\` is not understood`, { start: argument.start + at + blanks });
      at += blanks + part.length;
      at += /^(?:\s+|,)?/.exec(text.slice(at))![0].length;
    }
    return { value: text };
  },
};

import { type ArgumentForm, argumentString, fault, readInteger } from "@sigwright/rule-language/dialect";
import { items, words } from "./items.ts";

/** Which words a list takes. */
export interface WordListOptions {
  readonly known: readonly string[];
  /** Whether `!` may stand before a word. */
  readonly negatable?: true;
  readonly most?: number;
  /** Whether a number from 0 to 255 stands for a word. */
  readonly numbers?: true;
}

/** Words between commas, in any case. */
export function wordList({ known, negatable, most, numbers }: WordListOptions): ArgumentForm<readonly string[]> {
  return {
    summary: `${most === 1 ? "one of" : "words with commas:"} ${known.map((each) => `\`${each}\``).join(", ")}${numbers === true ? ", or a number from 0 to 255" : ""}`,
    parse: (argument) => {
      const found = items(argument);
      if (most !== undefined && found.length > most) return fault(argument, "it has too many parts", { start: found[most]!.start });
      for (const { text, start, end } of found) {
        const word = (negatable === true ? text.replace(/^!/, "") : text).trim().toLowerCase();
        const number = numbers === true ? readInteger(word, "c") : undefined;
        if (number !== undefined && number >= 0 && number <= 255) continue;
        if (!known.includes(word)) return fault(argument, text === "" ? "a word is missing" : `\`${text}\` is none of its words`, { start, end, expected: known });
      }
      return { value: found.map(({ text }) => text) };
    },
  };
}

/** Numbers, or ranges with `-`, between commas. */
export function numberList(min: number, max: number, { negatable, word, ranges }: { readonly negatable?: true; readonly word?: RegExp; readonly ranges?: true } = {}): ArgumentForm<string> {
  return {
    summary: `numbers from ${min} to ${max} with commas`,
    parse: (argument) => {
      for (const { text, start, end } of items(argument)) {
        const bare = negatable === true ? text.replace(/^!/, "") : text;
        if (word?.test(bare) === true) continue;
        const bounds = ranges === true ? bare.split("-") : [bare];
        const isRight = bounds.length <= 2 && bounds.every((bound) => {
          const value = readInteger(bound.trim());
          return value !== undefined && value >= min && value <= max;
        });
        if (!isRight) return fault(argument, `\`${text}\` is no number from ${min} to ${max}`, { start, end });
      }
      return { value: argumentString(argument) };
    },
  };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The argument of `dce_iface`. */
export const dceInterface: ArgumentForm<string> = {
  summary: "a UUID, a comparison with a version, and `any_frag`, with commas: `4b324fc8-1670-01d3-1278-5a47bf6ee188,<2`",
  parse: (argument) => {
    const [uuid, ...rest] = items(argument);
    if (!UUID.test(uuid!.text)) return fault(argument, `\`${uuid!.text}\` is no UUID`, { start: uuid!.start, end: uuid!.end });
    if (rest.length > 2) return fault(argument, "it has too many parts");
    for (const { text, start, end } of rest) {
      if (text.toLowerCase() !== "any_frag" && !/^[<>=!]\d{1,5}$/.test(text)) return fault(argument, `\`${text}\` is neither a comparison with a version nor \`any_frag\``, { start, end });
    }
    return { value: uuid!.text };
  },
};

/** The argument of `asn1`: words apart by blanks or commas, some with a number behind them. */
export const asn1: ArgumentForm<string> = {
  summary: "`bitstring_overflow`, `double_overflow`, `oversize_length N`, `absolute_offset N`, `relative_offset N`, `print`",
  parse: (argument) => {
    const text = argumentString(argument);
    const parts = text.split(/[, \t\n]+/).filter((part) => part !== "");
    if (parts.length === 0) return fault(argument, "it names nothing");
    for (let at = 0; at < parts.length; at++) {
      const word = parts[at]!.toLowerCase();
      if (["bitstring_overflow", "double_overflow", "print"].includes(word)) continue;
      if (!["oversize_length", "absolute_offset", "relative_offset"].includes(word)) return fault(argument, `\`${parts[at]}\` is none of its words`);
      const value = readInteger(parts[++at] ?? "");
      if (value === undefined || (word === "oversize_length" && value < 0)) return fault(argument, `\`${word}\` needs a number behind it`);
    }
    return { value: text };
  },
};

/** The argument of `rpc`: an application, a version and a procedure. */
export const rpcCall: ArgumentForm<string> = {
  summary: "an application number, then a version and a procedure or `*`, with commas: `100000,*,3`",
  parse: (argument) => {
    const found = items(argument);
    if (found.length > 3) return fault(argument, "it has too many parts");
    for (const [index, { text, start, end }] of found.entries()) {
      if (text === "*" && index > 0) continue;
      const value = readInteger(text, "c");
      if (value === undefined || value < 0) return fault(argument, `\`${text}\` is no number`, { start, end, ...(index === 0 ? { help: "the application can't be left open" } : {}) });
    }
    return { value: argumentString(argument) };
  },
};

/** The argument of `stream_size`. */
export const streamSize: ArgumentForm<string> = {
  summary: "`client`, `server`, `both` or `either`, a comparison and a number, with commas: `client,<,6`",
  parse: (argument) => {
    const [side, operator, number, ...more] = items(argument);
    if (more.length > 0 || number === undefined) return fault(argument, "it takes three parts");
    if (!["client", "server", "both", "either"].includes(side!.text.toLowerCase())) return fault(argument, `\`${side!.text}\` is no side`, { start: side!.start, end: side!.end });
    if (!["<", ">", "=", "!=", "<=", ">="].includes(operator!.text)) return fault(argument, `\`${operator!.text}\` is no comparison`, { start: operator!.start, end: operator!.end });
    const value = readInteger(number.text, "c");
    return value === undefined || value < 0 ? fault(argument, `\`${number.text}\` is no number`, { start: number.start, end: number.end }) : { value: argumentString(argument) };
  },
};

/** The argument of `stream_reassemble`. */
export const streamReassemble: ArgumentForm<string> = {
  summary: "`enable` or `disable`, `client`, `server` or `both`, then `noalert` and `fastpath`, with commas",
  parse: (argument) => {
    const [action, side, ...rest] = items(argument).map(({ text }) => text.toLowerCase());
    if (action !== "enable" && action !== "disable") return fault(argument, `\`${action}\` is neither \`enable\` nor \`disable\``);
    if (side === undefined || !["client", "server", "both"].includes(side)) return fault(argument, `\`${side ?? ""}\` is no side`, { expected: ["client", "server", "both"] });
    const other = rest.find((word) => word !== "noalert" && word !== "fastpath");
    return other === undefined ? { value: action } : fault(argument, `\`${other}\` is neither \`noalert\` nor \`fastpath\``);
  },
};

/** The argument of `sd_pattern`: how often, and what. */
export const sensitiveData: ArgumentForm<string> = {
  summary: "a number from 1 to 255 and a pattern, with a comma: `2,us_social`",
  parse: (argument) => {
    const text = argumentString(argument);
    const comma = text.indexOf(",");
    const count = readInteger(text.slice(0, Math.max(comma, 0)).trim());
    if (comma === -1 || count === undefined || count < 1 || count > 255) return fault(argument, `\`${text}\` does not begin with a number from 1 to 255 and a comma`);
    return text.slice(comma + 1).trim() === "" ? fault(argument, "the pattern is missing") : { value: text };
  },
};

/** The argument of `reference`. */
export const reference: ArgumentForm<string> = {
  summary: "a system and an id with a comma between them: `cve,2021-44228`",
  parse: (argument) => {
    const [system] = items(argument);
    return { value: items(argument).length > 1 ? system!.text : "" };
  },
};

/** Keys of `metadata` that the engine reads, and the values they take (manual 3.4.8); undefined for any value. */
const METADATA_VALUES: ReadonlyMap<string, readonly string[] | undefined> = new Map([
  ["engine", ["shared"]],
  ["rule-flushing", ["enabled", "on", "disabled", "off"]],
  ["rule-type", ["preproc", "decode", "detect"]],
  ["soid", undefined],
  ["service", undefined],
]);

/** The argument of `metadata`: keys with values between commas. */
export const metadata: ArgumentForm<string> = {
  summary: "keys and values with commas: `service http, policy balanced-ips drop`",
  parse: (argument) => {
    for (const item of items(argument)) {
      const [key = "", ...rest] = item.text.split(/[= ]+/);
      const name = key.toLowerCase();
      if (!METADATA_VALUES.has(name)) continue;
      const { start, end } = item;
      const value = rest.join(" ").trim();
      if (value === "") return fault(argument, `the key \`${name}\` needs a value`, { start, end });
      const values = METADATA_VALUES.get(name);
      if (values !== undefined && !values.includes(value.toLowerCase())) return fault(argument, `\`${value}\` is no value of the key \`${name}\``, { start, end, expected: values });
      if (name === "soid" && !/^\d+\|\d+$/.test(value)) return fault(argument, "`soid` takes a gid and a sid with `|` between them", { start, end });
    }
    return { value: argumentString(argument) };
  },
};

/** The argument of `http_encode`: an encoding type and where it is looked for. */
export const httpEncode: ArgumentForm<string> = {
  summary: "`uri`, `header` or `cookie`, then kinds of encoding with `|` between them: `uri,utf8|uencode`",
  parse: (argument) => {
    const [place, kinds, ...more] = items(argument);
    const wrong = kinds?.text.split("|").find((kind) => !ENCODINGS.includes(kind.replace(/^!/, "").trim().toLowerCase()));
    if (!["uri", "header", "cookie"].includes(place!.text.toLowerCase())) return fault(argument, `\`${place!.text}\` is no place`, { expected: ["uri", "header", "cookie"] });
    if (kinds === undefined || more.length > 0) return fault(argument, "it takes a place and kinds of encoding");
    return wrong === undefined ? { value: kinds.text } : fault(argument, `\`${wrong}\` is no kind of encoding`, { expected: ENCODINGS });
  },
};

const ENCODINGS: readonly string[] = ["utf8", "double_encode", "non_ascii", "uencode", "bare_byte", "ascii", "iis_encode"];

/** The argument of `cvs`. */
export const cvs: ArgumentForm<string> = {
  summary: "`invalid-entry`",
  parse: (argument) => {
    const text = argumentString(argument).trim();
    return text.toLowerCase() === "invalid-entry" ? { value: text } : fault(argument, `\`${text}\` is not \`invalid-entry\``, { expected: ["invalid-entry"] });
  },
};

/** A pair of numbers from 0 to 255: `dnp3_obj`. */
export const objectPair: ArgumentForm<string> = {
  summary: "a group and a variation, numbers from 0 to 255, with a comma: `50,1`",
  parse: (argument) => {
    const found = items(argument);
    const isRight = found.length === 2 && found.every((item) => {
      const value = readInteger(words(item)[0]!, "c");
      return value !== undefined && value >= 0 && value <= 255;
    });
    return isRight ? { value: argumentString(argument) } : fault(argument, `\`${argumentString(argument)}\` is no such pair`);
  },
};

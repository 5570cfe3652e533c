import { type ArgumentForm, argumentString, fault } from "@sigwright/rule-language/dialect";

const MODES = ["rfc4648", "rfc2045", "strict"];
const PARTS = ["bytes", "offset", "mode"];
const MOST = 65535;

/** What `from_base64` decodes and how: `bytes 4, offset 1, mode strict`. */
export const fromBase64: ArgumentForm = {
  summary: "`bytes`, `offset` and `mode` with their values, each at most once: `bytes 4, offset 1, mode strict`",
  parse: (argument) => {
    const seen = new Set<string>();
    for (const piece of argumentString(argument).split(",")) {
      // From a part that is empty on, nothing is looked at.
      if (seen.size > 0 && piece.trim() === "") break;
      // Behind a number with a blank nothing is looked at.
      const [, name = "", value = "", rest = ""] = /^\s*(\S+)\s+(\S+)\s*(.*)$/.exec(piece) ?? [];
      if (name === "mode" && rest !== "") return fault(argument, `\`${value} ${rest}\` is no mode`, { expected: MODES });
      if (!PARTS.includes(name)) return fault(argument, `\`${piece.trim()}\` is not understood`, { expected: PARTS });
      if (seen.has(name)) return fault(argument, `\`${name}\` stands there twice`);
      seen.add(name);
      if (name === "mode" && !MODES.includes(value)) return fault(argument, `\`${value}\` is no mode`, { expected: MODES });
      if (name !== "mode" && !(/^\+?\d+$/.test(value) && Number(value) <= MOST)) return fault(argument, `\`${value}\` is not from 0 to ${MOST}`);
    }
    return { value: argumentString(argument) };
  },
};

// What stands behind the number and its unit is not looked at.
const SIZE = /^max-size (\d+)(?:([kmgKMG])[iI]?[bB])?[^ ]*$/;
const UNITS: Readonly<Record<string, number>> = { k: 1024, m: 1024 ** 2, g: 1024 ** 3 };
const LARGEST = 16 * 1024 ** 2;

/** The most that a decompressing transform puts out. */
export const largestOutput: ArgumentForm = {
  summary: "`max-size` and a number of bytes up to 16mb",
  parse: (argument) => {
    const text = argumentString(argument).trim();
    const [, digits, unit] = SIZE.exec(text) ?? [];
    if (digits === undefined || text.includes(",")) return fault(argument, `\`${text}\` is not understood`, { help: "write `max-size` and one number, with a blank between them" });
    const size = Number(digits) * (unit === undefined ? 1 : UNITS[unit.toLowerCase()]!);
    if (size === 0) return fault(argument, "the result would always be empty");
    return size > LARGEST ? fault(argument, `the size is above ${LARGEST}`) : { value: size };
  },
};

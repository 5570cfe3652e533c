import { type ArgumentForm, argumentString, fault } from "../argument.ts";

/** A whole number, or what it is compared with. */
export interface UnsignedValue {
  readonly compare: "=" | "!=" | "<" | "<=" | ">" | ">=" | "range" | "!range" | "mask" | "!mask";
  /** The number; the start of a range; the bits that are looked at. */
  readonly number: bigint;
  /** The end of a range; what the bits must be. */
  readonly end?: bigint;
}

/** Whether the value of a match is a number or a comparison with one. */
export function isUnsignedValue(value: unknown): value is UnsignedValue {
  return typeof value === "object" && value !== null && "compare" in value && "number" in value;
}

const COMPARISONS = ["<", "<=", ">", ">=", "!="] as const;

/** In which ways a number may be written. */
export interface UnsignedOptions {
  /** Whether both ends of a range belong to it; the engine then can't use the type's lowest and highest number. */
  readonly inclusive?: boolean;
  /** Whether numbers may be hexadecimal (`0x1f`), units `kib`, ranges negated (`!1-9`) and bits masked (`&0xc0=0x80`). */
  readonly richer?: boolean;
}

const DECIMAL = String.raw`\d+(?:[kKmMgG][bB])?`;
const RICH = String.raw`0x[0-9a-fA-F]+|\d+(?:[kKmMgG][iI]?[bB])?`;

/** The expressions of one way of writing numbers. */
interface Expressions {
  readonly range: RegExp;
  readonly mask: RegExp | undefined;
  readonly equal: RegExp;
  readonly compared: RegExp;
}

const PLAIN_FORMS: Expressions = {
  range: /^ *()(\d+) *(?:-|<>) *(\d+) *$/,
  mask: undefined,
  equal: new RegExp(`^ *=? *(${DECIMAL}) *$`),
  compared: /^ *(>=|<=|>|<|!=|!) *(\d+) *$/,
};

const RICH_FORMS: Expressions = {
  range: new RegExp(`^ *(!?)(${RICH}) *(?:-|<>) *(${RICH}) *$`),
  mask: new RegExp(`^ *& *(${RICH}) *(!?)= *(${RICH}) *$`),
  equal: new RegExp(`^ *=? *(${RICH}) *$`),
  compared: new RegExp(`^ *(>=|<=|>|<|!=|!) *(${RICH}) *$`),
};

const UNITS: Readonly<Record<string, bigint>> = { k: 1024n, m: 1024n ** 2n, g: 1024n ** 3n };

/**
 * A whole number of so many bits: alone, compared (`>5`, `!5`), as a range (`5-9`, `5<>9`), with a unit (`2kb`).
 * Comparisons that hold for no number or for every number are refused, as the engine does.
 */
export function unsigned(bits: 8 | 16 | 32 | 64, { inclusive = false, richer = false }: UnsignedOptions = {}): ArgumentForm<UnsignedValue> {
  const most = (1n << BigInt(bits)) - 1n;
  const forms = richer ? RICH_FORMS : PLAIN_FORMS;
  return {
    summary: `a number from 0 to ${most}, alone, compared (\`>5\`) or as a range (\`5-9\`)`,
    parse: (argument) => {
      const text = argumentString(argument);
      const range = forms.range.exec(text);
      if (range !== null) {
        const [start, end] = [numberOf(range[2]!), numberOf(range[3]!)];
        if (start > most || end > most) return fault(argument, `a number is above ${most}`);
        const isUsable = inclusive ? start > 0n && end > start && end < most : end > start + 1n;
        if (!isUsable) return fault(argument, `the range \`${range[2]!}-${range[3]!}\` can never match`, { help: "its end must lie above its start, with something between them" });
        return { value: { compare: range[1] === "!" ? "!range" : "range", number: start, end } };
      }
      // Where both ends belong to a range, the engine knows no masks.
      const mask = inclusive ? null : (forms.mask?.exec(text) ?? null);
      if (mask !== null) {
        const [bitsSeen, wanted] = [numberOf(mask[1]!), numberOf(mask[3]!)];
        if (bitsSeen > most || wanted > most) return fault(argument, `a number is above ${most}`);
        if ((bitsSeen & wanted) !== wanted) return fault(argument, `\`${mask[3]!}\` has bits that the mask leaves out`);
        return { value: { compare: mask[2] === "!" ? "!mask" : "mask", number: bitsSeen, end: wanted } };
      }
      const equal = forms.equal.exec(text);
      const compared = equal === null ? forms.compared.exec(text) : null;
      const written = equal?.[1] ?? compared?.[2];
      if (written === undefined) return fault(argument, `\`${text}\` is no number and no range of numbers`);
      const number = numberOf(written);
      if (number > most) return fault(argument, `the number is above ${most}`);
      const symbol = compared?.[1];
      if (symbol === undefined) return { value: { compare: "=", number } };
      if ((symbol === "<" || symbol === ">=") && number === 0n) return fault(argument, `\`${symbol}0\` is no condition`);
      if ((symbol === ">" || symbol === "<=") && number === most) return fault(argument, `\`${symbol}${most}\` is no condition`);
      return { value: { compare: COMPARISONS.find((known) => known === symbol) ?? "!=", number } };
    },
  };
}

const WITH_UNIT = /^(\d+)([kmg])/i;

function numberOf(written: string): bigint {
  const unit = WITH_UNIT.exec(written);
  return unit === null ? BigInt(written) : BigInt(unit[1]!) * UNITS[unit[2]!.toLowerCase()]!;
}

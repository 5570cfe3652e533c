import { type ArgumentForm, argumentString, fault } from "../argument.ts";

/** A whole number, or what it is compared with. */
export interface UnsignedValue {
  readonly compare: "=" | "!=" | "<" | "<=" | ">" | ">=" | "range";
  readonly number: bigint;
  /** The end of a range. */
  readonly end?: bigint;
}

export interface UnsignedOptions {
  /** Whether both ends of a range belong to it; the engine then can't use the type's lowest and highest number. */
  readonly inclusive?: boolean;
}

const FORM = /^ *(?:(?<from>\d+) *(?:-|<>) *(?<to>\d+)|=? *(?<equal>\d+)(?<unit>kb|mb|gb)?|(?<symbol>>=|<=|>|<|!=|!) *(?<number>\d+)) *$/i;

const UNITS: Readonly<Record<string, bigint>> = { kb: 1024n, mb: 1024n ** 2n, gb: 1024n ** 3n };

/**
 * A whole number of so many bits: alone, compared (`>5`, `!5`), as a range (`5-9`, `5<>9`), with a unit (`2kb`).
 * Comparisons that hold for no number or for every number are refused, as the engine does.
 */
export function unsigned(bits: 8 | 16 | 32 | 64, { inclusive = false }: UnsignedOptions = {}): ArgumentForm<UnsignedValue> {
  const most = (1n << BigInt(bits)) - 1n;
  return {
    summary: `a number from 0 to ${most}, alone, compared (\`>5\`) or as a range (\`5-9\`)`,
    parse: (argument) => {
      const groups = FORM.exec(argumentString(argument))?.groups;
      if (groups === undefined) return fault(argument, `\`${argumentString(argument)}\` is no number and no range of numbers`);
      const { from, to, equal, unit, symbol, number } = groups;
      if (from !== undefined && to !== undefined) {
        const [start, end] = [BigInt(from), BigInt(to)];
        if (start > most || end > most) return fault(argument, `a number is above ${most}`);
        const isUsable = inclusive ? start > 0n && end > start && end < most : end > start + 1n;
        if (!isUsable) return fault(argument, `the range \`${from}-${to}\` can never match`, { help: "its end must lie above its start, with something between them" });
        return { value: { compare: "range", number: start, end } };
      }
      const size = BigInt(equal ?? number ?? 0) * (UNITS[unit?.toLowerCase() ?? ""] ?? 1n);
      if (size > most) return fault(argument, `the number is above ${most}`);
      if (symbol === undefined) return { value: { compare: "=", number: size } };
      if ((symbol === "<" || symbol === ">=") && size === 0n) return fault(argument, `\`${symbol}0\` is no condition`);
      if ((symbol === ">" || symbol === "<=") && size === most) return fault(argument, `\`${symbol}${most}\` is no condition`);
      return { value: { compare: symbol === "!" ? "!=" : (symbol as UnsignedValue["compare"]), number: size } };
    },
  };
}

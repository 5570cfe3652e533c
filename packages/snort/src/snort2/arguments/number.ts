import { type ArgumentForm, argumentString, fault, readInteger } from "@sigwright/rule-language/dialect";

/** Which comparisons with a number an option takes. */
export interface ComparisonOptions {
  readonly min?: number;
  readonly max: number;
  /** Operators that may stand before the number; `=` goes without saying. */
  readonly operators: readonly string[];
  /** What stands between the two numbers of a range. */
  readonly range?: "<>" | "-";
  /** How the number is written. Default: decimal. */
  readonly notation?: "decimal" | "c";
}

/** A number, a comparison with one, or a range. */
export function comparison({ min = 0, max, operators, range, notation = "decimal" }: ComparisonOptions): ArgumentForm<string> {
  const byLength = operators.toSorted((a, b) => b.length - a.length);
  const forms = [`a number from ${min} to ${max}`];
  if (operators.length > 0) forms.push(`one with ${operators.map((each) => `\`${each}\``).join(", ")} before it`);
  if (range !== undefined) forms.push(`two with \`${range}\` between them`);
  return {
    summary: forms.join(", or "),
    parse: (argument) => {
      const text = argumentString(argument).trim();
      const operator = byLength.find((each) => text.startsWith(each)) ?? "";
      const rest = text.slice(operator.length).trim();
      const bounds = operator === "" && range !== undefined ? rest.split(range).map((each) => each.trim()) : [rest];
      if (bounds.length > 2) return fault(argument, `\`${text}\` is no range`);
      const open = range === "-" && bounds.length === 2;
      for (const bound of bounds) {
        if (bound === "" && open && bounds.join("") !== "") continue;
        const value = readInteger(bound, notation);
        if (value === undefined) return fault(argument, `\`${bound === "" ? text : bound}\` is no whole number`);
        if (value < min || value > max) return fault(argument, `${bound} is not from ${min} to ${max}`);
      }
      return { value: text };
    },
  };
}

/** A whole number as C reads it (`0x` is hexadecimal), from 0 to 2^32 - 1 unless told otherwise: `sid`, `gid`. */
export function unsignedNumber({ min = 0, max = 0xffff_ffff }: { readonly min?: number; readonly max?: number } = {}): ArgumentForm<number> {
  return {
    summary: `a whole number from ${min} to ${max}`,
    parse: (argument) => {
      const text = argumentString(argument).trim();
      const value = readInteger(text, "c");
      if (value === undefined) return fault(argument, `\`${text}\` is no whole number`);
      if (value < min || value > max) return fault(argument, `${text} is not from ${min} to ${max}`);
      return { value };
    },
  };
}

/** Letters of flags, each in any case, behind and before marks that say how they are compared. */
export function flagLetters(letters: string, marks: string, summary: string, maskLetters?: string): ArgumentForm<string> {
  return {
    summary,
    parse: (argument) => {
      const text = argumentString(argument).trim();
      const [set = "", ...masks] = text.split(",");
      if (set.trim() === "" || masks.length > (maskLetters === undefined ? 0 : 1)) return fault(argument, `\`${text}\` does not have that form`);
      for (const [part, allowed] of [[set, letters + marks], [masks[0] ?? "", maskLetters ?? ""]] as const) {
        for (const character of part.trim()) {
          if (!allowed.includes(character.toUpperCase())) return fault(argument, `\`${character}\` is no flag`, { help: `flags are ${letters.split("").join(", ")}` });
        }
      }
      return { value: text };
    },
  };
}

import { type ArgumentForm, argumentString, fault, type FastPatternValue, readInteger } from "@sigwright/rule-language/dialect";
import { isVariableName } from "./variable-name.ts";

/** A position of a content. */
export type LimitName = "depth" | "offset" | "distance" | "within";

/** A number of bytes, or the name of a value that an option before it reads. */
export type LimitValue = number | { readonly variable: string };

/** The numbers a position may be, the positions it can't stand beside, and whether the content must fit in it (manual 3.5.7 to 3.5.10). */
export const LIMITS: Readonly<Record<LimitName, { readonly min: number; readonly rivals: readonly LimitName[]; readonly holds?: true }>> = {
  depth: { min: 1, rivals: ["distance", "within"], holds: true },
  offset: { min: -65535, rivals: ["distance", "within"] },
  distance: { min: -65535, rivals: ["depth", "offset"] },
  within: { min: 1, rivals: ["depth", "offset"], holds: true },
};

const MOST = 65535;

/** A position as a text gives it; undefined when it is none. */
export function readLimit(name: LimitName, text: string): LimitValue | undefined {
  if (isVariableName(text)) return { variable: text };
  const value = readInteger(text);
  return value === undefined || value < LIMITS[name].min || value > MOST ? undefined : value;
}

/** The argument of a position. */
export function limit(name: LimitName): ArgumentForm<LimitValue> {
  return {
    summary: `a number from ${LIMITS[name].min} to ${MOST}, or the name of a value that was read before`,
    parse: (argument) => {
      const text = argumentString(argument).trim();
      const value = readLimit(name, text);
      return value === undefined ? fault(argument, `\`${text}\` is no such number`) : { value };
    },
  };
}

/** The argument of `fast_pattern`. */
export const fastPattern: ArgumentForm<FastPatternValue> = {
  summary: "`only`, or an offset and a length in bytes with a comma between them",
  parse: (argument) => {
    const text = argumentString(argument).trim();
    if (text.toLowerCase() === "only") return { value: "only" };
    const [offset, length, ...more] = text.split(",").map((part) => readInteger(part.trim()));
    const isRight = more.length === 0 && offset !== undefined && length !== undefined && offset >= 0 && length > 0;
    return isRight ? { value: { offset, length } } : fault(argument, `\`${text}\` is neither \`only\` nor an offset and a length`);
  },
};

import { type ArgumentForm, argumentString, type FastPatternValue, fault } from "@sigwright/rule-language/dialect";

// As the engine reads it: the first form need not be all of the value, the second need not be at its start.
const ONLY = /^\s*only\s*/;
const PART = /\s*([0-9]+)\s*,\s*([0-9]+)\s*$/;
const MOST = 65535;

/** `only`, or the offset and length of the part of a pattern that is looked for first. */
export const fastPatternPart: ArgumentForm<FastPatternValue> = {
  summary: "`only`, or an offset and a length with a comma between them",
  parse: (argument) => {
    const text = argumentString(argument);
    if (ONLY.test(text)) return { value: "only" };
    const [, first, second] = PART.exec(text) ?? [];
    if (first === undefined || second === undefined) return fault(argument, `\`${text}\` is neither`);
    const [offset, length] = [Number(first), Number(second)];
    if (offset > MOST || length > MOST || offset + length > MOST) return fault(argument, `the offset and the length go past ${MOST}`);
    return { value: { offset, length } };
  },
};

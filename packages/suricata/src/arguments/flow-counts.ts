import { type ArgumentForm, type ArgumentText, argumentString, fault } from "@sigwright/rule-language/dialect";

const SIDES = ["toserver", "toclient", "either", "both"];

/** The part of an argument between two offsets of its own. */
export function part(argument: ArgumentText, start: number, end: number): ArgumentText {
  return { text: argument.text, start: argument.start + start, end: argument.start + end };
}

/** A direction of a flow and a number with a comma between them: `toserver,>1024`. */
export function flowCount(number: ArgumentForm): ArgumentForm {
  return {
    summary: `one of ${SIDES.join(", ")}, a comma, and ${number.summary}`,
    parse: (argument) => {
      const text = argumentString(argument);
      const comma = text.indexOf(",");
      const side = text.slice(0, Math.max(comma, 0)).trim();
      if (!SIDES.includes(side)) return fault(argument, `\`${side === "" ? text : side}\` is no direction`, { expected: SIDES });
      return number.parse(part(argument, comma + 1, text.length));
    },
  };
}

/** Which side of a flow is an elephant. */
export const elephantSide: ArgumentForm = {
  summary: `one of ${SIDES.join(", ")}`,
  parse: (argument) => {
    const text = argumentString(argument).trim();
    // What stands behind it is ignored.
    const side = SIDES.find((each) => text.startsWith(each));
    return side === undefined ? fault(argument, `\`${text}\` is no direction`, { expected: SIDES }) : { value: side };
  },
};

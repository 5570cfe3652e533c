import { type ParameterForm, readInteger } from "@sigwright/rule-language/dialect";

const STATES = ["auth", "request_response", "established", "error"];

/** A state of a SOCKS session, by name in any case or by number from 1. */
export const socksState: ParameterForm = {
  summary: `one of ${STATES.map((state) => `\`${state}\``).join(", ")}`,
  parse: (text) => {
    const number = readInteger(text, "c");
    const isKnown = number === undefined ? STATES.includes(text.toLowerCase().replaceAll("-", "_")) : number >= 1 && number <= STATES.length;
    return isKnown ? { value: text } : { problem: `\`${text}\` is no state`, expected: STATES };
  },
};

import { type ArgumentForm, argumentString, fault } from "@sigwright/rule-language/dialect";

const FLOAT = String.raw`[+-]?(?:\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|nan|inf|infinity)`;
const RANGE = new RegExp(`^ *!?(${FLOAT}) *(?:-|<>) *(${FLOAT}) *$`);
const COMPARED = new RegExp(`^ *(?:>=|<=|>|<|!=|=)? *(${FLOAT}) *$`);
const INTEGER = /^[+-]?\d+$/;
const FARTHEST_OFFSET = 65535;
const MOST_BYTES = 2 ** 31;

/** The entropy of some bytes: `bytes 0, offset 0, value >= 7`. */
export const entropy: ArgumentForm = {
  summary: "`value` with a number, compared or as a range, and `bytes` and `offset` with numbers if wanted: `bytes 0, value >= 7`",
  parse: (argument) => {
    const seen = new Set<string>();
    let { start } = argument;
    for (const piece of argumentString(argument).split(",")) {
      // From a part that is empty on, nothing is looked at.
      if (seen.size > 0 && piece.trim() === "") break;
      const end = start + piece.length;
      const [, name = "", value = ""] = /^\s*(\S+)\s+(\S.*?)\s*$/.exec(piece) ?? [];
      const problem = seen.has(name) ? `\`${name}\` stands there twice` : partProblem(name, value, piece);
      if (problem !== undefined) return fault(argument, problem, { start, end });
      seen.add(name);
      start = end + 1;
    }
    return seen.has("value") ? { value: argumentString(argument) } : fault(argument, "it names no `value`");
  },
};

function partProblem(name: string, value: string, piece: string): string | undefined {
  switch (name) {
    case "bytes":
      return INTEGER.test(value) && Math.abs(Number(value)) < MOST_BYTES ? undefined : `\`${value}\` is no number of bytes`;
    case "offset":
      return INTEGER.test(value) && Math.abs(Number(value)) <= FARTHEST_OFFSET ? undefined : `\`${value}\` is no offset from -${FARTHEST_OFFSET} to ${FARTHEST_OFFSET}`;
    case "value": {
      const range = RANGE.exec(value);
      if (range !== null) return Number(range[2]) > Number(range[1]) ? undefined : `the range \`${value}\` can never match`;
      return COMPARED.test(value) ? undefined : `\`${value}\` is no entropy`;
    }
    default:
      return `\`${piece.trim()}\` is not understood`;
  }
}

/** What is wrong with an expression of the header; places are in its text. */
export interface ExpressionProblem {
  readonly code?: string;
  /** Present when the engine takes it all the same. */
  readonly isWarning?: true;
  readonly start?: number;
  readonly end?: number;
  readonly message: string;
  readonly help?: string;
  readonly expected?: readonly string[];
}

const LARGEST = 65535;
/** What the engine takes for blanks between ports. */
const SEPARATOR = /[ \t\n\v\f\r,]/;
/** What may follow a number. */
const NUMBER_END = /[: \],\t\n]/;
const DIGIT = /[0-9]/;

/** Ports of an expression, and whether it is negated. */
interface Ports {
  readonly ranges: readonly (readonly [from: number, to: number])[];
  readonly negated: boolean;
}

/**
 * The first fault of a port expression as the engine reads it: `any`, a variable, or ports and lists of them. Blanks
 * and commas separate in any number. Undefined when it would load.
 */
export function portFault(text: string, variables: ReadonlyMap<string, string>): ExpressionProblem | undefined {
  if (text.toLowerCase() === "any") return undefined;
  if (text.startsWith("$")) {
    return variables.has(text.slice(1)) ? undefined : undefinedVariable(text, 0, text.length, variables);
  }
  const items = readItems(text, variables);
  if ("message" in items) return items;
  if (items.length === 0) return { code: "empty-list", isWarning: true, message: "the list holds no port; the engine takes it for all", help: "write `any`" };
  return leavesPorts(items) ? undefined : { message: "no port is left", help: "name at least one port, or write `any`" };
}

/** Whether there is a port that is meant and not left out; without any that is meant, all are. */
function leavesPorts(items: readonly Ports[]): boolean {
  if (!items.some(({ negated }) => negated)) return true;
  const meant = new Int32Array(LARGEST + 2);
  const left = new Int32Array(LARGEST + 2);
  const hasMeant = items.some(({ negated }) => !negated);
  for (const { ranges, negated } of items) {
    const changes = negated ? left : meant;
    for (const [from, to] of ranges) {
      changes[from]!++;
      changes[to + 1]!--;
    }
  }
  let [isMeant, isLeft] = [0, 0];
  for (let port = 0; port <= LARGEST; port++) {
    isMeant += meant[port]!;
    isLeft += left[port]!;
    if ((isMeant > 0 || !hasMeant) && isLeft === 0) return true;
  }
  return false;
}

/** Negation of a list turns each of its items around; brackets otherwise mean nothing. */
function readItems(text: string, variables: ReadonlyMap<string, string>): readonly Ports[] | ExpressionProblem {
  const items: Ports[] = [];
  const open: boolean[] = [];
  let isNegated = false;
  let isList = false;
  let at = 0;
  while (at < text.length) {
    const character = text[at]!;
    if (SEPARATOR.test(character)) at++;
    else if (character === "!") {
      isNegated = true;
      at++;
    } else if (character === "[") {
      open.push(isNegated !== isList);
      isList = open.at(-1)!;
      isNegated = false;
      at++;
    } else if (character === "]") {
      if (open.length === 0) return { start: at, end: at + 1, message: "a bracket closes that none opens", help: "take it out" };
      open.pop();
      isList = open.at(-1) ?? false;
      isNegated = false;
      at++;
    } else {
      const item = character === "$" ? readVariable(text, at, variables) : readPort(text, at);
      if ("message" in item) return item;
      items.push({ ranges: item.ranges, negated: isNegated !== isList });
      isNegated = false;
      at = item.end;
    }
  }
  return open.length === 0 ? items : { message: "a bracket is not closed", help: "close it with `]`" };
}

interface Item {
  readonly ranges: Ports["ranges"];
  readonly end: number;
}

const VARIABLE = /\$[ \t\n\v\f\r,]*\$?[ \t\n\v\f\r,]*([A-Za-z0-9][A-Za-z0-9_.-]*)?/y;

function readVariable(text: string, at: number, variables: ReadonlyMap<string, string>): Item | ExpressionProblem {
  VARIABLE.lastIndex = at;
  const match = VARIABLE.exec(text)!;
  const end = at + match[0].length;
  const value = match[1] === undefined ? undefined : variables.get(match[1]);
  if (value === undefined) return undefinedVariable(text.slice(at, end), at, end, variables);
  if (value.toLowerCase() === "any") return { ranges: [[0, LARGEST]], end };
  const items = readItems(value, NO_VARIABLES);
  return { ranges: "message" in items ? [] : items.filter(({ negated }) => !negated).flatMap(({ ranges }) => ranges), end };
}

const NO_VARIABLES: ReadonlyMap<string, string> = new Map();

function undefinedVariable(name: string, start: number, end: number, variables: ReadonlyMap<string, string>): ExpressionProblem {
  return { code: "undefined-variable", start, end, message: `the port variable \`${name}\` is not defined`, expected: [...variables.keys()].map((known) => `$${known}`), help: "define it in `snort.lua`, or use one that is defined" };
}

function readPort(text: string, at: number): Item | ExpressionProblem {
  const low = readNumber(text, at);
  if ("message" in low) return low;
  if (text[low.end] !== ":") return { ranges: [[low.port, low.port]], end: low.end };
  const next = low.end + 1;
  if (next >= text.length || text[next] === "," || text[next] === "]") return { ranges: [[low.port, LARGEST]], end: next };
  if (!DIGIT.test(text[next]!)) return { start: next, end: next + 1, message: `\`${text[next]!}\` is no port`, help: "a range is written `80:90`, `80:` or `:90`" };
  const high = readNumber(text, next);
  if ("message" in high) return high;
  if (low.port > high.port) return { start: at, end: high.end, message: `the range \`${text.slice(at, high.end)}\` ends before it starts`, help: "write the lower port first" };
  return { ranges: [[low.port, high.port]], end: high.end };
}

function readNumber(text: string, start: number): { readonly port: number; readonly end: number } | ExpressionProblem {
  let end = start;
  while (end < text.length && DIGIT.test(text[end]!)) end++;
  if (end < text.length && !NUMBER_END.test(text[end]!)) {
    return { start, end: end + 1, message: `\`${text.slice(start, end + 1)}\` is no port`, help: "ports are numbers; a range is written `80:90`, a list `[80,443]`" };
  }
  // As a C integer of 32 bits: what is left of a greater number can be a port.
  const digits = text.slice(start, end);
  const port = digits.length > 20 ? -1 : Number(BigInt.asIntN(32, BigInt(digits === "" ? 0 : digits)));
  if (port < 0 || port > LARGEST) return { start, end, message: `${digits} is no port`, help: `ports are numbers from 0 to ${LARGEST}` };
  return { port, end };
}

import { closest } from "@sigwright/core";
import type { ExpressionProblem } from "./expression-problem.ts";

const MOST_DEPTH = 64;
/** Variables that hold variables can multiply without end: so many lists are read for one expression. */
const MOST_LISTS = 100_000;
const MOST_PORT = 65535;
const LONGEST_PORT = 15;
/** Bytes of one expression that the engine reads. */
const LONGEST_EXPRESSION = 1024;

/** What the engine finds wrong with a port expression, or undefined. */
export function portFault(text: string, variables: ReadonlyMap<string, string>): ExpressionProblem | undefined {
  const ports = new PortSet();
  const negated = new PortSet();
  const problem = new Reader(variables, ports, negated).read(text, false, 1);
  if (problem !== undefined) return problem;
  if (negated.isAll()) return { message: "every port is negated, so the rule can never match" };
  if (ports.isEmpty()) {
    if (negated.isEmpty()) return { message: "the list is empty, so no port is left", help: "name ports, or write `any`" };
    ports.add(0, MOST_PORT);
  }
  return !negated.isEmpty() && ports.isCoveredBy(negated) ? { message: "no port is left after the negated ones" } : undefined;
}

/** Ranges of ports. */
class PortSet {
  readonly #ranges: [first: number, last: number][] = [];

  add(first: number, last: number): void {
    this.#ranges.push([first, last]);
  }

  isEmpty(): boolean {
    return this.#ranges.length === 0;
  }

  isAll(): boolean {
    return this.covers(0, MOST_PORT);
  }

  isCoveredBy(other: PortSet): boolean {
    return this.#ranges.every(([first, last]) => other.covers(first, last));
  }

  covers(first: number, last: number): boolean {
    let next = first;
    for (const [from, to] of this.#ranges.toSorted(([a], [b]) => a - b)) {
      if (from > next) break;
      next = Math.max(next, to + 1);
    }
    return next > last;
  }
}

/** Follows the engine through lists, negation and variables, one nesting level at a time. */
class Reader {
  readonly #variables: ReadonlyMap<string, string>;
  #lists = 0;
  readonly #ports: PortSet;
  readonly #negated: PortSet;

  constructor(variables: ReadonlyMap<string, string>, ports: PortSet, negated: PortSet) {
    this.#variables = variables;
    this.#ports = ports;
    this.#negated = negated;
  }

  read(text: string, isNegated: boolean, level: number): ExpressionProblem | undefined {
    if (level > MOST_DEPTH) return { message: `brackets or variables are nested deeper than ${MOST_DEPTH}` };
    if (++this.#lists > MOST_LISTS) return { message: `its variables come to more than ${MOST_LISTS} lists` };
    let item = "";
    let itemStart = 0;
    let depth = 0;
    let isGroup = false;
    let isVariable = false;
    let isItemNegated = false;
    let isRange = false;
    for (let at = 0; at < text.length && item.length < LONGEST_EXPRESSION; at++) {
      const char = text[at]!;
      if (item === "") itemStart = at;
      item += char;
      if (char === ":") isRange = true;
      if (isRange && char === "!") return { message: "a port in a range can't be negated", start: at, end: at + 1, help: "negate the whole range: `!80:90`" };
      if (!isGroup && char === "!") {
        isItemNegated = true;
        item = item.slice(0, -1);
      } else if (char === "[") {
        if (!isGroup) {
          isGroup = true;
          item = "";
        }
        depth++;
      } else if (char === "]") {
        if (depth === 1) {
          const inner = this.read(item.slice(0, -1), isNegated || isItemNegated, level + 1);
          if (inner !== undefined) return within(inner, at - item.length + 1);
          item = "";
          isItemNegated = false;
        }
        depth--;
        isRange = false;
      } else if (depth === 0 && char === ",") {
        if (isGroup) {
          isGroup = false;
        } else {
          const problem = this.#item(item.slice(0, -1), isVariable, isNegated, isItemNegated, level);
          if (problem !== undefined) return within(problem, itemStart, at);
          isVariable = false;
          isItemNegated = false;
        }
        item = "";
        isRange = false;
      } else if (depth === 0 && char === "$") {
        isVariable = true;
      } else if (depth === 0 && at === text.length - 1) {
        const problem = this.#item(item, isVariable, isNegated, isItemNegated, level);
        if (problem !== undefined) return within(problem, itemStart, text.length);
        item = "";
        isVariable = false;
        isItemNegated = false;
      } else if (depth === 1 && char === ",") {
        isRange = false;
      }
    }
    if (depth > 0) return { message: "a `[` is not closed" };
    return depth < 0 ? { message: "a `]` closes nothing" } : undefined;
  }

  #item(text: string, isVariable: boolean, isNegated: boolean, isItemNegated: boolean, level: number): ExpressionProblem | undefined {
    const negative = isVariable ? isNegated !== isItemNegated : isNegated || isItemNegated;
    if (!isVariable) return this.#port(text, negative);
    const value = this.#variables.get(text.slice(1));
    if (value === undefined) return unknownVariable(text, this.#variables);
    const inner = this.read(isNegated || isItemNegated ? `[${value}]` : value, negative, level + 1);
    return inner && inValue(inner, text);
  }

  #port(text: string, isNegated: boolean): ExpressionProblem | undefined {
    const ports = isNegated ? this.#negated : this.#ports;
    const port = text.trimStart();
    if (port.length > LONGEST_PORT) return notPort(text);
    const colon = port.indexOf(":");
    if (colon === -1 && port.toLowerCase() === "any") {
      ports.add(0, MOST_PORT);
      return undefined;
    }
    const first = colon === -1 ? numberOf(port) : colon === 0 ? 0 : numberOf(port.slice(0, colon));
    const last = colon === -1 ? first : colon === port.length - 1 ? MOST_PORT : numberOf(port.slice(colon + 1));
    if (first === undefined || last === undefined) return notPort(text);
    if (first > last) return { message: `the range \`${port}\` is the wrong way round`, help: `write \`${last}:${first}\`` };
    ports.add(first, last);
    return undefined;
  }
}

function numberOf(text: string): number | undefined {
  const number = /^\s*\+?\d+$/.test(text) ? Number(text) : NaN;
  return number <= MOST_PORT ? number : undefined;
}

function notPort(text: string): ExpressionProblem {
  if (text.trim() === "") return { message: "an item of the list is empty" };
  return { message: `\`${text}\` is no port`, help: "ports are `any`, numbers from 0 to 65535, ranges as `80:90`, lists in brackets and variables" };
}

/** Says that a variable is not configured. */
export function unknownVariable(name: string, variables: ReadonlyMap<string, string>): ExpressionProblem {
  const near = closest(name.slice(1), [...variables.keys()]);
  return {
    code: "undefined-variable",
    message: `the variable \`${name}\` is not defined`,
    ...(near === undefined ? { help: "define it in the configuration" } : { help: `did you mean \`$${near}\`? If not, define it in the configuration`, expected: [`$${near}`] }),
  };
}

/** A problem of a part of an expression, where the part stands. */
export function within(problem: ExpressionProblem, start: number, end?: number): ExpressionProblem {
  if (problem.start === undefined) return { ...problem, start, ...(end === undefined ? {} : { end }) };
  return { ...problem, start: problem.start + start, ...(problem.end === undefined ? {} : { end: problem.end + start }) };
}

/** A problem in the value of a variable: has no place in the expression, and names the variable that holds it. */
export function inValue({ message }: ExpressionProblem, variable: string): ExpressionProblem {
  return { message: message.startsWith(IN_VALUE) ? message : `${IN_VALUE}\`${variable}\`: ${message}` };
}

const IN_VALUE = "in the value of ";

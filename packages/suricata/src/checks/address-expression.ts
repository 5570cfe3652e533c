import type { ExpressionProblem } from "./expression-problem.ts";
import { inValue, unknownVariable, within } from "./port-expression.ts";

const MOST_DEPTH = 64;
/** Variables that hold variables can multiply without end: so many lists are read for one expression. */
const MOST_LISTS = 100_000;
const ALL_IPV4 = 0xffffffff;
const ALL_IPV6 = (1n << 128n) - 1n;

/** What the engine finds wrong with an address expression, or undefined. */
export function addressFault(text: string, variables: ReadonlyMap<string, string>): ExpressionProblem | undefined {
  const addresses = new Addresses();
  const negated = new Addresses();
  const problem = new Reader(variables).read(text, addresses, negated, 1);
  return problem ?? addresses.remove(negated);
}

/** Ranges of addresses. */
class Addresses {
  readonly ipv4: [first: number, last: number][] = [];
  readonly ipv6: [first: bigint, last: bigint][] = [];

  addAny(): void {
    this.ipv4.push([0, ALL_IPV4]);
    this.ipv6.push([0n, ALL_IPV6]);
  }

  addAll(other: Addresses): void {
    this.ipv4.push(...other.ipv4);
    this.ipv6.push(...other.ipv6);
  }

  /** Takes negated ranges out; a problem when nothing sensible is left. */
  remove(negated: Addresses): ExpressionProblem | undefined {
    if (covered(negated.ipv4, 0, ALL_IPV4, IPV4_STEPS)) return { message: "every IPv4 address is negated, so the rule can never match" };
    if (negated.ipv4.length === 0 && negated.ipv6.length === 0) {
      return this.ipv4.length === 0 && this.ipv6.length === 0 ? { message: "there is no address" } : undefined;
    }
    if (this.ipv4.length === 0 && negated.ipv4.length > 0) this.ipv4.push([0, ALL_IPV4]);
    if (this.ipv6.length === 0 && negated.ipv6.length > 0) this.ipv6.push([0n, ALL_IPV6]);
    const left4 = subtract(this.ipv4, negated.ipv4, IPV4_STEPS);
    const left6 = subtract(this.ipv6, negated.ipv6, IPV6_STEPS);
    this.ipv4.splice(0, this.ipv4.length, ...left4);
    this.ipv6.splice(0, this.ipv6.length, ...left6);
    return left4.length === 0 && left6.length === 0 ? { message: "no address is left after the negated ones" } : undefined;
  }
}

/** Counts addresses up and down. */
interface Steps<N> {
  readonly after: (address: N) => N;
  readonly before: (address: N) => N;
}

const IPV4_STEPS: Steps<number> = { after: (address) => address + 1, before: (address) => address - 1 };
const IPV6_STEPS: Steps<bigint> = { after: (address) => address + 1n, before: (address) => address - 1n };

function sorted<N extends number | bigint>(ranges: readonly [N, N][]): readonly [N, N][] {
  return ranges.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function covered<N extends number | bigint>(ranges: readonly [N, N][], first: N, last: N, { after }: Steps<N>): boolean {
  let next = first;
  for (const [from, to] of sorted(ranges)) {
    if (from > next) break;
    if (to >= next) next = after(to);
  }
  return next > last;
}

function subtract<N extends number | bigint>(ranges: readonly [N, N][], without: readonly [N, N][], { after, before }: Steps<N>): [N, N][] {
  const holes = sorted(without);
  const left: [N, N][] = [];
  for (const [first, last] of ranges) {
    let next = first;
    for (const [from, to] of holes) {
      if (to < next) continue;
      if (from > last) break;
      if (from > next) left.push([next, before(from)]);
      next = after(to);
    }
    if (next <= last) left.push([next, last]);
  }
  return left;
}

/** Follows the engine through lists, negation and variables, one nesting level at a time. */
class Reader {
  readonly #variables: ReadonlyMap<string, string>;
  #lists = 0;

  constructor(variables: ReadonlyMap<string, string>) {
    this.#variables = variables;
  }

  read(text: string, addresses: Addresses, negated: Addresses, level: number, isNegated = false): ExpressionProblem | undefined {
    if (level > MOST_DEPTH) return { message: `brackets or variables are nested deeper than ${MOST_DEPTH}, or a variable holds itself` };
    if (++this.#lists > MOST_LISTS) return { message: `its variables come to more than ${MOST_LISTS} lists` };
    let item = "";
    let itemStart = 0;
    let depth = 0;
    let isGroup = false;
    let isVariable = false;
    let isItemNegated = false;
    for (let at = 0; at < text.length; at++) {
      const char = text[at]!;
      if (item === "") itemStart = at;
      item += char;
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
          const problem = this.#group(item.slice(0, -1), addresses, negated, level, isNegated !== isItemNegated);
          if (problem !== undefined) return within(problem, at - item.length + 1, at);
          item = "";
          isItemNegated = false;
        }
        depth--;
      } else if (depth === 0 && char === ",") {
        if (isGroup) {
          isGroup = false;
        } else {
          const problem = this.#item(item.slice(0, -1), isVariable, addresses, negated, level, isNegated !== isItemNegated);
          if (problem !== undefined) return within(problem, itemStart, at);
          isVariable = false;
          isItemNegated = false;
        }
        item = "";
      } else if (depth === 0 && char === "$") {
        isVariable = true;
      } else if (depth === 0 && at === text.length - 1) {
        const problem = this.#item(item, isVariable, addresses, negated, level, isNegated !== isItemNegated);
        if (problem !== undefined) return within(problem, itemStart, text.length);
        item = "";
        isVariable = false;
        isItemNegated = false;
      }
    }
    if (depth > 0) return { message: "a `[` is not closed" };
    return depth < 0 ? { message: "a `]` closes nothing" } : undefined;
  }

  #group(text: string, addresses: Addresses, negated: Addresses, level: number, isNegated: boolean): ExpressionProblem | undefined {
    if (!isNegated) return this.read(text, addresses, negated, level + 1);
    const inner = new Addresses();
    const innerNegated = new Addresses();
    const problem = this.read(text, inner, innerNegated, level + 1) ?? inner.remove(innerNegated);
    if (problem === undefined) negated.addAll(inner);
    return problem;
  }

  #item(text: string, isVariable: boolean, addresses: Addresses, negated: Addresses, level: number, isNegated: boolean): ExpressionProblem | undefined {
    if (!isVariable) return addAddress(text, isNegated ? negated : addresses);
    const value = this.#variables.get(text.slice(1));
    if (value === undefined) return unknownVariable(text, this.#variables);
    const inner = this.read(isNegated ? `[${value}]` : value, addresses, negated, level + 1, isNegated);
    return inner && inValue(inner, text);
  }
}

/** Adds one address, network or range. */
function addAddress(item: string, to: Addresses): ExpressionProblem | undefined {
  const text = item.trimStart();
  if (text.toLowerCase() === "any") {
    to.addAny();
    return undefined;
  }
  if (text.includes(":")) {
    const range = rangeOf(text, ipv6Of, networkIpv6);
    if (range === undefined) return notAddress(item);
    to.ipv6.push(range);
  } else {
    const range = rangeOf(text, ipv4Of, networkIpv4);
    if (range === undefined) return notAddress(item);
    to.ipv4.push(range);
  }
  return undefined;
}

function rangeOf<N extends number | bigint>(text: string, addressOf: (text: string) => N | undefined, networkOf: (address: N, mask: string) => [N, N] | undefined): [N, N] | undefined {
  const slash = text.indexOf("/");
  if (slash !== -1) {
    const address = addressOf(text.slice(0, slash));
    return address === undefined ? undefined : networkOf(address, text.slice(slash + 1));
  }
  const dash = text.indexOf("-");
  const first = addressOf(dash === -1 ? text : text.slice(0, dash));
  const last = dash === -1 ? first : addressOf(text.slice(dash + 1));
  return first === undefined || last === undefined || first > last ? undefined : [first, last];
}

const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

function ipv4Of(text: string): number | undefined {
  const match = IPV4.exec(text);
  if (match === null) return undefined;
  let address = 0;
  for (let i = 1; i <= 4; i++) {
    const part = match[i]!;
    if (Number(part) > 255 || (part.length > 1 && part[0] === "0")) return undefined;
    address = address * 256 + Number(part);
  }
  return address;
}

function networkIpv4(address: number, mask: string): [number, number] | undefined {
  const bits = mask.includes(".") ? maskBits(mask) : /^\d{1,3}$/.test(mask) && Number(mask) <= 32 ? Number(mask) : undefined;
  if (bits === undefined) return undefined;
  const size = 2 ** (32 - bits);
  const first = Math.floor(address / size) * size;
  return [first, first + size - 1];
}

/** The length of a netmask's prefix; undefined when it is none. */
function maskBits(mask: string): number | undefined {
  const value = ipv4Of(mask);
  if (value === undefined) return undefined;
  const ones = value.toString(2).padStart(32, "0");
  return /^1*0*$/.test(ones) ? ones.replaceAll("0", "").length : undefined;
}

const GROUP = /^[0-9a-fA-F]{1,4}$/;

function ipv6Of(text: string): bigint | undefined {
  let rest = text;
  const dots = rest.lastIndexOf(":") + 1;
  if (rest.includes(".")) {
    const ipv4 = ipv4Of(rest.slice(dots));
    if (ipv4 === undefined) return undefined;
    rest = `${rest.slice(0, dots)}${Math.floor(ipv4 / 65536).toString(16)}:${(ipv4 % 65536).toString(16)}`;
  }
  const halves = rest.split("::");
  if (halves.length > 2) return undefined;
  const head = halves[0] === "" ? [] : halves[0]!.split(":");
  const tail = halves[1] === undefined || halves[1] === "" ? [] : halves[1].split(":");
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => "0"), ...tail];
  return groups.every((group) => GROUP.test(group)) ? groups.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n) : undefined;
}

function networkIpv6(address: bigint, mask: string): [bigint, bigint] | undefined {
  if (!/^\s*\+?\d+$/.test(mask) || Number(mask) > 128) return undefined;
  const size = 1n << BigInt(128 - Number(mask));
  const first = (address / size) * size;
  return [first, first + size - 1n];
}

function notAddress(text: string): ExpressionProblem {
  if (text.trim() === "") return { message: "an item of the list is empty" };
  return {
    message: `\`${text}\` is no address`,
    help: "addresses are `any`, IPv4 or IPv6 addresses, networks as `10.0.0.0/8`, ranges as `10.0.0.1-10.0.0.9`, lists in brackets and variables",
  };
}

import { ANY_NETWORK, isUnset, type Network, readNetwork } from "../parameters/network.ts";
import type { ExpressionProblem } from "./port-expression.ts";

const BLANK = /[ \t\n\v\f\r]/;
const TOKEN_END = /[ \t\n\v\f\r\],]/;

/** What an expression amounts to: networks it is for, and networks it is not for. */
interface Addresses {
  isAny: boolean;
  readonly positive: Network[];
  readonly negative: Network[];
}

/**
 * The first fault of an address expression as the engine reads it: `any`, addresses, networks, variables and lists of
 * them, with `!` before what is meant to be left out. Undefined when it would load.
 */
export function addressFault(text: string, variables: ReadonlyMap<string, string>): ExpressionProblem | undefined {
  // A word that is the name of a variable is taken for it, with and without the dollar sign.
  if (variables.has(variableName(text))) return undefined;
  const found: Addresses = { isAny: false, positive: [], negative: [] };
  const problem = readList(text, variables, found);
  if (problem !== undefined) return problem;
  if (!found.isAny && found.positive.length === 0 && found.negative.length === 0) return { message: "the list holds no address", help: "name at least one address, or write `any`" };
  return conflict(found);
}

const NAME_END = /[ \t\n\v\f\r\\\]]/;

/** The name of a variable as the engine looks it up: up to the first character that can't be in one. */
function variableName(text: string): string {
  const name = text.startsWith("$") ? text.slice(1) : text;
  const end = name.search(NAME_END);
  return end === -1 ? name : name.slice(0, end);
}

function readList(text: string, variables: ReadonlyMap<string, string>, into: Addresses): ExpressionProblem | undefined {
  const open: boolean[] = [];
  let isList = false;
  let at = 0;
  while (at < text.length) {
    const character = text[at]!;
    if (BLANK.test(character) || character === ",") {
      at++;
      continue;
    }
    if (character === "]") {
      if (open.length === 0) {
        if (at === text.length - 1) return undefined;
        return { start: at, end: at + 1, message: "a bracket closes that none opens", help: "take it out" };
      }
      open.pop();
      isList = open.at(-1) ?? false;
      at++;
      continue;
    }
    let negated = isList;
    while (at < text.length && (text[at] === "!" || BLANK.test(text[at]!))) {
      if (text[at] === "!") negated = !negated;
      at++;
    }
    if (at >= text.length) return { message: "nothing stands behind `!`", help: "write what is negated" };
    if (text[at] === "[") {
      open.push(negated);
      isList = negated;
      at++;
      continue;
    }
    let end = at + 1;
    while (end < text.length && !TOKEN_END.test(text[end]!)) end++;
    const problem = readItem(text.slice(at, end), negated, variables, into);
    if (problem !== undefined) return { start: at, end, ...problem };
    at = end;
  }
  return open.length === 0 ? undefined : { message: "a bracket is not closed", help: "close it with `]`" };
}

function readItem(item: string, negated: boolean, variables: ReadonlyMap<string, string>, into: Addresses): ExpressionProblem | undefined {
  if (item.startsWith("$")) return readVariable(item, negated, variables, into);
  if (item.toLowerCase().startsWith("any")) {
    if (negated) return NOT_ANY;
    into.isAny = true;
    return undefined;
  }
  const network = readNetwork(item);
  if (network === undefined) {
    const help = item.includes("-") ? "write the range as networks: `10.0.0.0/24`" : "addresses are `10.0.0.1`, `10.0.0.0/8`, `2001:db8::/32`, variables, or lists of these in brackets";
    return { message: `\`${item}\` is no address`, help };
  }
  if (isUnset(network) && negated) return NOT_ANY;
  (negated ? into.negative : into.positive).push(network);
  return undefined;
}

const NOT_ANY: ExpressionProblem = { message: "`any` can't be negated", help: "leave out what is negated, or name what is meant" };

function readVariable(item: string, negated: boolean, variables: ReadonlyMap<string, string>, into: Addresses): ExpressionProblem | undefined {
  const value = variables.get(variableName(item));
  if (value === undefined) {
    return { code: "undefined-variable", message: `the address variable \`${item}\` is not defined`, expected: [...variables.keys()].map((known) => `$${known}`), help: "define it in `snort.lua`, or use one that is defined" };
  }
  const inner: Addresses = { isAny: false, positive: [], negative: [] };
  // What is wrong with the configuration is not the rule's fault.
  if (readList(value, NO_VARIABLES, inner) !== undefined) return undefined;
  if (!negated) {
    into.isAny ||= inner.isAny;
    for (const network of inner.positive) into.positive.push(network);
    for (const network of inner.negative) into.negative.push(network);
    return undefined;
  }
  if (inner.isAny || (inner.positive[0] !== undefined && isUnset(inner.positive[0]))) {
    return { message: `\`${item}\` is \`any\` and can't be negated`, help: "give the variable a value in `snort.lua`, or leave the negation out" };
  }
  for (const network of inner.negative) into.positive.push(network);
  for (const network of inner.positive) into.negative.push(network);
  return undefined;
}

const NO_VARIABLES: ReadonlyMap<string, string> = new Map();

/** A network that is left out must be smaller than the one it is taken out of. */
function conflict({ isAny, positive: named, negative }: Addresses): ExpressionProblem | undefined {
  if (negative.length === 0) return undefined;
  // Beside `any`, nothing else counts.
  const positive = isAny ? [ANY_NETWORK] : named;
  const [meant, left] = [networksByBits(positive), networksByBits(negative)];
  for (const network of positive) {
    // A network within another one of the list counts for nothing.
    if (isCovered(network, meant, network.bits - 1)) continue;
    if (isCovered(network, left, network.bits)) {
      return { code: "negated-everything", message: "an address that is left out covers one that is meant, so nothing is left of it", help: "leave out smaller networks than the ones that are meant" };
    }
  }
  return undefined;
}

const ALL_BITS = 128;

/** What is left of the addresses without the bits that don't count, by the number of bits that do. */
function networksByBits(networks: readonly Network[]): ReadonlyMap<number, ReadonlySet<bigint>> {
  const byBits = new Map<number, Set<bigint>>();
  for (const { address, bits } of networks) {
    const addresses = byBits.get(bits) ?? new Set<bigint>();
    addresses.add(address >> BigInt(ALL_BITS - bits));
    byBits.set(bits, addresses);
  }
  return byBits;
}

function isCovered({ address }: Network, networks: ReadonlyMap<number, ReadonlySet<bigint>>, most: number): boolean {
  for (const [bits, addresses] of networks) {
    if (bits <= most && addresses.has(address >> BigInt(ALL_BITS - bits))) return true;
  }
  return false;
}

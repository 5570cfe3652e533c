/** What is wrong with an address or port expression; places are in its text. */
export interface ExpressionProblem {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly help?: string;
  readonly code?: string;
}

/** Says what is wrong with one item between brackets and commas, its `!` and blanks off; undefined when it is right. */
export type JudgeItem = (item: string, negated: boolean) => Omit<ExpressionProblem, "start" | "end"> | undefined;

/**
 * Reads an expression of a header: one item, or lists of them between brackets, with `!` before any. Blanks end the
 * expression in the engine's eyes (manual 3.2.3). One pass, no recursion.
 */
export function expressionProblem(text: string, judge: JudgeItem): ExpressionProblem | undefined {
  const blank = /[ \t]/.exec(text);
  if (blank !== null) return { start: blank.index, end: blank.index + 1, message: "a list can't have blanks in it", help: "take the blanks out" };
  let depth = 0;
  let negated = false;
  let expectsItem = true;
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === "!" && expectsItem) {
      negated = !negated;
      at++;
    } else if (character === "[" && expectsItem) {
      depth++;
      negated = false;
      at++;
    } else if (character === "]" || character === ",") {
      if (expectsItem) return { start: at, end: at + 1, message: "an item is missing" };
      if (depth === 0) return { start: at, end: at + 1, message: `\`${character}\` can stand in a list only`, help: "put the list between brackets" };
      if (character === "]") depth--;
      else expectsItem = true;
      at++;
    } else {
      const end = itemEnd(text, at);
      const item = text.slice(at, end);
      if (!expectsItem) return { start: at, end, message: "a comma is missing" };
      const problem = judge(item, negated);
      if (problem !== undefined) return { start: at, end, ...problem };
      expectsItem = false;
      negated = false;
      at = end;
    }
  }
  if (expectsItem) return { start: 0, end: text.length, message: "an item is missing" };
  return depth > 0 ? { start: 0, end: text.length, message: "a bracket is not closed" } : undefined;
}

function itemEnd(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && !"[],".includes(text.charAt(at))) at++;
  return at;
}

const VARIABLE = /^\$(?:\(([A-Za-z0-9_]+)(?:[:?]-?[^)]*)?\)|([A-Za-z0-9_]+))$/;

function variableProblem(item: string, known: ReadonlyMap<string, string>, what: string): Omit<ExpressionProblem, "start" | "end"> | undefined {
  const match = VARIABLE.exec(item);
  const name = match?.[1] ?? match?.[2];
  if (name === undefined) return { message: `\`${item}\` is no variable` };
  return known.has(name) ? undefined : { code: "undefined-variable", message: `there is no ${what} \`$${name}\``, help: `define it in snort.conf; known are ${[...known.keys()].map((each) => `$${each}`).join(", ")}` };
}

const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;
const IPV6 = /^[0-9a-fA-F:]*:[0-9a-fA-F:]*(?:\d{1,3}(?:\.\d{1,3}){3})?$/;

/** Judges items of address expressions (manual 3.2.3). */
export function addressItem(variables: ReadonlyMap<string, string>): JudgeItem {
  return (item, negated) => {
    if (item.toLowerCase() === "any") return negated ? { message: "`!any` is no address", help: "it would never match" } : undefined;
    if (item.startsWith("$")) return variableProblem(item, variables, "address group");
    const slash = item.indexOf("/");
    const address = slash === -1 ? item : item.slice(0, slash);
    const most = isIpv4(address) ? 32 : isIpv6(address) ? 128 : undefined;
    if (most === undefined) return { message: `\`${item}\` is no address`, help: "write an address, a network, `any`, or `$` and the name of a group" };
    if (slash === -1) return undefined;
    const prefix = item.slice(slash + 1);
    if (most === 32 && isIpv4(prefix)) return undefined;
    return /^\d{1,3}$/.test(prefix) && Number(prefix) <= most ? undefined : { message: `\`/${prefix}\` is no length of a network, which is from 0 to ${most}` };
  };
}

function isIpv4(text: string): boolean {
  const parts = IPV4.exec(text);
  return parts !== null && parts.slice(1).every((part) => Number(part) <= 255);
}

function isIpv6(text: string): boolean {
  if (!IPV6.test(text)) return false;
  const halves = text.split("::");
  const groups = text.split(":").filter((group) => group !== "");
  return halves.length <= 2 && groups.length <= 8 && groups.every((group) => group.length <= 4 || IPV4.test(group)) && (halves.length === 2 || groups.length >= 7);
}

/** Judges items of port expressions (manual 3.2.4). */
export function portItem(variables: ReadonlyMap<string, string>): JudgeItem {
  return (item, negated) => {
    if (item.toLowerCase() === "any") return negated ? { message: "`!any` is no port", help: "it would never match" } : undefined;
    if (item.startsWith("$")) return variableProblem(item, variables, "port group");
    const bounds = item.split(":");
    const numbers = bounds.map((bound) => (bound === "" ? undefined : /^\d{1,5}$/.test(bound) ? Number(bound) : Number.NaN));
    const isRight = bounds.length <= 2 && bounds.join("") !== "" && numbers.every((number) => number === undefined || number <= 65535);
    if (!isRight) return { message: `\`${item}\` is no port`, help: "write a number up to 65535, a range such as `1:1024`, `any`, or `$` and the name of a group" };
    const [from, to] = numbers;
    return from !== undefined && to !== undefined && from > to ? { message: `the range \`${item}\` begins behind its end`, help: `write \`${to}:${from}\`` } : undefined;
  };
}

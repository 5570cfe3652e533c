import type { Diagnostic, Range } from "@sigwright/core";
import { syntaxDiagnostic } from "./diagnostics.ts";
import type { RuleFile, Word } from "./tree.ts";
import { ValueTape } from "./value-tape.ts";
import { enterValues } from "./values.ts";

interface NodeBase extends Range {
  readonly negated: boolean;
}

/** Items between brackets. */
export interface ListNode<Item> extends NodeBase {
  readonly kind: "list";
  readonly items: readonly (Item | ListNode<Item>)[];
}

/** `any`. */
export interface AnyNode extends NodeBase {
  readonly kind: "any";
}

/** `$HOME_NET`. */
export interface VariableNode extends NodeBase {
  readonly kind: "variable";
  /** Without the dollar sign. */
  readonly name: string;
}

/** One address, or a network with a prefix length or mask, as text: whether it is one is the dialect's question. */
export interface AddressNode extends NodeBase {
  readonly kind: "address";
  readonly address: string;
  /** What stands behind the slash. */
  readonly prefix: string | undefined;
}

/** All addresses from one to another. */
export interface AddressRangeNode extends NodeBase {
  readonly kind: "range";
  readonly from: string;
  readonly to: string;
}

/** One port; 0 to 65535 unless the text is out of range. */
export interface PortNode extends NodeBase {
  readonly kind: "port";
  readonly port: number;
}

/** Ports from one to another; a side that is left out is open. */
export interface PortRangeNode extends NodeBase {
  readonly kind: "range";
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/** Text that is nothing of this kind. */
export interface InvalidNode extends NodeBase {
  readonly kind: "invalid";
  readonly text: string;
}

/** What stands between the commas of an address list, other lists left out. */
export type AddressItem = AnyNode | VariableNode | AddressNode | AddressRangeNode | InvalidNode;
/** What stands between the commas of a port list, other lists left out. */
export type PortItem = AnyNode | VariableNode | PortNode | PortRangeNode | InvalidNode;

/** What a header says of the source or the destination. */
export type AddressExpression = AddressItem | ListNode<AddressItem>;
/** What a header says of a port. */
export type PortExpression = PortItem | ListNode<PortItem>;

/** A parsed header expression. What is wrong with it is said here and nowhere else. */
export interface HeaderExpression<Expression> {
  readonly expression: Expression;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the address and port expressions of one file. */
export interface HeaderReader {
  readonly addresses: (word: Word) => HeaderExpression<AddressExpression>;
  readonly ports: (word: Word) => HeaderExpression<PortExpression>;
}

/** A reader for the header expressions of a parsed file. Make one for a file, not one for a rule. */
export function headerReader(file: RuleFile): HeaderReader {
  const tape = new ValueTape(file.source.encoding, file.dialect === "snort3");
  const { HeaderList } = enterValues(tape);
  const read = <Item extends NodeBase & { readonly kind: string }>(
    code: string,
    word: Word,
    item: (text: string, place: NodeBase) => Item,
  ): HeaderExpression<Item | ListNode<Item>> => {
    tape.reset(word.text, word.range.start);
    HeaderList(word.text);
    const expression = nest(tape, word.range, (text, place) => {
      const node = item(text, place);
      if (node.kind === "invalid") tape.problem(code, place.start - tape.base, place.end - tape.base);
      return node;
    });
    const problems = tape.problems ?? [];
    return { expression, diagnostics: problems.map((each) => syntaxDiagnostic(each, file.source.text, file.dialect)) };
  };
  return { addresses: (word) => read("invalid-address", word, addressItem), ports: (word) => read("invalid-port", word, portItem) };
}

interface OpenList<Item> {
  readonly start: number;
  readonly negated: boolean;
  readonly items: (Item | ListNode<Item>)[];
  /** Whether an item may come: at the start and behind a comma. */
  expectsItem: boolean;
}

/** Nests flat tokens with a stack, so that depth costs no recursion. */
function nest<Item extends NodeBase & { readonly kind: string }>(
  tape: ValueTape,
  range: Range,
  makeItem: (text: string, place: NodeBase) => Item,
): Item | ListNode<Item> {
  const open: OpenList<Item>[] = [];
  let current: OpenList<Item> = { start: range.start, negated: false, items: [], expectsItem: true };
  let negatedAt = -1;
  let negated = false;
  const beginItem = (start: number, end: number): NodeBase => {
    if (!current.expectsItem) problem(tape, "missing-comma", start, end);
    current.expectsItem = false;
    const place = { start: negatedAt === -1 ? start : negatedAt, end, negated };
    negatedAt = -1;
    negated = false;
    return place;
  };
  const closeItem = (end: number): void => {
    const { start, items } = current;
    const list: ListNode<Item> = { kind: "list", start, end, negated: current.negated, items };
    current = open.pop()!;
    current.items.push(list);
  };
  for (let index = 0; index < tape.count; index++) {
    const start = tape.starts[index]!;
    const end = tape.ends[index]!;
    const kind = tape.kinds[index];
    if (kind === "not") {
      if (negatedAt === -1) negatedAt = start;
      negated = !negated;
    } else if (kind === "comma") {
      if (current.expectsItem) problem(tape, "empty-list-item", start, end);
      current.expectsItem = true;
    } else if (kind === "open") {
      const place = beginItem(start, end);
      open.push(current);
      current = { start: place.start, negated: place.negated, items: [], expectsItem: true };
    } else if (kind !== "close") {
      current.items.push(makeItem(tape.text.slice(start - tape.base, end - tape.base), beginItem(start, end)));
    } else if (open.length > 0) {
      // One too many was reported with the header.
      if (current.expectsItem) problem(tape, "empty-list-item", start, end);
      closeItem(end);
    }
  }
  // Brackets that stay open were reported with the header; their lists end with the expression.
  while (open.length > 0) closeItem(range.end);
  const { items } = current;
  const [first] = items;
  if (items.length === 1 && first !== undefined) return first;
  return items.length === 0 ? makeItem("", { start: range.start, end: range.end, negated: false }) : { kind: "list", ...range, negated: false, items };
}

function problem(tape: ValueTape, code: string, start: number, end: number): void {
  tape.problem(code, start - tape.base, end - tape.base);
}

const ADDRESS = /^[0-9a-fA-F.:]+$/;
const PREFIX = /^[0-9.]+$/;

function addressItem(text: string, place: NodeBase): AddressItem {
  const common = commonItem(text, place);
  if (common !== undefined) return common;
  const slash = text.indexOf("/");
  const dash = text.indexOf("-");
  if (slash !== -1) {
    const address = text.slice(0, slash);
    const prefix = text.slice(slash + 1);
    if (ADDRESS.test(address) && PREFIX.test(prefix)) return { kind: "address", ...place, address, prefix };
  } else if (dash !== -1) {
    const from = text.slice(0, dash);
    const to = text.slice(dash + 1);
    if (ADDRESS.test(from) && ADDRESS.test(to)) return { kind: "range", ...place, from, to };
  } else if (ADDRESS.test(text)) {
    return { kind: "address", ...place, address: text, prefix: undefined };
  }
  return { kind: "invalid", ...place, text };
}

const PORT = /^[0-9]{1,9}$/;

function portItem(text: string, place: NodeBase): PortItem {
  const common = commonItem(text, place);
  if (common !== undefined) return common;
  if (PORT.test(text)) return { kind: "port", ...place, port: Number(text) };
  const colon = text.indexOf(":");
  const from = text.slice(0, colon);
  const to = text.slice(colon + 1);
  const complete = (from === "" || PORT.test(from)) && (to === "" || PORT.test(to)) && from + to !== "";
  if (colon === -1 || !complete) return { kind: "invalid", ...place, text };
  const bound = (side: string): number | undefined => (side === "" ? undefined : Number(side));
  return { kind: "range", ...place, from: bound(from), to: bound(to) };
}

function commonItem(text: string, place: NodeBase): AnyNode | VariableNode | undefined {
  if (text.toLowerCase() === "any") return { kind: "any", ...place };
  return text.length > 1 && text.startsWith("$") ? { kind: "variable", ...place, name: text.slice(1) } : undefined;
}

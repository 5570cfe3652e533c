/** Elements of an address or a port group, as far as they can be told apart without the engine's variables. */
interface GroupElements {
  /** Elements as they are written, without blanks. */
  readonly written: readonly string[];
  /** Numbers of ports or IPv4 addresses, from the lowest, none touching the next. Ends are included. */
  readonly ranges: readonly Range[];
  /** Elements that are no numbers: variables, IPv6. */
  readonly names: ReadonlySet<string>;
}

type Range = readonly [first: number, last: number];

/** What one group has that another one has not, as it is written. */
export interface GroupDifference {
  readonly gained: readonly string[];
  readonly lost: readonly string[];
}

const PORT = /^(\d{1,5})?(:)?(\d{1,5})?$/;
const LAST_PORT = 65_535;
const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/;

/** What two groups differ in; undefined where that depends on more than their elements: exceptions, lists in lists. */
export function groupDifference(before: string, after: string): GroupDifference | undefined {
  const [old, young] = [elementsOf(before), elementsOf(after)];
  if (old === undefined || young === undefined) return undefined;
  return { gained: missingIn(old, young), lost: missingIn(young, old) };
}

function elementsOf(group: string): GroupElements | undefined {
  const list = group.startsWith("[") && group.endsWith("]") ? group.slice(1, -1) : group;
  if (/[![\]]/.test(list)) return undefined;
  const written = list.split(",").filter((element) => element !== "");
  const ranges: Range[] = [];
  const names = new Set<string>();
  for (const element of written) {
    const range = rangeOf(element);
    if (range === undefined) names.add(element);
    else ranges.push(range);
  }
  return { written, ranges: joined(ranges), names };
}

/** Ports and addresses never meet: a group has one kind of them. */
function rangeOf(element: string): Range | undefined {
  const port = PORT.exec(element);
  if (port !== null && element !== "" && element !== ":") {
    const [, first, colon, last] = port;
    const start = Number(first ?? 0);
    return [start, colon === undefined ? start : Number(last ?? LAST_PORT)];
  }
  const address = IPV4.exec(element);
  if (address === null) return undefined;
  const [, ...parts] = address.map(Number);
  const size = 2 ** (32 - (address[5] === undefined ? 32 : Number(address[5])));
  if (parts.slice(0, 4).some((part) => part > 255) || size < 1) return undefined;
  const number = parts.slice(0, 4).reduce((sum, part) => sum * 256 + part, 0);
  const start = Math.floor(number / size) * size;
  return [start, start + size - 1];
}

function joined(ranges: readonly Range[]): readonly Range[] {
  const result: [number, number][] = [];
  for (const [first, last] of ranges.toSorted(([a], [b]) => a - b)) {
    const previous = result.at(-1);
    if (previous !== undefined && first <= previous[1] + 1) previous[1] = Math.max(previous[1], last);
    else result.push([first, last]);
  }
  return result;
}

/** The elements of a group that another one does not hold whole. */
function missingIn({ ranges, names }: GroupElements, { written }: GroupElements): readonly string[] {
  return written.filter((element) => {
    const range = rangeOf(element);
    if (range === undefined) return !names.has(element);
    return !holds(ranges, range);
  });
}

function holds(ranges: readonly Range[], [first, last]: Range): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ranges[middle]![0] <= first) low = middle + 1;
    else high = middle;
  }
  const range = ranges[low - 1];
  return range !== undefined && last <= range[1];
}

/** A network: an address of 128 bits (IPv4 ones mapped into IPv6) and how many bits of it count. */
export interface Network {
  readonly address: bigint;
  readonly bits: number;
}

const MAPPED = 0xffffn << 32n;
const MAPPED_BITS = 96;
const ALL_BITS = 128;
const COLON_THEN_COLON = /:.*:/s;

/**
 * An address with a prefix length or a mask behind a slash, as the engine reads it: IPv6 when there are two colons,
 * else IPv4; digits of a prefix length up to the first other character. Undefined when it is none.
 */
export function readNetwork(text: string): Network | undefined {
  const isV6 = COLON_THEN_COLON.test(text);
  if (!isV6 && !text.includes(".")) return undefined;
  const separator = text.includes("/") ? "/" : !isV6 && text.includes(":") ? ":" : undefined;
  const cut = separator === undefined ? text.length : text.indexOf(separator);
  const parsed = isV6 ? parseV6(text.slice(0, cut)) : parseV4(text.slice(0, cut));
  if (parsed === undefined) return undefined;
  const bits = separator === undefined ? ALL_BITS : prefixLength(text.slice(cut + 1), isV6, separator);
  if (bits === undefined || bits > ALL_BITS) return undefined;
  const address = isV6 ? parsed : MAPPED | parsed;
  return { address: (address >> BigInt(ALL_BITS - bits)) << BigInt(ALL_BITS - bits), bits };
}

/** What the engine takes `any` for. */
export const ANY_NETWORK: Network = { address: MAPPED, bits: ALL_BITS };

/** Whether a network is a single address of zeros, which the engine takes for one that was not given. */
export function isUnset({ address, bits }: Network): boolean {
  return bits === ALL_BITS && (address === 0n || address === MAPPED);
}

function prefixLength(mask: string, isV6: boolean, separator: string): number | undefined {
  const base = isV6 ? 0 : MAPPED_BITS;
  // Behind a colon, what is no mask counts as nothing.
  if (separator === ":" && !/^\d/.test(mask)) return ALL_BITS;
  if (separator === ":" || mask.includes(".") || mask.includes(":")) {
    const value = COLON_THEN_COLON.test(mask) ? parseV6(mask) : parseV4(mask);
    const width = isV6 ? ALL_BITS : 32;
    const ones = value === undefined ? undefined : leadingOnes(value, width);
    return ones === undefined ? undefined : base + ones;
  }
  if (!(isV6 ? /^[0-9a-fA-F]/ : /^\d/).test(mask)) return undefined;
  return base + Number(/^\d{0,4}/.exec(mask)![0]);
}

/** How many ones a mask begins with; undefined when a one stands behind a zero. */
function leadingOnes(value: bigint, width: number): number | undefined {
  const digits = value.toString(2).padStart(width, "0");
  const zero = digits.indexOf("0");
  if (zero === -1) return width;
  return digits.includes("1", zero) ? undefined : zero;
}

const OCTET = /^(?:0|[1-9]\d{0,2})$/;

function parseV4(text: string): bigint | undefined {
  const octets = text.split(".", 5);
  if (octets.length !== 4 || text.length > 15) return undefined;
  let value = 0n;
  for (const octet of octets) {
    if (!OCTET.test(octet) || Number(octet) > 255) return undefined;
    value = (value << 8n) | BigInt(octet);
  }
  return value;
}

const GROUP = /^[0-9a-fA-F]{1,4}$/;
const LONGEST_V6 = 45;

function parseV6(text: string): bigint | undefined {
  if (text.length > LONGEST_V6) return undefined;
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const groups = halves.map((half, index) => groupsOf(half, index === halves.length - 1));
  const [before, after] = groups;
  if (before === undefined || (halves.length === 2 && after === undefined)) return undefined;
  const behind = after ?? [];
  const missing = 8 - before.length - behind.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  let value = 0n;
  for (const group of [...before, ...Array.from({ length: missing }, () => 0), ...behind]) value = (value << 16n) | BigInt(group);
  return value;
}

/** The groups of one side of `::`; the last two of the last side may be written as an IPv4 address. */
function groupsOf(half: string, isLast: boolean): readonly number[] | undefined {
  if (half === "") return [];
  const parts = half.split(":");
  const groups: number[] = [];
  for (const [index, part] of parts.entries()) {
    if (isLast && index === parts.length - 1 && part.includes(".")) {
      const quad = parseV4(part);
      if (quad === undefined) return undefined;
      groups.push(Number(quad >> 16n), Number(quad & 0xffffn));
    } else if (GROUP.test(part)) groups.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return groups;
}

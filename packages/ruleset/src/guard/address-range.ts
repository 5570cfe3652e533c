import ipaddr from "ipaddr.js";

/**
 * A stretch of addresses of one family, both ends included, as texts that sort as the addresses do: the family's digit,
 * then the address in hexadecimal. IPv4 and IPv6 never meet.
 */
export interface AddressRange {
  readonly first: string;
  readonly last: string;
}

/** The range of one address, which must be in canonical form. */
export function rangeOfAddress(address: string): AddressRange {
  const key = address.includes(":") ? ipv6Key(address) : ipv4Key(ipv4Bits(address));
  return { first: key, last: key };
}

/** The range of a network, whose address must be in canonical form. */
export function rangeOfNetwork(address: string, prefix: number): AddressRange {
  if (!address.includes(":")) {
    const bits = ipv4Bits(address);
    const size = 2 ** (32 - prefix);
    const first = bits - (bits % size);
    return { first: ipv4Key(first), last: ipv4Key(first + size - 1) };
  }
  const key = ipv6Key(address);
  const kept = 1 + Math.floor(prefix / 4);
  const head = key.slice(0, kept);
  if (kept === key.length) return { first: key, last: key };
  const digit = Number.parseInt(key[kept]!, 16);
  const mask = 0xf >> prefix % 4;
  const rest = key.length - kept - 1;
  const first = head + (digit & ~mask & 0xf).toString(16) + "0".repeat(rest);
  const last = head + (digit | mask).toString(16) + "f".repeat(rest);
  return { first, last };
}

function ipv4Bits(address: string): number {
  let bits = 0;
  for (const part of address.split(".")) bits = bits * 256 + Number(part);
  return bits;
}

function ipv4Key(bits: number): string {
  return `4${bits.toString(16).padStart(8, "0")}`;
}

function ipv6Key(address: string): string {
  const { parts } = ipaddr.IPv6.parse(address);
  return `6${parts.map((part) => part.toString(16).padStart(4, "0")).join("")}`;
}

/** Ranges with what each one stands for, made for looking up: networks nest or are apart, never cross. */
export class RangeTable<Entry> {
  readonly #firsts: string[] = [];
  readonly #lasts: string[] = [];
  readonly #entries: Entry[] = [];

  constructor(ranges: readonly (AddressRange & { readonly entry: Entry })[]) {
    // Of nested ranges the outermost is kept: it holds whatever the others do.
    const sorted = ranges.toSorted((a, b) => compare(a.first, b.first) || compare(b.last, a.last));
    let end = "";
    for (const { first, last, entry } of sorted) {
      if (last <= end) continue;
      this.#firsts.push(first);
      this.#lasts.push(last);
      this.#entries.push(entry);
      end = last;
    }
  }

  /** Any entry whose range has an address in common with a range. */
  overlapping({ first, last }: AddressRange): Entry | undefined {
    const index = this.#firstEndingAtOrAfter(first);
    return index < this.#firsts.length && this.#firsts[index]! <= last ? this.#entries[index] : undefined;
  }

  /** The entry whose range holds all of a range. */
  containing({ first, last }: AddressRange): Entry | undefined {
    const index = this.#firstEndingAtOrAfter(last);
    return index < this.#firsts.length && this.#firsts[index]! <= first ? this.#entries[index] : undefined;
  }

  #firstEndingAtOrAfter(key: string): number {
    let low = 0;
    let high = this.#lasts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#lasts[middle]! < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

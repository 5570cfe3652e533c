/** An IP address in network byte order: 4 bytes for IPv4, 16 for IPv6. */
export type AddressBytes = Uint8Array;

const DECIMAL_OCTET = /^(?:0|[1-9][0-9]{0,2})$/;
const HEX_GROUP = /^[0-9a-fA-F]{1,4}$/;

/**
 * Reads an address as RFC 4291 and dotted decimal write it; no zone, no prefix, no leading zeros in IPv4.
 *
 * @throws RangeError when the text is not an address: a mistake of the caller.
 */
export function parseAddress(text: string): AddressBytes {
  const bytes = text.includes(":") ? parseIpv6(text) : parseIpv4(text);
  if (bytes === undefined) throw new RangeError(`not an IP address: ${JSON.stringify(text.slice(0, 64))}`);
  return bytes;
}

/** 4 or 6, by the number of bytes. */
export function addressFamily(address: AddressBytes): 4 | 6 {
  return address.length === 4 ? 4 : 6;
}

/** Lower-case hexadecimal of the bytes: the same for every way to write one address. */
export function addressKey(address: AddressBytes): string {
  let key = "";
  for (const byte of address) key += byte.toString(16).padStart(2, "0");
  return key;
}

function parseIpv4(text: string): Uint8Array | undefined {
  const parts = text.split(".");
  if (parts.length !== 4) return undefined;
  const bytes = new Uint8Array(4);
  for (const [i, part] of parts.entries()) {
    if (!DECIMAL_OCTET.test(part) || Number(part) > 255) return undefined;
    bytes[i] = Number(part);
  }
  return bytes;
}

function parseIpv6(text: string): Uint8Array | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const head = parseGroups(halves[0]!, halves.length === 1);
  const tail = halves.length === 2 ? parseGroups(halves[1]!, true) : [];
  if (head === undefined || tail === undefined) return undefined;
  const written = head.length + tail.length;
  // `::` stands for at least one group of zeros.
  if (halves.length === 1 ? written !== 16 : written > 14) return undefined;
  const bytes = new Uint8Array(16);
  bytes.set(head, 0);
  bytes.set(tail, 16 - tail.length);
  return bytes;
}

/** Bytes of groups between colons; the last may be dotted decimal where `mayEndInIpv4`. */
function parseGroups(text: string, mayEndInIpv4: boolean): number[] | undefined {
  if (text === "") return [];
  const bytes: number[] = [];
  const groups = text.split(":");
  for (const [i, group] of groups.entries()) {
    if (mayEndInIpv4 && i === groups.length - 1 && group.includes(".")) {
      const ipv4 = parseIpv4(group);
      if (ipv4 === undefined) return undefined;
      bytes.push(...ipv4);
    } else if (HEX_GROUP.test(group)) {
      const value = Number.parseInt(group, 16);
      bytes.push(value >>> 8, value & 0xff);
    } else {
      return undefined;
    }
  }
  return bytes;
}

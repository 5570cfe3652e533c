import ipaddr from "ipaddr.js";
import { malformed } from "./remark.ts";
import type { Malformed } from "./remark.ts";
import { quoted } from "./visible-text.ts";

/** An IP address in canonical text: dotted decimal, or RFC 5952 for IPv6. */
export interface IpAddress {
  readonly family: 4 | 6;
  readonly text: string;
  /** Set when the address was given as IPv4-mapped IPv6 (`::ffff:192.0.2.1`), which is IPv4 on the wire. */
  readonly mapped?: true;
}

// The longest spelling is eight groups of four digits, or six and a dotted quad: 45 characters.
const LONGEST_ADDRESS = 45;
const IPV6_CHARACTERS = /^[0-9A-Fa-f:.]+$/;
const DOTTED_NUMBERS = /^(?:0[xX][0-9A-Fa-f]*|\d+)(?:\.(?:0[xX][0-9A-Fa-f]*|\d+)){0,3}\.?$/;

/** The 32 bits of a strict dotted quad (four decimal numbers of 0 to 255 without leading zeros), else `undefined`. */
export function parseIpv4(text: string): number | undefined {
  if (text.length < 7 || text.length > 15) return undefined;
  let bits = 0;
  let octet = -1;
  let dots = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0x2e) {
      if (octet === -1) return undefined;
      bits = bits * 256 + octet;
      octet = -1;
      dots++;
    } else {
      const digit = unit - 0x30;
      if (digit < 0 || digit > 9 || octet === 0) return undefined;
      octet = octet === -1 ? digit : octet * 10 + digit;
      if (octet > 255) return undefined;
    }
  }
  return dots === 3 && octet !== -1 ? bits * 256 + octet : undefined;
}

/** Dotted decimal text of 32 bits. */
export function formatIpv4(bits: number): string {
  return `${bits >>> 24}.${(bits >>> 16) & 255}.${(bits >>> 8) & 255}.${bits & 255}`;
}

/** Whether software that is less strict would read a text as an IPv4 address: `010.1`, `0x7f.1`, `2130706433`. */
export function isLooseIpv4(text: string): boolean {
  return text.length <= 64 && DOTTED_NUMBERS.test(text);
}

/**
 * Reads an IP address in any spelling that is not ambiguous; see RFC 4291 section 2.2 and RFC 5952.
 * Octal, hexadecimal and shortened IPv4 is refused, because software disagrees on what it means. An IPv4-mapped IPv6
 * address is that IPv4 address. Zone identifiers are refused: they mean something on one machine only (RFC 4007).
 */
export function parseIpAddress(raw: string): IpAddress | Malformed {
  if (parseIpv4(raw) !== undefined) return { family: 4, text: raw };
  const text = raw.startsWith("[") && raw.endsWith("]") ? raw.slice(1, -1) : raw;
  if (!text.includes(":")) return malformedIpv4(raw);
  if (text.includes("%")) {
    return malformed(
      "indicator/invalid-address",
      `${quoted(raw)} has a zone identifier, which only means something on the machine it comes from`,
      "give the address without `%` and what follows",
    );
  }
  const groups = ipv6Groups(text);
  if (groups === undefined) return malformedIpv6(raw, text);
  if (isMapped(groups)) return { family: 4, text: formatIpv4(groups[6]! * 65_536 + groups[7]!), mapped: true };
  return { family: 6, text: formatIpv6(groups) };
}

/** The eight groups of an IPv6 address without brackets and zone, else `undefined`. */
export function ipv6Groups(text: string): readonly number[] | undefined {
  if (text.length > LONGEST_ADDRESS || !IPV6_CHARACTERS.test(text)) return undefined;
  const hexadecimal = withoutDottedQuad(text);
  if (hexadecimal === undefined || !ipaddr.IPv6.isValid(hexadecimal)) return undefined;
  return ipaddr.IPv6.parse(hexadecimal).parts;
}

/** RFC 5952 text of eight groups; never with a dotted quad. */
export function formatIpv6(groups: readonly number[]): string {
  return new ipaddr.IPv6([...groups]).toRFC5952String();
}

// ipaddr.js reads `::1.2.3.4` as `::ffff:1.2.3.4` and allows octal in the quad; two hexadecimal groups are plain.
function withoutDottedQuad(text: string): string | undefined {
  if (!text.includes(".")) return text;
  const start = text.lastIndexOf(":") + 1;
  const bits = parseIpv4(text.slice(start));
  if (bits === undefined) return undefined;
  return `${text.slice(0, start)}${(bits >>> 16).toString(16)}:${(bits & 0xffff).toString(16)}`;
}

/** Whether eight groups are an IPv4-mapped address, `::ffff:0:0/96` of RFC 4291 section 2.5.5.2. */
export function isMapped(groups: readonly number[]): boolean {
  return groups[5] === 0xffff && groups.every((group, index) => index > 4 || group === 0);
}

function malformedIpv4(raw: string): Malformed {
  if (isLooseIpv4(raw)) {
    const outOfRange = /^\d{1,10}(?:\.\d{1,10}){3}$/.test(raw) && !/(?:^|\.)0\d/.test(raw);
    if (outOfRange) {
      return malformed("indicator/invalid-address", `${quoted(raw)} has a number above 255`, "check the address");
    }
    return malformed(
      "indicator/ambiguous-address",
      `${quoted(raw)} is octal, hexadecimal or shortened, which software reads as different addresses`,
      "write four decimal numbers without leading zeros, `192.0.2.1` for example",
    );
  }
  if (raw.includes("/")) {
    return malformed("indicator/invalid-address", `${quoted(raw)} is not one IP address`, "use the type CIDR for a network, URL for a web address");
  }
  return malformed(
    "indicator/invalid-address",
    `${quoted(raw)} is not an IP address`,
    /[a-z]/i.test(raw) ? "use the type Host for a domain name" : "write it like `192.0.2.1` or `2001:db8::1`",
  );
}

function malformedIpv6(raw: string, text: string): Malformed {
  const port = /^(.+?)\]?:\d{1,5}$/.exec(raw.slice(0, 64))?.[1];
  if (port !== undefined && (parseIpv4(port) !== undefined || raw.startsWith("["))) {
    return malformed("indicator/invalid-address", `${quoted(raw)} has a port after the address`, "give the address alone");
  }
  if (text.includes("/")) {
    return malformed("indicator/invalid-address", `${quoted(raw)} is not one IP address`, "use the type CIDR for a network, URL for a web address");
  }
  return malformed("indicator/invalid-address", `${quoted(raw)} is not an IPv6 address`, "write it like `2001:db8::1`");
}

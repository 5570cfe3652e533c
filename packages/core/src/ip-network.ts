import { formatIpv4, formatIpv6, ipv6Groups, isMapped, parseIpAddress, parseIpv4 } from "./ip-address.ts";
import { malformed } from "./remark.ts";
import type { Malformed, Remark } from "./remark.ts";
import { quoted } from "./visible-text.ts";

/** A network in canonical form: host bits cleared, address in canonical text. */
export interface IpNetwork {
  readonly family: 4 | 6;
  readonly address: string;
  /** Length of the prefix in bits: 0 to 32, or 0 to 128. */
  readonly prefix: number;
  readonly remarks: readonly Remark[];
}

const NO_REMARKS: readonly Remark[] = Object.freeze([]);
const PREFIX = /^(?:0|[1-9]\d{0,2})$/;

/**
 * Reads a network in CIDR notation (RFC 4632). Host bits are cleared with a remark. A network mask in place of the
 * prefix length is understood. IPv4-mapped IPv6 networks of /96 and longer are IPv4 networks.
 */
export function parseIpNetwork(raw: string): IpNetwork | Malformed {
  const slash = raw.indexOf("/");
  if (slash === -1) {
    const help = raw.includes("-")
      ? "give a range of addresses as the networks it is made of, `192.0.2.0/24` for example"
      : "write address and prefix length, `192.0.2.0/24` for example, or use the type Address";
    return malformed("indicator/invalid-network", `${quoted(raw)} has no prefix length`, help);
  }
  const address = raw.slice(0, slash);
  const length = raw.slice(slash + 1);
  const ipv4 = parseIpv4(address);
  if (ipv4 !== undefined) {
    const prefix = prefixLength(length, 32);
    return prefix === undefined ? malformedPrefix(raw, length, 32) : ipv4Network(raw, ipv4, prefix);
  }
  const parsed = parseIpAddress(address);
  if ("status" in parsed) {
    const { message, help } = parsed.problem;
    return malformed("indicator/invalid-network", message, help);
  }
  const prefix = prefixLength(length, 128);
  if (prefix === undefined) return malformedPrefix(raw, length, 128);
  const groups = ipv6Groups(address.replaceAll(/[[\]]/g, ""))!;
  if (isMapped(groups) && prefix >= 96) {
    return ipv4Network(raw, groups[6]! * 65_536 + groups[7]!, prefix - 96, [mappedRemark(raw)]);
  }
  const cleared = groups.map((group, index) => group & groupMask(prefix - index * 16));
  const clean = cleared.every((group, index) => group === groups[index]);
  const text = formatIpv6(cleared);
  return { family: 6, address: text, prefix, remarks: clean ? NO_REMARKS : [hostBitsRemark(raw, `${text}/${prefix}`)] };
}

/** What is said of an address that was given as IPv4-mapped IPv6. */
export function mappedRemark(raw: string): Remark {
  return {
    code: "indicator/mapped-address",
    message: `${quoted(raw)} is IPv4 written as IPv6; taken as IPv4, which is what is seen on the wire`,
    field: "value",
  };
}

function ipv4Network(raw: string, bits: number, prefix: number, remarks: readonly Remark[] = NO_REMARKS): IpNetwork {
  const network = prefix === 0 ? 0 : (bits & (-1 << (32 - prefix))) >>> 0;
  const address = formatIpv4(network);
  if (network === bits) return { family: 4, address, prefix, remarks };
  return { family: 4, address, prefix, remarks: [...remarks, hostBitsRemark(raw, `${address}/${prefix}`)] };
}

function hostBitsRemark(raw: string, network: string): Remark {
  return {
    code: "indicator/host-bits",
    message: `${quoted(raw)} has bits set behind the prefix; taken as \`${network}\``,
    help: `if one address is meant, use the type Address`,
    field: "value",
  };
}

function groupMask(bits: number): number {
  if (bits >= 16) return 0xffff;
  return bits <= 0 ? 0 : (0xffff << (16 - bits)) & 0xffff;
}

function prefixLength(text: string, width: number): number | undefined {
  if (PREFIX.test(text)) {
    const prefix = Number(text);
    return prefix <= width ? prefix : undefined;
  }
  const mask = width === 32 ? parseIpv4(text) : undefined;
  if (mask === undefined) return undefined;
  const prefix = Math.clz32(~mask);
  return (prefix === 0 ? 0 : (-1 << (32 - prefix)) >>> 0) === mask ? prefix : undefined;
}

function malformedPrefix(raw: string, length: string, width: number): Malformed {
  return malformed(
    "indicator/invalid-network",
    `${quoted(length)} in ${quoted(raw)} is not a prefix length`,
    `write a number from 0 to ${width}`,
  );
}

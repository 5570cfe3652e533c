import { ByteWriter } from "./byte-writer.ts";
import { internetChecksum } from "./checksum.ts";
import type { AddressBytes } from "./ip-address.ts";

/** Protocol numbers as IANA assigns them. */
export const PROTOCOL = { tcp: 6, udp: 17 } as const;

/** Number of a protocol that can be carried. */
export type ProtocolNumber = (typeof PROTOCOL)[keyof typeof PROTOCOL];

/** What the header of a packet says. Both addresses are of one family. */
export interface IpHeader {
  readonly source: AddressBytes;
  readonly destination: AddressBytes;
  readonly protocol: ProtocolNumber;
  /** Identification field of IPv4, 16 bits; IPv6 has none. */
  readonly identification: number;
}

const HOP_LIMIT = 64;
const DONT_FRAGMENT = 0x4000;
const IPV4_HEADER_LENGTH = 20;
const IPV6_HEADER_LENGTH = 40;

/**
 * An IP packet: IPv4 (RFC 791) or IPv6 (RFC 8200) by the length of the addresses, without options or extension headers.
 *
 * @throws RangeError when the addresses are of two families or the payload does not fit a packet.
 */
export function ipPacket(header: IpHeader, payload: Uint8Array): Uint8Array {
  if (header.source.length !== header.destination.length) {
    throw new RangeError("source and destination are addresses of different families");
  }
  const limit = header.source.length === 4 ? 0xffff - IPV4_HEADER_LENGTH : 0xffff;
  if (payload.length > limit) throw new RangeError(`a payload of ${payload.length} bytes is too long for an IP packet`);
  return header.source.length === 4 ? ipv4Packet(header, payload) : ipv6Packet(header, payload);
}

/**
 * What TCP and UDP checksums cover beside the segment: the pseudo-header of RFC 9293 section 3.1 or RFC 8200
 * section 8.1. `length` is that of the segment or datagram, header included.
 */
export function pseudoHeader(header: IpHeader, length: number): Uint8Array {
  const isIpv4 = header.source.length === 4;
  const writer = new ByteWriter(isIpv4 ? 12 : 40).bytes(header.source).bytes(header.destination);
  if (isIpv4) writer.uint8(0).uint8(header.protocol).uint16(length);
  else writer.uint32(length).uint32(header.protocol);
  return writer.toBytes();
}

function ipv4Packet(header: IpHeader, payload: Uint8Array): Uint8Array {
  const packet = new ByteWriter(IPV4_HEADER_LENGTH + payload.length)
    .uint8(0x45) // version 4, header of 5 words
    .uint8(0)
    .uint16(IPV4_HEADER_LENGTH + payload.length)
    .uint16(header.identification & 0xffff)
    .uint16(DONT_FRAGMENT)
    .uint8(HOP_LIMIT)
    .uint8(header.protocol)
    .uint16(0)
    .bytes(header.source)
    .bytes(header.destination)
    .bytes(payload)
    .toBytes();
  const checksum = internetChecksum(packet.subarray(0, IPV4_HEADER_LENGTH));
  new DataView(packet.buffer).setUint16(10, checksum);
  return packet;
}

function ipv6Packet(header: IpHeader, payload: Uint8Array): Uint8Array {
  return new ByteWriter(IPV6_HEADER_LENGTH + payload.length)
    .uint32(0x60000000) // version 6, no traffic class, no flow label
    .uint16(payload.length)
    .uint8(header.protocol)
    .uint8(HOP_LIMIT)
    .bytes(header.source)
    .bytes(header.destination)
    .bytes(payload)
    .toBytes();
}

import { ByteWriter } from "./byte-writer.ts";
import { internetChecksum } from "./checksum.ts";
import { type IpHeader, ipPacket, PROTOCOL, pseudoHeader } from "./ip.ts";

/** Control bits of RFC 9293 section 3.1. */
export const TCP_FLAG = { fin: 0x01, syn: 0x02, rst: 0x04, psh: 0x08, ack: 0x10 } as const;

const HEADER_LENGTH = 20;
const WINDOW = 0xffff;
const NO_OPTIONS = new Uint8Array(0);
const OPTION = { nop: 1, maximumSegmentSize: 2, sackPermitted: 4 } as const;

/** What one segment says, in the direction it travels. */
export interface TcpHeader extends Omit<IpHeader, "protocol"> {
  readonly sourcePort: number;
  readonly destinationPort: number;
  /** 32 bits, wraps around. */
  readonly sequence: number;
  /** 32 bits, wraps around; 0 unless the ACK flag is set. */
  readonly acknowledgment: number;
  /** Bits of {@link TCP_FLAG}. */
  readonly flags: number;
  /** Announced in a segment with SYN; absent elsewhere. Bytes of payload. */
  readonly maximumSegmentSize?: number;
}

/**
 * An IP packet with one TCP segment (RFC 9293), checksum included.
 *
 * @throws RangeError when the payload does not fit one packet.
 */
export function tcpPacket(header: TcpHeader, payload: Uint8Array): Uint8Array {
  const options = tcpOptions(header.maximumSegmentSize);
  const headerLength = HEADER_LENGTH + options.length;
  const segment = new ByteWriter(headerLength + payload.length)
    .uint16(header.sourcePort)
    .uint16(header.destinationPort)
    .uint32(header.sequence)
    .uint32(header.acknowledgment)
    .uint16(((headerLength / 4) << 12) | header.flags)
    .uint16(WINDOW)
    .uint16(0)
    .uint16(0)
    .bytes(options)
    .bytes(payload)
    .toBytes();
  const ip: IpHeader = { ...header, protocol: PROTOCOL.tcp };
  new DataView(segment.buffer).setUint16(16, internetChecksum(pseudoHeader(ip, segment.length), segment));
  return ipPacket(ip, segment);
}

function tcpOptions(maximumSegmentSize: number | undefined): Uint8Array {
  if (maximumSegmentSize === undefined) return NO_OPTIONS;
  return new ByteWriter(8)
    .uint8(OPTION.maximumSegmentSize)
    .uint8(4)
    .uint16(maximumSegmentSize)
    .uint8(OPTION.nop)
    .uint8(OPTION.nop)
    .uint8(OPTION.sackPermitted)
    .uint8(2)
    .toBytes();
}

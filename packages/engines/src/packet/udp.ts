import { ByteWriter } from "./byte-writer.ts";
import { internetChecksum } from "./checksum.ts";
import { type IpHeader, ipPacket, PROTOCOL, pseudoHeader } from "./ip.ts";

const HEADER_LENGTH = 8;

/** Ports and addresses of one datagram, in the direction it travels. */
export interface UdpHeader extends Omit<IpHeader, "protocol"> {
  readonly sourcePort: number;
  readonly destinationPort: number;
}

/**
 * An IP packet with one UDP datagram (RFC 768), checksum included.
 *
 * @throws RangeError when the payload does not fit one datagram.
 */
export function udpPacket(header: UdpHeader, payload: Uint8Array): Uint8Array {
  const length = HEADER_LENGTH + payload.length;
  if (length > 0xffff) throw new RangeError(`a payload of ${payload.length} bytes is too long for a UDP datagram`);
  const datagram = new ByteWriter(length)
    .uint16(header.sourcePort)
    .uint16(header.destinationPort)
    .uint16(length)
    .uint16(0)
    .bytes(payload)
    .toBytes();
  const ip: IpHeader = { ...header, protocol: PROTOCOL.udp };
  // Zero would mean "no checksum" (RFC 768), so a sum of zero is sent as all ones.
  const checksum = internetChecksum(pseudoHeader(ip, length), datagram) || 0xffff;
  new DataView(datagram.buffer).setUint16(6, checksum);
  return ipPacket(ip, datagram);
}

import { ByteWriter } from "./byte-writer.ts";

/** EtherType numbers of RFC 9542, appendix B. */
const ETHERTYPE = { 4: 0x0800, 6: 0x86dd } as const;

const HEADER_LENGTH = 14;

/** The client's address: locally administered, unicast. */
export const CLIENT_MAC: Uint8Array = Uint8Array.of(0x02, 0, 0, 0, 0, 0x01);
/** The server's address: locally administered, unicast. */
export const SERVER_MAC: Uint8Array = Uint8Array.of(0x02, 0, 0, 0, 0, 0x02);

/** An Ethernet II frame around an IP packet as captures hold it: without preamble, padding and check sequence. */
export function ethernetFrame(
  source: Uint8Array,
  destination: Uint8Array,
  family: 4 | 6,
  packet: Uint8Array,
): Uint8Array {
  return new ByteWriter(HEADER_LENGTH + packet.length)
    .bytes(destination)
    .bytes(source)
    .uint16(ETHERTYPE[family])
    .bytes(packet)
    .toBytes();
}

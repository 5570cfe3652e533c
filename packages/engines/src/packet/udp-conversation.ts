import { opposite, type UdpConversation } from "./conversation.ts";
import type { Flow } from "./flow.ts";
import { PACKET_INTERVAL, type TimedPacket } from "./timed-packet.ts";
import { udpPacket } from "./udp.ts";

/**
 * The packets of a UDP conversation, one a message.
 *
 * @throws RangeError when a message does not fit one datagram.
 */
export function* udpPackets(conversation: UdpConversation, flow: Flow): Generator<TimedPacket> {
  let identification = 0;
  for (const { from, bytes } of conversation.messages) {
    const to = opposite(from);
    const packet = udpPacket(
      {
        source: flow[from].address,
        destination: flow[to].address,
        sourcePort: flow[from].port,
        destinationPort: flow[to].port,
        identification: ++identification,
      },
      bytes,
    );
    yield { from, delay: PACKET_INTERVAL, packet };
  }
}

import { opposite, type Side, type TcpConversation } from "./conversation.ts";
import type { Flow } from "./flow.ts";
import { TCP_FLAG, tcpPacket } from "./tcp.ts";
import { PACKET_INTERVAL, type TimedPacket } from "./timed-packet.ts";

/** Pauses before a SYN is repeated (RFC 6298: one second, doubled each time), in microseconds. */
const SYN_RETRANSMISSIONS = [1_000_000, 2_000_000];
const MAXIMUM_SEGMENT_SIZE = { 4: 1460, 6: 1440 } as const;
/** Receivers acknowledge at least every second full segment (RFC 9293 section 3.8.6.3). */
const SEGMENTS_PER_ACKNOWLEDGMENT = 2;
const INITIAL_SEQUENCE: Readonly<Record<Side, number>> = { client: 0x1000_0000, server: 0x2000_0000 };
const NOTHING: Uint8Array = new Uint8Array(0);

/**
 * The packets of one TCP connection: handshake, data in segments with acknowledgments, and teardown.
 *
 * @throws RangeError when the segment size is not at least 1.
 */
export function* tcpPackets(conversation: TcpConversation, flow: Flow): Generator<TimedPacket> {
  const family = flow.client.address.length === 4 ? 4 : 6;
  const maximum = MAXIMUM_SEGMENT_SIZE[family];
  const segmentSize = conversation.segmentSize ?? maximum;
  if (!Number.isInteger(segmentSize) || segmentSize < 1) {
    throw new RangeError(`a segment of ${segmentSize} bytes can't carry anything`);
  }
  const next: Record<Side, number> = { ...INITIAL_SEQUENCE };
  let identification = 0;

  const send = (from: Side, flags: number, payload = NOTHING, delay = PACKET_INTERVAL): TimedPacket => {
    const to = opposite(from);
    const syn = (flags & TCP_FLAG.syn) !== 0;
    const packet = tcpPacket(
      {
        source: flow[from].address,
        destination: flow[to].address,
        sourcePort: flow[from].port,
        destinationPort: flow[to].port,
        identification: ++identification,
        sequence: next[from],
        acknowledgment: (flags & TCP_FLAG.ack) === 0 ? 0 : next[to],
        flags,
        ...(syn ? { maximumSegmentSize: maximum } : {}),
      },
      payload,
    );
    const taken = payload.length + (syn || (flags & TCP_FLAG.fin) !== 0 ? 1 : 0);
    next[from] = (next[from] + taken) >>> 0;
    return { from, delay, packet };
  };

  const opening = conversation.opening ?? "accepted";
  yield send("client", TCP_FLAG.syn);
  if (opening === "unanswered") {
    for (const delay of SYN_RETRANSMISSIONS) {
      next.client = INITIAL_SEQUENCE.client;
      yield send("client", TCP_FLAG.syn, NOTHING, delay);
    }
    return;
  }
  if (opening === "refused") {
    next.server = 0;
    yield send("server", TCP_FLAG.rst | TCP_FLAG.ack);
    return;
  }
  yield send("server", TCP_FLAG.syn | TCP_FLAG.ack);
  yield send("client", TCP_FLAG.ack);

  for (const { from, bytes } of conversation.messages) {
    const segments = Math.ceil(bytes.length / segmentSize);
    for (let i = 0; i < segments; i++) {
      const last = i === segments - 1;
      const payload = bytes.subarray(i * segmentSize, (i + 1) * segmentSize);
      yield send(from, last ? TCP_FLAG.psh | TCP_FLAG.ack : TCP_FLAG.ack, payload);
      if (last || (i + 1) % SEGMENTS_PER_ACKNOWLEDGMENT === 0) yield send(opposite(from), TCP_FLAG.ack);
    }
  }

  const closing = conversation.closing ?? "fin";
  if (closing === "reset") yield send("client", TCP_FLAG.rst | TCP_FLAG.ack);
  if (closing !== "fin") return;
  yield send("client", TCP_FLAG.fin | TCP_FLAG.ack);
  yield send("server", TCP_FLAG.ack);
  yield send("server", TCP_FLAG.fin | TCP_FLAG.ack);
  yield send("client", TCP_FLAG.ack);
}

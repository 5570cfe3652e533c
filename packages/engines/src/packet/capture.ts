import type { Conversation } from "./conversation.ts";
import { CLIENT_MAC, ethernetFrame, SERVER_MAC } from "./ethernet.ts";
import type { Flow } from "./flow.ts";
import { flowAllocator } from "./flow-allocator.ts";
import { addressFamily } from "./ip-address.ts";
import { type CapturedFrame, pcapFile } from "./pcap-file.ts";
import { tcpPackets } from "./tcp-conversation.ts";
import type { TimedPacket } from "./timed-packet.ts";
import { udpPackets } from "./udp-conversation.ts";

/** Conversations that belong together: they share one home machine, and alerts are counted for them under one id. */
export interface TrafficCase {
  /** Unique among the cases of one capture. */
  readonly id: string;
  readonly conversations: readonly Conversation[];
}

/** To which conversation of which case a flow belongs. */
export interface CapturedFlow {
  readonly id: string;
  /** Place in the case's conversations, from 0. */
  readonly conversation: number;
}

/** Many cases in one capture file. */
export interface Capture {
  /** A pcap file. */
  readonly pcap: Uint8Array;
  readonly packets: number;
  /** By `flowKey`: unique for each conversation. */
  readonly flows: ReadonlyMap<string, CapturedFlow>;
}

/** 2026-01-01T00:00:00Z in microseconds. Fixed, so that the same cases give the same bytes. */
const START_TIME = Date.UTC(2026, 0, 1) * 1000;

/**
 * Puts the conversations of many cases behind one another into one capture.
 *
 * @throws RangeError when two cases share an id, or a conversation can't be built as asked.
 */
export function captureCases(cases: Iterable<TrafficCase>): Capture {
  const allocator = flowAllocator();
  const ids = new Set<string>();
  const flows = new Map<string, CapturedFlow>();
  const frames: CapturedFrame[] = [];
  let time = START_TIME;
  for (const { id, conversations } of cases) {
    if (ids.has(id)) throw new RangeError(`two cases have the id ${JSON.stringify(id)}`);
    ids.add(id);
    const home = allocator.nextHome();
    for (const [index, conversation] of conversations.entries()) {
      const { flow, key } = allocator.allocate(conversation, home);
      flows.set(key, { id, conversation: index });
      for (const packet of conversationPackets(conversation, flow)) {
        time += packet.delay;
        frames.push({ time, bytes: frame(packet, flow) });
      }
    }
  }
  return { pcap: pcapFile(frames), packets: frames.length, flows };
}

function conversationPackets(conversation: Conversation, flow: Flow): Generator<TimedPacket> {
  return conversation.transport === "tcp" ? tcpPackets(conversation, flow) : udpPackets(conversation, flow);
}

function frame({ from, packet }: TimedPacket, flow: Flow): Uint8Array {
  const family = addressFamily(flow.client.address);
  return from === "client"
    ? ethernetFrame(CLIENT_MAC, SERVER_MAC, family, packet)
    : ethernetFrame(SERVER_MAC, CLIENT_MAC, family, packet);
}

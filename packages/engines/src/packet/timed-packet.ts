import type { Side } from "./conversation.ts";

/** A packet on its way, with the time that passes before it is sent. */
export interface TimedPacket {
  readonly from: Side;
  /** Microseconds since the packet before it. */
  readonly delay: number;
  /** From its IP header on. */
  readonly packet: Uint8Array;
}

/** Microseconds from one packet to the next where nothing else is asked for. */
export const PACKET_INTERVAL = 1_000;

import { fuzzRuns } from "@sigwright/core/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Message, Side, TcpConversation } from "./conversation.ts";
import type { Flow } from "./flow.ts";
import { parseAddress } from "./ip-address.ts";
import { TCP_FLAG } from "./tcp.ts";
import { tcpPackets } from "./tcp-conversation.ts";

const FLOW: Flow = {
  transport: "tcp",
  client: { address: parseAddress("10.0.0.1"), port: 50_000 },
  server: { address: parseAddress("198.18.0.1"), port: 80 },
};
const IP_HEADER = 20;

interface Segment {
  readonly from: Side;
  readonly sequence: number;
  readonly acknowledgment: number;
  readonly flags: number;
  readonly payload: Uint8Array;
}

function segments(given: TcpConversation): readonly Segment[] {
  return [...tcpPackets(given, FLOW)].map(({ from, packet }) => {
    const view = new DataView(packet.buffer, packet.byteOffset + IP_HEADER);
    const headerLength = (view.getUint8(12) >>> 4) * 4;
    return {
      from,
      sequence: view.getUint32(4),
      acknowledgment: view.getUint32(8),
      flags: view.getUint8(13),
      payload: packet.subarray(IP_HEADER + headerLength),
    };
  });
}

function conversation(messages: readonly Message[], more: Partial<TcpConversation> = {}): TcpConversation {
  return { transport: "tcp", server: { port: 80 }, messages, ...more };
}

const { syn, ack, fin, rst, psh } = TCP_FLAG;
const HELLO: Message = { from: "client", bytes: new TextEncoder().encode("hello") };

describe("tcpPackets", () => {
  test.each([
    ["accepted and closed", conversation([HELLO]), [syn, syn | ack, ack, psh | ack, ack, fin | ack, ack, fin | ack, ack]],
    ["reset", conversation([HELLO], { closing: "reset" }), [syn, syn | ack, ack, psh | ack, ack, rst | ack]],
    ["left open", conversation([HELLO], { closing: "open" }), [syn, syn | ack, ack, psh | ack, ack]],
    ["unanswered", conversation([HELLO], { opening: "unanswered" }), [syn, syn, syn]],
    ["refused", conversation([HELLO], { opening: "refused" }), [syn, rst | ack]],
  ])("a connection that is %s", (_, given, flags) => {
    expect(segments(given).map((segment) => segment.flags)).toEqual(flags);
  });

  test("repeats an unanswered SYN with the same sequence number, later each time", () => {
    const sent = [...tcpPackets(conversation([], { opening: "unanswered" }), FLOW)];
    expect(new Set(segments(conversation([], { opening: "unanswered" })).map(({ sequence }) => sequence)).size).toBe(1);
    expect(sent.map(({ delay }) => delay)).toEqual([1_000, 1_000_000, 2_000_000]);
  });

  test("both streams are whole and every byte is acknowledged, whatever the messages and the segment size", () => {
    const message = fc.record({
      from: fc.constantFrom<Side>("client", "server"),
      bytes: fc.uint8Array({ maxLength: 5000 }),
    });
    fc.assert(
      fc.property(fc.array(message, { maxLength: 8 }), fc.integer({ min: 1, max: 3000 }), (messages, segmentSize) => {
        const sent = segments(conversation(messages, { segmentSize }));
        for (const side of ["client", "server"] as const) {
          const own = sent.filter(({ from }) => from === side);
          let next = own[0]!.sequence;
          for (const { sequence, flags, payload } of own) {
            expect(sequence).toBe(next);
            next += payload.length + ((flags & (syn | fin)) === 0 ? 0 : 1);
            expect(payload.length).toBeLessThanOrEqual(segmentSize);
          }
          const stream = own.flatMap(({ payload }) => [...payload]);
          expect(stream).toEqual(messages.filter(({ from }) => from === side).flatMap(({ bytes }) => [...bytes]));
          expect(sent.findLast(({ from }) => from !== side)!.acknowledgment).toBe(next);
        }
      }),
      { numRuns: fuzzRuns(50) },
    );
  });

  test("refuses a segment size below 1", () => {
    expect(() => segments(conversation([HELLO], { segmentSize: 0 }))).toThrow(RangeError);
  });
});

import { describe, expect, test } from "vitest";
import { captureCases, type TrafficCase } from "./capture.ts";
import type { Conversation } from "./conversation.ts";
import { flowKey } from "./flow.ts";
import { parseAddress } from "./ip-address.ts";

const PING: Conversation = { transport: "udp", server: { port: 53 }, messages: [{ from: "client", bytes: new Uint8Array(1) }] };

function udp(client: string | undefined, server: string | undefined, clientPort?: number): Conversation {
  return {
    ...PING,
    client: { ...(client === undefined ? {} : { address: client }), ...(clientPort === undefined ? {} : { port: clientPort }) },
    server: { port: 53, ...(server === undefined ? {} : { address: server }) },
  };
}

function onlyCase(...conversations: readonly Conversation[]): readonly TrafficCase[] {
  return [{ id: "case", conversations }];
}

describe("captureCases", () => {
  test("gives the same bytes for the same cases", () => {
    const cases = onlyCase(PING, PING);
    expect(captureCases(cases).pcap).toEqual(captureCases(cases).pcap);
  });

  test("gives each case a home machine of its own, and its conversations ports of their own", () => {
    const { flows } = captureCases([
      { id: "first", conversations: [PING, PING] },
      { id: "second", conversations: [PING] },
    ]);
    const server = { address: parseAddress("198.18.0.1"), port: 53 };
    const key = (address: string, port: number): string => flowKey("udp", { address: parseAddress(address), port }, server);
    expect(flows).toEqual(
      new Map([
        [key("10.0.0.1", 49_152), { id: "first", conversation: 0 }],
        [key("10.0.0.1", 49_153), { id: "first", conversation: 1 }],
        [key("10.0.0.2", 49_152), { id: "second", conversation: 0 }],
      ]),
    );
  });

  test("a client from outside talks to the home machine", () => {
    const { flows } = captureCases(onlyCase(udp("203.0.113.5", undefined)));
    const client = { address: parseAddress("203.0.113.5"), port: 49_152 };
    expect(flows.has(flowKey("udp", client, { address: parseAddress("10.0.0.1"), port: 53 }))).toBe(true);
  });

  test("thousands of cases between the same two addresses get ports of their own", () => {
    const cases = Array.from({ length: 20_000 }, (_, i) => ({ id: String(i), conversations: [udp("192.0.2.1", "192.0.2.2")] }));
    expect(captureCases(cases).flows.size).toBe(20_000);
  });

  test.each([
    ["an address that is none", onlyCase(udp("nowhere", undefined)), "not an IP address"],
    ["addresses of two families", onlyCase(udp("192.0.2.1", "2001:db8::1")), "different families"],
    ["an address that is not of the family asked for", onlyCase({ ...udp("192.0.2.1", undefined), family: 6 }), "different families"],
    ["one flow twice", onlyCase(udp("192.0.2.1", "192.0.2.2", 9), udp("192.0.2.1", "192.0.2.2", 9)), "the same udp flow"],
    ["one id twice", [...onlyCase(PING), ...onlyCase(PING)], "two cases have the id"],
  ])("refuses %s", (_, cases, message) => {
    expect(() => captureCases(cases)).toThrow(message);
  });
});

import { captureCases, replay, type TcpConversation } from "@sigwright/engines";
import { beforeAll, describe, expect, test } from "vitest";
import { installedSuricata } from "../testing/engine.ts";
import { ADVICE_DIAGNOSTICS } from "./advise.ts";

const engine = await installedSuricata();
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const server = (port: number, ...messages: readonly (readonly ["client" | "server", string])[]): TcpConversation => ({
  transport: "tcp",
  server: { port },
  messages: messages.map(([from, text]) => ({ from, bytes: bytes(text) })),
});

const GET = ["client", "GET /gate.php HTTP/1.1\r\nHost: a.test\r\n\r\n"] as const;
const OK = ["server", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"] as const;
const LOGIN = "POST /login HTTP/1.1\r\nHost: a.test\r\nContent-Length: 11\r\n\r\nid=12345678";

/** Packets of a handshake. */
const HANDSHAKE = 3;
const FILE_HEADER = 24;
const RECORD_HEADER = 16;

/** Traffic, and whether the bad and the good example of a piece of advice see it. */
const EXPERIMENTS: readonly { readonly code: string; readonly traffic: string; readonly pcap: Uint8Array; readonly bad: boolean; readonly good: boolean }[] = [
  { code: "direction-against-ports", traffic: "an answer of a web server", pcap: captured(server(80, GET, OK)), bad: false, good: true },
  { code: "excluding-contents", traffic: "a mail client", pcap: captured(server(2525, ["client", "HELO a.test\r\nMAIL FROM:<a@a.test>\r\n"])), bad: false, good: true },
  { code: "missing-flow", traffic: "a connection", pcap: captured(server(4444, ["client", "beacon\0\u0001"])), bad: true, good: true },
  { code: "missing-flow", traffic: "a made-up packet of no connection", pcap: withoutHandshake(captured({ ...server(4444, ["client", "beacon\0\u0001"]), closing: "open" })), bad: true, good: false },
  { code: "relative-to-nothing", traffic: "a request", pcap: captured(server(80, ["client", LOGIN], OK)), bad: true, good: true },
  { code: "legacy-modifier", traffic: "a request", pcap: captured(server(80, GET, OK)), bad: true, good: true },
];

function captured(conversation: TcpConversation): Uint8Array {
  return captureCases([{ id: "a", conversations: [conversation] }]).pcap;
}

/** A capture that begins behind the handshake of its only connection. */
function withoutHandshake(pcap: Uint8Array): Uint8Array {
  const view = new DataView(pcap.buffer, pcap.byteOffset);
  const isLittle = view.getUint8(0) === 0xd4 || view.getUint8(0) === 0x4d;
  let at = FILE_HEADER;
  for (let packet = 0; packet < HANDSHAKE; packet++) at += RECORD_HEADER + view.getUint32(at + 8, isLittle);
  return Uint8Array.from([...pcap.subarray(0, FILE_HEADER), ...pcap.subarray(at)]);
}

describe.skipIf(engine === undefined)("what advice says, in Suricata", () => {
  const alerts = new Map<string, readonly boolean[]>();

  beforeAll(async () => {
    for (const { code, traffic, pcap } of EXPERIMENTS) {
      const { bad, good } = ADVICE_DIAGNOSTICS.find((info) => info.code === `suricata/${code}`)!.example!;
      // oxlint-disable-next-line no-await-in-loop -- one engine at a time is enough for a machine
      const seen = await replay(`${bad}\n${good.replace("sid:1;", "sid:2;")}\n`, pcap, { engine: engine! });
      alerts.set(`${code} ${traffic}`, [1, 2].map((sid) => seen.alerts.some((alert) => alert.sid === sid)));
    }
  }, 180_000);

  test.each(EXPERIMENTS)("$code: $traffic", ({ code, traffic, bad, good }) => {
    expect(alerts.get(`${code} ${traffic}`)).toEqual([bad, good]);
  });
});

import { beforeAll, describe, expect, test } from "vitest";
import { captureCases } from "../packet/capture.ts";
import { type DecodedPacket, tsharkForTests } from "../testing/tshark.ts";
import { clientHelloMessage, tlsClientHello } from "./tls-client-hello.ts";
import { type HelloFacts, helloFacts, ja3, ja3s, ja4 } from "./tls-fingerprint.ts";
import { type TlsDialogue, tlsConversation } from "./tls-conversation.ts";
import { tlsServerHello } from "./tls-server-hello.ts";

function numbers(text: string): readonly number[] {
  return text.split(",").map((each) => Number.parseInt(each, 16));
}

/** The example of FoxIO's technical description of JA4: a browser's hello, with GREASE. */
const BROWSER: HelloFacts = {
  version: 0x0303,
  cipherSuites: numbers("2a2a,1301,1302,1303,c02b,c02f,c02c,c030,cca9,cca8,c013,c014,009c,009d,002f,0035"),
  extensions: numbers("3a3a,001b,0000,0033,0010,4469,0017,002d,000d,0005,0023,0012,002b,ff01,000b,000a,0015"),
  groups: [],
  pointFormats: [],
  signatureAlgorithms: numbers("0403,0804,0401,0503,0805,0501,0806,0601"),
  supportedVersions: numbers("4a4a,0304,0303"),
  protocol: "h2",
};

test("JA4 of the example in its description", () => {
  expect(ja4(BROWSER)).toBe("t13d1516h2_8daaf6152771_e5627efa2ab1");
});

test.each([
  ["no ALPN", { protocol: undefined }, "t13d151600"],
  ["a protocol of one letter", { protocol: "x" }, "t13d1516xx"],
  ["a protocol that ends in no letter", { protocol: "\u00ab" }, "t13d1516ab"],
  ["QUIC's neighbour: no server name", { extensions: [43] }, "t13i1501h2"],
  ["no supported versions", { supportedVersions: [] }, "t12d1516h2"],
  ["an unknown version", { supportedVersions: [0x7f1c] }, "t00d1516h2"],
])("JA4 with %s", (_, change, head) => {
  expect(ja4({ ...BROWSER, ...change }).split("_")[0]).toBe(head);
});

test("JA4 with nothing to hash", () => {
  expect(ja4({ ...BROWSER, cipherSuites: [], extensions: [], signatureAlgorithms: [] })).toBe("t13i0000h2_000000000000_000000000000");
});

test("JA4 over QUIC", () => {
  expect(ja4(helloFacts(clientHelloMessage({ serverName: "a.test", protocols: ["h3"] }, "quic")), "quic")).toMatch(/^q13d/);
});

test.each([0, 5, 40, 100])("a hello cut to %i bytes is refused", (length) => {
  expect(() => helloFacts(tlsClientHello().subarray(0, length))).toThrow(RangeError);
});

const DIALOGUES: readonly TlsDialogue[] = [
  {},
  { serverName: "bad.example", protocols: ["h2", "http/1.1"] },
  { version: "1.2", serverName: "bad.example" },
  { cipherSuites: [0x1301, 0x0a0a, 0xc02f], chosenSuite: 0x1303 },
];

const tshark = await tsharkForTests();

describe.skipIf(tshark === undefined)("as tshark computes them", () => {
  let seen: readonly DecodedPacket[] = [];
  beforeAll(async () => {
    const capture = captureCases(DIALOGUES.map((dialogue, i) => ({ id: String(i), conversations: [tlsConversation(dialogue)] })));
    const fields = ["tls.handshake.ja3_full", "tls.handshake.ja3", "tls.handshake.ja3s_full", "tls.handshake.ja3s"];
    seen = await tshark!.decode(capture.pcap, fields, "tls.handshake.type == 1 || tls.handshake.type == 2");
  });

  test.each(DIALOGUES.map((dialogue, i) => ({ dialogue, i })))("JA3 and JA3S of $dialogue", ({ dialogue, i }) => {
    const client = ja3(helloFacts(tlsClientHello(dialogue)));
    expect([seen[2 * i]!["tls.handshake.ja3_full"], seen[2 * i]!["tls.handshake.ja3"]]).toEqual([client.text, client.digest]);
    const server = ja3s(helloFacts(tlsServerHello({ version: dialogue.version ?? "1.3", cipherSuite: dialogue.chosenSuite })));
    expect([seen[2 * i + 1]!["tls.handshake.ja3s_full"], seen[2 * i + 1]!["tls.handshake.ja3s"]]).toEqual([server.text, server.digest]);
  });
});

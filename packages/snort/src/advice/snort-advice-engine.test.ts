import { captureCases, type TcpConversation } from "@sigwright/engines";
import { describe, expect, test } from "vitest";
import { SNORT_ADVICE } from "../diagnostic-catalogue.ts";
import { alertsInSnort3, installedSnort3, warningsOfSnort3 } from "../testing/snort3-engine.ts";

const engine = await installedSnort3();
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The examples of advice, as one file: the bad one has an even sid, the good one the odd one behind it. */
function examples(codes: readonly string[]): string {
  return codes
    .flatMap((code, index) => {
      const { bad, good } = SNORT_ADVICE.find((info) => info.code === `snort3/${code}`)!.example!;
      return [bad, good].map((rule, which) => rule.replace("sid:1;", `sid:${2 * (index + 1) + which};`));
    })
    .join("\n");
}

/** What the engine itself warns of, by the advice that says so. */
const WARNED: readonly (readonly [code: string, words: RegExp])[] = [
  ["no-service", /has no service with http_uri/],
  ["no-detection", /does not have any detection options/],
  ["pcre-without-content", /has no fast pattern/],
  ["nothing-to-look-for", /has no fast pattern/],
];

function captured(conversation: TcpConversation): Uint8Array {
  return captureCases([{ id: "a", conversations: [conversation] }]).pcap;
}

const BEACON: TcpConversation = { transport: "tcp", server: { port: 4444 }, messages: [{ from: "client", bytes: bytes("beacon\0\u0001") }] };
const ECHO: TcpConversation = { ...BEACON, messages: [{ from: "client", bytes: bytes("hello") }, { from: "server", bytes: bytes("beacon\0\u0001") }] };
const FINGER: TcpConversation = { transport: "tcp", server: { port: 79 }, messages: [{ from: "client", bytes: bytes("root\r\n") }, { from: "server", bytes: bytes("Login: root\r\n") }] };
const LOGIN: TcpConversation = {
  transport: "tcp",
  server: { port: 80 },
  messages: [
    { from: "client", bytes: bytes("POST /login HTTP/1.1\r\nHost: a.test\r\nContent-Length: 11\r\n\r\nid=12345678") },
    { from: "server", bytes: bytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") },
  ],
};

describe.skipIf(engine === undefined)("what advice says, in Snort 3", { timeout: 60_000 }, () => {
  test("the engine warns of the bad examples, and of none of the good ones", async () => {
    const warnings = await warningsOfSnort3(engine!, examples(WARNED.map(([code]) => code)));
    const said = (sid: number, words: RegExp): boolean => warnings.some((warning) => new RegExp(`\\b1:${sid}\\b`).test(warning) && words.test(warning));
    expect(WARNED.map(([code, words], index) => [code, said(2 * (index + 1), words), said(2 * (index + 1) + 1, words)])).toEqual(WARNED.map(([code]) => [code, true, false]));
  });

  test.each<readonly [string, string, Uint8Array, readonly [boolean, boolean]]>([
    ["missing-flow", "a connection", captured(BEACON), [true, true]],
    ["missing-flow", "the same from the other side", captured(ECHO), [true, false]],
    ["direction-against-ports", "an answer of a server", captured(FINGER), [false, true]],
    ["relative-to-nothing", "a request", captured(LOGIN), [true, true]],
  ])("%s: %s", async (code, _, pcap, expected) => {
    const alerts = await alertsInSnort3(engine!, `${examples([code])}\n`, pcap);
    expect([2, 3].map((sid) => alerts.some((alert) => alert.sid === sid))).toEqual(expected);
  });
});

import { describe, expect, test } from "vitest";
import { dnsConversation } from "../exchange/dns-conversation.ts";
import { connectRequest, directRequest, httpConversation, proxyRequest } from "../exchange/http-conversation.ts";
import { tlsConversation } from "../exchange/tls-conversation.ts";
import { captureCases, type TrafficCase } from "../packet/capture.ts";
import type { Conversation } from "../packet/conversation.ts";
import { suricataForTests } from "../testing/suricata-for-tests.ts";
import { replay } from "./replay.ts";
import { replayCases } from "./replay-cases.ts";

const engine = await suricataForTests();

const RULES = `alert dns any any -> any any (msg:"dns"; dns.query; content:"bad.example"; nocase; bsize:11; sid:1;)
alert http any any -> any any (msg:"host"; flow:established,to_server; http.host; content:"bad.example"; bsize:11; sid:2;)
alert tls any any -> any any (msg:"sni"; flow:established,to_server; tls.sni; content:"bad.example"; nocase; bsize:11; sid:3;)
alert ip [203.0.113.5,2001:db8::5] any <> any any (msg:"ip"; threshold:type limit,track by_both,count 1,seconds 3600; sid:4;)
alert http any any -> any any (msg:"target"; flow:established,to_server; http.uri.raw; content:"/a%20b"; endswith; sid:5;)
`;

const DIRECT = directRequest({ host: "bad.example", target: "/x" });

function syn(opening: "unanswered" | "refused" | "accepted", from: "home" | "outside", address: string): Conversation {
  const common = { transport: "tcp", opening, messages: [] } as const;
  return from === "home"
    ? { ...common, server: { address, port: 443 } }
    : { ...common, client: { address }, server: { port: 22 } };
}

const CASES: readonly (readonly [id: string, conversation: Conversation, sids: readonly number[]])[] = [
  ...([4, 6] as const).flatMap((family): [string, Conversation, number[]][] => [
    [`dns udp ${family}`, dnsConversation({ name: "BaD.example", family }), [1]],
    [`dns tcp ${family}`, dnsConversation({ name: "bad.example", over: "tcp", type: "HTTPS", family }), [1]],
    [`dns near ${family}`, dnsConversation({ name: "xbad.example", family }), []],
    [`http ${family}`, httpConversation({ requests: [DIRECT, DIRECT], family, segmentSize: 5 }), [2, 2]],
    [`tls 1.2 ${family}`, tlsConversation({ serverName: "BAD.example", version: "1.2", family }), [3]],
    [`tls 1.3 ${family}`, tlsConversation({ serverName: "bad.example", protocols: ["h2"], family }), [3]],
    [`tls near ${family}`, tlsConversation({ serverName: "bad.example.corp.test", family }), []],
  ]),
  ["http port", httpConversation({ requests: [directRequest({ host: "bad.example", port: 8080, target: "/" })], server: { port: 8080 } }), [2]],
  ["http proxy", httpConversation({ requests: [proxyRequest({ host: "bad.example", target: "/a%20b" })], server: { port: 3128 } }), [2, 5]],
  ["http target", httpConversation({ requests: [directRequest({ host: "x.example", target: "/a%20b" })] }), [5]],
  ["tunnel", httpConversation({ requests: [connectRequest("bad.example")], server: { port: 3128 } }), [2]],
  ["syn out", syn("unanswered", "home", "203.0.113.5"), [4]],
  ["syn in", syn("unanswered", "outside", "203.0.113.5"), [4]],
  ["syn out v6", syn("unanswered", "home", "2001:db8::5"), [4]],
  ["refused", syn("refused", "home", "203.0.113.5"), [4]],
  ["accepted", syn("accepted", "home", "203.0.113.5"), [4]],
  ["neighbour", syn("accepted", "home", "203.0.113.6"), []],
];

const TRAFFIC: readonly TrafficCase[] = CASES.map(([id, conversation]) => ({ id, conversations: [conversation] }));

describe.skipIf(engine === undefined)("what Suricata sees", () => {
  test("each exchange fires its own signatures, and no other's", async () => {
    const fired = await replayCases(RULES, TRAFFIC, { engine: engine! });
    const sids = [...fired].map(([id, alerts]) => [id, alerts.flatMap(({ sid, count }) => Array.from({ length: count }, () => sid))]);
    expect(Object.fromEntries(sids)).toEqual(Object.fromEntries(CASES.map(([id, , expected]) => [id, expected])));
  });

  test("nothing about the traffic is odd, and the same replay gives the same alerts", async () => {
    const { pcap, packets } = captureCases(TRAFFIC);
    const first = await replay(RULES, pcap, { engine: engine! });
    expect({ anomalies: first.anomalies, packets: first.packets }).toEqual({ anomalies: [], packets });
    expect(await replay(RULES, pcap, { engine: engine! })).toEqual(first);
  });

  test("counts alerts for each conversation of a case", async () => {
    const conversations = [syn("accepted", "home", "203.0.113.5"), dnsConversation({ name: "bad.example" })];
    const fired = await replayCases(RULES, [{ id: "both", conversations }], { engine: engine! });
    expect(fired.get("both")).toEqual([
      { gid: 1, sid: 4, conversation: 0, count: 1 },
      { gid: 1, sid: 1, conversation: 1, count: 1 },
    ]);
  });

  test("a rule that is not loaded is an error, not silence", async () => {
    const bad = 'alert tcp any any -> any any (msg:"x"; conten:"a"; sid:9;)';
    await expect(replayCases(`${RULES}${bad}\n`, TRAFFIC, { engine: engine! })).rejects.toMatchObject({
      kind: "rules-refused",
      message: "Suricata does not load 1 of the rules to replay: unknown rule keyword 'conten'.",
    });
  });

  test("keywords that need a database of the system find it", async () => {
    const rule = 'alert http any any -> any any (msg:"pdf"; filemagic:"PDF document"; sid:1;)\n';
    const body = new TextEncoder().encode("%PDF-1.4\n1 0 obj\n<<>>\nendobj\n");
    const cases = [{ id: "pdf", conversations: [httpConversation({ requests: [DIRECT], responses: [{ body }] })] }];
    expect((await replayCases(rule, cases, { engine: engine! })).get("pdf")).toHaveLength(1);
  });

  test("no cases, no alerts", async () => {
    expect(await replayCases(RULES, [], { engine: engine! })).toEqual(new Map());
  });

  test("body limits can be lifted as on a sensor", async () => {
    const rule = 'alert http any any -> any any (msg:"tail"; file.data; content:"needle"; sid:1;)\n';
    const body = new TextEncoder().encode(`${"a".repeat(200_000)}needle`);
    const cases = [{ id: "big", conversations: [httpConversation({ requests: [DIRECT], responses: [{ body }] })] }];
    const stock = await replayCases(rule, cases, { engine: engine! });
    const raised = await replayCases(rule, cases, { engine: engine!, settings: { responseBodyLimit: 0, reassemblyDepth: 0 } });
    expect([stock.get("big")!.length, raised.get("big")!.length]).toEqual([0, 1]);
  });
});

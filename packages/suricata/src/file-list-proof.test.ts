import { createHash } from "node:crypto";
import { observe, type Observation, type Target } from "@sigwright/core";
import {
  directRequest,
  dnsConversation,
  httpConversation,
  proxyRequest,
  quicConversation,
  replayCases,
  smtpConversation,
  tlsConversation,
  type CaseAlert,
  type Conversation,
  type TrafficCase,
} from "@sigwright/engines";
import { beforeAll, describe, expect, test } from "vitest";
import { askedTargets } from "./testing/engine.ts";
import { commonValues, contextOf } from "./testing/proven-rules.ts";
import { SURICATA_EMISSION } from "./emission.ts";

const { encode, encodeFileList, listForm, render } = SURICATA_EMISSION;

const ASKED = await askedTargets();

function observation(type: string, value: string): Observation {
  const observed = observe({ type, value });
  if (observed.status !== "observed") throw new Error(observed.reason);
  return observed.observations[0]!;
}

const HOSTS = ["bad.example", "xn--bcher-kva.example", "_tcp.bad-host.example", "aa.b.c.d.worse.example", `${"a".repeat(60)}.${"b".repeat(63)}.example`];
const URLS = ["http://bad.example/Path/x.exe?q=1", "http://bad.example/", "http://bad.example:8080/a%20b", "http://198.51.100.7/x", `http://worse.example/${"p".repeat(700)}`];
const AGENTS = ["EvilBot/1.0 (X11; Linux)", "a", 'quo"te; |41| \\ agent', "Ünïcode/1"];

/** Rules of both forms: what fires of one rule each has sids from 1, what fires of lists from 1001. */
interface BothForms {
  readonly text: string;
  readonly lists: Readonly<Record<string, string>>;
  /** Template rule by sid. */
  readonly rules: ReadonlyMap<number, string>;
}

const FIRST_LIST_SID = 1001;

function bothForms(groups: readonly (readonly Observation[])[], target: Target): BothForms {
  const lines: string[] = [];
  const lists: Record<string, string> = {};
  const rules = new Map<number, string>();
  let [single, shared] = [1, FIRST_LIST_SID];
  for (const members of groups) {
    const context = contextOf(members[0]!.kind, target);
    const forms = members.map((member) => listForm(member, context)!);
    const path = `proof-${forms[0]!.group}-0a1b2c3d.lst`;
    lists[path] = forms.map(({ line }) => `${line}\n`).join("");
    const inList = { ...context, rules: context.rules.filter(({ id }) => forms[0]!.rules!.includes(id)) };
    const encodings = [
      ...members.map((member) => encode(member, inList)),
      encodeFileList({ member: members[0]!, name: path, path, lines: members.length }, context),
    ];
    for (const [index, encoding] of encodings.entries()) {
      // Digests have no form of their own.
      if (encoding.status === "unsupported") continue;
      for (const signature of encoding.signatures) {
        const sid = index === members.length ? shared++ : single++;
        const rendered = render(signature, commonValues(sid), context);
        if (rendered.status === "unsupported") throw new Error(rendered.reason);
        rules.set(sid, signature.rule);
        lines.push(rendered.text);
      }
    }
  }
  return { text: `${lines.join("\n")}\n`, lists, rules };
}

function requests(host: string, target: string, port?: number): readonly Conversation[] {
  const resource = { host, target, ...(port === undefined ? {} : { port }) };
  return [
    httpConversation({ requests: [directRequest(resource)], ...(port === undefined ? {} : { server: { port } }) }),
    httpConversation({ requests: [proxyRequest(resource), proxyRequest(resource)], server: { port: 3128 } }),
  ];
}

function namesOf(name: string): readonly Conversation[] {
  return [
    dnsConversation({ name }),
    dnsConversation({ name, over: "tcp" }),
    ...requests(name, "/good"),
    tlsConversation({ serverName: name }),
    quicConversation({ serverName: name }),
  ];
}

function agentRequest(agent: string): Conversation {
  const request = directRequest({ host: "good.test", target: "/" });
  const fields = request.fields.map(([name, value]): [string, string] => [name, name === "User-Agent" ? agent : value]);
  return httpConversation({ requests: [{ ...request, fields }] });
}

/** Each value, and what is near to it. */
const TRAFFIC: readonly TrafficCase[] = [
  ...HOSTS.flatMap((host) => [host, host.toUpperCase(), `x${host}`, host.slice(1), `${host}x`, `sub.${host}`]).map((name) => ({ id: `host ${name}`, conversations: namesOf(name) })),
  ...URLS.flatMap((url) => {
    const { hostname, port, pathname, search } = new URL(url);
    const target = `${pathname}${search}`;
    const number = port === "" ? undefined : Number(port);
    return [target, `${target}x`, target.slice(0, -1) || "/y", `/x${target}`, target.toUpperCase()].map((near, index) => ({
      id: `url ${index} ${url}`,
      conversations: requests(hostname, near, number),
    }));
  }),
  ...AGENTS.flatMap((agent) => [agent, `${agent}x`, agent.toUpperCase(), `x${agent}`]).map((agent, index) => ({ id: `agent ${index} ${agent}`, conversations: [agentRequest(agent)] })),
];

/** What fired on each conversation of a case: the template rules, once for each alert. */
function firedBy(alerts: readonly CaseAlert[], { rules }: BothForms, isWanted: (sid: number) => boolean): readonly string[] {
  return alerts
    .filter(({ sid }) => isWanted(sid))
    .flatMap(({ sid, conversation, count }) => Array<string>(count).fill(`${conversation} ${rules.get(sid)}`))
    .toSorted();
}

describe.each(ASKED)("lists in files see what one rule each sees, in Suricata $target.version", ({ target, engine }) => {
  const forms = bothForms([
    HOSTS.map((host) => observation("Host", host)),
    URLS.map((url) => observation("URL", url)),
    AGENTS.map((agent) => observation("UserAgent", agent)),
  ], target);
  let alerts: ReadonlyMap<string, readonly CaseAlert[]> = new Map();

  beforeAll(async () => {
    if (engine !== undefined) alerts = await replayCases(forms, TRAFFIC, { engine });
  }, 120_000);

  test.skipIf(engine === undefined)("on every flow alike, once", () => {
    for (const [id, found] of alerts) {
      const single = firedBy(found, forms, (sid) => sid < FIRST_LIST_SID);
      const shared = firedBy(found, forms, (sid) => sid >= FIRST_LIST_SID);
      expect({ id, fired: shared }).toEqual({ id, fired: single });
      expect(new Set(shared).size).toBe(shared.length);
    }
  });

  test.skipIf(engine === undefined).each([
    [`host ${HOSTS[0]}`, 6],
    [`host ${HOSTS[0]!.toUpperCase()}`, 6],
    [`host sub.${HOSTS[0]}`, 0],
    // The host of the URL is in the list of hosts too, in both requests.
    [`url 0 ${URLS[0]}`, 3],
    [`url 1 ${URLS[0]}`, 2],
    [`agent 0 ${AGENTS[0]}`, 1],
  ])("%s: %d alerts of lists", (id, count) => {
    expect(firedBy(alerts.get(id)!, forms, (sid) => sid >= FIRST_LIST_SID)).toHaveLength(count);
  });
});

const SMALL = new TextEncoder().encode("a small file\n".repeat(400));
const LARGE = new TextEncoder().encode("a large file\n".repeat(40_000));

function download(body: Uint8Array): Conversation {
  return httpConversation({ requests: [directRequest({ host: "good.test", target: "/file" })], responses: [{ body }] });
}

function digest(algorithm: string, bytes: Uint8Array): string {
  return createHash(algorithm).update(bytes).digest("hex");
}

describe.each(ASKED)("lists of digests, in Suricata $target.version", ({ target, engine }) => {
  const algorithms = ["sha256", "sha1", "md5"];
  const forms = bothForms(algorithms.map((algorithm) => [SMALL, LARGE].map((bytes) => observation("File", digest(algorithm, bytes)))), target);
  const changed = SMALL.with(7, 0x58);
  const cases: readonly TrafficCase[] = [
    { id: "small", conversations: [download(SMALL)] },
    { id: "twice", conversations: [{ ...download(SMALL), messages: [...download(SMALL).messages, ...download(SMALL).messages] } as Conversation] },
    { id: "large", conversations: [download(LARGE)] },
    { id: "one byte changed", conversations: [download(changed)] },
    { id: "mail", conversations: [smtpConversation({ mails: [{ attachments: [{ name: "x.bin", bytes: SMALL }] }] })] },
  ];
  let stock: ReadonlyMap<string, readonly CaseAlert[]> = new Map();
  let raised: ReadonlyMap<string, readonly CaseAlert[]> = new Map();

  beforeAll(async () => {
    if (engine === undefined) return;
    stock = await replayCases(forms, cases, { engine });
    raised = await replayCases(forms, cases, { engine, settings: { requestBodyLimit: 0, responseBodyLimit: 0, reassemblyDepth: 0, fileHashes: true } });
  }, 120_000);

  const all = ["0 file-md5", "0 file-sha1", "0 file-sha256"];
  // 7.0 computes only the first kind of the rules without `force-hash`.
  const first = target.version === "7.0" ? ["0 file-sha256"] : all;

  test.skipIf(engine === undefined).each([
    ["small", first, all],
    ["twice", first, all],
    ["mail", first, all],
    ["large", [], all],
    ["one byte changed", [], []],
  ])("%s: stock %j, with the settings raised %j", (id, ofStock, ofRaised) => {
    expect(firedBy(stock.get(id)!, forms, () => true)).toEqual(ofStock);
    expect(firedBy(raised.get(id)!, forms, () => true)).toEqual(ofRaised);
  });
});

import { observe, type Observation, type Target } from "@sigwright/core";
import { directRequest, httpConversation, proxyRequest, replayCases, type CaseAlert, type TrafficCase } from "@sigwright/engines";
import { beforeAll, describe, expect, test } from "vitest";
import { SURICATA_EMISSION } from "./emission.ts";
import { commonValues, contextOf } from "./testing/proven-rules.ts";
import { askedTargets } from "./testing/engine.ts";

const { encodeFileList, listForm, render } = SURICATA_EMISSION;
const ASKED = await askedTargets();

const URLS = [
  "http://bad.example/Path/x.exe?q=1",
  "http://bad.example/",
  "http://worse.example/a%20b",
  "http://198.51.100.7/x",
  "http://[2001:db8::7]/six",
  `http://long.example/${"p".repeat(700)}`,
];

function observation(value: string): Observation {
  const observed = observe({ type: "URL", value });
  if (observed.status !== "observed") throw new Error(observed.reason);
  return observed.observations[0]!;
}

/** Rules and files of a product of all URLs; sids are those of the rules in their order. */
function product(target: Target): { readonly text: string; readonly lists: Readonly<Record<string, string>>; readonly rules: ReadonlyMap<number, string> } {
  const context = { ...contextOf("url", target), product: true };
  const members = URLS.map(observation);
  const forms = members.map((member) => listForm(member, context)!);
  const fileOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join("");
  const parts = (["hosts", "targets"] as const).map((part) => [part, [...new Set(forms.map((form) => form.parts![part]!))]] as const);
  const pathOf = (part: string): string => `proof-url${part}-0a1b2c3d.lst`;
  const lists = Object.fromEntries([[pathOf(""), fileOf(forms.map(({ line }) => line!))], ...parts.map(([part, lines]) => [pathOf(`-${part}`), fileOf(lines)])]) as Record<string, string>;
  const files = Object.fromEntries(parts.map(([part, lines]) => [part, { name: `proof-${part}`, path: pathOf(`-${part}`), lines: lines.length }]));
  const encoding = encodeFileList({ member: members[0]!, name: "proof", path: pathOf(""), lines: members.length, parts: files }, context);
  if (encoding.status === "unsupported") throw new Error(encoding.reason);
  const rules = new Map(encoding.signatures.map(({ rule }, index) => [index + 1, rule]));
  const texts = encoding.signatures.map((signature, index) => {
    const rendered = render(signature, commonValues(index + 1), context);
    if (rendered.status === "unsupported") throw new Error(rendered.reason);
    return rendered.text;
  });
  return { text: `${texts.join("\n")}\n`, lists, rules };
}

function direct(host: string, target: string, port?: number): TrafficCase {
  const request = directRequest({ host, target, ...(port === undefined ? {} : { port }) });
  const conversation = httpConversation({ requests: [request, request], ...(port === undefined ? {} : { server: { port } }) });
  return { id: `${host} ${target} ${port ?? ""}`, conversations: [conversation] };
}

const MEMBERS = URLS.map((url): [host: string, target: string] => {
  const { hostname, pathname, search } = new URL(url);
  return [hostname, `${pathname}${search}`];
});

/** What a case is, and the template rules that fire on it, once for each alert. */
const CASES: readonly (readonly [TrafficCase, readonly string[]])[] = [
  ...MEMBERS.map(([host, target]) => [direct(host, target), ["url-origin"]] as const),
  // The URL names no port, so the server may have any.
  [direct("bad.example", "/", 8080), ["url-origin"]],
  [direct("BAD.example", "/"), ["url-origin"]],
  // The host of one and the target of another: what `approximate` speaks of.
  [direct("worse.example", "/Path/x.exe?q=1"), ["url-origin"]],
  [direct("198.51.100.7", "/"), ["url-origin"]],
  ...[
    direct("bad.example", "/Path/x.exe?q=12"),
    direct("bad.example", "/Path/x.exe"),
    direct("bad.example", "/path/x.exe?q=1"),
    direct("bad.example", "/x/"),
    direct("sub.bad.example", "/"),
    direct("bad.example.org", "/"),
    direct("xbad.example", "/"),
    direct("good.test", "/"),
    direct("worse.example", "/a+b"),
  ].map((near) => [near, []] as const),
  [{ id: "proxied", conversations: [httpConversation({ requests: [proxyRequest({ host: "bad.example", target: "/" })], server: { port: 3128 } })] }, ["url-absolute"]],
  // A proxied request has the whole URL as its target, which no list of targets holds.
  [{ id: "proxied false pair", conversations: [httpConversation({ requests: [proxyRequest({ host: "worse.example", target: "/x" })], server: { port: 3128 } })] }, []],
];

describe.each(ASKED)("a product of hosts and targets, in Suricata $target.version", ({ target, engine }) => {
  const { rules, ...files } = product(target);
  let alerts: ReadonlyMap<string, readonly CaseAlert[]> = new Map();

  beforeAll(async () => {
    if (engine !== undefined) alerts = await replayCases(files, CASES.map(([each]) => each), { engine });
  }, 120_000);

  test.skipIf(engine === undefined).each(CASES.map(([{ id }, expected]) => [id, expected] as const))("%s: %j", (id, expected) => {
    const fired = (alerts.get(id) ?? []).flatMap(({ sid, count }) => Array<string>(count).fill(rules.get(sid)!));
    expect(fired).toEqual(expected);
  });
});

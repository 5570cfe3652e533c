import { StoreError } from "@sigwright/core";
import type { NewSignature } from "@sigwright/core";
import type { Seed, Simulator, Switches } from "@sigwright/threatconnect-simulator";
import { afterEach, describe, expect, test } from "vitest";
import type { Client } from "./client.ts";
import { threatConnectStore } from "./store.ts";
import { simulate } from "./testing/simulated.ts";

const OWNER = "Demo Organization";

/** With it a query would be longer than what platforms and gateways take in an address. */
const LONG_URL = `http://bad.example/${"é".repeat(700)}`;

const SEED: Seed = {
  owners: [
    { name: OWNER, type: "Organization" },
    { name: "Demo Source", type: "Source" },
  ],
  groups: [
    { id: 11n, type: "Incident", name: "Bad Incident" },
    { id: 12n, type: "Document", name: "A report by a person", fields: { fileName: "report.pdf" } },
    { id: 13n, type: "Campaign", name: "Taken", xid: "taken" },
  ],
  customFileTypes: ["Zeek Intel"],
  indicators: [
    { id: 21n, type: "Host", values: { hostName: "bad.example" } },
    { id: 22n, type: "CIDR", values: { Block: "2001:db8:1:0:0:0:0:0/48" } },
    { id: 23n, type: "File", values: { md5: "D41D8CD98F00B204E9800998ECF8427E", sha1: "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709" } },
    { id: 24n, type: "URL", values: { text: 'http://bad.example/x;"y"' }, active: false },
    { id: 25n, type: "Address", values: { ip: "203.0.113.7" } },
    { id: 27n, type: "URL", values: { text: LONG_URL } },
    { id: 28n, type: "URL", values: { text: `${LONG_URL}/more` } },
    { id: 26n, type: "Address", values: { ip: "203.0.113.7" }, owner: "Demo Source" },
    ...Array.from({ length: 1200 }, (_, index) => ({ id: BigInt(10_000 + index), type: "Host", values: { hostName: `h${index}.example` } })),
  ],
};

const PLAIN: NewSignature = { name: "Bad", type: "Suricata", fileName: "bad.rules", content: "alert ip any any -> any any (sid:1;)\n" };

let simulator: Simulator;
let client: Client;

afterEach(() => simulator.close());

async function open(switches: Partial<Switches> = {}, owner: string | undefined = OWNER) {
  ({ simulator, client } = await simulate({ seed: SEED, switches }));
  return threatConnectStore(client, { owner });
}

async function failureOf(action: Promise<unknown>): Promise<StoreError> {
  const [outcome] = await Promise.allSettled([action]);
  if (outcome.status === "rejected" && outcome.reason instanceof StoreError) return outcome.reason;
  throw new Error("there was no StoreError");
}

const writing = (): readonly string[] =>
  simulator.state.requests.filter(({ method }) => method !== "GET").map(({ method, target }) => `${method} ${target.split("?")[0]}`);

describe("owners", () => {
  test("in any case, and none for the user's organization", async () => {
    const store = await open({}, "demo ORGANIZATION");
    await store.create(PLAIN);
    for (const owner of [OWNER, undefined]) {
      const names: string[] = [];
      for await (const { name } of threatConnectStore(client, { owner }).list()) names.push(name);
      expect(names).toEqual(["Bad"]);
    }
  });

  test("that the user does not see", async () => {
    const error = await failureOf((await open({}, "Nobody")).create(PLAIN));
    expect(error).toMatchObject({ failure: "refused", message: "there is no owner `Nobody`, or the API user may not see it" });
    expect(error.help).toBe("it sees `Demo Organization`, `Demo Source`");
  });

  test("that are others have no part in a store", async () => {
    const store = await open();
    const { id } = await threatConnectStore(client, { owner: "Demo Source" }).create(PLAIN);
    expect(await store.get({ id })).toBeUndefined();
    expect((await failureOf(store.update(id, { name: "x" }))).failure).toBe("not-found");
  });
});

describe("associations", () => {
  test("many indicators go in parts, and a second time nothing does", async () => {
    const store = await open();
    const indicators = Array.from({ length: 1200 }, (_, index) => ({ id: String(10_000 + index), type: "Host", value: `h${index}.example` }));
    const { id } = await store.create({ ...PLAIN, indicators });
    expect(writing()).toEqual(["POST /api/v3/groups", `PUT /api/v3/groups/${id}`, `PUT /api/v3/groups/${id}`]);
    expect(simulator.state.signatures[0]!.indicators.size).toBe(1200);
    await store.update(id, { indicators: { add: indicators } });
    expect(writing()).toHaveLength(3);
    await store.update(id, { indicators: { remove: indicators.slice(0, 700) } });
    expect(simulator.state.signatures[0]!.indicators.size).toBe(500);
    expect(writing()).toHaveLength(5);
  });

  test.each([
    ["Host", "bad.example", "21"],
    ["Host", "BAD.example", "21"],
    ["CIDR", "2001:db8:1::/48", "22"],
    ["File", "d41d8cd98f00b204e9800998ecf8427e", "23"],
    ["File", "da39a3ee5e6b4b0d3255bfef95601890afd80709", "23"],
    ["URL", 'http://bad.example/x;"y"', "24"],
    ["URL", LONG_URL, "27"],
  ])("%s %s is found without its identifier", async (type, value, expected) => {
    for (const hashCase of ["upper", "lower"] as const) {
      const store = await open({ hashCase, stringCompare: hashCase === "upper" ? "sensitive" : "insensitive" });
      await store.create({ ...PLAIN, indicators: [{ type, value }] });
      expect([...simulator.state.signatures[0]!.indicators].map(String)).toEqual([expected]);
      if (hashCase === "upper") await simulator.close();
    }
  });

  test("one that is missing is never made, one of several owners is not guessed", async () => {
    const store = await open();
    const before = simulator.state.indicators.length;
    expect(await failureOf(store.create({ ...PLAIN, indicators: [{ type: "Host", value: "missing.example" }] }))).toMatchObject({
      failure: "not-found",
      message: "there is no indicator `Host` `missing.example`",
    });
    const address = { type: "Address", value: "203.0.113.7" };
    expect((await failureOf(store.create({ ...PLAIN, indicators: [address] }))).message).toContain("several owners have");
    await store.create({ ...PLAIN, indicators: [{ ...address, owner: "Demo Source" }] });
    expect([...simulator.state.signatures[0]!.indicators]).toEqual([26n]);
    expect(simulator.state.indicators).toHaveLength(before);
    expect(simulator.state.signatures).toHaveLength(1);
  });
});

describe("what the platform refuses is told", () => {
  test.each([
    [{ labels: ["TLP:PURPLE"] }, "invalid", "no security label `TLP:PURPLE`", "it has `TLP:WHITE`, `TLP:GREEN`"],
    [{ name: "x".repeat(101) }, "invalid", "the name has 101 characters, and the platform takes 100", undefined],
    [{ tags: ["t".repeat(129)] }, "invalid", "the tag has 129 characters", undefined],
    [{ type: "suricata" }, "invalid", "please enter one of the following values", undefined],
    [{ attributes: [{ type: "Colour", value: "red" }] }, "invalid", "The requested attribute type was not found", undefined],
    [{ xid: "taken" }, "conflict", "has a group with the xid `taken` already", "choose another xid"],
    [{ xid: "12345" }, "invalid", "which the platform takes for an identifier", undefined],
  ] as const)("%j", async (change, failure, words, help) => {
    for (const rollBack of [true, false]) {
      const store = await open({ rollBack });
      const error = await failureOf(store.create({ ...PLAIN, ...change }));
      expect(error).toMatchObject({ failure, message: expect.stringContaining(words) });
      if (help !== undefined) expect(error.help).toContain(help);
      expect(simulator.state.signatures).toEqual([]);
      if (rollBack) await simulator.close();
    }
  });

  test.each([401, 403] as const)("a user who may only read: %d", async (writeRefusal) => {
    const store = await open({ writeRefusal });
    simulator.state.setPermission(OWNER, "READ");
    expect(await failureOf(store.create(PLAIN))).toMatchObject({
      failure: "refused",
      message: "can't create the signature `Bad`: the API user may not do this: `The requested group was not created - access was denied`",
      help: expect.stringContaining("Standard User"),
    });
  });

  test("a type of the instance's own is taken", async () => {
    const store = await open();
    expect((await store.create({ ...PLAIN, type: "Zeek Intel" })).type).toBe("Zeek Intel");
    expect(await store.types()).not.toContain("Zeek Intel");
  });
});

test("line ends alone are no change, and the platform's text is given byte for byte", async () => {
  const store = await open();
  const { id } = await store.create({ ...PLAIN, content: "a\r\nb\r\n" });
  for (const content of ["a\nb\n", "a\nb", "a\r\nb"]) expect((await store.update(id, { content })).content).toBe("a\r\nb\r\n");
  expect(writing()).toHaveLength(1);
});

test("tags that the instance turns into others are not written again", async () => {
  const store = await open({ tagNormalization: "upper-case" });
  const { id, tags } = await store.create({ ...PLAIN, tags: ["c2"] });
  expect(tags).toEqual(["C2"]);
  await store.update(id, { tags: { add: ["c2"] } });
  expect(writing()).toHaveLength(1);
});

test("a type in another spelling is no change", async () => {
  const store = await open({ fileTypeCheck: "any-case" });
  const { id, type } = await store.create({ ...PLAIN, type: "suricata" });
  expect(type).toBe("Suricata");
  expect((await store.update(id, { type: "suricata", name: "Other" })).name).toBe("Other");
  expect(writing()).toHaveLength(2);
});

test("an xid that the platform does not tell is told all the same, to who asks by it", async () => {
  const store = await open({ xidInResponses: false });
  expect((await store.create({ ...PLAIN, xid: "incident-1" })).xid).toBe("incident-1");
  expect((await store.get({ xid: "incident-1" }))?.xid).toBe("incident-1");
  expect((await failureOf(store.create({ ...PLAIN, xid: "incident-1" }))).failure).toBe("conflict");
});

test("the older API gives the text that the newer one leaves out", async () => {
  await open();
  const { id } = await threatConnectStore(client).create({ ...PLAIN, content: "\uFEFFé\r\n" });
  const { fileText: _, ...signature } = (await client.signatures.get(id))!;
  expect(await client.signatures.text(signature)).toBe("\uFEFFé\r\n");
});

test("documents of people stay where they are", async () => {
  const store = await open();
  const { id } = await store.create({ ...PLAIN, groups: [{ id: "12" }] });
  await store.putSideFiles(id, [{ name: "a.lst", bytes: new Uint8Array([1]) }]);
  await store.putSideFiles(id, []);
  expect(simulator.state.groups.filter(({ type }) => type === "Document").map(({ name }) => name)).toEqual(["A report by a person"]);
  expect((await store.get({ id }))?.groups).toMatchObject([{ id: "12" }]);
});

test("a group of another type has no part in a store", async () => {
  const store = await open();
  expect(await store.get({ id: "11" })).toBeUndefined();
  expect(await store.get({ xid: "taken" })).toBeUndefined();
});

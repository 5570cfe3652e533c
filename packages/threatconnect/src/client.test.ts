import type { Simulator } from "@sigwright/threatconnect-simulator";
import { HOSTILE_INCIDENT, hostileScenario, RANSOMWARE_INCIDENT } from "@sigwright/threatconnect-simulator";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createClient } from "./client.ts";
import type { Client } from "./client.ts";
import { threatConnectSource } from "./source.ts";
import { simulate } from "./testing/simulated.ts";

let simulator: Simulator;
let client: Client;
let id: string;

const BODY = { xid: "one", name: "One", fileName: "one.rules", fileType: "Suricata", fileText: "# one\n" };

beforeEach(async () => {
  ({ simulator, client } = await simulate());
  ({ id } = await client.signatures.create(BODY, simulator.owner));
});

afterEach(() => simulator.close());

async function collect<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

test("a token does what a secret key does", async () => {
  const other = createClient({ apiUrl: simulator.url, credentials: { token: simulator.credentials.token } });
  expect((await other.owners.list()).map(({ name, type }) => [name, type])).toContainEqual(["Demo Organization", "Organization"]);
  expect(await other.groups.get(id)).toMatchObject({ id, type: "Signature", name: "One" });
});

describe("indicators", () => {
  test("are listed, counted, read and found", async () => {
    const tql = `hasGroup(id = ${RANSOMWARE_INCIDENT})`;
    const all = await collect(client.indicators.list({ tql }));
    expect(await client.indicators.count({ tql })).toBe(all.length);
    expect(all.some(({ active }) => active === false)).toBe(true);
    const host = all.find(({ summary }) => summary === "payment.cryptor.example")!;
    expect(host).toMatchObject({ type: "Host", rating: 4, confidence: 85, ownerName: "Demo Organization", active: true });
    expect(await client.indicators.get(host.id)).toEqual(host);
    expect(await client.indicators.get("1")).toBeUndefined();
    expect(await client.indicators.find("Host", "payment.cryptor.example")).toEqual([host]);
    expect(await client.indicators.find("Address", "203.0.113.7")).toHaveLength(2);
    expect(await client.indicators.find("Address", "203.0.113.7", "Demo Source")).toHaveLength(1);
    expect(await client.indicators.find("Host", "a\nb")).toEqual([]);
  });

  test("of one owner are of that owner", async () => {
    const all = await collect(client.indicators.list({ owner: "Demo Source" }));
    expect(new Set(all.map(({ ownerName }) => ownerName))).toEqual(new Set(["Demo Source"]));
  });
});

describe("groups", () => {
  test("are listed, counted, read, changed and deleted", async () => {
    const incidents = await collect(client.groups.list({ tql: 'typeName = "Incident"', fields: ["tags"] }));
    expect(incidents.map((group) => group.id)).toContain(String(RANSOMWARE_INCIDENT));
    expect(await client.groups.count()).toBe((await collect(client.groups.list())).length);
    await client.groups.update(id, { name: "Renamed" }, "rename it");
    expect((await client.groups.getByXid("one", simulator.owner))?.name).toBe("Renamed");
    expect(await client.groups.getByXid("two", simulator.owner)).toBeUndefined();
    await client.groups.delete(id);
    await client.groups.delete(id);
    expect(await client.groups.get(id)).toBeUndefined();
    expect(await client.groups.get("../owners")).toBeUndefined();
  });

  test("are not created twice", async () => {
    await expect(client.signatures.create(BODY, simulator.owner)).rejects.toMatchObject({ failure: "conflict" });
    await expect(client.documents.create({ ...BODY, xid: "7" }, simulator.owner)).rejects.toMatchObject({ failure: "invalid" });
  });
});

test("attributes, tags, labels and associations come and go", async () => {
  const attribute = { type: "Description", value: "why\r\n", source: "me", isDefault: true };
  await client.attributes.add(id, [attribute, { ...attribute, value: "why\n" }]);
  await client.attributes.add(id, [attribute]);
  expect(await client.attributes.list(id)).toMatchObject([{ type: "Description", source: "me", isDefault: true }]);
  await client.tags.add(id, ["a", "b"]);
  await client.tags.remove(id, ["b", "c"]);
  expect((await client.tags.list(id)).map(({ name }) => name)).toEqual(["a"]);
  await client.securityLabels.add(id, ["TLP:RED"]);
  expect((await client.securityLabels.list(id)).map(({ name }) => name)).toEqual(["TLP:RED"]);
  await expect(client.securityLabels.add(id, ["TLP:NONE"])).rejects.toThrow("no security label `TLP:NONE`");
  await client.associations.addGroups(id, [String(RANSOMWARE_INCIDENT)]);
  expect((await collect(client.associations.groups(id))).map(({ type }) => type)).toEqual(["Incident"]);
  const [indicator] = await client.indicators.find("Host", "payment.cryptor.example");
  await client.associations.addIndicators(id, [indicator!.id]);
  expect(await collect(client.associations.indicators(id))).toMatchObject([{ id: indicator!.id }]);

  await client.associations.removeIndicators(id, [indicator!.id]);
  await client.associations.removeGroups(id, [String(RANSOMWARE_INCIDENT)]);
  await client.securityLabels.remove(id, ["TLP:RED"]);
  await client.tags.remove(id, ["a"]);
  await client.attributes.remove(id, [attribute]);
  const writes = simulator.state.writes;
  await client.tags.remove(id, ["a"]);
  await client.attributes.remove(id, [attribute]);
  expect(simulator.state.writes).toBe(writes);
  expect(simulator.state.group("One")).toMatchObject({ attributes: [], tags: [], securityLabels: [], groups: new Set(), indicators: new Set() });
});

test("what is asked of a group that is not there says so", async () => {
  await expect(client.tags.list("99")).rejects.toMatchObject({ failure: "not-found", message: expect.stringContaining("there is no such group") });
});

test("files of documents come back to the byte", async () => {
  const { id: document } = await client.documents.create({ xid: "doc", name: "Doc", fileName: "d.lst" }, simulator.owner);
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  await client.documents.upload(document, "d.lst", bytes);
  await client.documents.upload(document, "d.lst", bytes);
  expect(new Uint8Array(await client.documents.download(document))).toEqual(bytes);
});

test("an incident that attacks its reader is read, row by row", async () => {
  const hostile = await simulate({ seed: hostileScenario() });
  const source = await threatConnectSource(hostile.client, `incident/${HOSTILE_INCIDENT}`, { groups: true });
  const rows = await collect(source.read());
  expect(rows).toHaveLength(hostile.simulator.state.group(HOSTILE_INCIDENT).indicators.size);
  await hostile.simulator.close();
});

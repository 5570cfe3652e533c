import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { JsonObject } from "../json.ts";
import { RANSOMWARE_INCIDENT } from "../scenarios/ransomware.ts";
import { startSimulator, type Simulator } from "../server.ts";
import { members, pluck, query, row, rows, send, type Answer } from "../testing/client.ts";

const SIGNATURE = { type: "Signature", name: "Rules", fileName: "a.rules", fileType: "Suricata", fileText: "alert\r\n" };
const ADDRESS = 9007199254918509n;
const HOST_OF_SOURCE = 9007199254918501n;

let simulator: Simulator | undefined;

async function restart(): Promise<Simulator> {
  await simulator?.close();
  simulator = await startSimulator();
  return simulator;
}

beforeEach(async () => {
  await restart();
});
afterAll(() => simulator?.close());

const call = (method: string, path: string, body?: JsonObject | Uint8Array): Promise<Answer> =>
  send(simulator!, method, path, body);
const create = (body: JsonObject = {}, more = ""): Promise<Answer> =>
  call("POST", `/v3/groups${more}`, { ...SIGNATURE, ...body });
const idOf = (answer: Answer): bigint => row(answer)["id"] as bigint;

describe("what a Signature needs", () => {
  test.each<[string, JsonObject]>([
    ["The type for this Group is invalid , please enter one of the following values: Adversary, ", { type: "Rule" }],
    ["The name for this Signature is invalid, please enter a name between 1-100 characters in length", { name: "" }],
    ["The name for this Signature is invalid, please enter a name between 1-100 characters in length", { name: "x".repeat(101) }],
    [
      "The fileName for this Signature is invalid, please enter a fileName between 1-255 characters in length",
      { fileName: undefined },
    ],
    ["The fileText for this Signature is invalid, please enter a fileText between 1-", { fileText: undefined }],
    ["The fileType for this Signature is invalid , please enter one of the following values: Bro, ", { fileType: "suricata" }],
    ["The requested security label was not found", { securityLabels: { data: [{ name: "TLP:PURPLE" }] } }],
    ["The requested attribute type was not found", { attributes: { data: [{ type: "Mood", value: "x" }] } }],
    ["This attribute requires a value", { attributes: { data: [{ type: "Source", value: "" }] } }],
    [
      "The name for this Tag is invalid, please enter a name between 1-128 characters in length",
      { tags: { data: [{ name: "x".repeat(129) }] } },
    ],
    ["The request was not properly formed", { tags: { data: [{ name: "x" }], mode: "replace" } }],
    ["The request was not properly formed", { tags: [{ name: "x" }] }],
    ["The mode for this tags is invalid , please enter one of", { tags: { data: [{ name: "x" }], mode: "Append" } }],
    [
      "The request was not properly formed: an id must be an integer",
      { associatedIndicators: { data: [{ id: String(ADDRESS) }] } },
    ],
    [
      "The request was not properly formed: an object with an id",
      { associatedIndicators: { data: [{ id: ADDRESS, ip: "203.0.113.7" }] } },
    ],
    ["The ip for this Address is invalid", { associatedIndicators: { data: [{ type: "Address", ip: "203.0.113.700" }] } }],
    ["The owners of the requested objects were different", { ownerName: "Demo Source", ownerId: 52 }],
  ])("400: %s", async (message, body) => {
    const answer = await create(body);
    expect(answer).toMatchObject({
      status: 400,
      json: { status: "Error", errCode: expect.stringMatching(/^0x/), message: expect.stringContaining(message) },
    });
    expect(simulator!.state).toMatchObject({ writes: 0, signatures: { length: 1 } });
  });

  test("names count characters, not UTF-16 units", async () => {
    expect((await create({ name: "💥".repeat(100) })).status).toBe(201);
  });

  test.each([
    ["a body that is no JSON", Buffer.from("{")],
    ["a body that is no object", Buffer.from("[]")],
    ["a body that is not UTF-8", Buffer.from([0x22, 0xff, 0x22])],
  ])("%s is refused", async (_, body) => {
    expect(await call("POST", "/v3/groups", body)).toMatchObject({
      status: 400,
      json: { message: expect.stringContaining("not properly formed") },
    });
  });
});

describe("identity", () => {
  test("names are not unique, xids are", async () => {
    expect(idOf(await create({ xid: "one" }))).not.toBe(idOf(await create({ xid: "two" })));
    expect(await create({ xid: "one" })).toMatchObject({
      status: 400,
      json: { errCode: "0x100A", message: "The xid for this Signature is invalid, a Signature with this xid already exists" },
    });
    expect((await create({ xid: "one" }, "?owner=Demo%20Community")).status).toBe(201);
  });

  test("or a known xid updates", async () => {
    simulator!.setSwitches({ duplicateXid: "update" });
    const first = await create({ xid: "one" });
    const second = await create({ xid: "one", name: "Renamed" });
    expect(second).toMatchObject({ status: 200, json: { message: "Updated", data: { id: idOf(first), name: "Renamed" } } });
  });

  test("an xid is an address together with its owner only", async () => {
    await create({ xid: "a/b c" });
    expect((await call("GET", "/v3/groups/a%2Fb%20c?owner=Demo%20Organization")).status).toBe(200);
    expect((await call("GET", "/v3/groups/a%2Fb%20c?owner=Demo%20Community")).status).toBe(404);
    expect((await call("GET", "/v3/groups/a%2Fb%20c")).status).toBe(404);
    expect((await call("PUT", "/v3/groups/a%2Fb%20c?owner=Demo%20Organization", { name: "B" })).json).toMatchObject({
      data: { name: "B" },
    });
    expect((await call("DELETE", "/v3/groups/a%2Fb%20c?owner=Demo%20Organization")).status).toBe(200);
    expect((await create({ xid: "a/b c" })).status).toBe(201);
  });

  test("ids of neighbours stay apart", async () => {
    const [first, second] = [idOf(await create()), idOf(await create())];
    expect(first).toBeGreaterThan(2n ** 53n);
    expect(row(await call("GET", `/v3/groups/${second}`))["id"]).toBe(second);
    expect(Number(first)).not.toBe(first);
  });
});

describe("nested objects", () => {
  test("a group without an id is a new one, an indicator is looked up in the user's organization", async () => {
    const nested = { associatedGroups: { data: [{ type: "Incident", name: "Phishing without indicators" }] } };
    const indicators = {
      associatedIndicators: {
        data: [
          { type: "Host", hostName: "PAYMENT.cryptor.example" },
          { type: "Host", hostName: "xn--bcher-kva.example" },
        ],
      },
    };
    const created = await create({ ...nested, ...indicators }, "?fields=associatedGroups&fields=associatedIndicators");
    expect(pluck(members(row(created)["associatedGroups"]), "id")).not.toEqual([54322]);
    const [known, copy] = members(row(created)["associatedIndicators"]);
    expect(known).toMatchObject({ id: 9007199254918499n, ownerName: "Demo Organization" });
    // The one in the source was not named, so a copy came to be.
    expect(copy).toMatchObject({ ownerName: "Demo Organization" });
    expect(copy!["id"]).not.toBe(HOST_OF_SOURCE);
    const named = { data: [{ type: "Host", hostName: "xn--bcher-kva.example", ownerName: "Demo Source" }] };
    const second = await create({ associatedIndicators: named }, "?fields=associatedIndicators");
    expect(pluck(members(row(second)["associatedIndicators"]), "id")).toEqual([HOST_OF_SOURCE]);
  });

  test.each([
    [true, 0],
    [false, 1],
  ])("what a failing request made is taken back: %s", async (rollBack, left) => {
    simulator!.setSwitches({ rollBack });
    const body = { associatedIndicators: { data: [{ type: "Host", hostName: "new.example" }, { id: 1 }] } };
    expect((await create(body)).status).toBe(404);
    expect(simulator!.state.indicators.filter(({ summary }) => summary === "new.example")).toHaveLength(left);
    expect(simulator!.state.signatures).toHaveLength(1);
  });
});

describe("modes", () => {
  async function change(collection: string, body: JsonObject, id: bigint): Promise<readonly unknown[]> {
    const answer = await call("PUT", `/v3/groups/${id}?fields=${collection}`, { [collection]: body });
    expect(answer.status).toBe(200);
    return pluck(
      members(row(answer)[collection]),
      collection === "tags" || collection === "securityLabels" ? "name" : collection === "attributes" ? "value" : "id",
    );
  }

  test("associations: append by default, no doubles, replace, delete by id only", async () => {
    const id = idOf(await create({ associatedIndicators: { data: [{ id: ADDRESS }] } }));
    expect(await change("associatedIndicators", { data: [{ id: ADDRESS }, { id: HOST_OF_SOURCE }] }, id)).toEqual([
      ADDRESS,
      HOST_OF_SOURCE,
    ]);
    expect(await change("associatedIndicators", { data: [{ id: HOST_OF_SOURCE }], mode: "replace" }, id)).toEqual([
      HOST_OF_SOURCE,
    ]);
    expect(await change("associatedIndicators", { data: [{ id: ADDRESS }], mode: "delete" }, id)).toEqual([HOST_OF_SOURCE]);
    expect(await change("associatedIndicators", { data: [{ id: HOST_OF_SOURCE }], mode: "delete" }, id)).toEqual([]);
    const byValue = { associatedIndicators: { data: [{ type: "Address", ip: "203.0.113.7" }], mode: "delete" } };
    expect((await call("PUT", `/v3/groups/${id}`, byValue)).status).toBe(400);
  });

  test("an association is seen from both sides, and an incident's lastModified tells", async () => {
    const id = idOf(await create({ associatedGroups: { data: [{ id: RANSOMWARE_INCIDENT }] } }));
    const incident = row(await call("GET", `/v3/groups/${RANSOMWARE_INCIDENT}?fields=associatedGroups`));
    expect(pluck(members(incident["associatedGroups"]), "id")).toContain(id);
    expect(incident["lastModified"]).not.toBe("2026-01-09T12:00:00Z");
    await call("PUT", `/v3/groups/${RANSOMWARE_INCIDENT}`, { associatedGroups: { data: [{ id }], mode: "delete" } });
    expect(row(await call("GET", `/v3/groups/${id}?fields=associatedGroups`))["associatedGroups"]).toEqual({});
  });

  test("tags and labels go by name, in any case", async () => {
    const id = idOf(await create());
    expect(await change("tags", { data: [{ name: "Ransomware" }, { name: "new" }] }, id)).toEqual(["ransomware", "new"]);
    expect(await change("tags", { data: [{ name: "NEW" }], mode: "delete" }, id)).toEqual(["ransomware"]);
    expect(await change("tags", { data: [{ name: "only" }], mode: "replace" }, id)).toEqual(["only"]);
    expect(await change("securityLabels", { data: [{ name: "TLP:RED" }, { name: "TLP:AMBER" }] }, id)).toEqual([
      "TLP:RED",
      "TLP:AMBER",
    ]);
    expect(await change("securityLabels", { data: [{ name: "TLP:RED" }], mode: "delete" }, id)).toEqual(["TLP:AMBER"]);
  });

  test("attributes: append makes doubles, an id changes in place, one default of a type", async () => {
    const id = idOf(await create());
    const one = { type: "Description", value: "one", default: true };
    expect(await change("attributes", { data: [one, { ...one, value: "two" }] }, id)).toEqual(["one", "two"]);
    expect(await change("attributes", { data: [one] }, id)).toEqual(["one", "two", "one"]);
    const { attributes } = simulator!.state.group(id);
    expect(attributes.map((attribute) => attribute.default)).toEqual([false, false, true]);
    expect(await change("attributes", { data: [{ id: attributes[0]!.id, value: "first" }] }, id)).toEqual([
      "first",
      "two",
      "one",
    ]);
    expect(await change("attributes", { data: [{ id: attributes[1]!.id }], mode: "delete" }, id)).toEqual(["first", "one"]);
    const changed = await call("PUT", `/v3/groupAttributes/${attributes[0]!.id}`, { value: "by itself", default: true });
    expect(changed.json).toMatchObject({ message: "Updated", data: { value: "by itself", default: true } });
    expect((await call("DELETE", `/v3/groupAttributes/${attributes[2]!.id}`)).status).toBe(200);
    expect(simulator!.state.group(id).attributes.map(({ value }) => value)).toEqual(["by itself"]);
    expect((await call("PUT", "/v3/groupAttributes/1", { value: "x" })).status).toBe(404);
  });

  test.each([
    ["clears", 200, 0],
    ["ignored", 200, 1],
    ["error", 400, 1],
  ] as const)("replace with nothing %s", async (replaceWithEmpty, status, left) => {
    simulator!.setSwitches({ replaceWithEmpty });
    const id = idOf(await create({ tags: { data: [{ name: "x" }] } }));
    expect((await call("PUT", `/v3/groups/${id}`, { tags: { data: [], mode: "replace" } })).status).toBe(status);
    expect(simulator!.state.group(id).tags).toHaveLength(left);
  });
});

describe("updates", () => {
  test("what the body leaves out stays; the text round-trips byte for byte", async () => {
    const id = idOf(await create());
    const fileText = "alert é \u2028\r\n\t\u0007\n";
    expect((await call("PUT", `/v3/groups/${id}`, { fileText })).json).toMatchObject({ data: { name: "Rules", fileText } });
    expect((await call("GET", `/v2/groups/signatures/${id}/download`)).text).toBe(fileText);
    expect((await call("GET", `/v3/groups/${id}/download`)).status).toBe(404);
    simulator!.setSwitches({ v3SignatureDownload: true });
    expect((await call("GET", `/v3/groups/${id}/download`)).text).toBe(fileText);
  });

  test.each([{ type: "Incident" }, { xid: "other" }, { name: "" }, { fileType: "Rules" }])("%j is refused", async (body) => {
    const id = idOf(await create());
    expect((await call("PUT", `/v3/groups/${id}`, body)).status).toBe(400);
  });

  test("deleting a Signature leaves its indicators", async () => {
    const id = idOf(await create({ associatedIndicators: { data: [{ id: ADDRESS }] } }));
    expect((await call("DELETE", `/v3/groups/${id}`)).json).toEqual({ message: "Deleted", status: "Success" });
    expect((await call("DELETE", `/v3/groups/${id}`)).status).toBe(404);
    expect((await call("GET", `/v3/indicators/${ADDRESS}`)).status).toBe(200);
    expect(rows(await call("GET", query("indicators", `hasGroup(id = ${id})`)))).toEqual([]);
  });
});

describe("owners", () => {
  test.each(["Forbidden Source", "No Such Owner"])("%s is not found", async (owner) => {
    const expected = { status: 403, json: { message: "The requested owner was not found" } };
    expect(await call("GET", `/v3/groups?owner=${encodeURIComponent(owner)}`)).toMatchObject(expected);
    expect(await create({}, `?owner=${encodeURIComponent(owner)}`)).toMatchObject(expected);
    expect(await create({ ownerName: owner })).toMatchObject(expected);
  });

  test("what is in a hidden owner is not there", async () => {
    expect((await call("GET", "/v3/groups/54323")).status).toBe(404);
    expect(pluck(rows(await call("GET", "/v3/groups")), "name")).not.toContain("Nobody may see this");
    expect((await create({ associatedGroups: { data: [{ id: 54323 }] } })).status).toBe(404);
  });

  test.each([401, 403] as const)("writing where one may only read is refused with %s", async (writeRefusal) => {
    simulator!.setSwitches({ writeRefusal });
    const answer = await create({ ownerName: "Demo Source" });
    expect(answer).toMatchObject({
      status: writeRefusal,
      json: { message: "The requested group was not created - access was denied" },
    });
  });

  test("what one could write yesterday may be read only today", async () => {
    const id = idOf(await create());
    simulator!.state.setPermission("Demo Organization", "READ");
    for (const [method, operation] of [
      ["PUT", "updated"],
      ["DELETE", "deleted"],
    ] as const) {
      const answer = await call(method, `/v3/groups/${id}`, method === "PUT" ? { name: "x" } : undefined);
      expect(answer).toMatchObject({ status: 401, json: { message: `The requested group was not ${operation} - access was denied` } });
    }
    expect((await call("GET", `/v3/groups/${id}`)).status).toBe(200);
  });

  test("the list of owners says what one may do", async () => {
    expect(rows(await call("GET", "/v3/security/owners"))).toMatchObject([
      { id: 52, name: "Demo Community", type: "Community", permGroup: "FULL" },
      { id: 51, name: "Demo Source", type: "Source", permGroup: "READ", permIndicator: "READ" },
      { id: 1, name: "Demo Organization", type: "Organization", permGroup: "FULL", permIndicator: "FULL" },
    ]);
  });
});

describe("documents", () => {
  test("are created, filled and read back", async () => {
    const created = await call("POST", "/v3/groups", { type: "Document", name: "List", fileName: "list.txt" });
    expect(row(created)).toMatchObject({ status: "Awaiting Upload" });
    const id = idOf(created);
    const bytes = Buffer.from([0, 1, 2, 255]);
    expect((await call("GET", `/v3/groups/${id}/download`)).status).toBe(404);
    expect((await call("POST", `/v3/groups/${id}/upload?filename=list.bin`, bytes)).json).toEqual({
      message: "Upload successful",
      status: "Success",
    });
    expect((await call("POST", `/v3/groups/${id}/upload?filename=list.bin`, bytes)).status).toBe(400);
    expect((await call("POST", `/v3/groups/${id}/upload?filename=list.bin&updateIfExists=true`, bytes)).status).toBe(200);
    expect((await call("PUT", `/v3/groups/${id}/upload?filename=list.bin`, bytes)).status).toBe(200);
    expect(row(await call("GET", `/v3/groups/${id}`))).toMatchObject({ fileName: "list.bin", fileSize: "4", status: "Success" });
    expect(await call("GET", `/v3/groups/${id}/download`)).toMatchObject({
      text: bytes.toString("utf8"),
      headers: { "content-type": "application/octet-stream" },
    });
    expect((await call("POST", "/v3/groups/777/upload?filename=a", bytes)).status).toBe(400);
  });
});

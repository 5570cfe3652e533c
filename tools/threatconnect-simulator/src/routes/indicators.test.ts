import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { isObject, type JsonObject } from "../json.ts";
import type { Seed } from "../seed.ts";
import { startSimulator, type Simulator } from "../server.ts";
import { members, pluck, query, row, rows, send, type Answer } from "../testing/client.ts";

const HASHES = { md5: "A".repeat(32), sha1: "B".repeat(40), sha256: "C".repeat(64) };

const SEED: Seed = {
  owners: [
    { name: "Org", type: "Organization" },
    { name: "Read only", type: "Source", permission: "READ" },
  ],
  groups: [{ id: 100n, type: "Incident", name: "Incident" }],
  customIndicatorTypes: [{ name: "Bank Account", labels: ["IBAN", "BIC"] }],
  indicators: [
    {
      id: 1n,
      type: "Host",
      values: { hostName: "a.example" },
      rating: 3,
      confidence: 74,
      groups: [100n],
      tags: ["C2"],
      attributes: [{ type: "Source", value: "a report", default: true }],
      firstSeen: "2026-01-01T00:00:00Z",
    },
    { id: 2n, type: "File", values: HASHES, groups: [100n], active: false },
    { id: 3n, type: "Bank Account", values: { IBAN: "DE00", BIC: "X" } },
    { id: 4n, type: "Host", values: { hostName: "a.example" }, owner: "Read only" },
    { id: 5n, type: "URL", values: { text: "http://a.example/b/c" } },
  ],
  date: "2026-01-20T10:00:00Z",
};

let simulator: Simulator | undefined;

beforeEach(async () => {
  await simulator?.close();
  simulator = await startSimulator({ seed: SEED, now: Date.now });
});
afterAll(() => simulator?.close());

const call = (method: string, path: string, body?: JsonObject): Promise<Answer> => send(simulator!, method, path, body);

describe("representation", () => {
  test("the default fields, spelled as the platform spells them", async () => {
    const answer = await call("GET", "/v3/indicators/1");
    expect(answer.json).toEqual({
      data: {
        id: 1,
        dateAdded: "2026-01-20T10:00:00Z",
        ownerId: 1,
        ownerName: "Org",
        webLink: "https://tc.example/#/details/indicators/1",
        type: "Host",
        lastModified: "2026-01-20T10:00:00Z",
        rating: 3,
        confidence: 74,
        source: "a report",
        summary: "a.example",
        privateFlag: false,
        active: true,
        activeLocked: false,
        dnsActive: false,
        whoisActive: false,
        hostName: "a.example",
        legacyLink: "https://tc.example/auth/indicators/details/host.xhtml?hostName=a.example&owner=Org",
      },
      status: "Success",
    });
    expect(answer.text).toContain('"rating":3.00,"confidence":74,');
  });

  test("unrated ones have no rating; hashes are joined, upper case", async () => {
    const file = row(await call("GET", "/v3/indicators/2"));
    expect(file).toMatchObject({ ...HASHES, summary: `${HASHES.md5} : ${HASHES.sha1} : ${HASHES.sha256}`, active: false });
    expect(Object.keys(file)).not.toEqual(expect.arrayContaining(["rating"]));
    simulator!.setSwitches({ hashCase: "lower" });
    expect(row(await call("GET", "/v3/indicators/2"))).toMatchObject({ md5: HASHES.md5.toLowerCase() });
  });

  test("custom values have their labels, or generic names when asked for", async () => {
    expect(row(await call("GET", "/v3/indicators/3"))).toMatchObject({ IBAN: "DE00", BIC: "X", summary: "DE00 : X" });
    expect(row(await call("GET", "/v3/indicators/3?fields=genericCustomIndicatorValues"))).toMatchObject({
      value1: "DE00",
      value2: "X",
    });
  });
});

describe("fields", () => {
  test("may be repeated and go one level down", async () => {
    const data = row(await call("GET", "/v3/indicators/1?fields=tags&fields=sightings&fields=associatedGroups.tags"));
    expect(data).toMatchObject({
      tags: { data: [{ name: "C2", lastUsed: "2026-01-20T10:00:00Z" }] },
      firstSeen: "2026-01-01T00:00:00Z",
      associatedGroups: { data: [{ id: 100, type: "Incident", name: "Incident", upVoteCount: "0", tags: {} }] },
    });
    expect(data).not.toHaveProperty("attributes");
  });

  test.each([
    ["object", {}],
    ["data", { data: [] }],
    ["missing", undefined],
  ] as const)("an empty collection as %s", async (emptyCollection, expected) => {
    simulator!.setSwitches({ emptyCollection });
    expect(row(await call("GET", "/v3/indicators/5?fields=tags"))["tags"]).toEqual(expected);
  });

  test.each([
    "fields=moods",
    "fields=tags,attributes",
    "fields=associatedGroups.moods",
    "fields=associatedGroups.attributes.securityLabels",
  ])("%s is refused", async (fields) => {
    expect((await call("GET", `/v3/indicators/1?${fields}`)).status).toBe(400);
  });

  test("or taken, as switches say", async () => {
    simulator!.setSwitches({ unknownField: "ignored", twoLevelFields: "ignored", commaFields: true });
    const path = "/v3/indicators/1?fields=moods&fields=tags,attributes&fields=associatedGroups.attributes.securityLabels";
    expect(row(await call("GET", path))).toMatchObject({ tags: { data: [{}] }, attributes: { data: [{ type: "Source" }] } });
  });

  test.each([
    ["hidden", [1]],
    ["shown", [1, 2]],
  ] as const)("inactive indicators of a group are %s", async (nestedInactive, ids) => {
    simulator!.setSwitches({ nestedInactive });
    expect(
      pluck(members(row(await call("GET", "/v3/groups/100?fields=associatedIndicators"))["associatedIndicators"]), "id"),
    ).toEqual(ids);
  });

  test("nested groups may lack their attributes", async () => {
    const path = "/v3/indicators/1?fields=associatedGroups.attributes";
    expect(members(row(await call("GET", path))["associatedGroups"])[0]).toHaveProperty("attributes");
    simulator!.setSwitches({ nestedAttributes: false });
    expect(members(row(await call("GET", path))["associatedGroups"])[0]).not.toHaveProperty("attributes");
  });
});

describe("addresses", () => {
  test.each([
    ["a.example", 1],
    ["A.EXAMPLE", 1],
    ["a.example?owner=Read%20only", 4],
    [HASHES.sha1.toLowerCase(), 2],
    ["http:%2F%2Fa.example%2Fb%2Fc", 5],
    [encodeURIComponent(`${HASHES.md5} : ${HASHES.sha1} : ${HASHES.sha256}`), 2],
  ])("%s", async (key, id) => {
    expect(row(await call("GET", `/v3/indicators/${key}`))["id"]).toBe(id);
  });

  test.each(["b.example", "99", "4?owner=Org", "%ff"])("%s is not there", async (key) => {
    expect([400, 404]).toContain((await call("GET", `/v3/indicators/${key}`)).status);
  });
});

describe("writes", () => {
  test.each([
    [201, "Created"],
    [200, "Updated"],
  ] as const)("there is one of a value in an owner: a second POST updates it, with %s", async (repostedIndicator, message) => {
    simulator!.setSwitches({ repostedIndicator });
    const answer = await call("POST", "/v3/indicators", { type: "Host", hostName: "A.Example", rating: 4.5 });
    expect(answer).toMatchObject({ status: repostedIndicator, json: { message, data: { id: 1, rating: 4.5, confidence: 74 } } });
    expect(simulator!.state.indicators).toHaveLength(5);
  });

  test.each<[JsonObject, JsonObject]>([
    [{ type: "ASN", "AS Number": "ASN64496" }, { summary: "ASN64496" }],
    [{ type: "CIDR", Block: "2001:db8:1234:0:0:0:0:0/48" }, { summary: "2001:db8:1234:0:0:0:0:0/48" }],
    [{ type: "User Agent", "User Agent String": "x" }, { summary: "x" }],
    [
      { type: "Registry Key", "Key Name": "HKEY_USERS\\x", "Value Name": " ", "Value Type": "REG_SZ" },
      { summary: "HKEY_USERS\\x :   : REG_SZ" },
    ],
    [
      { type: "Bank Account", value1: "FR00", value2: "Y" },
      { IBAN: "FR00", BIC: "Y", summary: "FR00 : Y" },
    ],
    [{ type: "File", sha1: "D".repeat(40) }, { summary: "D".repeat(40) }],
  ])("%j is made", async (body, expected) => {
    expect(await call("POST", "/v3/indicators", body)).toMatchObject({
      status: 201,
      json: { message: "Created", data: expected },
    });
  });

  test.each<JsonObject>([
    { type: "UserAgent", "User Agent String": "x" },
    { type: "Host", summary: "b.example" },
    { type: "Host", hostName: "bücher.example" },
    { type: "Host", hostName: "b[.]example" },
    { type: "URL", text: "b.example/path" },
    { type: "URL", text: "http://B.example/" },
    { type: "ASN", "AS Number": "AS64496" },
    { type: "CIDR", Block: "2001:db8::/32" },
    { type: "CIDR", Block: "10.0.0.0/33" },
    { type: "Registry Key", "Key Name": "HKLM\\x", "Value Name": " " },
    { type: "File", md5: "x" },
    { type: "File" },
    { type: "Host", hostName: "b.example", rating: 5.5 },
    { type: "Host", hostName: "b.example", confidence: 70.5 },
    { type: "Host", hostName: "b.example", active: "true" },
  ])("%j is refused", async (body) => {
    expect((await call("POST", "/v3/indicators", body)).status).toBe(400);
    expect(simulator!.state.writes).toBe(0);
  });

  test("rating, state and observations change; the value doesn't", async () => {
    const changed = await call("PUT", "/v3/indicators/1?fields=observations&fields=falsePositives", {
      rating: 1,
      active: false,
      observations: 3,
      falsePositiveFlag: true,
    });
    expect(row(changed)).toMatchObject({ active: false, observations: 3, falsePositives: 1 });
    expect(rows(await call("GET", query("indicators", "hasGroup(id = 100)")))).toEqual([]);
    expect((await call("PUT", "/v3/indicators/1", { hostName: "b.example" })).status).toBe(400);
    expect((await call("PUT", "/v3/indicators/4", { rating: 1 })).json).toMatchObject({
      message: "The requested indicator was not updated - access was denied",
    });
  });

  test("hashes come one at a time, and merge two Files only when told to", async () => {
    const made = row(await call("POST", "/v3/indicators", { type: "File", md5: "D".repeat(32) }));
    const path = `/v3/indicators/${String(made["id"] as bigint)}`;
    expect((await call("PUT", path, { sha1: HASHES.sha1 })).status).toBe(400);
    expect(row(await call("PUT", path, { sha1: HASHES.sha1, mode: "merge" }))).toMatchObject({
      md5: "D".repeat(32),
      sha1: HASHES.sha1,
    });
    expect((await call("GET", "/v3/indicators/2")).status).toBe(404);
    expect(row(await call("PUT", path, { md5: "D".repeat(32), mode: "delete" }))).toMatchObject({ summary: HASHES.sha1 });
    expect((await call("PUT", path, { md5: "E".repeat(32), sha256: HASHES.sha256 })).status).toBe(400);
  });
});

describe("queries in the body of a GET", () => {
  test("count like those of the path, and sign without it", async () => {
    const body = { data: { tql: "hasGroup(id = 100)", fields: ["tags", "attributes"], resultLimit: 1, count: true } };
    expect((await call("GET", "/v3/indicators", body)).json).toMatchObject({
      count: 1,
      data: [{ id: 1, tags: { data: [{}] }, attributes: { data: [{}] } }],
    });
    simulator!.setSwitches({ getBody: false });
    expect((await call("GET", "/v3/indicators", body)).json).not.toHaveProperty("count");
  });

  test("next carries them in its address", async () => {
    const { json } = await call("GET", "/v3/indicators", {
      data: {
        tql: "hasGroup(id = 100) and (indicatorActive = true or indicatorActive = false)",
        fields: ["tags"],
        resultLimit: 1,
      },
    });
    const next = isObject(json) ? (json["next"] as string) : "";
    const followed = await call("GET", next.slice(simulator!.url.length));
    expect(pluck(rows(followed), "id")).toEqual([1]);
    expect(rows(followed)[0]).toHaveProperty("tags");
  });

  test.each<JsonObject>([{ tql: "x" }, { data: [] }, { data: { tql: { a: 1 } } }])("%j is refused", async (body) => {
    expect((await call("GET", "/v3/indicators", body)).status).toBe(400);
  });
});

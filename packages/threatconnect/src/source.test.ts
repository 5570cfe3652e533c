import { SourceError } from "@sigwright/core";
import type { IndicatorSource, SourceRow } from "@sigwright/core";
import { parseFilter } from "@sigwright/filter";
import { RANSOMWARE_INCIDENT } from "@sigwright/threatconnect-simulator";
import type { Seed, Simulator } from "@sigwright/threatconnect-simulator";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Client } from "./client.ts";
import { threatConnectSource } from "./source.ts";
import { simulate } from "./testing/simulated.ts";
import { json, scripted } from "./testing/scripted.ts";

const FULL = { id: 9007199254918401n, type: "Incident", name: "Bad Incident" };

const SEED: Seed = {
  owners: [
    { name: "Demo Organization", type: "Organization" },
    { name: "Demo Source", type: "Source" },
    { name: "Hidden", type: "Community", permission: "NONE" },
  ],
  groups: [
    FULL,
    { id: 2n, type: "Intrusion Set", name: "Set \u001B[31mred", owner: "Demo Source" },
    { id: 3n, type: "Campaign", name: "Empty" },
    { id: 4n, type: "Threat", name: "Nobody sees me", owner: "Hidden" },
  ],
  customIndicatorTypes: [{ name: "Wallet", labels: ["Coin", "Account"] }],
  indicators: [
    {
      id: 9007199254918487n,
      type: "Host",
      values: { hostName: "bad.example" },
      groups: [FULL.id, 2n],
      rating: 3.5,
      confidence: 74,
      tags: ["C2", "ransomware"],
      securityLabels: ["TLP:AMBER"],
      attributes: [
        { type: "Description", value: "Seen \u001B[31mred", default: true },
        { type: "Source", value: "a feed", default: true },
      ],
      dateAdded: "2026-01-10T08:00:00Z",
      lastModified: "2026-01-20T10:00:00Z",
      firstSeen: "2026-01-01T00:00:00Z",
      lastSeen: "2026-01-19T00:00:00Z",
      externalDateExpires: "2026-12-31T00:00:00Z",
    },
    {
      id: 9007199254918489n,
      type: "File",
      values: { md5: "D41D8CD98F00B204E9800998ECF8427E", sha1: "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709", size: "17" },
      groups: [FULL.id],
      active: false,
      owner: "Demo Source",
    },
    { id: 9007199254918491n, type: "User Agent", values: { "User Agent String": "Bot/1.0 <x>" }, groups: [FULL.id] },
    { id: 9007199254918493n, type: "Wallet", values: { Coin: "c", Account: "17" }, groups: [FULL.id] },
    { id: 9007199254918495n, type: "Address", values: { ip: "192.0.2.256" }, groups: [FULL.id] },
    { id: 9007199254918497n, type: "Host", values: { hostName: "exfil[.]bad[.]example" }, groups: [FULL.id] },
  ],
};

let simulator: Simulator;
let client: Client;

beforeEach(async () => {
  ({ simulator, client } = await simulate({ seed: SEED }));
});

afterEach(() => simulator.close());

async function rowsOf(source: IndicatorSource): Promise<readonly SourceRow[]> {
  const rows: SourceRow[] = [];
  for await (const row of source.read()) rows.push(row);
  return rows;
}

test("every field comes where it belongs", async () => {
  const source = await threatConnectSource(client, `incident/${FULL.id}`);
  expect(source).toMatchObject({ spec: "threatconnect:incident/9007199254918401", name: "Bad Incident" });
  const rows = await rowsOf(source);
  expect(rows[0]).toEqual({
    kind: "indicator",
    remarks: [],
    indicator: {
      type: "Host",
      value: "bad.example",
      rating: 3.5,
      confidence: 74,
      tags: ["C2", "ransomware"],
      labels: ["TLP:AMBER"],
      attributes: [
        { type: "Description", value: "Seen \u001B[31mred" },
        { type: "Source", value: "a feed" },
      ],
      active: true,
      dateAdded: "2026-01-10T08:00:00Z",
      lastModified: "2026-01-20T10:00:00Z",
      firstSeen: "2026-01-01T00:00:00Z",
      lastSeen: "2026-01-19T00:00:00Z",
      expires: "2026-12-31T00:00:00Z",
      owner: "Demo Organization",
      description: "Seen \u001B[31mred",
      source: "a feed",
      link: "https://tc.example/#/details/indicators/9007199254918487",
      groups: ["Bad Incident"],
      provenance: { source: "threatconnect:incident/9007199254918401", id: "9007199254918487" },
    },
  });
  expect(rows[1]).toMatchObject({
    indicator: {
      type: "File",
      active: false,
      owner: "Demo Source",
      digests: { md5: "d41d8cd98f00b204e9800998ecf8427e", sha1: "da39a3ee5e6b4b0d3255bfef95601890afd80709", size: 17 },
    },
  });
  expect(rows[2]).toMatchObject({ indicator: { type: "UserAgent", value: "Bot/1.0 <x>" } });
  expect(rows[3]).toMatchObject({ indicator: { type: "Wallet" }, remarks: [{ diagnostic: { code: "indicator/custom-type" } }] });
  expect(rows[5]).toMatchObject({ indicator: { type: "Host", value: "exfil.bad.example", original: "exfil[.]bad[.]example" } });
  expect(rows).toHaveLength(6);
});

test("a row that can't be used is malformed, and shows what the platform said", async () => {
  const rows = await rowsOf(await threatConnectSource(client, `incident/${FULL.id}`));
  const row = rows[4]!;
  if (row.kind !== "malformed") throw new Error("the row is not malformed");
  const { source, diagnostic } = row.problem;
  expect(diagnostic.code).toBe("indicator/invalid-address");
  expect(source.text).toBe('{"id":"9007199254918495","type":"Address","summary":"192.0.2.256"}');
  expect(source.text.slice(diagnostic.range.start, diagnostic.range.end)).toBe('"192.0.2.256"');
  expect([source.path, source.positionAt(0).line]).toEqual(["threatconnect:incident/9007199254918401", 5]);
});

test("the names of all groups come when the filter speaks of them", async () => {
  const { filter } = parseFilter('rating > 1 and (group = "x" or active)');
  for (const options of [{ filter: filter! }, { groups: true }]) {
    const [row] = await rowsOf(await threatConnectSource(client, `incident/${FULL.id}`, options));
    expect(row).toMatchObject({ indicator: { groups: ["Bad Incident", "Set \u001B[31mred"] } });
  }
  expect(simulator.state.requests.at(-1)?.target).toContain("fields=associatedGroups");
});

test("each reading begins anew and sees what has come", async () => {
  const source = await threatConnectSource(client, `incident/${FULL.id}`);
  expect(await rowsOf(source)).toHaveLength(6);
  simulator.state.addIndicator({ type: "Host", values: { hostName: "new.example" }, groups: [FULL.id] });
  expect(await rowsOf(source)).toHaveLength(7);
  expect(source.pushedDown?.()).toBeUndefined();
});

describe("what can't be read is told in words", () => {
  test.each([
    ["incident/99", "there is no incident 99 on http://127.0.0.1:", "check the API user's owners"],
    ["threat/4", "there is no threat 4 on http://127.0.0.1:", "check the API user's owners"],
    [`campaign/${FULL.id}`, "group 9007199254918401 is no campaign: it is the incident `Bad Incident`", "threatconnect:incident/9007199254918401"],
    ["incident/2", "it is the intrusion set `Set \\x1b[31mred`", "threatconnect:intrusion-set/2"],
    ["campagn/3", "the platform has no groups of a type `campagn`", "did you mean `campaign`?"],
    ["campaign/Bad", "`Bad` is not the number of a group", "threatconnect:incident/12345"],
    ["campaign", "does not name a group", "threatconnect:incident/12345"],
    ["campaign/3/x", "does not name a group", "threatconnect:incident/12345"],
    ["/3", "does not name a group", "threatconnect:incident/12345"],
  ])("%s", async (group, words, help) => {
    const [outcome] = await Promise.allSettled([threatConnectSource(client, group)]);
    if (outcome.status === "fulfilled") throw new Error("it was accepted");
    expect(outcome.reason).toBeInstanceOf(SourceError);
    expect(outcome.reason).toMatchObject({ message: expect.stringContaining(words), help: expect.stringContaining(help) });
  });

  test("a group without indicators", async () => {
    const source = await threatConnectSource(client, "campaign/3");
    await expect(rowsOf(source)).rejects.toThrow("campaign 3, `Empty`, has no indicators");
    await expect(rowsOf(source)).rejects.toBeInstanceOf(SourceError);
  });

  test("a group of another owner than the one asked for", async () => {
    await expect(threatConnectSource(client, "intrusion-set/2", { owner: "Demo Organization" })).rejects.toThrow(
      "intrusion set 2 belongs to `Demo Source`, not to `Demo Organization`",
    );
    await expect(threatConnectSource(client, "intrusion-set/2", { owner: "demo source" })).resolves.toBeDefined();
  });

  test("credentials that are wrong", async () => {
    const { client: other } = scripted(() => json({ message: "Signature data did not match expected result" }, 401));
    await expect(threatConnectSource(other, "incident/1")).rejects.toMatchObject({
      name: "SourceError",
      message: expect.stringContaining("the secret key does not belong to the access id"),
      help: expect.stringContaining("TC_SECRET_KEY"),
    });
  });
});

test("the article's incident has all its indicators, the inactive one too", async () => {
  const { simulator: other, client: otherClient } = await simulate();
  const rows = await rowsOf(await threatConnectSource(otherClient, `Incidents/${RANSOMWARE_INCIDENT}`));
  expect(rows).toHaveLength(other.state.group(RANSOMWARE_INCIDENT).indicators.size);
  expect(rows.filter((row) => row.kind === "indicator" && row.indicator.active === false)).toHaveLength(1);
  await other.close();
});

import { describe, expect, test } from "vitest";
import { plant } from "../planting.ts";
import { startSimulator } from "../server.ts";
import { pluck, query, rows, send } from "../testing/client.ts";
import { LARGE_INCIDENT, largeIncidentScenario } from "./large-incident.ts";
import { RANSOMWARE_INCIDENT, ransomwareScenario } from "./ransomware.ts";
import { SCENARIOS } from "./scenarios.ts";

test.each(Object.keys(SCENARIOS))("%s gives the same each time", (name) => {
  const [one, other] = [1, 2].map(() => plant(SCENARIOS[name]!({ indicators: 500 })));
  expect(one!.indicators).toEqual(other!.indicators);
  expect(one!.groups).toEqual(other!.groups);
});

describe("ransomware", () => {
  test("what a person deploys at 3 skulls and 70 %", async () => {
    const simulator = await startSimulator();
    const floor = query(
      "indicators",
      `hasGroup(id = ${RANSOMWARE_INCIDENT}) and rating >= 3 and confidence >= 70`,
      "&sorting=id%20asc",
    );
    const answer = await send(simulator, "GET", floor);
    await simulator.close();
    expect(
      pluck(rows(answer), "summary")
        .map(String)
        .map((summary) => summary.slice(0, 24)),
    ).toEqual([
      "8C1F0A5D3B7E49A6B2D4F608",
      "C0B1A2938475665748392A1B",
      "http://payment.cryptor.e",
      "https://cdn.dropper.exam",
      'http://203.0.113.66/x;"q',
      "payment.cryptor.example",
      "xn--bcher-kva.example",
      "exfil[.]cryptor[.]exampl",
      "203.0.113.7",
      "198.51.100.23",
      "2001:db8:0:7::42",
      "198.51.100.128/28",
      "unlock@cryptor.example",
      "CryptorLoader/1.0 (Windo",
      "Global\\CRYPTOR-7F3A",
      "HKEY_CURRENT_USER\\Softwa",
    ]);
  });

  test("every id of an indicator is above 2^53, and neighbours are one double", () => {
    const ids = [...plant(ransomwareScenario()).indicators.keys()];
    expect(ids.every((id) => id > 2n ** 53n)).toBe(true);
    expect(new Set(ids.map(Number)).size).toBeLessThan(ids.length);
  });
});

test("the large incident has what it says", () => {
  const store = plant(largeIncidentScenario(800));
  const all = [...store.indicators.values()];
  expect(store.groups.get(LARGE_INCIDENT)!.indicators.size).toBe(800);
  expect(all.filter(({ active }) => !active)).toHaveLength(16);
  expect(all.filter(({ rating }) => rating === undefined)).toHaveLength(8);
  expect(new Set(all.map(({ type, summary }) => `${type} ${summary}`)).size).toBe(800);
});

test.each([
  [
    "an owner",
    {
      owners: [{ name: "O", type: "Organization" as const }],
      groups: [],
      indicators: [{ type: "Host", values: { hostName: "a" }, owner: "X" }],
    },
    'No owner is named "X".',
  ],
  [
    "a label",
    {
      owners: [{ name: "O", type: "Organization" as const }],
      groups: [{ type: "Threat", name: "T", securityLabels: ["X"] }],
      indicators: [],
    },
    'No security label is named "X".',
  ],
  [
    "a type",
    { owners: [{ name: "O", type: "Organization" as const }], groups: [], indicators: [{ type: "X", values: {} }] },
    'No type of indicator is named "X".',
  ],
  [
    "a group",
    {
      owners: [{ name: "O", type: "Organization" as const }],
      groups: [],
      indicators: [{ type: "Host", values: { hostName: "a" }, groups: [5n] }],
    },
    "No group of the seed has the id 5.",
  ],
])("a seed that names %s it hasn't is a mistake in words", (_, seed, message) => {
  expect(() => plant(seed)).toThrow(message);
});

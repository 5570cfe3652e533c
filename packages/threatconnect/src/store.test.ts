import { signatureStoreContract } from "@sigwright/core/testing";
import type { StoreFixture } from "@sigwright/core/testing";
import { fuzzRuns } from "@sigwright/core/testing";
import { SWITCH_VALUES } from "@sigwright/threatconnect-simulator";
import type { Seed, Switches } from "@sigwright/threatconnect-simulator";
import { describe, expect, test } from "vitest";
import { threatConnectStore } from "./store.ts";
import { simulate } from "./testing/simulated.ts";

const OWNER = "Demo Organization";

const SEED: Seed = {
  owners: [
    { name: OWNER, type: "Organization" },
    { name: "Demo Source", type: "Source" },
  ],
  groups: [
    { id: 9007199254918401n, type: "Incident", name: "Bad Incident" },
    { id: 9007199254918403n, type: "Intrusion Set", name: "Bad Set" },
    { id: 11n, type: "Campaign", name: "Bad Campaign", owner: "Demo Source" },
  ],
  indicators: [
    { id: 9007199254918487n, type: "Host", values: { hostName: "bad.example" } },
    { id: 9007199254918489n, type: "Address", values: { ip: "203.0.113.7" }, active: false, owner: "Demo Source" },
    { id: 3n, type: "User Agent", values: { "User Agent String": 'Bot "1"' } },
  ],
};

async function openFixture(switches: Partial<Switches> = {}): Promise<StoreFixture> {
  const { simulator, client } = await simulate({ seed: SEED, switches });
  const open = () => threatConnectStore(client, { owner: OWNER });
  return {
    store: open(),
    reopen: open,
    groups: [
      { id: "9007199254918401", type: "Incident", name: "Bad Incident", owner: OWNER },
      { id: "9007199254918403", type: "Intrusion Set", name: "Bad Set", owner: OWNER },
      { id: "11", type: "Campaign", name: "Bad Campaign", owner: "Demo Source" },
    ],
    indicators: [
      { id: "9007199254918487", type: "Host", value: "bad.example", owner: OWNER },
      { id: "9007199254918489", type: "Address", value: "203.0.113.7", owner: "Demo Source" },
      { id: "3", type: "UserAgent", value: 'Bot "1"', owner: OWNER },
    ],
    labels: ["TLP:AMBER", "TLP:GREEN"],
    missing: {
      group: { id: "999999999", type: "Incident" },
      indicator: { id: "999999998", type: "Host", value: "missing.example" },
      label: "TLP:PURPLE",
    },
    writes: async () => String(simulator.state.writes),
    dispose: () => simulator.close(),
  };
}

describe("the contract of signature stores", () => {
  test.each(signatureStoreContract(() => openFixture()))("$name", async ({ run }) => {
    await run();
  });
});

/** What an instance makes of tags, and xids that it never tells, the contract can't ask of a store. */
const BEYOND_THE_CONTRACT: readonly string[] = ["tagNormalization", "xidInResponses"] satisfies (keyof Switches)[];

/** Readings of the API other than the likeliest. */
const READINGS: readonly Partial<Switches>[] = Object.entries(SWITCH_VALUES).flatMap(([name, values]) =>
  BEYOND_THE_CONTRACT.includes(name) ? [] : values.slice(1).map((value): Partial<Switches> => ({ [name]: value })),
);

describe("the contract holds for every other reading of the API at once", () => {
  const all = Object.assign({}, ...READINGS) as Partial<Switches>;
  test.each(signatureStoreContract(() => openFixture(all)))("$name", async ({ run }) => {
    await run();
  });
});

describe.runIf(fuzzRuns(0) > 0)("the contract holds for every single reading of the API", () => {
  test.each(READINGS)("%j", { timeout: 3_600_000 }, async (reading) => {
    for (const { name, run } of signatureStoreContract(() => openFixture(reading))) {
      const [outcome] = await Promise.allSettled([run()]);
      expect(outcome, name).toMatchObject({ status: "fulfilled" });
    }
  });
});

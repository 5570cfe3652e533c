import { signatureStoreContract } from "@sigwright/core/testing";
import type { StoreFixture } from "@sigwright/core/testing";
import type { Seed } from "@sigwright/threatconnect-simulator";
import { describe, test } from "vitest";
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

async function openFixture(): Promise<StoreFixture> {
  const { simulator, client } = await simulate({ seed: SEED });
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
  test.each(signatureStoreContract(openFixture))("$name", async ({ run }) => {
    await run();
  });
});

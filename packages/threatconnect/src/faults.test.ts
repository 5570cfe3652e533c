import { SourceError, StoreError } from "@sigwright/core";
import type { NewSignature, SideFile, SignatureChange, SignatureStore } from "@sigwright/core";
import { fuzzRuns } from "@sigwright/core/testing";
import { FAULT_NAMES, LARGE_INCIDENT, largeIncidentScenario } from "@sigwright/threatconnect-simulator";
import type { FaultName, Simulator } from "@sigwright/threatconnect-simulator";
import { describe, expect, test } from "vitest";
import type { Client } from "./client.ts";
import { threatConnectSource } from "./source.ts";
import { threatConnectStore } from "./store.ts";
import { simulate } from "./testing/simulated.ts";

/** Faults that change what the platform holds of indicators: they are for pulls. */
const ROW_FAULTS: readonly FaultName[] = ["row-added", "row-removed", "row-deleted", "rows-shifted", "indicator-deactivated"];
const OTHER_FAULTS = FAULT_NAMES.filter((fault) => !ROW_FAULTS.includes(fault));
const OWNER = "Demo Organization";
const INDICATORS = 24;
const LONG = { timeout: 3_600_000 };

async function open(): Promise<{ simulator: Simulator; client: Client }> {
  // What hangs is given up soon: nothing else takes that long here.
  return simulate({ seed: largeIncidentScenario(INDICATORS) }, { timeout: 150 });
}

function sideFile(name: string, text: string): SideFile {
  return { name, bytes: new TextEncoder().encode(text) };
}

const ids = (indices: readonly number[]) => indices.map((index) => ({ id: String(9007199255000001n + BigInt(index)), type: "Host", value: "" }));

const SIGNATURE: NewSignature & { readonly xid: string } = {
  xid: "incident-1-suricata",
  name: "Large incident",
  type: "Suricata",
  fileName: "large.rules",
  content: "alert ip any any -> any any (sid:1; rev:1;)\n",
  tags: ["old", "kept"],
  labels: ["TLP:AMBER"],
  attributes: [{ type: "Description", value: "first", isDefault: true }],
  groups: [{ id: String(LARGE_INCIDENT) }],
  indicators: ids([0, 1, 2]),
};

const CHANGE: SignatureChange = {
  content: "alert ip any any -> any any (sid:1; rev:2;)\n",
  tags: { add: ["kept", "new"], remove: ["old"] },
  labels: { add: ["TLP:GREEN"], remove: ["TLP:AMBER"] },
  attributes: { add: [{ type: "Description", value: "second", isDefault: true }], remove: [{ type: "Description", value: "first" }] },
  groups: { add: [{ id: String(LARGE_INCIDENT) }] },
  indicators: { add: ids([1, 3]), remove: ids([0]) },
};

/** What `sync` does: create, or bring the one that is there to what it should be. */
async function bring(store: SignatureStore): Promise<void> {
  const found = await store.get({ xid: SIGNATURE.xid });
  const { id } = found ?? (await store.create(SIGNATURE));
  await store.update(id, CHANGE);
  await store.putSideFiles(id, [sideFile("a.lst", "1\n"), sideFile("b.lst", "2\n")]);
  await store.putSideFiles(id, [sideFile("b.lst", "3\n")]);
}

function heldBy({ state }: Simulator): unknown {
  return {
    signatures: state.signatures.map((signature) => ({
      name: signature.name,
      xid: signature.xid,
      fields: [signature.fields["fileName"], signature.fields["fileType"], signature.fields["fileText"]],
      // Rules of the instance may turn a tag into another spelling.
      tags: signature.tags.map(({ name }) => name.toLowerCase()).toSorted(),
      labels: signature.securityLabels.map(({ name }) => name).toSorted(),
      attributes: signature.attributes.map(({ type, value }) => `${type}: ${value}`).toSorted(),
      indicators: [...signature.indicators].map(String).toSorted(),
      groups: signature.groups.size,
    })),
    documents: state.groups.filter(({ type }) => type === "Document").map(({ fields, content }) => [fields["fileName"], Buffer.from(content ?? []).toString()]),
    indicators: state.indicators.length,
  };
}

const EXPECTED = {
  signatures: [
    {
      name: SIGNATURE.name,
      xid: SIGNATURE.xid,
      fields: ["large.rules", "Suricata", CHANGE.content],
      tags: ["kept", "new"],
      labels: ["TLP:GREEN"],
      attributes: ["Description: second"],
      indicators: ids([1, 2, 3]).map(({ id }) => id),
      groups: 2,
    },
  ],
  documents: [["b.lst", "3\n"]],
  indicators: INDICATORS,
};

async function requestsOf(action: (client: Client) => Promise<void>): Promise<number> {
  const { simulator, client } = await open();
  try {
    await action(client);
    return simulator.state.requests.length;
  } finally {
    await simulator.close();
  }
}

describe("storing a signature with every fault at every request", LONG, async () => {
  const requests = await requestsOf((client) => bring(threatConnectStore(client, { owner: OWNER })));
  // In short mode a fault meets every ninth request, each one others.
  const step = fuzzRuns(0) > 0 ? 1 : 9;

  test("nothing goes wrong without a fault", async () => {
    const { simulator, client } = await open();
    const store = threatConnectStore(client, { owner: OWNER });
    await bring(store);
    expect(heldBy(simulator)).toEqual(EXPECTED);
    const before = simulator.state.writes;
    await store.update((await store.get({ xid: SIGNATURE.xid }))!.id, CHANGE);
    await store.putSideFiles((await store.get({ xid: SIGNATURE.xid }))!.id, [sideFile("b.lst", "3\n")]);
    expect(simulator.state.writes).toBe(before);
    expect(requests).toBeGreaterThan(20);
    await simulator.close();
  });

  test.each(OTHER_FAULTS.map((fault, index) => [fault, index % step] as const))("%s", LONG, async (fault, offset) => {
    for (let request = offset + 1; request <= requests; request += step) {
      const { simulator, client } = await open();
      simulator.setFaults({ strikes: [{ fault, request }], slowMilliseconds: 20 });
      const where = `${fault} at request ${request}`;
      const store = threatConnectStore(client, { owner: OWNER });
      const [first] = await Promise.allSettled([bring(store)]);
      if (first.status === "rejected") {
        expect(first.reason, where).toBeInstanceOf(StoreError);
        simulator.state.setPermission(OWNER, "FULL");
        // The run that gave up is completed by the next one.
        await bring(threatConnectStore(client, { owner: OWNER })).catch((error: unknown) => {
          throw new Error(`the run after ${where} failed too`, { cause: error });
        });
      }
      expect(heldBy(simulator), where).toEqual(EXPECTED);
      await simulator.close();
    }
  });
});

describe("a create is never sent twice when it took effect", () => {
  const cases: readonly (readonly [FaultName, number])[] = [
    ...(["500-after", "502-after", "503-after", "504-after", "reset-after", "reply-lost", "hang", "truncated-json", "truncated-body"] as const).map(
      (fault) => [fault, 1] as const,
    ),
    ...(["500-before", "502-before", "503-before", "503-retry-after", "504-before", "429", "429-retry-after", "reset-before", "unauthorized", "clock-skew"] as const).map(
      (fault) => [fault, 2] as const,
    ),
  ];
  test.each(cases)("%s: %d requests", LONG, async (fault, sent) => {
    for (const duplicateXid of ["error", "update"] as const) {
      const { simulator, client } = await open();
      simulator.setSwitches({ duplicateXid });
      simulator.setFaults({ strikes: [{ fault, method: "POST" }] });
      for (const xid of [SIGNATURE.xid, undefined]) {
        const { xid: _, ...signature } = SIGNATURE;
        const before = simulator.state.requests.filter(({ method }) => method === "POST").length;
        const created = await threatConnectStore(client, { owner: OWNER }).create(xid === undefined ? signature : { ...signature, xid });
        expect(created.content).toBe(SIGNATURE.content);
        const posts = simulator.state.requests.filter(({ method }) => method === "POST").length - before;
        expect(posts).toBe(xid === undefined ? 1 : sent);
      }
      expect(simulator.state.signatures).toHaveLength(2);
      await simulator.close();
    }
  });
});

describe("pulling with every fault at every request", LONG, async () => {
  const pull = async (client: Client): Promise<readonly string[]> => {
    const source = await threatConnectSource(client, `incident/${LARGE_INCIDENT}`, { pageSize: 5 });
    const pulled: string[] = [];
    for await (const row of source.read()) pulled.push(row.kind === "indicator" ? row.indicator.provenance.id! : "malformed");
    return pulled;
  };
  const requests = await requestsOf(async (client) => void (await pull(client)));

  test.each(FAULT_NAMES)("%s", LONG, async (fault) => {
    for (let request = 1; request <= requests; request++) {
      const { simulator, client } = await open();
      simulator.setFaults({ strikes: [{ fault, request }], slowMilliseconds: 20 });
      const where = `${fault} at request ${request}`;
      const before = simulator.state.indicators.map(({ id }) => String(id));
      const [outcome] = await Promise.allSettled([pull(client)]);
      if (outcome.status === "rejected") {
        expect(outcome.reason, where).toBeInstanceOf(SourceError);
      } else {
        const members = new Set([...simulator.state.group(LARGE_INCIDENT).indicators].map(String));
        const always = before.filter((id) => members.has(id));
        expect(new Set(outcome.value).size, where).toBe(outcome.value.length);
        expect(always.filter((id) => !outcome.value.includes(id)), where).toEqual([]);
        expect(always.length, where).toBeGreaterThanOrEqual(INDICATORS - 1);
      }
      await simulator.close();
    }
  });

  test.each(["500-before", "502-before", "503-retry-after", "429", "reset-before", "truncated-json", "truncated-body", "hang", "unauthorized", "clock-skew", "next-other-origin", "next-repeats"] as const)(
    "%s is got over",
    LONG,
    async (fault) => {
      for (let request = 1; request <= requests; request++) {
        const { simulator, client } = await open();
        simulator.setFaults({ strikes: [{ fault, request }] });
        expect(await pull(client), `${fault} at request ${request}`).toHaveLength(INDICATORS);
        await simulator.close();
      }
    },
  );
});

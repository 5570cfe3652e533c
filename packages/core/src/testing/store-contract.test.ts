import { describe, expect, test } from "vitest";
import type { SignatureStore } from "../signature-store.ts";
import { signatureStoreContract } from "./store-contract.ts";
import type { StoreFixture } from "./store-fixture.ts";
import { toyStore, toyStoreState } from "./toy-store.ts";

function openToy(spoil: (store: SignatureStore) => SignatureStore = (store) => store): () => Promise<StoreFixture> {
  return async () => {
    const state = toyStoreState();
    return {
      store: spoil(toyStore(state)),
      reopen: () => spoil(toyStore(state)),
      groups: [1, 2, 3].map((number) => ({ id: String(number), type: "Incident" })),
      indicators: ["a.example", "b.example", "c.example"].map((value) => ({ type: "Host", value })),
      labels: ["TLP:AMBER", "TLP:GREEN"],
      writes: async () => String(state.writes),
      dispose: async () => {},
    };
  };
}

describe("the contract of signature stores, on the simplest one", () => {
  test.each(signatureStoreContract(openToy()))("$name", async ({ run }) => run());
});

describe("a store that does not keep the contract is found out", () => {
  const spoiled: readonly (readonly [string, (store: SignatureStore) => Partial<SignatureStore>])[] = [
    [
      "changes line ends",
      (store) => ({ create: (given) => store.create({ ...given, content: given.content.replaceAll("\r\n", "\n") }) }),
    ],
    [
      "makes a second one of an xid",
      (store) => ({ create: (given) => store.create({ ...given, ...(given.xid === "one" ? { xid: given.content } : {}) }) }),
    ],
    ["loses an association", (store) => ({ update: (id, change) => store.update(id, { ...change, indicators: {} }) })],
    [
      "never takes out a tag",
      (store) => ({ update: (id, change) => store.update(id, { ...change, tags: { add: change.tags?.add ?? [] } }) }),
    ],
    [
      "writes what is there already",
      (store) => ({
        async update(id, change) {
          await store.update(id, { tags: { add: ["spoilt"] } });
          await store.update(id, { tags: { remove: ["spoilt"] } });
          return store.update(id, change);
        },
      }),
    ],
    ["forgets side files", () => ({ putSideFiles: async () => {} })],
    [
      "ignores what was there before",
      (store) => ({ update: (id, change) => store.update(id, { ...change, replaces: change.content ?? "" }).catch(async () => (await store.get({ id }))!) }),
    ],
    [
      "throws what is no StoreError",
      (store) => ({ update: (id, change) => store.update(id, change).catch(() => Promise.reject(new Error("it failed"))) }),
    ],
    ["ignores the query of a listing", (store) => ({ list: () => store.list() })],
  ];

  test.each(spoiled)("one that %s", async (_, spoil) => {
    const open = openToy((store) => ({ ...store, ...spoil(store) }));
    const outcomes = await Promise.allSettled(signatureStoreContract(open).map(async ({ run }) => run()));
    expect(outcomes.filter(({ status }) => status === "rejected")).not.toEqual([]);
  });
});

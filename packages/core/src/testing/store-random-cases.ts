import type { SignatureChange, SignatureStore } from "../signature-store.ts";
import { demandSame } from "./conformance-case.ts";
import { fuzzRuns } from "./fuzz-runs.ts";
import { collected, indicatorName } from "./store-fixture.ts";
import type { StoreCase, StoreFixture } from "./store-fixture.ts";
import { toyStore } from "./toy-store.ts";

const STEPS = 40;

/** Cases that do the same things, chosen at random, to a store and to one that is too simple to be wrong. */
export function randomCases(): readonly StoreCase[] {
  return [
    {
      name: "holds what a simple store holds after any changes",
      async run(fixture) {
        const runs = fuzzRuns(2);
        for (let seed = 1; seed <= runs; seed++) await compare(fixture, seed);
      },
    },
  ];
}

async function compare(fixture: StoreFixture, seed: number): Promise<void> {
  const random = randomNumbers(seed);
  const model = toyStore();
  const ids = new Map<string, string>();
  const prefix = `run ${seed} `;
  for (let step = 0; step < STEPS; step++) {
    const xid = `${prefix}${random(4)}`;
    const change = randomChange(fixture, random);
    const store = random(2) === 0 ? fixture.store : fixture.reopen();
    const [mine, theirs] = await Promise.all([put(model, xid, change), put(store, xid, change)]);
    ids.set(mine, theirs);
    const what = `signature ${xid} after step ${step} of seed ${seed}, ${JSON.stringify(change)}`;
    demandSame(await shown(fixture.reopen(), theirs), await shown(model, mine), what);
  }
  for (const [mine, theirs] of ids) {
    demandSame(await shown(fixture.store, theirs), await shown(model, mine), `a signature in the end of seed ${seed}`);
  }
}

/** Updates the signature of an xid, or makes it first. Gives its identifier. */
async function put(store: SignatureStore, xid: string, change: SignatureChange): Promise<string> {
  const found = await store.get({ xid });
  const { id } = found ?? (await store.create({ xid, name: "n", type: "Suricata", fileName: "f", content: "c" }));
  await store.update(id, change);
  return id;
}

/** All that a store tells of a signature, in a form that is the same in every store. */
async function shown(store: SignatureStore, id: string): Promise<unknown> {
  const found = (await store.get({ id }))!;
  const indicators = await collected(store.indicators(id));
  return {
    texts: [found.xid, found.name, found.type, found.fileName, found.content],
    attributes: found.attributes.map(({ type, value }) => `${type} ${value}`).toSorted(),
    tags: found.tags.toSorted(),
    labels: found.labels.toSorted(),
    groups: found.groups.map((group) => group.id).toSorted(),
    indicators: indicators.map(indicatorName).toSorted(),
  };
}

function randomChange({ groups, indicators, labels }: StoreFixture, random: (below: number) => number): SignatureChange {
  const some = <Member>(members: readonly Member[]): readonly Member[] => members.slice(0, 6).filter(() => random(3) === 0);
  const both = <Member>(members: readonly Member[]): { add: readonly Member[]; remove: readonly Member[] } => ({
    add: some(members),
    remove: some(members),
  });
  const text = `text ${random(5)}`;
  const attributes = [1, 2, 3].map((number) => ({ type: "Description", value: `value ${number}` }));
  const changes: readonly SignatureChange[] = [
    { name: text },
    { content: text },
    { fileName: text, type: random(2) === 0 ? "YARA" : "Snort" },
    { attributes: both(attributes) },
    { tags: both(["a", "b", "c", "d"]), labels: both(labels) },
    { groups: both(groups) },
    { indicators: both(indicators) },
    { content: text, tags: both(["a", "e"]), indicators: both(indicators) },
  ];
  return changes[random(changes.length)]!;
}

/** Whole numbers below a bound, the same ones for one seed (xorshift32). */
function randomNumbers(seed: number): (below: number) => number {
  let state = (seed * 0x9e3779b9) >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % below;
  };
}

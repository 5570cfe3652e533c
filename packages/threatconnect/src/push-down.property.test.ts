import { fuzzRuns } from "@sigwright/core/testing";
import { compileFilter, parseFilter } from "@sigwright/filter";
import { SWITCH_VALUES } from "@sigwright/threatconnect-simulator";
import type { IndicatorSeed, Seed, Simulator, Switches } from "@sigwright/threatconnect-simulator";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Client } from "./client.ts";
import { threatConnectSource } from "./source.ts";
import { simulate } from "./testing/simulated.ts";

const GROUP = 9007199254918401n;
const NOW = new Date("2026-02-01T12:00:00Z");
const RATINGS = [undefined, 0, 1, 2.99, 2.994, 2.996, 3, 3.333, 3.336, 3.5, 4, 5];
const CONFIDENCES = [undefined, 0, 1, 49, 50, 69, 70, 71, 99, 100];
const DATES = ["2026-01-01T00:00:00Z", "2026-01-30T23:59:59Z", "2026-01-31T00:00:00Z", "2026-02-01T12:00:00Z", "2026-02-02T11:59:59Z"];
const VALUES: readonly Pick<IndicatorSeed, "type" | "values">[] = [
  { type: "Host", values: { hostName: "a.example" } },
  { type: "Address", values: { ip: "203.0.113.7" } },
  { type: "User Agent", values: { "User Agent String": 'Bot "1"' } },
  { type: "Registry Key", values: { "Key Name": "HKEY_CURRENT_USER\\Software\\X", "Value Name": "v", "Value Type": "REG_SZ" } },
  { type: "File", values: { md5: "D41D8CD98F00B204E9800998ECF8427E" } },
  { type: "Wallet", values: { Coin: "c", Account: "17" } },
];

/** Every value of every field that is pushed, in all combinations of a kind that chance would hardly make. */
function* indicators(): Generator<IndicatorSeed> {
  for (let number = 0; number < 240; number++) {
    const pick = <Value>(values: readonly Value[], step: number): Value => values[Math.floor(number * step) % values.length]!;
    const rating = pick(RATINGS, 1);
    const confidence = pick(CONFIDENCES, 1 / 3);
    const date = (step: number): string | undefined => pick([undefined, ...DATES], step);
    const [firstSeen, lastSeen, externalDateExpires] = [date(1 / 2), date(1 / 5), date(1 / 7)];
    yield {
      ...pick(VALUES, 1 / 11),
      owner: pick(["Demo Organization", "Demo Source"], 1 / 13),
      groups: [GROUP],
      active: number % 5 !== 0,
      dateAdded: pick(DATES, 1 / 2),
      lastModified: pick(DATES, 1 / 3),
      ...(rating === undefined ? {} : { rating }),
      ...(confidence === undefined ? {} : { confidence }),
      ...(firstSeen === undefined ? {} : { firstSeen }),
      ...(lastSeen === undefined ? {} : { lastSeen }),
      ...(externalDateExpires === undefined ? {} : { externalDateExpires }),
      tags: number % 4 === 0 ? ["c2"] : [],
    };
  }
}

const SEED: Seed = {
  owners: [
    { name: "Demo Organization", type: "Organization" },
    { name: "Demo Source", type: "Source" },
  ],
  groups: [{ id: GROUP, type: "Incident", name: "Bad Incident" }],
  indicators: indicators(),
  customIndicatorTypes: [{ name: "Wallet", labels: ["Coin", "Account"] }],
};

const operator = fc.constantFrom("=", "!=", "<", "<=", ">", ">=");
const date = fc.constantFrom('"2026-01-31"', '"2026-01-31 00:00"', '"2026-01-30T23:59:59Z"', '"now"', '"now - 1d"', '"today"', '"today - 36h"');
const dateField = fc.constantFrom("dateAdded", "lastModified", "firstSeen", "lastSeen", "expires");
const typeName = fc.constantFrom("Host", "Address", '"User Agent"', "RegistryKey", "File", "Wallet");
const clause = fc.oneof(
  fc.tuple(operator, fc.constantFrom("0", "1", "2.99", "2.995", "3", "3.33", "3.34", "4.5", "5")).map(([op, n]) => `rating ${op} ${n}`),
  fc.tuple(operator, fc.constantFrom("0", "49.5", "50", "69.5", "70", "99", "100")).map(([op, n]) => `confidence ${op} ${n}`),
  fc.constantFrom("rating in (1, 3.33, 5)", "confidence in (50, 70)", "rating exists", "not confidence exists"),
  fc.tuple(dateField, operator, date).map((parts) => parts.join(" ")),
  fc.tuple(fc.constantFrom("in", "not in"), fc.array(typeName, { minLength: 1, maxLength: 3 })).map(([op, names]) => `typeName ${op} (${names.join(", ")})`),
  fc.constantFrom("active", "active = false", "not active", 'tag = "C2"', 'group = "bad incident"', 'owner = "Demo Source"', 'value contains "1"'),
);
const filterText = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small" },
    clause,
    fc.array(tie("tree"), { minLength: 2, maxLength: 4 }).map((parts) => `(${parts.join(" and ")})`),
    fc.array(tie("tree"), { minLength: 2, maxLength: 2 }).map((parts) => `(${parts.join(" or ")})`),
    tie("tree").map((part) => `not (${part})`),
  ),
})).tree;

const switches: fc.Arbitrary<Partial<Switches>> = fc.record(
  Object.fromEntries(Object.entries(SWITCH_VALUES).map(([name, values]) => [name, fc.constantFrom(...(values as readonly unknown[]))])),
) as fc.Arbitrary<Partial<Switches>>;

let simulator: Simulator;
let client: Client;

beforeAll(async () => {
  ({ simulator, client } = await simulate({ seed: SEED, now: () => NOW.getTime() }, { clock: fixedClock() }));
});

afterAll(() => simulator.close());

function fixedClock() {
  return { now: () => NOW.getTime(), sleep: () => Promise.reject(new Error("nothing is to be repeated")), random: () => 0 };
}

interface Outcome {
  readonly passed: readonly string[];
  readonly read: number;
  readonly leftOut: number;
}

async function pull(text: string, enumerated: number): Promise<Outcome> {
  const { filter } = parseFilter(text, { customTypes: ["Wallet"] });
  if (filter === undefined) throw new Error(`the test made a wrong filter: ${text}`);
  const source = await threatConnectSource(client, `incident/${GROUP}`, { filter, now: NOW, enumerated });
  const compiled = compileFilter(filter, { now: NOW });
  const passed: string[] = [];
  let read = 0;
  for await (const row of source.read()) {
    read++;
    if (row.kind === "malformed") throw new Error(row.problem.diagnostic.message);
    if (compiled(row.indicator).passes) passed.push(JSON.stringify(row.indicator));
  }
  return { passed, read, leftOut: source.pushedDown?.()?.leftOut ?? 0 };
}

test("whatever the filter and the reading of the API, pushing down changes no result", { timeout: 3_600_000 }, async () => {
  let pushed = 0;
  await fc.assert(
    fc.asyncProperty(filterText, switches, async (text, readings) => {
      simulator.setSwitches(readings);
      const whole = await pull(text, Number.POSITIVE_INFINITY);
      const part = await pull(text, 0);
      expect(whole.leftOut).toBe(0);
      expect(part.passed).toEqual(whole.passed);
      expect(part.read + part.leftOut).toBe(whole.read);
      if (part.leftOut > 0) pushed++;
    }),
    { numRuns: fuzzRuns(60) },
  );
  // Else the property would hold of a source that pushes nothing.
  expect(pushed).toBeGreaterThan(0);
});

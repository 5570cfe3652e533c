import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isObject } from "./json.ts";
import { LARGE_INCIDENT, largeIncidentScenario } from "./scenarios/large-incident.ts";
import { startSimulator, type Simulator } from "./server.ts";
import { pluck, query, rows, send, type Answer } from "./testing/client.ts";

const COUNT = 250;
const ACTIVE = COUNT - COUNT / 50;
const TQL = `hasGroup(id = ${LARGE_INCIDENT})`;

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ seed: largeIncidentScenario(COUNT) });
});
afterAll(() => simulator.close());

const get = (path: string): Promise<Answer> => send(simulator, "GET", path);
const nextOf = ({ json }: Answer): string | undefined => {
  const next = isObject(json) ? json["next"] : undefined;
  return typeof next === "string" ? next : undefined;
};

/** All pages that `next` leads to, from a first one on. */
async function follow(path: string): Promise<readonly Answer[]> {
  const pages = [await get(path)];
  for (let next = nextOf(pages[0]!); next !== undefined; next = nextOf(pages.at(-1)!)) {
    expect(next.startsWith(`${simulator.url}/v3/indicators?`)).toBe(true);
    pages.push(await get(next.slice(simulator.url.length)));
  }
  return pages;
}

test("next leads through everything once, in order, whatever the page", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 9, max: 300 }),
      fc.constantFrom("id asc", "id desc", "rating desc id asc"),
      async (limit, sorting) => {
        const pages = await follow(
          query("indicators", TQL, `&sorting=${encodeURIComponent(sorting)}&resultLimit=${limit}&count=true`),
        );
        const ids = pages.flatMap((page) => pluck(rows(page), "id")) as bigint[];
        expect(new Set(ids).size).toBe(ACTIVE);
        expect(ids).toHaveLength(ACTIVE);
        if (sorting !== "rating desc id asc")
          expect(ids).toEqual(ids.toSorted((a, b) => (a < b === (sorting === "id asc") ? -1 : 1)));
        expect(pages).toHaveLength(Math.ceil(ACTIVE / limit));
        for (const [index, page] of pages.entries()) {
          expect(isObject(page.json) && "count" in page.json).toBe(index === 0);
          expect(isObject(page.json) && "prev" in page.json).toBe(index > 0);
        }
      },
    ),
    { numRuns: 12 },
  );
});

test("a last page that is full has no next", async () => {
  const pages = await follow(query("indicators", TQL, `&sorting=id%20asc&resultLimit=${ACTIVE / 5}`));
  expect(pages.map((page) => rows(page).length)).toEqual([49, 49, 49, 49, 49]);
});

test("next repeats every other parameter, and nothing but its own window", async () => {
  const path = query(
    "indicators",
    TQL,
    "&fields=tags&fields=attributes&sorting=id+asc&resultStart=10&resultLimit=5&count=true&createActivityLog=true",
  );
  const next = new URL(nextOf(await get(path))!);
  const expected = new URLSearchParams(path.split("?")[1]);
  expected.delete("resultStart");
  expected.delete("resultLimit");
  expect([...next.searchParams]).toEqual([...expected, ["resultStart", "15"], ["resultLimit", "5"]]);
  expect(next.search).not.toMatch(/[()+ ]/);
});

describe("limits", () => {
  test("100 by default", async () => expect(rows(await get("/v3/indicators"))).toHaveLength(100));

  test("10,000 at most", async () => {
    expect((await get("/v3/indicators?resultLimit=10000")).status).toBe(200);
    expect(await get("/v3/indicators?resultLimit=10001")).toMatchObject({
      status: 400,
      json: { message: expect.stringContaining("the maximum value for resultLimit is 10000") },
    });
  });

  test.each(["resultLimit=0", "resultLimit=-1", "resultLimit=x", "resultStart=1.5", "resultStart="])(
    "%s is refused",
    async (parameter) => {
      expect((await get(`/v3/indicators?${parameter}`)).status).toBe(400);
    },
  );

  test("a start behind the end is an empty page with prev", async () => {
    const page = await get("/v3/indicators?resultStart=1000&count=true");
    expect(page.json).toEqual({ data: [], prev: expect.stringContaining("resultStart=900"), status: "Success" });
  });
});

test("active ones only, unless the query speaks of it", async () => {
  const counts = [];
  for (const more of ["", " and indicatorActive = false", " and (indicatorActive = true or indicatorActive = false)"]) {
    const { json } = await get(query("indicators", TQL + more, "&count=true&resultLimit=1"));
    counts.push(isObject(json) ? json["count"] : undefined);
  }
  expect(counts).toEqual([ACTIVE, COUNT / 50, COUNT]);
});

test.each([
  ["sorting=id", 9007199255000001n],
  ["sorting=id%20ASC", 9007199255000001n],
  ["sorting=id%20desc", 9007199255000249n],
  ["sorting=rating%20asc%20nullsfirst%20id%20asc", 9007199255000099n],
  ["sorting=rating%20asc%20id%20asc", 9007199255000008n],
])("%s starts with %s", async (sorting, first) => {
  const [id] = pluck(rows(await get(query("indicators", `${TQL} and (rating >= 0 or rating is null)`, `&${sorting}`))), "id");
  expect(id).toBe(first);
});

test.each(["sorting=name%20asc", "sorting=hasGroup", "sorting=id%20asc%20upwards"])("%s is refused", async (sorting) => {
  expect(await get(`/v3/indicators?${sorting}`)).toMatchObject({
    status: 400,
    json: { message: expect.stringContaining("Invalid sorting") },
  });
});

test("a change between two pages is seen", async () => {
  const path = query("indicators", TQL, "&sorting=id%20asc&resultLimit=3");
  const [first] = rows(await get(path));
  simulator.state.edit(simulator.state.indicator(first!["id"] as bigint), { active: false });
  expect(pluck(rows(await get(path)), "id")).not.toContain(first!["id"]);
  simulator.state.edit(simulator.state.indicator(first!["id"] as bigint), { active: true });
});

test("a hundred thousand indicators are there soon, and page", async () => {
  const large = await startSimulator({ seed: largeIncidentScenario(100_000) });
  const last = await send(large, "GET", query("indicators", TQL, "&sorting=id%20asc&resultStart=97990&resultLimit=1000"));
  expect(rows(last)).toHaveLength(10);
  expect(last.json).not.toHaveProperty("next");
  await large.close();
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Client } from "./client.ts";
import { json, scripted } from "./testing/scripted.ts";
import type { Scripted } from "./testing/scripted.ts";

const base = 9007199254918487n;

function page(ids: readonly bigint[], more: { count?: number; next?: string } = {}): Scripted {
  const rows = ids.map((id) => `{"id":${id},"type":"Host","summary":"h${id}.example","active":true}`);
  return { body: `{"data":[${rows.join(",")}],"status":"Success"${Object.entries(more).map(([k, v]) => `,"${k}":${JSON.stringify(v)}`).join("")}}` };
}

async function idsOf(client: Client, pageSize = 2): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const { id } of client.indicators.list({ tql: "hasGroup(id = 1)", pageSize })) ids.push(id);
  return ids;
}

test("pages are asked for by the last identifier, in order, with both states", async () => {
  const { client, requests } = scripted([page([base, base + 2n], { next: "https://evil.example/steal", count: 3 }), page([base + 4n], { count: 1 })]);
  expect(await idsOf(client)).toEqual([base, base + 2n, base + 4n].map(String));
  const queries = requests.map(({ target }) => new URL(target, "https://tc.example").searchParams);
  expect(queries.map((query) => query.get("tql"))).toEqual([
    "(hasGroup(id = 1)) and (indicatorActive = true or indicatorActive = false)",
    `(hasGroup(id = 1)) and (indicatorActive = true or indicatorActive = false) and id > ${base + 2n}`,
  ]);
  for (const query of queries) expect(query.get("sorting")).toBe("id asc");
  // The link leads elsewhere: it is a hint that there is more, and never followed.
  expect(requests.every(({ target }) => target.startsWith("/api/v3/indicators?"))).toBe(true);
});

describe("whether there is more", () => {
  test.each([
    ["a link says so", [page([1n], { next: "x" }), page([2n])], ["1", "2"]],
    ["a count says so", [page([1n], { count: 2 }), page([2n], { count: 1 })], ["1", "2"]],
    ["the page is full", [page([1n, 2n]), page([])], ["1", "2"]],
    ["the page is full, and the next list is said not to exist", [page([1n, 2n]), json({ message: "The requested resource was not found" }, 404)], ["1", "2"]],
    ["nothing says so", [page([1n])], ["1"]],
    ["nothing is there", [json({ status: "Success" })], []],
    ["nothing is there in another way", [json({ data: {}, status: "Success" })], []],
  ])("%s", async (_, script, expected) => {
    const { client, requests } = scripted(script);
    expect(await idsOf(client)).toEqual(expected);
    expect(requests).toHaveLength(script.length);
  });
});

describe("lists that can't be complete are refused", () => {
  test.each([
    ["an empty page with a link", [page([1n, 2n]), page([], { next: "x" })], "an empty page that is said not to be the last"],
    ["the same page again", [page([1n, 2n]), page([1n, 2n])], "rows that are not in the order asked for (1 after 2)"],
    ["another order", [page([2n, 1n])], "rows that are not in the order asked for (1 after 2)"],
    ["no list", [json({ data: "x", status: "Success" })], "something else than a list"],
    ["rows without identifiers", [{ body: '{"data":[{"type":"Host"}],"next":"x","status":"Success"}' }], "rows without identifiers"],
  ])("%s", async (_, script, words) => {
    await expect(idsOf(scripted(script).client)).rejects.toThrow(words);
  });
});

test.each([
  [{ failure: "too-large" }, 1],
  [{ failure: "timeout" }, 6],
  [{ status: 504 }, 6],
  [{ status: 400, body: '{"message":"The query timed out","status":"Error"}' }, 1],
  [{ status: 500, body: "query ran out of time" }, 6],
] as const)("pages that are too much are asked for in smaller ones: %j", async (answer, attempts) => {
  const { client, requests } = scripted((request) =>
    Number(new URL(request.target, "https://x").searchParams.get("resultLimit")) > 100 ? answer : page([1n]),
  );
  expect(await idsOf(client, 1000)).toEqual(["1"]);
  const sizes = requests.map(({ target }) => /resultLimit=(\d+)/.exec(target)?.[1]);
  expect(sizes).toEqual([...Array.from({ length: attempts }, () => "1000"), ...Array.from({ length: attempts }, () => "250"), "62"]);
});

test("whatever comes and goes between pages, what is there all the time is delivered once", async () => {
  const step = fc.record({ add: fc.array(fc.nat(60)), remove: fc.array(fc.nat(60)) });
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.nat(60)), fc.array(step), fc.integer({ min: 1, max: 7 }), async (start, steps, pageSize) => {
      const rows = new Set(start);
      const ever = new Set(start);
      const always = new Set(start);
      const { client } = scripted((request, number) => {
        const query = new URL(request.target, "https://x").searchParams;
        const after = /id > (\d+)/.exec(query.get("tql")!)?.[1];
        const left = [...rows].map((row) => base + BigInt(row)).filter((id) => after === undefined || id > BigInt(after));
        const sorted = left.toSorted((a, b) => (a < b ? -1 : 1));
        const answer = page(sorted.slice(0, pageSize), sorted.length > pageSize ? { next: "x", count: sorted.length } : {});
        const change = steps[number - 1];
        for (const row of change?.remove ?? []) {
          rows.delete(row);
          always.delete(row);
        }
        for (const row of change?.add ?? []) {
          rows.add(row);
          ever.add(row);
        }
        return answer;
      });
      const delivered = (await idsOf(client, pageSize)).map((id) => Number(BigInt(id) - base));
      expect(new Set(delivered).size).toBe(delivered.length);
      expect(new Set(delivered.filter((row) => always.has(row)))).toEqual(always);
      expect(delivered.every((row) => ever.has(row))).toBe(true);
    }),
  );
});

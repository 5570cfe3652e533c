import { afterEach, expect, test } from "vitest";
import { LARGE_INCIDENT, largeIncidentScenario } from "../scenarios/large-incident.ts";
import { startSimulator, type Simulator } from "../server.ts";
import { members, pluck, query, row, rows, send, type Answer } from "../testing/client.ts";
import { FAULT_NAMES, type FaultName } from "./catalogue.ts";
import type { Faults } from "./plan.ts";

const SIGNATURE = {
  type: "Signature",
  name: "S",
  fileName: "s.rules",
  fileType: "Suricata",
  fileText: "alert\n",
  tags: { data: [{ name: "made" }] },
};
const PAGE = query("indicators", `hasGroup(id = ${LARGE_INCIDENT})`, "&resultLimit=5&sorting=id%20asc&count=true&fields=tags");

let simulator: Simulator | undefined;

afterEach(() => simulator?.close());

async function start(faults: Faults): Promise<Simulator> {
  simulator = await startSimulator({ seed: largeIncidentScenario(20), faults });
  return simulator;
}

async function attempt(running: Simulator, method: string, path: string, body?: typeof SIGNATURE): Promise<Answer | undefined> {
  return Promise.race([
    send(running, method, path, body).catch(() => undefined),
    // A hanging answer is told from a slow one by waiting longer than slow ones take.
    new Promise<undefined>((resolve) => setTimeout(resolve, 2000, undefined)),
  ]);
}

// What a POST is answered with, undefined where the connection breaks; and whether the group exists afterwards.
test.each<[FaultName, number | undefined, boolean]>([
  ["500-before", 500, false],
  ["500-after", 500, true],
  ["502-before", 502, false],
  ["502-after", 502, true],
  ["503-before", 503, false],
  ["503-after", 503, true],
  ["503-retry-after", 503, false],
  ["504-before", 504, false],
  ["504-after", 504, true],
  ["429", 429, false],
  ["429-retry-after", 429, false],
  ["reset-before", undefined, false],
  ["reset-after", undefined, true],
  ["reply-lost", undefined, true],
  ["hang", undefined, true],
  ["slow", 201, true],
  ["truncated-json", 201, true],
  ["truncated-body", undefined, true],
  ["timestamp-refused", 401, false],
  ["clock-skew", 401, false],
  ["unauthorized", 401, false],
  ["redirect", 302, false],
  ["tag-renamed", 201, true],
  ["permission-lost", 201, true],
])("%s on a create", async (fault, status, made) => {
  const running = await start({ strikes: [{ fault, request: 2 }] });
  await send(running, "GET", "/v3/security/owners");
  const answer = await attempt(running, "POST", "/v3/groups?fields=tags", SIGNATURE);
  expect(answer?.status).toBe(status);
  expect(running.state.signatures).toHaveLength(made ? 1 : 0);
  expect(running.state.writes).toBe(made ? 1 : 0);
  expect(running.state.requests.map((record) => record.fault)).toEqual([undefined, fault]);
});

test("every other fault is one of lists", () => {
  const lists = ["tql-timeout", "next-other-origin", "next-repeats", "empty-page", "missing-collection", "row-added"];
  const rest = ["row-removed", "row-deleted", "rows-shifted", "indicator-deactivated"];
  expect(FAULT_NAMES).toHaveLength(24 + lists.length + rest.length);
});

test.each<[FaultName, object]>([
  ["429-retry-after", { "retry-after": "1", "content-type": "text/html" }],
  ["503-retry-after", { "retry-after": "1" }],
  ["502-before", { "content-type": "text/html" }],
])("the headers of %s", async (fault, headers) => {
  const running = await start({ strikes: [{ fault }] });
  const answer = await send(running, "GET", "/v3/groups");
  expect(answer.headers).toMatchObject(headers);
  expect(answer.json).toBeUndefined();
});

test("a skewed clock stays, and says so in Date", async () => {
  const running = await start({ strikes: [{ fault: "clock-skew" }] });
  for (let attempts = 0; attempts < 2; attempts++) {
    const answer = await send(running, "GET", "/v3/groups");
    expect(answer).toMatchObject({ status: 401, json: { message: "Timestamp out of acceptable time range" } });
    const ahead = Date.parse(String(answer.headers["date"])) - Date.now();
    expect(Math.abs(ahead - 600_000)).toBeLessThan(5000);
  }
});

test("next leads elsewhere, to the same page, or from an empty one", async () => {
  const running = await start({
    strikes: [{ fault: "next-other-origin" }, { fault: "next-repeats", request: 2 }, { fault: "empty-page", request: 3 }],
  });
  expect((await send(running, "GET", PAGE)).json).toMatchObject({
    next: expect.stringMatching(/^http:\/\/elsewhere\.example\/api\/v3\//),
  });
  expect((await send(running, "GET", PAGE)).json).toMatchObject({ next: `${running.url}${PAGE}` });
  const empty = await send(running, "GET", PAGE);
  expect(rows(empty)).toEqual([]);
  expect(empty.json).toHaveProperty("next");
  expect((await send(running, "GET", PAGE)).json).toMatchObject({
    next: expect.stringContaining(`${running.url}/v3/indicators?`),
  });
});

async function pageTwice(fault: FaultName): Promise<readonly unknown[][]> {
  const running = await start({ strikes: [{ fault }] });
  const first = await send(running, "GET", PAGE);
  const second = await send(running, "GET", `${PAGE}&resultStart=5`);
  return [first, second].map((answer) => pluck(rows(answer), "id").map((id) => Number((id as bigint) - 9007199255000001n)));
}

// Every fiftieth indicator is inactive: none of these twenty.
test.each<[FaultName, readonly number[]]>([
  ["slow", [5, 6, 7, 8, 9]],
  ["row-added", [4, 5, 6, 7, 8]],
  ["row-removed", [6, 7, 8, 9, 10]],
  ["row-deleted", [6, 7, 8, 9, 10]],
  ["rows-shifted", [6, 7, 8, 9, 10]],
  ["indicator-deactivated", [6, 7, 8, 9, 10]],
])("%s between two pages", async (fault, second) => {
  expect(await pageTwice(fault)).toEqual([[0, 1, 2, 3, 4], second]);
});

test("rows-shifted leaves the count as it was", async () => {
  const running = await start({ strikes: [{ fault: "rows-shifted" }] });
  expect((await send(running, "GET", PAGE)).json).toMatchObject({ count: 20 });
  expect((await send(running, "GET", PAGE)).json).toMatchObject({ count: 20 });
  expect(running.state.group(LARGE_INCIDENT).indicators.size).toBe(20);
});

test("asked-for collections are missing", async () => {
  const running = await start({ strikes: [{ fault: "missing-collection" }] });
  expect(rows(await send(running, "GET", PAGE))[0]).not.toHaveProperty("tags");
  expect(rows(await send(running, "GET", PAGE))[0]).toHaveProperty("tags");
});

test("a tag is renamed, a permission lost", async () => {
  const running = await start({ strikes: [{ fault: "tag-renamed" }, { fault: "permission-lost", request: 2 }] });
  const created = await send(running, "POST", "/v3/groups?fields=tags", SIGNATURE);
  expect(pluck(members(row(created)["tags"]), "name")).toEqual(["MADE"]);
  expect((await send(running, "POST", "/v3/groups", SIGNATURE)).status).toBe(201);
  expect(await send(running, "POST", "/v3/groups", SIGNATURE)).toMatchObject({
    status: 401,
    json: { message: "The requested group was not created - access was denied" },
  });
  running.state.setPermission("Demo Organization", "FULL");
  expect((await send(running, "POST", "/v3/groups", SIGNATURE)).status).toBe(201);
});

test("strikes count the requests they describe", async () => {
  const running = await start({ strikes: [{ fault: "500-before", method: "GET", target: "/v3/groups", request: 2, times: 2 }] });
  const statuses = [];
  for (const path of ["/v3/groups", "/v3/tags", "/v3/groups", "/v3/groups", "/v3/groups"])
    statuses.push((await send(running, "GET", path)).status);
  expect(statuses).toEqual([200, 200, 500, 500, 200]);
});

test("setFaults counts from 1 again", async () => {
  const running = await start({});
  await send(running, "GET", "/v3/groups");
  running.setFaults({ strikes: [{ fault: "429" }] });
  expect((await send(running, "GET", "/v3/groups")).status).toBe(429);
});

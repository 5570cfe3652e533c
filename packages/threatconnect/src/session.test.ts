import { inspect } from "node:util";
import { StoreError } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { sign } from "./authentication.ts";
import { PlatformError } from "./platform-error.ts";
import { json, scripted, START } from "./testing/scripted.ts";
import type { Scripted } from "./testing/scripted.ts";

const GROUP = json({ data: { id: 5, type: "Incident", name: "Bad" }, status: "Success" });
const HTML = "<html><head><title>x</title></head><body><h1>Bad Gateway</h1></body></html>";

async function failureOf(action: Promise<unknown>): Promise<PlatformError> {
  const [outcome] = await Promise.allSettled([action]);
  if (outcome.status === "rejected" && outcome.reason instanceof PlatformError) return outcome.reason;
  throw new Error(`there was no PlatformError: ${inspect(outcome)}`);
}

describe("what passes is asked again", () => {
  const passing: readonly (readonly [string, Scripted])[] = [
    ...[429, 500, 502, 503, 504].map((status) => [`HTTP ${status}`, { status, body: HTML }] as const),
    ["a reset connection", { failure: "lost" }],
    ["no connection", { failure: "unsent" }],
    ["a time-out", { failure: "timeout" }],
    ["JSON that is cut off", { body: '{"data":{"id":5,"ty' }],
    ["a page in place of JSON", { body: HTML }],
  ];
  test.each(passing)("%s", async (_, answer) => {
    const { client, requests, pauses, events } = scripted([answer, answer, GROUP]);
    expect(await client.groups.get("5")).toMatchObject({ id: "5", name: "Bad" });
    expect(requests).toHaveLength(3);
    expect(pauses).toEqual([375, 750]);
    expect(events).toMatchObject([{ kind: "retry", attempt: 1 }, { kind: "retry", attempt: 2 }]);
    // Signed anew each time: the signature of the first attempt would be of another second.
    const stamps = requests.map(({ headers }) => headers["Timestamp"]);
    expect(stamps).toEqual([START, START + 375, START + 1125].map((at) => String(Math.floor(at / 1000))));
    expect(requests[2]!.headers["Authorization"]).toContain(sign("hunter2", "GET", "/api/v3/groups/5", Math.floor((START + 1125) / 1000)));
  });

  test("but not for ever", async () => {
    const { client, requests } = scripted(() => ({ status: 502, body: HTML }));
    const error = await failureOf(client.groups.get("5"));
    expect(requests).toHaveLength(6);
    expect(error).toMatchObject({ failure: "unreachable", status: 502 });
    expect(error.message).toBe("can't read group 5: https://tc.example answered 6 times with HTTP 502: `x Bad Gateway`");
  });

  test("after as long as Retry-After says, unless that is too long", async () => {
    const slow = (value: string): Scripted => ({ status: 429, headers: { "retry-after": value }, body: HTML });
    const patient = scripted([slow("7"), GROUP]);
    await patient.client.groups.get("5");
    expect(patient.pauses).toEqual([7000]);
    const impatient = scripted([slow("3600")]);
    expect((await failureOf(impatient.client.groups.get("5"))).message).toContain("asked to send less (HTTP 429)");
    expect(impatient.requests).toHaveLength(1);
  });
});

describe("what does not pass is told at once", () => {
  test.each([
    ["a licence", { status: 503, body: "API access has not been licensed for this system, please contact sales" }, "the API is not licensed on this instance", "refused"],
    ["a redirect", { status: 302, headers: { location: "https://evil.example/" } }, "another address (HTTP 302), which is not followed", "unreachable"],
    ["an untrusted certificate", { failure: "untrusted" }, "https://tc.example", "unreachable"],
    ["a bad request", json({ message: "Invalid TQL", status: "Error" }, 400), "the platform does not take the request: `Invalid TQL`", "invalid"],
    ["a foreign owner", json({ message: "The requested owner was not found", status: "Error" }, 403), "the owner does not exist or the API user may not see it", "refused"],
    ["success without Success", json({ status: "Failure", message: "no" }), "without success: `no`", "unreachable"],
    ["a taken value", json({ message: "a Signature with this xid already exists" }, 400), "something of that identity is there already", "conflict"],
  ] as const)("%s", async (_, answer, words, failure) => {
    const { client, requests } = scripted([answer as Scripted]);
    const error = await failureOf(client.groups.get("5"));
    expect(error.message).toContain(words);
    expect(error.failure).toBe(failure);
    expect(requests).toHaveLength(1);
  });

  test("that there is no such group is no failure", async () => {
    expect(await scripted([json({ message: "The requested resource was not found" }, 404)]).client.groups.get("5")).toBeUndefined();
  });
});

describe("401", () => {
  const refused = (message: string, headers = {}): Scripted => ({ ...json({ message, status: "Error" }, 401), headers });

  test("is asked once more at once, for every verb", async () => {
    const { client, requests, pauses } = scripted([refused("Unauthorized"), GROUP]);
    await client.groups.get("5");
    const writing = scripted([refused("Unauthorized"), json({ status: "Success" })]);
    await writing.client.groups.update("5", {}, "change it", false);
    expect([requests.length, writing.requests.length, pauses.length]).toEqual([2, 2, 0]);
  });

  test("of the clock is answered with the platform's time, and told", async () => {
    const date = new Date(START + 420_000).toUTCString();
    const { client, requests, events } = scripted([refused("Timestamp out of acceptable time range", { date }), GROUP, GROUP]);
    await client.groups.get("5");
    await client.groups.get("5");
    expect(requests.map(({ headers }) => Number(headers["Timestamp"]) - START / 1000)).toEqual([0, 420, 420]);
    expect(events).toMatchObject([{ kind: "clock", offset: 420 }]);
    expect(inspect(events)).toContain("this machine's clock is 7 minutes behind the platform's");
  });

  test.each([
    ["Timestamp out of acceptable time range", { date: new Date(START - 3 * 3_600_000).toUTCString() }, "this machine's clock is 3 hours ahead of the platform's", "NTP"],
    ["Timestamp out of acceptable time range", {}, "holds the time of the request for wrong", "NTP"],
    ["Signature data did not match expected result", {}, "the secret key does not belong to the access id", "TC_SECRET_KEY"],
    ["Access Denied", {}, "does not know the access id, or its user may not do this", "TC_ACCESS_ID"],
  ])("%s is explained", async (message, headers, words, help) => {
    const { client, requests } = scripted(() => refused(message, headers));
    const error = await failureOf(client.groups.get("5"));
    expect(error.message).toContain(words);
    expect(error.help).toContain(help);
    expect(error.failure).toBe("refused");
    expect(requests).toHaveLength(2);
  });

  test("of a token speaks of the token", async () => {
    const { client } = scripted(() => refused("Unauthorized"), { credentials: { token: "t" } });
    const error = await failureOf(client.groups.get("5"));
    expect(error.message).toContain("the platform does not accept the token, which may have expired");
  });
});

describe("writing", () => {
  const uncertain: readonly Scripted[] = [{ failure: "lost" }, { failure: "timeout" }, { status: 500 }, { status: 504 }, { status: 429 }, { body: "{" }];

  test.each(uncertain)("what must not be sent twice is sent once: %j", async (answer) => {
    const { client, requests } = scripted([answer]);
    const error = await failureOf(client.groups.update("5", {}, "change it", false));
    expect(error.uncertain).toBe(true);
    expect(requests).toHaveLength(1);
  });

  test("what never left is sent again", async () => {
    const { client, requests } = scripted([{ failure: "unsent" }, json({ status: "Success" })]);
    await client.groups.update("5", {}, "change it", false);
    expect(requests).toHaveLength(2);
  });

  test("an address where nobody answers is told after three attempts", async () => {
    const { client, requests } = scripted(() => ({ failure: "unsent" }));
    const error = await failureOf(client.groups.get("5"));
    expect(error).toMatchObject({ failure: "unreachable", message: expect.stringContaining("(3 attempts)") });
    expect(requests).toHaveLength(3);
  });

  test("that something to be deleted is gone is fine", async () => {
    const { client } = scripted([{ failure: "lost" }, json({ message: "not found" }, 404)]);
    await expect(client.groups.delete("5")).resolves.toBeUndefined();
  });
});

test("no more than four requests are under way at a time, and each is signed when it is sent", async () => {
  let running = 0;
  let most = 0;
  const { client } = scripted(async () => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setImmediate(resolve));
    running--;
    return GROUP;
  });
  await Promise.all(Array.from({ length: 20 }, () => client.groups.get("5")));
  expect(most).toBe(4);
});

test("neither errors nor events tell a secret, and what the platform says can't command a terminal", async () => {
  const { client, events } = scripted(() => json({ message: "\u001B[31mred\u0007 hunter\n2\u202E", status: "Error" }, 500));
  const error = await failureOf(client.groups.get("5"));
  const shown = `${inspect(error, { depth: null, showHidden: true })}${JSON.stringify(error)}${inspect(events)}${inspect(client, { depth: null })}`;
  expect(shown).not.toContain("hunter2");
  expect(shown).not.toContain("Authorization");
  expect(`${error.message}${error.help}`).not.toMatch(/[\u0000-\u001F\u202E]/);
  expect(error).toBeInstanceOf(StoreError);
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { INCIDENT, SYNC, XID } from "./incident.mjs";
import { sigwright, startPlatform } from "./platform.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const COMMAND = ["--conditions=@sigwright/source", fileURLToPath(new URL("../../packages/cli/src/main.ts", import.meta.url))];
const STORE = ["--store", "threatconnect:"];

/** A text without what changes with each word of the default template: its hash, and the seal over that. */
function settled(text: string): string {
  return text.replaceAll(/template: default \([0-9a-f]{12}\)/g, "template: default").replaceAll(/sigwright-seal [0-9a-f]{64}/g, "sigwright-seal");
}

function expected(name: string): string {
  return settled(readFileSync(join(here, "expected", name), "utf8"));
}

describe("the example prints what is expected, byte for byte (mend it with `npm run example -- --update`)", () => {
  let simulator: Awaited<ReturnType<typeof startPlatform>>;
  const run = async (args: readonly string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await sigwright(simulator, COMMAND, args);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    return settled(stdout);
  };
  beforeAll(async () => {
    simulator = await startPlatform();
  });
  afterAll(async () => simulator.close());

  test("the first sync makes the signature", async () => {
    expect(await run(SYNC)).toBe(expected("first.txt"));
    expect(await run(["signature", "download", XID, "--out", "-", ...STORE])).toBe(expected(`incident-${INCIDENT}.rules`));
    expect(await run(["signature", "show", XID, ...STORE])).toContain(expected("signature.txt"));
  }, 60_000);

  test("the second writes nothing", async () => {
    const { writes } = simulator.state;
    expect(await run(SYNC)).toContain(expected("second.txt"));
    expect(simulator.state.writes).toBe(writes);
  }, 60_000);

  test("a rating that falls takes rule and association back", async () => {
    simulator.state.edit(simulator.state.indicator("25.201.8.19"), { rating: 1 });
    expect(await run(SYNC)).toContain(expected("third.txt"));
    const [signature] = simulator.state.signatures;
    expect(signature?.indicators.size).toBe(5);
  }, 60_000);

  test("there are no other files", () => {
    expect(readdirSync(join(here, "expected")).toSorted()).toEqual(["first.txt", `incident-${INCIDENT}.rules`, "second.txt", "signature.txt", "third.txt"]);
  });
});

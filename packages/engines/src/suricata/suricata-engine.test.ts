import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findSuricata } from "./suricata-engine.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sigwright-find-"));
  await writeFile(join(folder, "suricata"), "#!/bin/sh\necho This is Suricata version 8.0.3-dev RELEASE\n");
  await writeFile(join(folder, "suricata-9"), "#!/bin/sh\necho This is Suricata version 9.0.0 RELEASE\n");
  await chmod(join(folder, "suricata-9"), 0o755);
  await writeFile(join(folder, "other"), "#!/bin/sh\necho hello\n");
  await chmod(join(folder, "suricata"), 0o755);
  await chmod(join(folder, "other"), 0o755);
});
afterAll(() => rm(folder, { recursive: true }));

describe("findSuricata", () => {
  test("takes the program that is named, and its version from itself", async () => {
    const engine = await findSuricata({ SIGWRIGHT_SURICATA: join(folder, "suricata"), PATH: "" });
    expect(engine).toMatchObject({ version: "8.0.3-dev", target: { engine: "suricata", version: "8.0" } });
  });

  test("finds the program on the path, but not in relative folders", async () => {
    expect((await findSuricata({ PATH: `relative:${folder}` })).version).toBe("8.0.3-dev");
    await expect(findSuricata({ PATH: "." })).rejects.toMatchObject({ kind: "missing" });
  });

  test("finds a program of another name", async () => {
    expect((await findSuricata({ PATH: folder }, "suricata-9")).version).toBe("9.0.0");
  });

  test.each([
    ["nothing is there", () => "/nowhere/suricata", "`/nowhere/suricata`, which is not a program"],
    ["it is something else", () => join(folder, "other"), "does not say that it is Suricata"],
  ])("says so when %s", async (_, path, message) => {
    await expect(findSuricata({ SIGWRIGHT_SURICATA: path() })).rejects.toThrow(message);
  });
});

import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findSuricata, findSuricataFor } from "./suricata-engine.ts";

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

describe("findSuricataFor", () => {
  const forVersion = async (version: string, environment: NodeJS.ProcessEnv): Promise<string> => (await findSuricataFor({ engine: "suricata", version }, environment)).version;

  test.each([
    ["the one on the path", "8.0", "8.0.3-dev"],
    ["the one beside it, when that is of the version", "9.0", "9.0.0"],
    ["the one on the path, when none is", "9.1", "8.0.3-dev"],
  ])("takes %s", async (_, version, found) => {
    expect(await forVersion(version, { PATH: folder })).toBe(found);
  });

  test("takes the one that is named, whatever its version", async () => {
    expect(await forVersion("9.0", { PATH: folder, SIGWRIGHT_SURICATA: join(folder, "suricata") })).toBe("8.0.3-dev");
  });

  test("takes the one beside it alone", async () => {
    const alone = join(folder, "alone");
    await mkdir(alone);
    await symlink(join(folder, "suricata-9"), join(alone, "suricata-9"));
    expect(await forVersion("9.0", { PATH: alone })).toBe("9.0.0");
  });

  test("says so when there is none", async () => {
    await expect(forVersion("9.0", { PATH: "/nowhere" })).rejects.toThrow("no `suricata` on the path");
  });
});

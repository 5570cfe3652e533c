import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { suricataForTests, TESTED_SERIES } from "@sigwright/engines/testing";
import { describe, expect, onTestFinished, test } from "vitest";
import { callCli, type CliCall } from "./testing/call-cli.ts";
import { runCli } from "./testing/run-cli.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

const GOOD = 'alert dns any any -> any any (msg:"good"; dns.query; content:"bad.example"; sid:1000001; rev:1;)\n';
const BAD = 'alert dns any any -> any any (msg:"bad"; dns.querry; content:"bad.example"; sid:1000002; rev:1;)\n';

async function check(rules: string, args: readonly string[]): Promise<CliCall> {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, "a.rules"), rules);
  return await callCli(["check", ...args], { cwd: folder.path });
}

const [suricata7, suricata8] = await Promise.all(TESTED_SERIES.map(suricataForTests));

describe.skipIf(suricata7 === undefined)("an installed engine", () => {
  test("is asked, and agrees", async () => {
    const variables = GOOD.replace("any any -> any any", "$SSH_SERVERS any -> any any");
    const run = await check(GOOD + BAD + GOOD + variables, ["--engine", "require"]);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toMatch(/✓ Suricata 7\.\S+ was asked about 4 rules and says the same\n/);
  });

  test("that the targets are not for is no answer", async () => {
    const { SIGWRIGHT_SURICATA: named } = process.env;
    process.env["SIGWRIGHT_SURICATA"] = suricata7!.path;
    onTestFinished(() => {
      if (named === undefined) delete process.env["SIGWRIGHT_SURICATA"];
      else process.env["SIGWRIGHT_SURICATA"] = named;
    });
    const args = ["--target", "suricata@8.0", "a.rules"];
    const required = await check(GOOD, ["--engine", "require", ...args]);
    expect(required.exitCode).toBe(3);
    expect(required.stdout).toContain("loads 1 rule");
    expect(required.stderr).toContain("nothing was checked for its version");
    const wanted = await check(GOOD, ["--engine", "auto", ...args]);
    expect(wanted.exitCode).toBe(0);
    expect(wanted.stderr).toContain("an engine was not asked");
  });

  test.skipIf(suricata8 === undefined)("stands beside another: each is asked what is for it", async () => {
    const run = await check(GOOD, ["--engine", "require", "--target", "suricata@7.0", "--target", "suricata@8.0"]);
    expect(run.exitCode).toBe(0);
    for (const { version } of [suricata7!, suricata8!]) expect(run.stdout).toContain(`✓ Suricata ${version} was asked about 1 rule and says the same\n`);
  });
});

describe("an engine that is not installed", () => {
  const nowhere = { PATH: "" };

  test("is passed over with a note when it is only wanted", async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, "a.rules"), GOOD);
    const run = await runCli(["check", "--engine", "auto"], { cwd: folder.path, env: nowhere });
    expect(run).toMatchObject({ exitCode: 0, stdout: "✓ suricata@7.0 loads 1 rule in 1 file\n" });
    expect(run.stderr).toContain("note: an engine was not asked: Suricata is not installed");
  });

  test("is exit code 3 when it is required, and the rest is reported", async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, "a.rules"), BAD);
    const run = await runCli(["check", "--engine", "require"], { cwd: folder.path, env: nowhere });
    expect(run.exitCode).toBe(3);
    expect(run.stdout).toContain("a.rules:1:42: error");
    expect(run.stderr).toContain("Suricata is not installed");
  });
});

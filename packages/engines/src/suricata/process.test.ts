import { tmpdir } from "node:os";
import { describe, expect, test } from "vitest";
import { runProcess } from "./process.ts";

const LIMITS = { seconds: 20, megabytes: 1024 };

describe("runProcess", () => {
  test("gives exit code and output", async () => {
    const result = await runProcess(["sh", "-c", "echo out; echo err >&2; exit 3"], tmpdir(), LIMITS);
    expect(result).toEqual({ exitCode: 3, endedBy: undefined, stdout: "out\n", stderr: "err\n" });
  });

  test("hands arguments on as they are", async () => {
    const { stdout } = await runProcess(["printf", "%s|", "a b", "$HOME", "'\"`;"], tmpdir(), LIMITS);
    expect(stdout).toBe("a b|$HOME|'\"`;|");
  });

  test("does not hand on the environment", async () => {
    process.env["SIGWRIGHT_TEST_SECRET"] = "secret";
    const { stdout } = await runProcess(["env"], tmpdir(), LIMITS);
    delete process.env["SIGWRIGHT_TEST_SECRET"];
    expect(stdout).not.toContain("secret");
  });

  test("ends what takes too long", async () => {
    await expect(runProcess(["sleep", "60"], tmpdir(), { ...LIMITS, seconds: 0.2 })).rejects.toMatchObject({ kind: "timeout" });
  });

  test("ends what is aborted", async () => {
    const controller = new AbortController();
    const run = runProcess(["sleep", "60"], tmpdir(), { ...LIMITS, signal: controller.signal });
    controller.abort(new Error("enough"));
    await expect(run).rejects.toMatchObject({ message: "aborted", cause: { message: "enough" } });
  });

  test("says when a signal ended it", async () => {
    const { exitCode, endedBy } = await runProcess(["sh", "-c", "kill -ABRT $$"], tmpdir(), LIMITS);
    expect({ exitCode, endedBy }).toEqual({ exitCode: undefined, endedBy: "SIGABRT" });
  });

  test("keeps only the first part of endless output", async () => {
    const { stdout } = await runProcess(["sh", "-c", "head -c 1000000 /dev/zero"], tmpdir(), LIMITS);
    expect(stdout.length).toBe(65_536);
  });
});

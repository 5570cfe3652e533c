import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const USAGE_AT_EXIT = new URL("usage-at-exit.mjs", import.meta.url).href;

/** The repository. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Runs Node in a fresh process and says what it took: seconds by the clock, CPU seconds of all its threads, and peak
 * memory in MB. Nothing is printed; a process that fails is an error.
 *
 * @param {readonly string[]} args
 * @param {{ cwd?: string, node?: string, env?: Record<string, string> }} [options] `node`: another Node than this one;
 * `env`: variables beside those of this process
 */
export function measureNode(args, { cwd = root, node = process.execPath, env = {} } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "sigwright-bench-"));
  try {
    const usage = join(folder, "usage.json");
    const start = performance.now();
    const { status, error, stderr } = spawnSync(node, ["--import", USAGE_AT_EXIT, ...args], {
      cwd,
      env: { ...process.env, ...env, SIGWRIGHT_BENCH_USAGE: usage },
      stdio: ["ignore", "ignore", "pipe"],
      encoding: "utf8",
    });
    const seconds = (performance.now() - start) / 1000;
    if (error !== undefined) throw error;
    if (status !== 0) throw new Error(`node ${args.join(" ")} ended with ${status}:\n${stderr}`);
    /** @type {{ cpu: number, peak: number }} */
    const { cpu, peak } = JSON.parse(readFileSync(usage, "utf8"));
    return { seconds, cpu, peak };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// The simulated platform, and `sigwright` called as somebody calls it who has access to it.
import { spawn } from "node:child_process";
import process from "node:process";
import { startSimulator } from "@sigwright/threatconnect-simulator";
import { incidentSeed, NOW } from "./incident.mjs";

/** Starts the platform of the story; close it in the end. */
export async function startPlatform() {
  return startSimulator({ seed: incidentSeed(), now: () => NOW });
}

/**
 * Runs the command and gives its exit code and what it printed. The platform runs in this process, so this one must not
 * wait for the command with its hands tied.
 *
 * @param {import("@sigwright/threatconnect-simulator").Simulator} simulator
 * @param {readonly string[]} command the program, and what stands before the arguments
 * @param {readonly string[]} args
 * @param {{ color?: boolean, show?: boolean }} [options]
 * @returns {Promise<{ exitCode: number | null, stdout: string, stderr: string }>}
 */
export function sigwright(simulator, command, args, { color = false, show = false } = {}) {
  const env = {
    PATH: process.env["PATH"] ?? "",
    TC_API_PATH: simulator.url,
    TC_TOKEN: simulator.credentials.token,
    ...(color ? { FORCE_COLOR: "1" } : { NO_COLOR: "1" }),
  };
  const child = spawn(process.execPath, [...command, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
    stdout += text;
    if (show) process.stdout.write(text);
  });
  child.stderr.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
    stderr += text;
    if (show) process.stderr.write(text);
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
}

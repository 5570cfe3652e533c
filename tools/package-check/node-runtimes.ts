import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join, sep } from "node:path";
import process from "node:process";

/** A Node that published code is tried with. */
export interface NodeRuntime {
  readonly path: string;
  /** Without the `v`. */
  readonly version: string;
}

/** The Node that runs this, and the one installed on the machine when its major version is another. */
export function nodeRuntimes(): readonly NodeRuntime[] {
  const own = { path: process.execPath, version: process.versions.node };
  const installed = (process.env["PATH"] ?? "")
    .split(delimiter)
    // npm puts the workspace's own Node first; wanted is the machine's.
    .filter((folder) => !folder.includes(`node_modules${sep}`))
    .map((folder) => join(folder, process.platform === "win32" ? "node.exe" : "node"))
    .find((path) => existsSync(path));
  if (installed === undefined) return [own];
  const version = execFileSync(installed, ["-p", "process.versions.node"], { encoding: "utf8" }).trim();
  return major(version) === major(own.version) ? [own] : [{ path: installed, version }, own];
}

/** The first number of a version. */
export function major(version: string): number {
  return Number(version.split(".")[0]);
}

/**
 * How long the command takes to say its version: `npx node tools/bench/startup/bench.mjs [node…]` after
 * `npm run build`. Medians of ten fresh processes for each Node that is named (this one, and the one on the path when it
 * is another), and for comparison an empty program. Time is measured from outside, CPU time and memory in runs of their
 * own, since what measures them takes a while itself.
 */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import { measureNode, root } from "../measured-process.mjs";
import { printRow } from "../table.mjs";

const RUNS = 10;
const WIDTHS = [34, 8, 8, 8];
const MAIN = join(root, "packages/cli/bin/sigwright.js");

printRow(["run", "ms", "CPU ms", "peak MB"], WIDTHS);
for (const [version, node] of nodes()) {
  report(`Node ${version}, an empty program`, node, ["-e", "0"]);
  report(`Node ${version}, sigwright --version`, node, [MAIN, "--version"]);
}

/** Programs by their version. */
function nodes() {
  const named = process.argv.slice(2);
  const candidates = named.length > 0 ? named : [process.execPath, ...systemNodes()];
  return new Map(candidates.map((node) => [execFileSync(node, ["--version"], { encoding: "utf8" }).trim().slice(1), node]));
}

/** The first Node of the path that did not come with this repository's packages. */
function systemNodes() {
  const folders = (process.env["PATH"] ?? "").split(":").filter((folder) => folder !== "" && !folder.includes("node_modules"));
  for (const folder of folders) {
    const node = join(folder, "node");
    try {
      execFileSync(node, ["--version"]);
      return [node];
    } catch {
      // No Node there.
    }
  }
  return [];
}

/**
 * @param {string} what
 * @param {string} node
 * @param {readonly string[]} args
 */
function report(what, node, args) {
  const times = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    execFileSync(node, args);
    return performance.now() - start;
  });
  const runs = Array.from({ length: RUNS }, () => measureNode(args, { node }));
  const cells = [median(times), 1000 * median(runs.map(({ cpu }) => cpu)), median(runs.map(({ peak }) => peak))];
  printRow([what, ...cells.map((cell) => cell.toFixed(0))], WIDTHS);
}

/** @param {readonly number[]} values */
function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

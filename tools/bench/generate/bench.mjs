/**
 * How long the command takes to make Suricata rules of a made-up feed, and how much memory:
 * `npx node tools/bench/generate/bench.mjs [indicators…]` after `npm run build`.
 *
 * Each line is a fresh process of the built command: feed from disk, all checks, rules and manifest to disk, everything
 * as users have it. `again` is the largest feed a second time, with the sid ledger of a first run; its output must be
 * the same, byte for byte. For comparison stands a script that writes one unchecked rule an indicator, and, where
 * Suricata is installed, the time it takes to load the rules of the smallest feed.
 */
import { createReadStream, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { measureNode, root } from "../measured-process.mjs";
import { printRow } from "../table.mjs";
import { indicatorLines } from "./indicators.mjs";
import { loadTime } from "./load-time.mjs";

const COMMAND = join(root, "packages/cli/bin/sigwright.js");
const NAIVE = fileURLToPath(new URL("naive.mjs", import.meta.url));
const SIZES = [50_000, 100_000, 200_000];
const WIDTHS = [44, 10, 8, 8, 8];

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : SIZES;
if (!sizes.every((size) => Number.isSafeInteger(size) && size > 0)) {
  console.error("usage: node bench.mjs [indicators…]: whole numbers above 0");
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "sigwright-bench-"));
try {
  printRow(["run", "signatures", "seconds", "CPU s", "peak MB"], WIDTHS);
  for (const size of sizes.toSorted((a, b) => a - b)) {
    writeFeed(size);
    report(`generate, ${thousands(size)} indicators`, ...generate(size));
  }
  const largest = Math.max(...sizes);
  const before = await digestOf(rulesOf(largest));
  report(`generate again, ${thousands(largest)} indicators`, ...generate(largest));
  if ((await digestOf(rulesOf(largest))) !== before) throw new Error("the second run gave other rules than the first");
  const rules = join(folder, "naive.rules");
  const taken = measureNode([NAIVE, feedOf(largest), rules]);
  report(`naive script, ${thousands(largest)} indicators`, readFileSync(rules, "utf8").split("\n").length - 1, taken);
  const smallest = Math.min(...sizes);
  const loaded = await loadTime(rulesOf(smallest));
  if (loaded !== undefined) {
    const what = `Suricata ${loaded.version} loads those of ${thousands(smallest)}`;
    printRow([what, thousands(loaded.rules), loaded.seconds.toFixed(1), "-", "-"], WIDTHS);
  }
} finally {
  rmSync(folder, { recursive: true });
}

/** @param {number} size */
function writeFeed(size) {
  writeFileSync(feedOf(size), "");
  for (const lines of indicatorLines(size)) writeFileSync(feedOf(size), lines, { flag: "a" });
}

/**
 * @param {number} size
 * @returns {[signatures: number, taken: ReturnType<typeof measureNode>]}
 */
function generate(size) {
  const out = join(folder, `out-${size}`);
  mkdirSync(out, { recursive: true });
  const taken = measureNode([
    COMMAND, "generate", "--source", `file:${feedOf(size)}`, "--format", "suricata", "--out", out, "--name", "bench",
    "--sid-ledger", join(folder, `${size}.ledger`), "--now", "2026-05-01T00:00:00Z", "--quiet",
  ]);
  return [countRules(rulesOf(size)), taken];
}

/** @param {string} path */
function countRules(path) {
  return readFileSync(path, "utf8").split("\n").filter((line) => line.startsWith("alert ")).length;
}

/**
 * @param {string} what
 * @param {number} signatures
 * @param {ReturnType<typeof measureNode>} taken
 */
function report(what, signatures, { seconds, cpu, peak }) {
  printRow([what, thousands(signatures), seconds.toFixed(1), cpu.toFixed(1), peak.toFixed(0)], WIDTHS);
}

/** @param {number} size */
function feedOf(size) {
  return join(folder, `${size}.ndjson`);
}

/** @param {number} size */
function rulesOf(size) {
  return join(folder, `out-${size}`, "bench.rules");
}

/** @param {string} path */
async function digestOf(path) {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return `${statSync(path).size} ${hash.digest("hex")}`;
}

/** @param {number} count */
function thousands(count) {
  return count.toLocaleString("en-US");
}

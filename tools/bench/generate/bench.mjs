/**
 * How long the command takes to make Suricata rules of a made-up feed, and how much memory:
 * `npx node tools/bench/generate/bench.mjs [indicators…]` after `npm run build`.
 *
 * Each line is a fresh process of the built command: feed from disk, all checks, rules, lists and manifest to disk,
 * everything as users have it. `again` is the largest feed a second time, with the sid ledger of a first run; its output
 * must be the same, byte for byte. For comparison stand the smallest feed without lists, one rule each, and a script that
 * writes one unchecked rule an indicator. Where Suricata is installed, it loads what was made of the smallest feed in both
 * forms, and of the largest.
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
const SIZES = [20_000, 200_000, 1_000_000];

/** The default template without lists but for digests, which have no other form. */
const ONE_EACH = `version: 1
id: one-each
extends: default
lists: { address: never, network: never, host: never, url: never, user-agent: never }
`;
const ONE_EACH_FILE = "one-each.yaml";
const WIDTHS = [44, 10, 8, 8, 8];

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : SIZES;
if (!sizes.every((size) => Number.isSafeInteger(size) && size > 0)) {
  console.error("usage: node bench.mjs [indicators…]: whole numbers above 0");
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "sigwright-bench-"));
try {
  printRow(["run", "signatures", "seconds", "CPU s", "peak MB"], WIDTHS);
  const smallest = Math.min(...sizes);
  const largest = Math.max(...sizes);
  for (const size of sizes.toSorted((a, b) => a - b)) {
    writeFeed(size);
    report(`generate, ${thousands(size)} indicators`, ...generate(size));
    if (size !== smallest) continue;
    writeFileSync(join(folder, ONE_EACH_FILE), ONE_EACH);
    report(`one rule each, ${thousands(size)} indicators`, ...generate(size, ["--template", join(folder, ONE_EACH_FILE)], "one-each-"));
  }
  const before = await digestOf(rulesOf(largest));
  report(`generate again, ${thousands(largest)} indicators`, ...generate(largest));
  if ((await digestOf(rulesOf(largest))) !== before) throw new Error("the second run gave other rules than the first");
  const rules = join(folder, "naive.rules");
  const taken = measureNode([NAIVE, feedOf(largest), rules]);
  report(`naive script, ${thousands(largest)} indicators`, readFileSync(rules, "utf8").split("\n").length - 1, taken);
  for (const [what, path] of [
    [`those of ${thousands(smallest)}`, rulesOf(smallest)],
    [`one rule each of ${thousands(smallest)}`, rulesOf(smallest, "one-each-")],
    [`those of ${thousands(largest)}`, rulesOf(largest)],
  ]) {
    const loaded = await loadTime(path);
    if (loaded === undefined) break;
    printRow([`Suricata ${loaded.version} loads ${what}`, thousands(loaded.rules), loaded.seconds.toFixed(1), "-", "-"], WIDTHS);
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
 * @param {readonly string[]} [more] options of the command
 * @param {string} [form] what the output's folder begins with
 * @returns {[signatures: number, taken: ReturnType<typeof measureNode>]}
 */
function generate(size, more = [], form = "") {
  const out = join(folder, `${form}out-${size}`);
  mkdirSync(out, { recursive: true });
  const taken = measureNode([
    COMMAND, "generate", "--source", `file:${feedOf(size)}`, "--format", "suricata", "--out", out, "--name", "bench",
    "--sid-ledger", join(folder, `${form}${size}.ledger`), "--now", "2026-05-01T00:00:00Z", "--quiet", ...more,
  ]);
  return [countRules(rulesOf(size, form)), taken];
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

/**
 * @param {number} size
 * @param {string} [form]
 */
function rulesOf(size, form = "") {
  return join(folder, `${form}out-${size}`, "bench.rules");
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

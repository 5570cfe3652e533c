/**
 * What many digests in YARA rules cost: `node --conditions=@sigwright/source digests.mjs [digests]`, 250,000 of SHA-256 by
 * default. Rules as `sigwright generate` writes them, and a comparison for each digest beside them; both are compiled by
 * `yarac`, and `yara` scans a thousand small files with them. Wall-clock seconds, once; a scan is ended after two minutes.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { root } from "../measured-process.mjs";
import { printRow } from "../table.mjs";

const WIDTHS = [22, 9, 9, 9, 9];
const FILES = 1000;
const PATIENCE = 120_000;
const PER_RULE = 8000;
const CLI = join(root, "packages/cli/src/main.ts");

const digests = Array.from({ length: Number(process.argv[2] ?? 250_000) }, (_, index) => createHash("sha256").update(`bad ${index}`).digest("hex"));
const folder = mkdtempSync(join(tmpdir(), "sigwright-bench-"));
try {
  mkdirSync(join(folder, "files"));
  for (let index = 0; index < FILES; index++) writeFileSync(join(folder, "files", String(index)), `file ${index}\n`.repeat(50));
  // The last one is among the digests: a scan that finds nothing would prove nothing.
  writeFileSync(join(folder, "files", "bad"), "bad 7");
  printRow(["YARA", "MB", "compiled", "scanned", "found"], WIDTHS);
  report("grouped texts", generated());
  report("a comparison each", compared());
} finally {
  rmSync(folder, { recursive: true });
}

/** @returns {string} path of the rules that the command makes */
function generated() {
  const feed = join(folder, "feed.ndjson");
  writeFileSync(feed, digests.map((value) => `{"type":"File","value":"${value}","rating":4,"confidence":90}\n`).join(""));
  const out = join(folder, "out");
  execFileSync(process.execPath, ["--conditions=@sigwright/source", CLI, "generate", "--source", feed, "--format", "yara", "--target", "yara@4.2", "--out", out, "--quiet"]);
  return join(out, readdirSync(out).find((name) => name.endsWith(".yar")) ?? "");
}

/** @returns {string} path of rules with a comparison for each digest */
function compared() {
  const rules = [];
  for (let start = 0; start < digests.length; start += PER_RULE) {
    const conditions = digests.slice(start, start + PER_RULE).map((digest) => `hash.sha256(0, filesize) == "${digest}"`);
    rules.push(`rule files_${start} { condition:\n${conditions.join(" or\n")} }`);
  }
  const path = join(folder, "compared.yar");
  writeFileSync(path, `import "hash"\n${rules.join("\n")}\n`);
  return path;
}

/**
 * @param {string} what
 * @param {string} rules
 */
function report(what, rules) {
  const binary = join(folder, "compiled");
  const compiled = seconds("yarac", [rules, binary]);
  const scanned = seconds("yara", ["-p", "1", "-C", binary, join(folder, "files")]);
  printRow([what, (statSync(rules).size / 1e6).toFixed(1), compiled.time, scanned.time, scanned.found], WIDTHS);
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {{ time: string, found: string }}
 */
function seconds(program, args) {
  const start = performance.now();
  const { status, stdout, signal } = spawnSync(program, args, { encoding: "utf8", timeout: PATIENCE });
  const time = (performance.now() - start) / 1000;
  if (signal !== null) return { time: `> ${(PATIENCE / 1000).toFixed(0)} s`, found: "-" };
  if (status !== 0) return { time: "refused", found: "-" };
  return { time: `${time.toFixed(1)} s`, found: String(stdout.split("\n").filter((line) => line !== "").length) };
}

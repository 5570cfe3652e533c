/**
 * How fast a change is reviewed: `npx node bench.mjs [rules]` after `npm run build`. A repository of 100,000 made-up rules
 * in 500 files, of which a branch changes ten rules, then ten thousand. Every run is a fresh process, and the best of
 * three counts.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { measureNode, root } from "../measured-process.mjs";
import { printRow } from "../table.mjs";

const RUNS = 3;
const FILES = 500;
const WIDTHS = [44, 9, 9];
const MAIN = join(root, "packages/cli/bin/sigwright.js");

const count = process.argv.length > 2 ? Number(process.argv[2]) : 100_000;
if (!Number.isSafeInteger(count) || count < 1) {
  console.error("usage: node bench.mjs [rules]: a whole number above 0");
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "sigwright-bench-"));
try {
  writeRules(0);
  git("init", "--quiet", "--initial-branch=main");
  git("add", ".");
  git("commit", "--quiet", "-m", "start");
  printRow(["review", "ms", "CPU ms"], WIDTHS);
  for (const changed of [0, 10, Math.min(10_000, count)]) {
    writeRules(changed);
    const runs = Array.from({ length: RUNS }, () => measureNode([MAIN, "review", "--base", "main"], { cwd: folder }));
    const { seconds, cpu } = runs.toSorted((a, b) => a.cpu - b.cpu)[0];
    printRow([`${number(changed)} changed of ${number(count)} rules`, (1000 * seconds).toFixed(0), (1000 * cpu).toFixed(0)], WIDTHS);
  }
} finally {
  rmSync(folder, { recursive: true });
}

/** Writes all files; the first rules are loosened. @param {number} changed */
function writeRules(changed) {
  const each = Math.ceil(count / FILES);
  for (let file = 0; file * each < count; file++) {
    const path = join(folder, "rules", `${String(file).padStart(3, "0")}.rules`);
    mkdirSync(dirname(path), { recursive: true });
    const rules = Array.from({ length: Math.min(each, count - file * each) }, (_, index) => rule(file * each + index, file * each + index < changed));
    writeFileSync(path, rules.join(""));
  }
}

/** @param {number} index @param {boolean} isLoosened */
function rule(index, isLoosened) {
  const anchor = isLoosened ? "" : " startswith;";
  return (
    `alert http $HOME_NET any -> $EXTERNAL_NET any (msg:"ACME Indicator ${index}"; flow:established,to_server; http.method; content:"GET"; ` +
    `http.uri; content:"/gate/${index}.php";${anchor} http.host; content:"host${index % 977}.bad.example"; endswith; fast_pattern; ` +
    `reference:url,intel.example/${index}; classtype:trojan-activity; sid:${3_000_000 + index}; rev:${isLoosened ? 2 : 1};)\n`
  );
}

/** @param {string[]} args */
function git(...args) {
  execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false", ...args], { cwd: folder, stdio: "pipe" });
}

/** @param {number} value */
function number(value) {
  return value.toLocaleString("en-US");
}

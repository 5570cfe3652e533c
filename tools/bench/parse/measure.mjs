/**
 * One measurement in a process of its own: `node measure.mjs <case> <rules file>` prints `{ rules, cpu, peak }`: CPU
 * seconds of the work on the text with garbage collection, and peak memory of the whole process in MB.
 */
import { readFileSync } from "node:fs";
import process from "node:process";
import { SourceText } from "@sigwright/core";
import { cases } from "./cases.mjs";

const [name, path] = process.argv.slice(2);
const work = await cases[name]();
const source = SourceText.fromBytes(readFileSync(path));
const before = process.cpuUsage();
const rules = work(source);
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ rules, cpu: (user + system) / 1e6, peak: process.resourceUsage().maxRSS / 1024 }));

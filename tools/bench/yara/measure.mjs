/**
 * One measurement in a process of its own: `node measure.mjs <JSON list of texts>` prints what parsing took, what parsing
 * and checking took, and what the fourth time of that took: CPU seconds with garbage collection.
 */
import { readFileSync } from "node:fs";
import process from "node:process";
import { SourceText } from "@sigwright/core";
import { yara, YARA_TARGETS } from "@sigwright/yara";

const WARM_UPS = 3;
/** @type {readonly string[]} */
const texts = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8"));
const context = { target: YARA_TARGETS[0] };
let rules = 0;
const first = measure();
for (let round = 1; round < WARM_UPS; round++) measure();
console.log(JSON.stringify({ rules, parse: first.parse, check: first.check, warm: measure().check }));

function measure() {
  const before = process.cpuUsage();
  const documents = texts.map((text) => yara.parse(SourceText.fromString(text)).document);
  const parse = seconds(before);
  for (const document of documents) yara.validate(document, context);
  rules = documents.reduce((sum, document) => sum + document.rules.length, 0);
  return { parse, check: seconds(before) };
}

/** @param {NodeJS.CpuUsage} before */
function seconds(before) {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/**
 * One measurement in a process of its own: `node measure.mjs file|edit <rules file>` prints what it took. `file` parses
 * and checks the whole text; `edit` checks one rule of it, again and again with another value, as an editor would.
 */
import { readFileSync } from "node:fs";
import process from "node:process";
import { SourceText } from "@sigwright/core";
import { suricata, SURICATA_TARGETS } from "@sigwright/suricata";

const EDITS = 2000;
const [what, path = ""] = process.argv.slice(2);
const context = { target: SURICATA_TARGETS[0] };
const source = SourceText.fromBytes(readFileSync(path));
console.log(JSON.stringify(what === "edit" ? measureEdits() : measureFile()));

/** CPU seconds with garbage collection, from a text to all findings. */
function measureFile() {
  const before = process.cpuUsage();
  const { document, diagnostics } = suricata.parse(source);
  const found = [...diagnostics, ...suricata.validate(document, context)];
  const { user, system } = process.cpuUsage(before);
  const refused = found.filter(({ rejects }) => rejects).length;
  return { rules: suricata.rules(document).length, refused, cpu: (user + system) / 1e6 };
}

/** Milliseconds by the clock for one rule, when its file has been checked before: the median, and what 99 of 100 stay below. */
function measureEdits() {
  const { document } = suricata.parse(source);
  suricata.validate(document, context);
  const rules = suricata.rules(document).filter(({ enabled }) => enabled);
  const times = [];
  for (let edit = 0; edit < EDITS; edit++) {
    const { range } = rules[(edit * 7919) % rules.length];
    const text = source.text.slice(range.start, range.end).replace(/content:"/, 'content:"x');
    const start = performance.now();
    const edited = suricata.parse(SourceText.fromString(`${text}\n`));
    suricata.validate(edited.document, context);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return { median: times[EDITS >> 1], slow: times[Math.floor(0.99 * EDITS)] };
}

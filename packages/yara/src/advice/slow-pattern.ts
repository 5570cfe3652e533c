import { quoted } from "@sigwright/core";
import { parseHex } from "../literals/hex.ts";
import { textBytes } from "../literals/text.ts";
import type { Pattern } from "../nodes.ts";
import { parseRustRegexp } from "../regexp/rust-regexp.ts";
import { bestHexRun, bestRun } from "./best-run.ts";
import type { Advice } from "./advice.ts";

/** Engines look for at least this many fixed bytes before they look closer. */
const LEAST = 2;

/** A pattern that engines can hardly look for. */
export const slowPattern: Advice = {
  info: {
    code: "yara/slow-pattern",
    severity: "warning",
    summary: "A pattern has no two fixed bytes that engines could look for.",
    explanation:
      "Engines search for short runs of fixed bytes in all patterns at once, and look at a pattern closer only where its run is found. Without one of at least two bytes they look closer at nearly every place of every file. Both engines warn of such patterns themselves. Give the pattern four bytes or more that do not vary, or ask for it at a fixed place with `at`.",
    example: {
      bad: "rule a { strings: $a = /[a-z]+[0-9]+/ condition: $a }",
      good: "rule a { strings: $a = /user=[a-z]+[0-9]+/ condition: $a }",
    },
  },
  check({ patterns }, report) {
    for (const pattern of patterns) {
      const run = runOf(pattern);
      if (run === undefined || run >= LEAST) continue;
      report(pattern.range, {
        message: run === 0 ? `${quoted(pattern.name.text)} has no fixed bytes to look for` : `${quoted(pattern.name.text)} has but one fixed byte to look for`,
        help: "four fixed bytes in a row make a pattern fast",
      });
    }
  },
};

/** Whether a hexadecimal pattern begins with bytes enough of which nothing varies: most do, and need not be read further. */
function beginsFixed(raw: string): boolean {
  let digits = 0;
  for (let at = 1; at < raw.length; at++) {
    const code = raw.charCodeAt(at);
    const isDigit = (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);
    if (isDigit && ++digits === 2 * LEAST) return true;
    if (!isDigit && code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return false;
  }
  return false;
}

/** The best run of a pattern; `undefined` when it can't be read, which is told elsewhere. */
function runOf({ value, modifiers }: Pattern): number | undefined {
  if (value.kind === "text") {
    // Base64 makes other bytes of it.
    return modifiers.some(({ name }) => name.startsWith("base64")) ? undefined : textBytes(value).length;
  }
  if (value.kind === "hex") {
    if (beginsFixed(value.raw)) return LEAST;
    const { elements, problem } = parseHex(value);
    return problem === undefined ? bestHexRun(elements) : undefined;
  }
  const { tree } = parseRustRegexp(value.source);
  return tree === undefined ? undefined : bestRun(tree);
}

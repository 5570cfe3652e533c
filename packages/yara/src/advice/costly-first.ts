import { quoted } from "@sigwright/core";
import { expressionsIn } from "../children.ts";
import type { Expression } from "../nodes.ts";
import type { Advice } from "./advice.ts";

/** Functions of modules that read all the bytes that they are given. */
const READING: ReadonlySet<string> = new Set(["md5", "sha1", "sha256", "crc32", "checksum32", "entropy", "mean", "deviation", "serial_correlation", "monte_carlo_pi", "percentage"]);
const COMPARISONS: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">="]);
const INTEGER_READ = /^u?int(?:8|16|32)(?:be)?$/;

/** A test that reads the file before one that costs nothing. */
export const costlyFirst: Advice = {
  info: {
    code: "yara/costly-first",
    severity: "info",
    summary: "A test that reads much of the file stands before one that costs nothing.",
    explanation:
      "Engines evaluate `and` from left to right and stop at the first part that is false. Checksums, entropy and loops read the whole of what they are given; the size of the file and a few bytes at its beginning are there already. With the cheap tests first most files never reach the costly one.",
    example: {
      bad: 'import "math" rule a { condition: math.entropy(0, filesize) > 7.0 and uint16(0) == 0x5a4d }',
      good: 'import "math" rule a { condition: uint16(0) == 0x5a4d and math.entropy(0, filesize) > 7.0 }',
    },
  },
  check({ condition }, report) {
    if (condition === undefined) return;
    for (const node of expressionsIn(condition)) {
      if (node.kind !== "and") continue;
      const first = node.operands.findIndex(isCostly);
      const cheap = first === -1 ? undefined : node.operands.slice(first + 1).find(isCheap);
      if (cheap === undefined) continue;
      report(node.operands[first]!.range, {
        message: "this reads much of the file, before a test that costs nothing",
        labels: [{ range: cheap.range, message: `put this first, ${quoted("and")} the rest behind it` }],
      });
    }
  },
};

function isCostly(root: Expression): boolean {
  for (const node of expressionsIn(root)) {
    if (node.kind === "for-in") return true;
    if (node.kind === "call" && node.callee.kind === "field" && READING.has(node.callee.field.text)) return true;
  }
  return false;
}

/** `filesize < 1MB`, `uint16(0) == 0x5a4d` */
function isCheap(node: Expression): boolean {
  if (node.kind === "group") return isCheap(node.inner);
  if (node.kind !== "binary" || !COMPARISONS.has(node.operator) || node.right.kind !== "integer") return false;
  const { left } = node;
  if (left.kind === "filesize") return true;
  return left.kind === "call" && left.callee.kind === "identifier" && INTEGER_READ.test(left.callee.name) && left.arguments.every(({ kind }) => kind === "integer");
}

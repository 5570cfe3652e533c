import { expressionsIn } from "../children.ts";
import type { Expression } from "../nodes.ts";
import type { Advice } from "./advice.ts";

/** A loop with a turn for every byte of a file. */
export const wholeFileLoop: Advice = {
  info: {
    code: "yara/whole-file-loop",
    severity: "warning",
    summary: "A loop has a turn for every byte of the file.",
    explanation:
      "A loop over `(0..filesize)` runs its body hundreds of millions of times on a large file; YARA-X warns of it. Mostly a pattern says the same, or `for any i in (1..#a)` over the matches of one. Where it has to be, bound it: `(0..4096)`.",
    example: {
      bad: "rule a { condition: for any i in (0..filesize) : (uint32(i) == 0x12345678) }",
      good: "rule a { strings: $a = { 78 56 34 12 } condition: $a }",
    },
  },
  check({ condition }, report) {
    if (condition === undefined) return;
    for (const node of expressionsIn(condition)) {
      if (node.kind !== "for-in" || node.iterable.kind !== "range") continue;
      const { low, high, range } = node.iterable;
      if (low.kind !== "integer" || !isFileSize(high)) continue;
      report(range, { message: "this loop has a turn for every byte of the file", help: "use a pattern, or bound the loop" });
    }
  },
};

/** `filesize`, with a number taken away or not. */
function isFileSize(node: Expression): boolean {
  if (node.kind === "group") return isFileSize(node.inner);
  if (node.kind === "binary" && (node.operator === "-" || node.operator === "+")) return isFileSize(node.left) && node.right.kind === "integer";
  return node.kind === "filesize";
}

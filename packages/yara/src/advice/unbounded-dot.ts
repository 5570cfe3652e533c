import { quoted } from "@sigwright/core";
import type { RegexpNode } from "../regexp/regexp-node.ts";
import { parseRustRegexp } from "../regexp/rust-regexp.ts";
import type { Advice } from "./advice.ts";

/** `.*` and its like in a pattern. */
export const unboundedDot: Advice = {
  info: {
    code: "yara/unbounded-dot",
    severity: "info",
    summary: "A pattern goes over any number of bytes.",
    explanation:
      "Where `.*`, `.+` or `.{4,}` stands between two parts, the engine goes on to the end of the line, or with the flag `s` of the file, from every place where the first part is found. YARA warns of it. A bound says what is meant and costs less: `.{0,100}`.",
    example: { bad: "rule a { strings: $a = /user=.*password=/ condition: $a }", good: "rule a { strings: $a = /user=.{0,64}password=/ condition: $a }" },
  },
  check({ patterns }, report) {
    for (const { value } of patterns) {
      if (value.kind !== "regexp") continue;
      const { tree } = parseRustRegexp(value.source);
      const found = tree === undefined ? undefined : topParts(tree).find((part) => part.kind === "repetition" && part.part.kind === "any" && part.max === Infinity);
      if (found === undefined) continue;
      const from = value.range.start + 1;
      report({ start: from + found.start, end: from + found.end }, {
        message: `${quoted(value.source.slice(found.start, found.end))} goes over any number of bytes`,
        help: "give it a bound: `.{0,100}`, say",
      });
    }
  },
};

/** Parts that stand beside each other, as far as YARA looks. */
function topParts(tree: RegexpNode): readonly RegexpNode[] {
  return tree.kind === "concatenation" ? tree.parts : [tree];
}

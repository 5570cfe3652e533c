/** Most parentheses and brackets that can be open at one place. Engines have bounds of their own; no real rule nears them. */
export const MAX_DEPTH = 250;

/** An operator, a sign or a field deepens the tree by one node, a parenthesis by a few levels of the parser. */
const BRACKET_WEIGHT = 4;
const BUDGET = MAX_DEPTH * BRACKET_WEIGHT;

/**
 * Number of the first token from `start` to `end` at which an expression is nested too deep for trees and those who walk
 * them, or -1. `and`, `or` and `,` begin anew: their operands stand side by side.
 */
export function tooDeepAt(kinds: string, start: number, end: number): number {
  const outer: number[] = [];
  let weight = 0;
  let total = 0;
  for (let at = start; at < end; at++) {
    switch (kinds.charAt(at)) {
      case "(":
      case "[":
        outer.push(weight);
        total += BRACKET_WEIGHT;
        weight++;
        total++;
        // What is inside is below what stands before.
        outer.push(weight);
        weight = 0;
        break;
      case ")":
      case "]":
        if (outer.length > 0) {
          total -= weight + BRACKET_WEIGHT;
          weight = outer.pop()!;
          outer.pop();
        }
        break;
      case "a":
      case "o":
      case ",":
        total -= weight;
        weight = 0;
        break;
      case "r":
      case "c":
      case "p":
      case "*":
      case "-":
      case "%":
      case "~":
      case "n":
      case "D":
      case ".":
        weight++;
        total++;
        break;
      default:
        continue;
    }
    if (total > BUDGET) return at;
  }
  return -1;
}

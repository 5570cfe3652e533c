import { createScanner } from "jsonc-parser";

/** The parser of places recurses; no document of indicators comes near this. */
const MAX_NESTING = 500;

/** Offset of the first bracket that opens deeper than can be parsed for places; `undefined` when none does. */
export function findDeepNesting(text: string): number | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (;;) {
    scanner.scan();
    const offset = scanner.getTokenOffset();
    switch (text[offset]) {
      case undefined:
        return undefined;
      case "{":
      case "[":
        depth += 1;
        if (depth > MAX_NESTING) return offset;
        break;
      case "}":
      case "]":
        depth -= 1;
        break;
      default:
    }
  }
}

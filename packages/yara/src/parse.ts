import type { SourceText } from "@sigwright/core";
import type { Item, Rule, YaraFile } from "./nodes.ts";
import { PieceReader } from "./syntax/piece-reader.ts";
import { pieces } from "./syntax/pieces.ts";
import { recoverRule } from "./syntax/recover-rule.ts";
import { tokenize } from "./syntax/tokens.ts";

/**
 * Parses a rule file. Never throws on input and takes linear time; what is wrong is in `diagnostics`, and the parser
 * goes on within the rule and at the next one.
 */
export function parseYara(source: SourceText): YaraFile {
  const tokens = tokenize(source.text);
  const reader = new PieceReader(tokens);
  const items: Item[] = [];
  const rules: Rule[] = [];
  for (const piece of pieces(tokens)) {
    const { kind, start, end } = piece;
    if (reader.isFullAt(start)) {
      items.push({ kind: "unknown", range: { start: tokens.starts[start]!, end: tokens.ends[tokens.count - 1]! } });
      break;
    }
    if (kind === "rule") {
      const rule = readRule(reader, start, end);
      items.push(rule);
      rules.push(rule);
    } else if (kind === "unknown") items.push(reader.unknown(start, end));
    else items.push(reader.directive(kind, start, end));
  }
  const diagnostics = reader.found();
  const { comments, otherBlanks } = tokens;
  return { source, items, rules, comments, otherBlanks, diagnostics };
}

/** The text of a parsed file: exactly the text it was parsed from. */
export function printYara(file: YaraFile): string {
  return file.source.text;
}

/** Reads a rule as a whole; one that does not follow the grammar part by part. */
function readRule(reader: PieceReader, start: number, end: number): Rule {
  const before = reader.diagnostics.length;
  const reading = reader.read("Rule", start, end);
  if (reading.failedAt === undefined) {
    // The generated parser has no types; the tree builder makes its values.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const rule = reading.value as Rule;
    return reader.diagnostics.length === before ? rule : { ...rule, broken: true };
  }
  reader.fail(reading, end);
  return recoverRule(reader, start, end, reading);
}

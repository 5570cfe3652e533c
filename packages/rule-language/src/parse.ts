import type { SourceText } from "@sigwright/core";
import type { RuleDialect, RuleFile } from "./tree.ts";

/**
 * Parses a rule file. Never throws on input, takes linear time; what can't be understood is in `diagnostics`, and the
 * parser goes on at the next rule.
 */
export function parseRules(source: SourceText, dialect: RuleDialect): RuleFile {
  throw new Error(`not yet: ${dialect} ${source.text.length}`);
}

/** The text of a parsed file: exactly the text it was parsed from. */
export function printRules(file: RuleFile): string {
  return file.source.text;
}

import type { SourceText } from "@sigwright/core";
import { parse } from "#grammar/rules";
import { ruleFile } from "./nodes.ts";
import { TapeWriter } from "./tape.ts";
import type { RuleDialect, RuleFile } from "./tree.ts";

/** The grammar's start rule of each dialect. */
export const START_RULES: Readonly<Record<RuleDialect, string>> = {
  suricata: "SuricataFile",
  snort2: "Snort2File",
  snort3: "Snort3File",
};

/**
 * Parses a rule file. Never throws on input and takes linear time; what is wrong is in `diagnostics`, and the parser
 * goes on at the next rule.
 */
export function parseRules(source: SourceText, dialect: RuleDialect): RuleFile {
  const sink = new TapeWriter(source, dialect);
  parse(source.text, { startRule: START_RULES[dialect], sink });
  return ruleFile(source, dialect, sink.finish());
}

/** The text of a parsed file: exactly the text it was parsed from. */
export function printRules(file: RuleFile): string {
  return file.source.text;
}

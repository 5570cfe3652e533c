import { type Diagnostic, SourceText } from "@sigwright/core";
import { headerReader } from "../header-lists.ts";
import { parseRules } from "../parse.ts";
import type { RuleDialect } from "../tree.ts";
import type { ValueShape } from "../value.ts";
import { valueReader } from "../values.ts";

const SHAPES: Readonly<Record<string, ValueShape>> = {
  content: "pattern",
  depth: "integer",
  dsize: "integer",
  metadata: "metadata",
  msg: "text",
  pcre: "regex",
  reference: "reference",
  sid: "integer",
};

/** Everything this package has to say of a text: structure, header expressions, values of a few keywords. */
export function diagnose(text: string, dialect: RuleDialect): readonly Diagnostic[] {
  const file = parseRules(SourceText.fromString(text), dialect);
  const values = valueReader(file);
  const headers = headerReader(file);
  const found = [...file.diagnostics];
  for (const rule of file.rules) {
    const { source, sourcePort, destination, destinationPort } = rule.header;
    for (const word of [source, destination]) if (word !== undefined) found.push(...headers.addresses(word).diagnostics);
    for (const word of [sourcePort, destinationPort]) if (word !== undefined) found.push(...headers.ports(word).diagnostics);
    for (const option of rule.options) {
      const shape = SHAPES[option.name];
      if (shape !== undefined) found.push(...values.read(option, shape).diagnostics);
    }
  }
  return found;
}

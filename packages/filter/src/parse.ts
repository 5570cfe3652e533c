import type { Diagnostic } from "@sigwright/core";
import type { Filter } from "./ast.ts";
import { checkSyntax } from "./check.ts";
import { parseSyntax } from "./syntax-parser.ts";
import type { CustomTypes } from "./value.ts";

/** What a parser may be told about the deployment a filter is for. */
export interface ParseFilterOptions {
  /** Indicator types beyond ThreatConnect's own; any other unknown type gets a warning. */
  readonly customTypes?: CustomTypes;
}

/** The filter, absent exactly when a diagnostic is an error, and what there is to say, in the order of the text. */
export interface ParsedFilter {
  readonly filter?: Filter;
  readonly diagnostics: readonly Diagnostic[];
}

/** The filter that is applied when the user gives none. */
export const DEFAULT_FILTER = "rating >= 3 and confidence >= 70";

/**
 * Reads and checks a filter. Never throws on input; takes time linear in it. Ranges are places in `text`.
 *
 * A syntax error is reported alone; otherwise every wrong field, operator and value is, up to 50.
 */
export function parseFilter(text: string, options: ParseFilterOptions = {}): ParsedFilter {
  const { tree, diagnostic } = parseSyntax(text);
  if (tree === undefined) return { diagnostics: [diagnostic] };
  const { expression, diagnostics } = checkSyntax(tree, options.customTypes ?? []);
  return expression === undefined ? { diagnostics } : { filter: { text, expression }, diagnostics };
}

import type { Diagnostic, Severity } from "@sigwright/core";
import { visibleText } from "@sigwright/core";

/** A finding in one line of plain text, for where there is room for no more: message and help. */
export function findingText({ message, help }: Diagnostic): string {
  return visibleText(help === undefined ? message : `${message} (${help})`);
}

/** Severities from the worst. */
export const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

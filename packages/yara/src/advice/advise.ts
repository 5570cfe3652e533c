import type { Diagnostic, DiagnosticInfo } from "@sigwright/core";
import type { YaraFile } from "../nodes.ts";
import type { Advice } from "./advice.ts";
import { costlyFirst } from "./costly-first.ts";
import { slowPattern } from "./slow-pattern.ts";
import { unboundedDot } from "./unbounded-dot.ts";
import { weakAlone } from "./weak-alone.ts";
import { wholeFileLoop } from "./whole-file-loop.ts";

const ADVICE: readonly Advice[] = [costlyFirst, slowPattern, unboundedDot, weakAlone, wholeFileLoop];

/** What is known of the advice, by code. */
export const ADVICE_DIAGNOSTICS: readonly DiagnosticInfo[] = ADVICE.map(({ info }) => info);

/** What could be better about the rules of a file that the engines load. Broken rules get no advice. */
export function advise({ rules }: YaraFile): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const rule of rules) {
    if (rule.broken) continue;
    for (const { info, check } of ADVICE) {
      check(rule, (range, details) => found.push({ code: info.code, severity: info.severity, rejects: false, range, ...details }));
    }
  }
  return found;
}

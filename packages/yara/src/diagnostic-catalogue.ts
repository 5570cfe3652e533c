import type { DiagnosticInfo } from "@sigwright/core";
import { ADVICE_DIAGNOSTICS } from "./advice/advise.ts";
import { STRUCTURE_DIAGNOSTICS } from "./checks/structure-diagnostics.ts";
import { CONDITION_DIAGNOSTICS } from "./condition/condition-diagnostics.ts";
import { SYNTAX_DIAGNOSTICS } from "./syntax/syntax-diagnostics.ts";
import { TEMPLATE_DIAGNOSTICS } from "./template/template-diagnostics.ts";

/** Every diagnostic of this package. */
export const YARA_DIAGNOSTICS: readonly DiagnosticInfo[] = [...SYNTAX_DIAGNOSTICS, ...STRUCTURE_DIAGNOSTICS, ...CONDITION_DIAGNOSTICS, ...ADVICE_DIAGNOSTICS, ...TEMPLATE_DIAGNOSTICS];

import type {
  CompiledRule,
  EncodeContext,
  LocatedDiagnostic,
  ObservationKind,
  SignatureFormat,
  Target,
} from "@sigwright/core";
import { COMMON_SLOTS } from "../templates/common-slots.ts";
import type { Template } from "../templates/template.ts";

/** A format with a template's rules for it, understood, for one target. */
export interface CompiledFormat {
  readonly format: SignatureFormat;
  readonly target: Target;
  /** What encoding an observation of a kind depends on. */
  readonly context: (kind: ObservationKind) => EncodeContext<unknown>;
}

/** What {@link compileFormat} makes of a template; `compiled` is absent when a diagnostic is an error. */
export interface CompileResult {
  readonly compiled?: CompiledFormat;
  readonly diagnostics: readonly LocatedDiagnostic[];
}

/**
 * Has a format understand its part of a template. What it can't understand is reported at its place in the template's
 * file. Formats without templates need none. `target` is the format's first one when none is given; `selfContained` allows only
 * signatures that need no file beside the rules.
 */
export function compileFormat(template: Template, format: SignatureFormat, target?: Target, selfContained = false): CompileResult {
  const chosen = target ?? format.targets?.[0] ?? { engine: format.id, version: "" };
  const diagnostics: LocatedDiagnostic[] = [];
  const rules: CompiledRule<unknown>[] = [];
  if (format.compileTemplate !== undefined) {
    const part = template.formats.get(format.id);
    if (part === undefined) return { diagnostics: [noRules(template, format)] };
    for (const { rule, place, source } of part.rules) {
      const result = format.compileTemplate(rule, COMMON_SLOTS, { target: chosen });
      for (const diagnostic of result.diagnostics) {
        const labels = diagnostic.labels?.map((label) => ({ ...label, range: place.locate(label.range) }));
        // Fixes speak of the rule's text; in the file they would have to keep its indentation and escapes.
        const { fixes: _, ...rest } = diagnostic;
        const range = place.locate(diagnostic.range);
        diagnostics.push({
          source,
          diagnostic: { ...rest, range, ...(labels === undefined ? {} : { labels }) },
        });
      }
      if (result.rule !== undefined) rules.push(result.rule);
    }
  }
  if (diagnostics.some(({ diagnostic }) => diagnostic.severity === "error")) return { diagnostics };
  const contexts = new Map<ObservationKind, EncodeContext<unknown>>();
  const context = (kind: ObservationKind): EncodeContext<unknown> => {
    let found = contexts.get(kind);
    if (found === undefined) {
      found = {
        target: chosen,
        rules: rules.filter((rule) => rule.observation === kind),
        ...(selfContained ? { selfContained } : {}),
        // What is made by them is approximate: a template that has exact signatures only has none of it.
        ...(template.listsProduct && template.approximate ? { product: true } : {}),
      };
      contexts.set(kind, found);
    }
    return found;
  };
  return { compiled: { format, target: chosen, context }, diagnostics };
}

function noRules(template: Template, format: SignatureFormat): LocatedDiagnostic {
  return {
    source: template.source,
    diagnostic: {
      code: "template/no-rules",
      severity: "error",
      rejects: false,
      message: `the template \`${template.id}\` has no rules for the format \`${format.id}\``,
      range: { start: 0, end: 0 },
      help: `add a part \`${format.id}\` under \`formats\`; \`sigwright template show default\` has one to start from`,
    },
  };
}

import type { Diagnostic, LocatedDiagnostic, RenderedSignature, RuleView, SignatureFormat, Target } from "@sigwright/core";
import { SourceText } from "@sigwright/core";

/** A rendered signature and what it must turn out to be when it is read back. */
export interface CheckedSignature {
  readonly rendered: RenderedSignature;
  readonly key: string;
  readonly sid: number | undefined;
  readonly rev: number | undefined;
}

/** What reading rendered signatures back says. */
export interface SelfCheckResult {
  readonly diagnostics: readonly LocatedDiagnostic[];
  /** The rules as the format sees them, one for each signature; empty when the format does not read. */
  readonly rules: readonly RuleView[];
}

/**
 * Reads signatures back as the format would read anybody's: they must be as many rules, enabled, with their sids,
 * revisions and meaning, and nothing in them may be wrong. A fault found here is a fault of the format or of the
 * template, and nothing of the ruleset is written.
 */
export function selfCheck(
  format: SignatureFormat,
  target: Target,
  signatures: readonly CheckedSignature[],
): SelfCheckResult {
  if (format.parse === undefined) return { diagnostics: [], rules: [] };
  const texts = signatures.map(({ rendered }) => rendered.text);
  const source = SourceText.fromString(`${texts.join("\n")}\n`, { path: "output" });
  const { document, diagnostics: syntax } = format.parse(source);
  const found: Diagnostic[] = [...syntax, ...(format.validate?.(document, { target }) ?? [])];
  const faults = found.filter((diagnostic) => diagnostic.rejects || diagnostic.severity === "error");
  const rules = (format.rules?.(document) ?? []).filter((rule) => rule.enabled);
  if (faults.length === 0 && format.rules !== undefined) faults.push(...differences(signatures, rules));
  return {
    diagnostics: faults.map((diagnostic) => ({ source, diagnostic: asSelfCheck(diagnostic) })),
    rules,
  };
}

function differences(signatures: readonly CheckedSignature[], rules: readonly RuleView[]): readonly Diagnostic[] {
  if (rules.length !== signatures.length) {
    return [fault(`${signatures.length} signatures were written, ${rules.length} rules are read`, { start: 0, end: 0 })];
  }
  const faults: Diagnostic[] = [];
  for (const [index, signature] of signatures.entries()) {
    const rule = rules[index]!;
    if (signature.sid !== undefined && rule.sid !== signature.sid) {
      faults.push(fault(`sid ${signature.sid} of \`${signature.key}\` is read as ${rule.sid ?? "none"}`, rule.range));
    } else if (signature.sid !== undefined && (rule.rev ?? 1) !== signature.rev) {
      faults.push(fault(`rev ${signature.rev} of \`${signature.key}\` is read as ${rule.rev ?? "none"}`, rule.range));
    }
  }
  return faults;
}

function fault(message: string, range: Diagnostic["range"]): Diagnostic {
  return { code: SELF_CHECK, severity: "error", rejects: false, message, range };
}

const SELF_CHECK = "generate/self-check";

function asSelfCheck(diagnostic: Diagnostic): Diagnostic {
  const said = diagnostic.code === SELF_CHECK ? "" : ` (${diagnostic.code})`;
  return {
    ...diagnostic,
    code: SELF_CHECK,
    severity: "error",
    message: `the ruleset does not pass its own check: ${diagnostic.message}${said}`,
    help: "nothing was written; look at the template's rule, and report it if the default template gives this",
  };
}

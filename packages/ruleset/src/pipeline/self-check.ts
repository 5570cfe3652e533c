import type { Diagnostic, LocatedDiagnostic, RenderedSignature, RuleView, SignatureFormat, Target } from "@sigwright/core";
import { SourceText } from "@sigwright/core";
import type { CompiledFormat } from "./compiled-format.ts";

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
  const preambles = new Set(signatures.flatMap(({ rendered }) => rendered.preamble ?? []));
  const texts = [...preambles, ...signatures.map(({ rendered }) => rendered.text)];
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

/** What is wrong with the rules file of no signatures at all: it must hold no rule, and nothing wrong. */
export async function checkHeader(
  { format, target }: Pick<CompiledFormat, "format" | "target">,
  name: string,
  header: readonly string[],
): Promise<LocatedDiagnostic | undefined> {
  if (format.parse === undefined) return undefined;
  let text = "";
  for await (const part of format.assemble!(nothing(), { target, name, header })) if (part.role === "rules") text += part.text;
  const source = SourceText.fromString(text, { path: "output" });
  const { document, diagnostics } = format.parse(source);
  const found = [...diagnostics, ...(format.validate?.(document, { target }) ?? [])];
  const wrong = found.find((diagnostic) => diagnostic.rejects || diagnostic.severity === "error");
  if (wrong !== undefined) return { source, diagnostic: asSelfCheck(wrong) };
  const rule = format.rules?.(document).find(({ enabled }) => enabled);
  if (rule === undefined) return undefined;
  return { source, diagnostic: asSelfCheck(fault("the header of the file is read as a rule", rule.range)) };
}

async function* nothing(): AsyncGenerator<RenderedSignature> {
  // No signature.
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
    } else if (rule.fingerprint !== signature.rendered.fingerprint) {
      faults.push(fault(`\`${signature.key}\` means something else when it is read back`, rule.range));
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

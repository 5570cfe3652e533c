import type { LocatedDiagnostic, SignatureFormat, Target } from "@sigwright/core";
import { closest } from "@sigwright/core";
import { compileFormat, defaultTemplate, loadTemplate, SHIPPED_TEMPLATES, shippedTemplate } from "@sigwright/ruleset";
import type { RetiredRules, Template } from "@sigwright/ruleset";
import { readTextFileIfThere } from "./text-file.ts";
import { UsageError } from "./usage-error.ts";

/** What a template file gives; `template` is absent when a diagnostic is an error. */
export interface OpenedTemplate {
  readonly template?: Template;
  readonly diagnostics: readonly LocatedDiagnostic[];
}

/**
 * Opens a template: one that is shipped, by its name, else the file of that path; the default one when none is named. A
 * file that is called as a shipped template needs `./` before its name, so that what `blocking` means does not depend on
 * what lies in a folder.
 *
 * @throws UsageError when there is neither.
 */
export async function openTemplate(given: string | undefined, formats: readonly SignatureFormat[]): Promise<OpenedTemplate> {
  if (given === undefined) return { template: defaultTemplate(), diagnostics: [] };
  const shipped = shippedTemplate(given);
  if (shipped !== undefined) return { template: shipped, diagnostics: [] };
  const source = await readTextFileIfThere(given, "the template");
  if (source === undefined) throw noTemplate(given);
  const { template, diagnostics } = loadTemplate(source, { formats: formats.map(({ id }) => id) });
  const located = diagnostics.map((diagnostic) => ({ source, diagnostic }));
  return template === undefined ? { diagnostics: located } : { template, diagnostics: located };
}

function noTemplate(given: string): UsageError {
  const ids = SHIPPED_TEMPLATES.map(({ id }) => id);
  const near = closest(given, ids);
  const help = near === undefined ? `check the path, or name one that is shipped: ${ids.join(", ")}` : `did you mean \`${near}\`?`;
  return new UsageError(`there is no file \`${given}\` for the template`, help);
}

/** A template with what `--retired` says in place of its own. */
export function withRetired(template: Template, retired: RetiredRules | undefined): Template {
  return retired === undefined ? template : { ...template, lifecycle: { ...template.lifecycle, retired } };
}

/** Has each format that a template has rules for understand them. */
export function compileAll(
  template: Template,
  formats: readonly SignatureFormat[],
  targets: ReadonlyMap<string, Target>,
): readonly LocatedDiagnostic[] {
  return formats
    .filter((format) => template.formats.has(format.id))
    .flatMap((format) => compileFormat(template, format, targetOf(format, targets)).diagnostics);
}

/** The target chosen for a format, if one was. */
export function targetOf(format: SignatureFormat, targets: ReadonlyMap<string, Target>): Target | undefined {
  for (const { engine } of format.targets ?? []) {
    const chosen = targets.get(engine);
    if (chosen !== undefined) return chosen;
  }
  return undefined;
}

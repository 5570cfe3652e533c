import type { LocatedDiagnostic, SignatureFormat, Target } from "@sigwright/core";
import { compileFormat, defaultTemplate, loadTemplate } from "@sigwright/ruleset";
import type { Template } from "@sigwright/ruleset";
import { readTextFile } from "./text-file.ts";

/** What a template file gives; `template` is absent when a diagnostic is an error. */
export interface OpenedTemplate {
  readonly template?: Template;
  readonly diagnostics: readonly LocatedDiagnostic[];
}

/** Reads a template; the built-in one without a path. */
export async function openTemplate(path: string | undefined, formats: readonly SignatureFormat[]): Promise<OpenedTemplate> {
  if (path === undefined) return { template: defaultTemplate(), diagnostics: [] };
  const source = await readTextFile(path, "the template");
  const { template, diagnostics } = loadTemplate(source, { formats: formats.map(({ id }) => id) });
  const located = diagnostics.map((diagnostic) => ({ source, diagnostic }));
  return template === undefined ? { diagnostics: located } : { template, diagnostics: located };
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

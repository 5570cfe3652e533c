import { quoted } from "@sigwright/core";
import type { CommandContext, Reporter } from "../command-context.ts";
import { diagnosticRecord, diagnosticText, hasErrors } from "../diagnostic-report.ts";
import { EXIT } from "../exit-code.ts";
import type { ExitCode } from "../exit-code.ts";
import { FORMATS } from "../formats.ts";
import { selectTargets } from "../target-selection.ts";
import { compileAll, openTemplate } from "../template-file.ts";
import { counted } from "../text-table.ts";

/** Flags of `template check`. */
export interface TemplateCheckFlags {
  readonly target?: readonly string[];
  readonly reporter: Reporter;
}

/** Checks a template and the rules in it. */
export async function templateCheckCommand(
  file: string | undefined,
  flags: TemplateCheckFlags,
  { io, paint }: CommandContext,
): Promise<ExitCode> {
  const targets = selectTargets(flags.target ?? [], FORMATS);
  const { template, diagnostics: found } = await openTemplate(file, FORMATS);
  const diagnostics = template === undefined ? found : [...found, ...compileAll(template, FORMATS, targets)];
  const isGood = !hasErrors(diagnostics);
  if (flags.reporter === "json") {
    const record = {
      version: 1,
      path: file ?? null,
      id: template?.id ?? null,
      formats: template === undefined ? [] : [...template.formats].map(([id, { rules }]) => ({ id, rules: rules.length })),
      diagnostics: diagnostics.map(diagnosticRecord),
    };
    io.out.write(`${JSON.stringify(record, undefined, 2)}\n`);
    return isGood ? EXIT.ok : EXIT.findings;
  }
  io.out.write(diagnosticText(diagnostics, { paint, stream: io.out, most: 50 }));
  const name = file === undefined ? "the default template" : quoted(file);
  if (isGood && template !== undefined) {
    const rules = [...template.formats].map(([id, part]) => `${counted(part.rules.length, "rule")} for ${id}`);
    io.out.write(`${paint.green("✓")} ${name} is in order: ${rules.join(", ") || "no rules"}\n`);
  } else {
    const errors = diagnostics.filter(({ diagnostic }) => diagnostic.severity === "error").length;
    io.out.write(`${paint.red("✗")} ${name} can't be used: ${counted(errors, "error")}\n`);
  }
  return isGood ? EXIT.ok : EXIT.findings;
}

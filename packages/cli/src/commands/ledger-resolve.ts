import { quoted, SourceText, visibleText } from "@sigwright/core";
import { formatLedger, parseLedger, resolveLedger } from "@sigwright/ruleset";
import type { SidLedger } from "@sigwright/ruleset";
import { basename, dirname } from "node:path";
import type { CommandContext, Reporter } from "../command-context.ts";
import { diagnosticRecord, diagnosticText } from "../diagnostic-report.ts";
import { digestOf, diskOutput } from "../disk-output.ts";
import { EXIT } from "../exit-code.ts";
import type { ExitCode } from "../exit-code.ts";
import { FORMATS } from "../formats.ts";
import { openTemplate } from "../template-file.ts";
import { counted, textTable } from "../text-table.ts";
import { mustBeReplaceable, readBytes, readTextFile } from "../text-file.ts";

/** Flags of `ledger resolve`. */
export interface LedgerResolveFlags {
  readonly base?: string;
  readonly template?: string;
  readonly dryRun?: boolean;
  readonly reporter: Reporter;
}

/** Mends a sid ledger after a merge. */
export async function ledgerResolveCommand(
  file: string,
  flags: LedgerResolveFlags,
  { io, paint, errPaint }: CommandContext,
): Promise<ExitCode> {
  await mustBeReplaceable(file, "the sid ledger");
  const bytes = await readBytes(file, "the sid ledger");
  const source = SourceText.fromBytes(bytes, { path: file });
  const { template, diagnostics: faults } = await openTemplate(flags.template, FORMATS);
  if (template === undefined) {
    io.err.write(diagnosticText(faults, { paint: errPaint, stream: io.err }));
    return EXIT.usage;
  }
  const base = flags.base === undefined ? undefined : await readBase(flags.base);
  if (base !== undefined && "diagnostics" in base) {
    io.err.write(diagnosticText(base.diagnostics, { paint: errPaint, stream: io.err }));
    return EXIT.usage;
  }
  const { ledger, renumbered, diagnostics } = resolveLedger(source, {
    range: template.sids,
    ...(base === undefined ? {} : { base }),
  });
  const located = diagnostics.map((diagnostic) => ({ source, diagnostic }));
  const text = ledger === undefined ? undefined : formatLedger(ledger);
  const isChanged = text !== undefined && text !== source.text;
  if (isChanged && flags.dryRun !== true) {
    const output = await diskOutput(dirname(file), [{ path: file, before: digestOf(bytes) }]);
    await output.write(file, new TextEncoder().encode(text));
    await output.commit();
  }
  if (flags.reporter === "json") {
    const record = {
      version: 1,
      path: file,
      changed: isChanged,
      written: isChanged && flags.dryRun !== true,
      entries: ledger?.entries.length ?? null,
      renumbered,
      diagnostics: located.map(diagnosticRecord),
    };
    io.out.write(`${JSON.stringify(record, undefined, 2)}\n`);
    return ledger === undefined ? EXIT.findings : EXIT.ok;
  }
  if (ledger === undefined) {
    io.err.write(diagnosticText(located, { paint: errPaint, stream: io.err, most: 20 }));
    return EXIT.findings;
  }
  if (renumbered.length > 0) {
    const rows = renumbered.map(({ key, oldSid, sid, reason }) => [
      String(oldSid),
      "→",
      paint.bold(String(sid)),
      visibleText(key),
      paint.dim(visibleText(reason)),
    ]);
    io.out.write(`${textTable(rows).join("\n")}\n\n`);
  }
  const what = isChanged
    ? `${flags.dryRun === true ? "would be resolved" : "is resolved"}: ${counted(ledger.entries.length, "signature")}, ${renumbered.length} with another sid`
    : "has no conflict";
  io.out.write(`${paint.green("✓")} ${quoted(basename(file))} ${what}\n`);
  return EXIT.ok;
}

async function readBase(path: string): Promise<SidLedger | { diagnostics: Parameters<typeof diagnosticText>[0] }> {
  const source = await readTextFile(path, "--base");
  const { ledger, diagnostics } = parseLedger(source);
  return ledger ?? { diagnostics: diagnostics.map((diagnostic) => ({ source, diagnostic })) };
}

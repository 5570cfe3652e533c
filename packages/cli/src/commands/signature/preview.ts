import type { CommandContext, Reporter } from "../../command-context.ts";
import { EXIT } from "../../exit-code.ts";
import type { ExitCode } from "../../exit-code.ts";
import { previewRecord, previewText } from "../../signature/preview-text.ts";
import { readRuleFile } from "../../signature/rule-file.ts";
import { countPlaceholders, fillPlaceholders, proposeSids } from "../../signature/sid-placeholder.ts";
import { previewSignature } from "../../signature/signature-preview.ts";
import { jsonDocument } from "../../signature/signature-record.ts";
import { counted } from "../../text-table.ts";

/** Flags of `signature preview`. */
export interface SignaturePreviewFlags {
  readonly type?: string;
  readonly reporter: Reporter;
}

/** Shows what `signature import` would store. */
export async function signaturePreviewCommand(path: string, flags: SignaturePreviewFlags, context: CommandContext): Promise<ExitCode> {
  const { io, paint } = context;
  const { text } = await readRuleFile(path, io);
  const placeholders = countPlaceholders(text);
  // With the sids that an import would offer: a rule without one is no rule yet.
  const preview = previewSignature(path, fillPlaceholders(text, proposeSids(text)), flags.type);
  if (flags.reporter === "json") {
    const type = flags.type ?? preview.format?.signatureType ?? null;
    io.out.write(jsonDocument({ path, type, preview: previewRecord(preview), placeholders }));
  } else {
    io.out.write(previewText(preview, context));
    if (placeholders > 0) io.out.write(`\n${paint.yellow(`${counted(placeholders, "rule")} had a placeholder for the sid; shown are the sids that import offers`)}\n`);
  }
  return preview.checked?.diagnostics.some(({ diagnostic }) => diagnostic.severity === "error") === true ? EXIT.findings : EXIT.ok;
}

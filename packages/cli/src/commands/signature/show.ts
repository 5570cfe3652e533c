import type { CommandContext, Reporter } from "../../command-context.ts";
import { EXIT } from "../../exit-code.ts";
import type { ExitCode } from "../../exit-code.ts";
import { findSignature } from "../../signature/find-signature.ts";
import { previewRecord, previewText } from "../../signature/preview-text.ts";
import { readIndicatorReferences } from "../../signature/read-indicators.ts";
import { previewSignature } from "../../signature/signature-preview.ts";
import { jsonDocument, signatureRecord } from "../../signature/signature-record.ts";
import { signatureText } from "../../signature/signature-text.ts";
import { openStore } from "../../signature/store-spec.ts";

/** Flags of `signature show`. */
export interface SignatureShowFlags {
  readonly store?: string;
  readonly reporter: Reporter;
}

/** Shows all that is known of a signature. */
export async function signatureShowCommand(key: string, flags: SignatureShowFlags, context: CommandContext): Promise<ExitCode> {
  const { io } = context;
  const store = await openStore(flags.store, io);
  const signature = await findSignature(store, key);
  const indicators = await readIndicatorReferences(store, signature.id);
  const sideFiles = await store.sideFiles(signature.id);
  const preview = previewSignature(signature.fileName, signature.content, signature.type);
  if (flags.reporter === "json") {
    io.out.write(jsonDocument({ store: store.spec, signature: signatureRecord(signature, indicators, sideFiles), preview: previewRecord(preview) }));
  } else {
    io.out.write(`${signatureText(signature, indicators, sideFiles, context)}\n${previewText(preview, context)}`);
  }
  return EXIT.ok;
}

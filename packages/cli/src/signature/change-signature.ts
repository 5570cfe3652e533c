import type { SignatureChange, StoredSignature } from "@sigwright/core";
import type { CommandContext, Reporter } from "../command-context.ts";
import { EXIT } from "../exit-code.ts";
import type { ExitCode } from "../exit-code.ts";
import { findSignature } from "./find-signature.ts";
import { readIndicatorReferences } from "./read-indicators.ts";
import { jsonDocument, signatureRecord } from "./signature-record.ts";
import { signatureText } from "./signature-text.ts";
import { openStore } from "./store-spec.ts";

/** Flags that every command has that changes members of a signature. */
export interface ChangeFlags {
  readonly store?: string;
  readonly reporter: Reporter;
}

/** Changes a signature's members and shows it as it is then. */
export async function changeSignature(
  key: string,
  flags: ChangeFlags,
  context: CommandContext,
  changeOf: (before: StoredSignature) => SignatureChange,
): Promise<ExitCode> {
  const { io, quiet } = context;
  const store = await openStore(flags.store, io);
  const before = await findSignature(store, key);
  const stored = await store.update(before.id, changeOf(before));
  if (quiet && flags.reporter === "pretty") return EXIT.ok;
  const indicators = await readIndicatorReferences(store, stored.id);
  if (flags.reporter === "json") io.out.write(jsonDocument({ store: store.spec, signature: signatureRecord(stored, indicators) }));
  else io.out.write(signatureText(stored, indicators, [], context));
  return EXIT.ok;
}

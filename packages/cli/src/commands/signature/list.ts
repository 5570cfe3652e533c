import type { SignatureSummary, StoreError } from "@sigwright/core";
import type { CommandContext, Reporter } from "../../command-context.ts";
import { EXIT } from "../../exit-code.ts";
import type { ExitCode } from "../../exit-code.ts";
import { errorText } from "../../error-report.ts";
import { parseGroup } from "../../signature/reference-flags.ts";
import { jsonDocument, summaryRecord } from "../../signature/signature-record.ts";
import { signatureTable } from "../../signature/signature-text.ts";
import { folderMissing, openStore } from "../../signature/store-spec.ts";

/** Flags of `signature list`. */
export interface SignatureListFlags {
  readonly store?: string;
  readonly type?: string;
  readonly name?: string;
  readonly tag?: string;
  readonly group?: string;
  readonly reporter: Reporter;
}

/** Lists the signatures of a store. */
export async function signatureListCommand(flags: SignatureListFlags, context: CommandContext): Promise<ExitCode> {
  const { io, paint, errPaint, quiet } = context;
  const store = await openStore(flags.store, io);
  const { type, name, tag, group } = flags;
  const query = {
    ...(type === undefined ? {} : { type }),
    ...(name === undefined ? {} : { name }),
    ...(tag === undefined ? {} : { tag }),
    ...(group === undefined ? {} : { group: parseGroup(group).id }),
  };
  const found: SignatureSummary[] = [];
  const broken: StoreError[] = [];
  for await (const signature of store.list(query, (error) => broken.push(error))) found.push(signature);
  const missing = found.length === 0 && broken.length === 0 ? await folderMissing(flags.store, io) : undefined;
  if (flags.reporter === "json") {
    const unread = broken.map(({ message, help }) => ({ message, help: help ?? null }));
    io.out.write(jsonDocument({ store: store.spec, signatures: found.map(summaryRecord), unread }));
  } else if (found.length > 0) io.out.write(signatureTable(found, context));
  else if (!quiet) io.out.write(`${paint.dim(missing ?? `there are no such signatures in ${store.spec}`)}\n`);
  for (const { message, help } of broken) io.err.write(errorText({ message, help }, errPaint));
  return broken.length > 0 ? EXIT.failure : EXIT.ok;
}

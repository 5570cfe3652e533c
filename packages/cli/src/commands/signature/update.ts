import { basename } from "node:path";
import type { SignatureChange } from "@sigwright/core";
import type { CommandContext, Reporter } from "../../command-context.ts";
import { EXIT } from "../../exit-code.ts";
import type { ExitCode } from "../../exit-code.ts";
import { confirmed } from "../../signature/confirmation.ts";
import { findSignature } from "../../signature/find-signature.ts";
import { giveSids } from "../../signature/given-sids.ts";
import { previewRecord, previewText } from "../../signature/preview-text.ts";
import { createPrompt } from "../../signature/prompt.ts";
import type { Prompt } from "../../signature/prompt.ts";
import { readRuleFile } from "../../signature/rule-file.ts";
import { ruleChanges, ruleChangesText } from "../../signature/rule-changes.ts";
import { previewSignature } from "../../signature/signature-preview.ts";
import { jsonDocument, summaryRecord } from "../../signature/signature-record.ts";
import { openStore } from "../../signature/store-spec.ts";
import { UsageError } from "../../usage-error.ts";

/** Flags of `signature update`. */
export interface SignatureUpdateFlags {
  readonly store?: string;
  readonly name?: string;
  readonly type?: string;
  readonly fileName?: string;
  readonly sid?: string;
  readonly yes?: boolean;
  readonly reporter: Reporter;
}

/** Changes a signature's rules, name, type or file name, after showing what would be different. */
export async function signatureUpdateCommand(
  key: string,
  path: string | undefined,
  flags: SignatureUpdateFlags,
  context: CommandContext,
): Promise<ExitCode> {
  const prompt = path === "-" ? undefined : createPrompt(context);
  try {
    return await run(key, path, flags, prompt, context);
  } finally {
    await prompt?.close();
  }
}

async function run(
  key: string,
  path: string | undefined,
  flags: SignatureUpdateFlags,
  prompt: Prompt | undefined,
  context: CommandContext,
): Promise<ExitCode> {
  const { io, paint, quiet } = context;
  const { name, type, fileName } = flags;
  if (path === undefined && name === undefined && type === undefined && fileName === undefined) {
    throw new UsageError("nothing is said of what to change", "name a file with the new rules, or give --name, --type or --file-name");
  }
  const store = await openStore(flags.store, io);
  const before = await findSignature(store, key);
  const isYes = flags.yes === true;
  const text = path === undefined ? before.content : (await giveSids((await readRuleFile(path, io)).text, flags.sid, isYes, prompt, context)).text;
  const preview = previewSignature(path === undefined ? before.fileName : basename(path), text, type ?? before.type);
  const changes = ruleChanges(previewSignature(before.fileName, before.content, before.type), preview);
  const change: SignatureChange = {
    ...(name === undefined ? {} : { name }),
    ...(type === undefined ? {} : { type }),
    ...(fileName === undefined ? {} : { fileName }),
    ...(path === undefined ? {} : { content: text, replaces: before.content }),
  };
  const isSame = text === before.content && (name ?? before.name) === before.name && (type ?? before.type) === before.type && (fileName ?? before.fileName) === before.fileName;
  if (flags.reporter === "pretty" && !quiet) io.out.write(`${previewText(preview, context)}\n${ruleChangesText(changes, paint)}\n`);
  if (!isSame && !(await confirmed(`\nChange ${JSON.stringify(before.name)} in ${store.spec}?`, isYes, prompt))) {
    if (!quiet) io.err.write("nothing was changed\n");
    return EXIT.ok;
  }
  const stored = isSame ? before : await store.update(before.id, change);
  const status = isSame ? "unchanged" : "updated";
  if (flags.reporter === "json") {
    io.out.write(jsonDocument({ store: store.spec, status, signature: summaryRecord(stored), changes, preview: previewRecord(preview) }));
  } else if (!quiet) {
    io.out.write(isSame ? `\n${paint.dim("It is so already: nothing was changed.")}\n` : `\n${paint.green("Changed")} in ${store.spec}.\n`);
  }
  return preview.checked?.diagnostics.some(({ diagnostic }) => diagnostic.severity === "error") === true ? EXIT.findings : EXIT.ok;
}

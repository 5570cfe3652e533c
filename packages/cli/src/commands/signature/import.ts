import { basename, extname } from "node:path";
import { securityLabel } from "@sigwright/core";
import type { NewSignature, SignatureAttribute } from "@sigwright/core";
import type { CommandContext, Reporter } from "../../command-context.ts";
import { EXIT } from "../../exit-code.ts";
import type { ExitCode } from "../../exit-code.ts";
import { confirmed } from "../../signature/confirmation.ts";
import { giveSids } from "../../signature/given-sids.ts";
import { previewRecord, previewText } from "../../signature/preview-text.ts";
import { createPrompt } from "../../signature/prompt.ts";
import type { Prompt } from "../../signature/prompt.ts";
import { readIndicatorReferences } from "../../signature/read-indicators.ts";
import { parseAttribute, parseGroup, parseIndicator } from "../../signature/reference-flags.ts";
import { readRuleFile } from "../../signature/rule-file.ts";
import { previewSignature } from "../../signature/signature-preview.ts";
import { jsonDocument, signatureRecord } from "../../signature/signature-record.ts";
import { signatureText } from "../../signature/signature-text.ts";
import { chooseType } from "../../signature/signature-type.ts";
import { openStore } from "../../signature/store-spec.ts";

/** Flags of `signature import`. */
export interface SignatureImportFlags {
  readonly store?: string;
  readonly type?: string;
  readonly name?: string;
  readonly fileName?: string;
  readonly description?: string;
  readonly source?: string;
  readonly attribute?: readonly string[];
  readonly tag?: readonly string[];
  readonly label?: readonly string[];
  readonly group?: readonly string[];
  readonly indicator?: readonly string[];
  readonly owner?: string;
  readonly xid?: string;
  readonly sid?: string;
  readonly yes?: boolean;
  readonly reporter: Reporter;
}

/** Stores a file as a new signature, after a preview and a question. */
export async function signatureImportCommand(path: string, flags: SignatureImportFlags, context: CommandContext): Promise<ExitCode> {
  const prompt = path === "-" ? undefined : createPrompt(context);
  try {
    return await run(path, flags, prompt, context);
  } finally {
    await prompt?.close();
  }
}

async function run(path: string, flags: SignatureImportFlags, prompt: Prompt | undefined, context: CommandContext): Promise<ExitCode> {
  const { io, paint, quiet } = context;
  const isJson = flags.reporter === "json";
  const isYes = flags.yes === true;
  const store = await openStore(flags.store, io);
  const associations = {
    groups: (flags.group ?? []).map(parseGroup),
    indicators: (flags.indicator ?? []).map((each) => parseIndicator(each, flags.owner)),
  };
  const attributes = attributesOf(flags);
  const file = await readRuleFile(path, io);
  const { text, sids } = await giveSids(file.text, flags.sid, isYes, prompt, context);
  const preview = previewSignature(path, text, flags.type);
  if (!isJson && !quiet) io.out.write(previewText(preview, context));

  const type = await chooseType(flags.type, preview, store, prompt, context);
  const fileName = flags.fileName ?? file.fileName;
  const name = flags.name ?? basename(fileName, extname(fileName));
  const question = `\nStore it as ${JSON.stringify(name)} of type ${type} in ${store.spec}?`;
  if (!(await confirmed(question, isYes, prompt))) {
    if (!quiet) io.err.write("nothing was stored\n");
    return EXIT.ok;
  }
  const signature: NewSignature = {
    ...(flags.xid === undefined ? {} : { xid: flags.xid }),
    name,
    type,
    fileName,
    content: text,
    attributes,
    tags: flags.tag ?? [],
    labels: (flags.label ?? []).map(securityLabel),
    ...associations,
  };
  const stored = await store.create(signature);
  const indicators = await readIndicatorReferences(store, stored.id);
  if (isJson) {
    io.out.write(
      jsonDocument({ store: store.spec, status: "imported", signature: signatureRecord(stored, indicators), preview: previewRecord(preview), sids }),
    );
  } else if (!quiet) {
    io.out.write(`\n${paint.green("Stored")} in ${store.spec}:\n${signatureText(stored, indicators, [], context)}`);
  }
  return preview.checked?.diagnostics.some(({ diagnostic }) => diagnostic.severity === "error") === true ? EXIT.findings : EXIT.ok;
}

function attributesOf({ description, source, attribute = [] }: SignatureImportFlags): readonly SignatureAttribute[] {
  return [
    ...(description === undefined ? [] : [{ type: "Description", value: description, isDefault: true }]),
    ...(source === undefined ? [] : [{ type: "Source", value: source, isDefault: true }]),
    ...attribute.map(parseAttribute),
  ];
}

import { statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { quoted, visibleText } from "@sigwright/core";
import type { SideFile, StoredSignature } from "@sigwright/core";
import type { CommandContext, Reporter } from "../../command-context.ts";
import { diskOutput } from "../../disk-output.ts";
import { EXIT } from "../../exit-code.ts";
import type { ExitCode } from "../../exit-code.ts";
import { statIfThere } from "../../folder.ts";
import { findSignature } from "../../signature/find-signature.ts";
import { safeFileName } from "../../signature/safe-file-name.ts";
import { jsonDocument, summaryRecord } from "../../signature/signature-record.ts";
import { openStore } from "../../signature/store-spec.ts";
import { shownNumber, textTable } from "../../text-table.ts";
import { UsageError } from "../../usage-error.ts";

/** Flags of `signature download`. */
export interface SignatureDownloadFlags {
  readonly store?: string;
  readonly out?: string;
  readonly force?: boolean;
  readonly yes?: boolean;
  readonly reporter: Reporter;
}

/** Writes a signature's rules, to the byte, and its side files beside them. */
export async function signatureDownloadCommand(key: string, flags: SignatureDownloadFlags, context: CommandContext): Promise<ExitCode> {
  const { io, paint, quiet } = context;
  const store = await openStore(flags.store, io);
  const signature = await findSignature(store, key);
  if (flags.out === "-") {
    if (flags.reporter === "json") throw new UsageError("`--out -` writes the rules to standard output, where no JSON can stand too");
    io.out.write(signature.content);
    return EXIT.ok;
  }
  const sideFiles = await store.sideFiles(signature.id);
  const { folder, fileName } = placeOf(flags.out, signature);
  const files = [{ name: fileName, bytes: new TextEncoder().encode(signature.content) }, ...sideFiles.map(safeSideFile)];
  if (flags.force !== true && flags.yes !== true) await refuseOverwriting(folder, files);
  const output = await diskOutput(folder);
  // oxlint-disable-next-line no-await-in-loop -- a file after the other
  for (const { name, bytes } of files) await output.write(name, bytes);
  await output.commit();

  const written = files.map(({ name, bytes }) => ({ path: join(folder, name), bytes: bytes.length }));
  if (flags.reporter === "json") io.out.write(jsonDocument({ store: store.spec, signature: summaryRecord(signature), files: written }));
  else if (!quiet) {
    const rows = written.map(({ path, bytes }) => [visibleText(path), paint.dim(`${shownNumber(bytes)} bytes`)]);
    io.out.write(`${paint.green("Written:")}\n${textTable(rows).map((line) => `  ${line}\n`).join("")}`);
  }
  return EXIT.ok;
}

/** A folder gets the signature's own file name, made safe; any other path is the file to write. */
function placeOf(out: string | undefined, { id, fileName }: StoredSignature): { readonly folder: string; readonly fileName: string } {
  const isFolder = out === undefined || /[\\/]$/.test(out) || statSync(out, { throwIfNoEntry: false })?.isDirectory() === true;
  if (isFolder) return { folder: out ?? ".", fileName: safeFileName(fileName, `signature-${safeFileName(id, "1")}.txt`) };
  return { folder: dirname(out), fileName: basename(out) };
}

function safeSideFile({ name, bytes }: SideFile): SideFile {
  const safe = safeFileName(name, "");
  if (safe === name) return { name, bytes };
  throw new UsageError(`the side file ${quoted(name)} has a name that can't be a file's here, and the rules name it so`, "`--out -` writes the rules alone");
}

async function refuseOverwriting(folder: string, files: readonly SideFile[]): Promise<void> {
  for (const { name } of files) {
    const path = join(folder, name);
    // oxlint-disable-next-line no-await-in-loop -- the first that is there is the one to tell
    if ((await statIfThere(path)) === undefined) continue;
    throw new UsageError(`${quoted(path)} is there already`, "give `--out` another place, or `--force` to replace it");
  }
}

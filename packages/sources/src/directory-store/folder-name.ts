import { createHash, randomBytes } from "node:crypto";
import { extname } from "node:path";

/** Characters of a folder's name before its digest. */
const LONGEST_SLUG = 60;
const IDENTIFIER = /^[\p{L}\p{N}_][\p{L}\p{N} ._-]{0,150}$/u;
const SIDE_FILE = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
/** Names that Windows keeps for devices, whatever follows a dot. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i;

/**
 * The name of a new signature's folder: what it is called by, made readable and safe, and eight digits that keep it
 * apart from others. For one `xid` it is always the same, on every branch and every machine.
 */
export function folderName({ xid, name }: { readonly xid?: string; readonly name: string }): string {
  const digits = xid === undefined ? randomBytes(4).toString("hex") : sha256(xid).slice(0, 8);
  const slug = slugOf(xid ?? name);
  return slug === "" ? `signature-${digits}` : `${slug}-${digits}`;
}

/** Whether a text can be the name of a signature's folder: nothing that leads elsewhere or is hidden. */
export function isFolderName(text: string): boolean {
  return IDENTIFIER.test(text) && !text.endsWith(".") && !text.endsWith(" ") && !DEVICE.test(text);
}

/** Whether a side file may have this name on every file system. */
export function isSideFileName(text: string): boolean {
  return SIDE_FILE.test(text) && !text.endsWith(".") && !DEVICE.test(text);
}

/** The name of the file with the rules; its ending is that of the signature's own file name, so that tools know it. */
export function contentFileName(fileName: string): string {
  const extension = extname(`x${fileName}`).toLowerCase();
  return `content${/^\.[a-z0-9]{1,10}$/.test(extension) && extension !== ".json" ? extension : ".txt"}`;
}

/** SHA-256 of a text's UTF-8, lower-case hexadecimal. */
export function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

function slugOf(text: string): string {
  return text
    .slice(0, 500)
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, LONGEST_SLUG)
    .replaceAll(/^-|-$/g, "");
}

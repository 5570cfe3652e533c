import { createHash } from "node:crypto";
import type { IndicatorReference, SideFile, SignatureSummary, StoredSignature } from "@sigwright/core";

/** A JSON document about signatures; every one begins with its version. */
export function jsonDocument(members: object): string {
  return `${JSON.stringify({ version: 1, ...members }, undefined, 2)}\n`;
}

/** A listed signature in a JSON document; what is missing is `null`. */
export function summaryRecord({ id, xid, name, type, fileName, owner, dateAdded, lastModified, link }: SignatureSummary): object {
  return {
    id,
    xid: xid ?? null,
    name,
    type,
    fileName,
    owner: owner ?? null,
    dateAdded: dateAdded ?? null,
    lastModified: lastModified ?? null,
    link: link ?? null,
  };
}

/** A signature in a JSON document, without its rules: `download --out -` gives those to the byte. */
export function signatureRecord(
  signature: StoredSignature,
  indicators: readonly IndicatorReference[],
  sideFiles: readonly SideFile[] = [],
): object {
  const bytes = new TextEncoder().encode(signature.content);
  return {
    ...summaryRecord(signature),
    bytes: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    attributes: signature.attributes,
    tags: signature.tags,
    labels: signature.labels,
    groups: signature.groups,
    indicators,
    sideFiles: sideFiles.map(({ name, bytes: { length } }) => ({ name, bytes: length })),
  };
}

import { visibleText } from "@sigwright/core";
import type { IndicatorReference, SideFile, SignatureSummary, StoredSignature } from "@sigwright/core";
import type { CommandContext } from "../command-context.ts";
import type { Paint } from "../paint.ts";
import { counted, cut, shownNumber, textTable } from "../text-table.ts";

/** Indicators that are shown by name; the rest is counted. */
const MOST_INDICATORS = 12;

/** Signatures as a table for people. */
export function signatureTable(signatures: readonly SignatureSummary[], { io, paint }: CommandContext): string {
  // What is read by a program, or looked through with another, is not cut.
  const width = io.out.columns === undefined ? Infinity : Math.min(Math.max(io.out.columns, 60), 160);
  const rows = signatures.map(({ id, name, type, lastModified, owner }) => [
    paint.bold(visibleText(cut(id, 60))),
    visibleText(type),
    visibleText(cut(name, Math.max(20, width - 70))),
    paint.dim(visibleText([lastModified, owner].filter((part) => part !== undefined).join("  "))),
  ]);
  return `${textTable(rows).join("\n")}\n${paint.dim(counted(signatures.length, "signature"))}\n`;
}

/** All that is known of a signature but its rules, for people. */
export function signatureText(
  signature: StoredSignature,
  indicators: readonly IndicatorReference[],
  sideFiles: readonly SideFile[],
  { paint }: CommandContext,
): string {
  const bytes = new TextEncoder().encode(signature.content).length;
  const rows: string[][] = [
    ["id", visibleText(signature.id)],
    ...(signature.xid === undefined ? [] : [["xid", visibleText(signature.xid)]]),
    ["type", visibleText(signature.type)],
    ["file", `${visibleText(signature.fileName)} ${paint.dim(`${shownNumber(bytes)} bytes`)}`],
    ...(signature.owner === undefined ? [] : [["owner", visibleText(signature.owner)]]),
    ...(signature.lastModified === undefined ? [] : [["modified", visibleText(signature.lastModified)]]),
    ...(signature.link === undefined ? [] : [["page", paint.cyan(visibleText(signature.link))]]),
    ...signature.attributes.map(({ type, value }) => [visibleText(type.toLowerCase()), visibleText(cut(value, 400))]),
    ...listed("tags", signature.tags),
    ...listed("labels", signature.labels),
    ...listed("groups", signature.groups.map(({ id, type, name }) => [type ?? "group", id, name ?? ""].join(" ").trim())),
    ...listed("side files", sideFiles.map(({ name }) => name)),
    ["indicators", indicatorsText(indicators, paint)],
  ];
  return `${paint.bold(visibleText(signature.name))}\n${textTable(rows.map(([name = "", value = ""]) => [`  ${paint.dim(name)}`, value])).join("\n")}\n`;
}

function listed(name: string, values: readonly string[]): string[][] {
  return values.length === 0 ? [] : [[name, values.map(visibleText).join(", ")]];
}

function indicatorsText(indicators: readonly IndicatorReference[], paint: Paint): string {
  if (indicators.length === 0) return paint.dim("none");
  const shown = indicators.slice(0, MOST_INDICATORS).map(({ value }) => visibleText(cut(value, 60)));
  const rest = indicators.length - shown.length;
  return `${shownNumber(indicators.length)}: ${shown.join(", ")}${rest > 0 ? paint.dim(` and ${shownNumber(rest)} more`) : ""}`;
}

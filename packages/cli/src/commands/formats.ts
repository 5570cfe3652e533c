import type { SignatureFormat } from "@sigwright/core";
import type { CommandContext, Reporter } from "../command-context.ts";
import { EXIT } from "../exit-code.ts";
import type { ExitCode } from "../exit-code.ts";
import { FORMATS } from "../formats.ts";
import { textTable } from "../text-table.ts";

/** Lists the formats there are. */
export async function formatsCommand(flags: { reporter: Reporter }, { io, paint }: CommandContext): Promise<ExitCode> {
  if (flags.reporter === "json") {
    io.out.write(`${JSON.stringify({ version: 1, formats: FORMATS.map(formatRecord) }, undefined, 2)}\n`);
    return EXIT.ok;
  }
  const rows = FORMATS.map((format) => [
    paint.bold(format.id),
    format.displayName,
    targetNames(format).join(", ") || "any",
    format.extensions.join(", "),
    abilities(format).join(", "),
  ]);
  const table = textTable([["FORMAT", "NAME", "TARGETS", "FILES", "CAN"].map(paint.dim), ...rows]);
  io.out.write(`${table.join("\n")}\n`);
  return EXIT.ok;
}

function formatRecord(format: SignatureFormat): Record<string, unknown> {
  const { id, displayName, signatureType, extensions } = format;
  return { id, displayName, signatureType, extensions, targets: targetNames(format), abilities: abilities(format) };
}

function targetNames(format: SignatureFormat): string[] {
  return (format.targets ?? []).map(({ engine, version }) => `${engine}@${version}`);
}

function abilities(format: SignatureFormat): string[] {
  const generates = format.encode !== undefined && format.render !== undefined && format.assemble !== undefined;
  return [
    ...(generates ? ["generate"] : []),
    ...(format.parse === undefined ? [] : ["parse"]),
    ...(format.validate === undefined ? [] : ["validate"]),
    ...(format.format === undefined ? [] : ["fmt"]),
  ];
}

import { visibleText } from "@sigwright/core";
import { CHECK_REPORTERS, summarise } from "@sigwright/review";
import type { CommandContext } from "../command-context.ts";
import { counted, cut, shownNumber, textTable } from "../text-table.ts";
import type { SignaturePreview } from "./signature-preview.ts";

/** Lines of the content that are shown, and characters of each: most rules whole. */
const LINES = 10;
const LONGEST_LINE = 400;

/** A preview for people: what it is, its first lines, what the engine would make of it. */
export function previewText(preview: SignaturePreview, { io, paint }: CommandContext): string {
  const width = Math.min(Math.max(io.out.columns ?? 100, 60), 140);
  const { format, reason, bytes, sha256, lineEnds, checked } = preview;
  const rows = [
    ["file", `${visibleText(preview.path)} ${paint.dim(`${shownNumber(bytes)} bytes, line ends ${lineEnds}`)}`],
    ["format", format === undefined ? paint.yellow("none that is known here") : `${format.displayName} ${paint.dim(`because ${visibleText(reason ?? "")}`)}`],
    ["rules", rulesLine(preview, paint.yellow)],
    ["sha256", paint.dim(sha256)],
  ];
  const lines = preview.text.replace(/\r?\n$/, "").split("\n");
  const shown = lines.slice(0, LINES).map((line, index) => `${paint.dim(String(index + 1).padStart(6))}  ${visibleText(cut(line.replace(/\r$/, ""), LONGEST_LINE))}`);
  const rest = lines.length - LINES;
  const more = rest > 0 ? [paint.dim(`        … and ${counted(rest, "more line")}`)] : [];
  const parts = [textTable(rows).join("\n"), [...shown, ...more].join("\n")];
  if (checked !== undefined && checked.diagnostics.length > 0) {
    const reporter = CHECK_REPORTERS.find(({ id }) => id === "pretty")!;
    const pieces = [...reporter.write({ files: [checked], elapsedMs: 0 }, { color: paint.color, width: width - 8, quiet: true })];
    const { errors, warnings } = summarise({ files: [checked] });
    const found = `${counted(errors, "error")}, ${counted(warnings, "warning")}`;
    parts.push(`${pieces.join("").trimEnd()}\n\n${errors > 0 ? paint.red(found) : paint.yellow(found)}`);
  }
  return `${parts.join("\n\n")}\n`;
}

/** What a preview comes to in JSON documents. */
export function previewRecord({ format, bytes, sha256, lineEnds, rules, checked }: SignaturePreview): object {
  const enabled = rules.filter((rule) => rule.enabled).length;
  return {
    format: format?.id ?? null,
    bytes,
    sha256,
    lineEnds,
    rules: { total: rules.length, enabled, disabled: rules.length - enabled },
    diagnostics: (checked?.diagnostics ?? []).map(({ diagnostic, sid }) => ({
      code: diagnostic.code,
      severity: diagnostic.severity,
      rejects: diagnostic.rejects,
      message: diagnostic.message,
      ...checked!.source.positionAt(diagnostic.range.start),
      sid: sid ?? null,
    })),
  };
}

/** `12 rules, 3 of them disabled`. */
function rulesLine({ format, rules }: SignaturePreview, warn: (text: string) => string): string {
  if (format === undefined) return warn("not counted: only formats known here can be read");
  const disabled = rules.filter(({ enabled }) => !enabled).length;
  const off = disabled === 0 ? "" : `, ${shownNumber(disabled)} of them disabled`;
  return rules.length === 0 ? warn("none") : `${counted(rules.length, "rule")}${off}`;
}

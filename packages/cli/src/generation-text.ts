import { posix } from "node:path";
import { visibleText } from "@sigwright/core";
import type { PushedDown } from "@sigwright/core";
import type { FileRole, FormatResult, LedgerChange, OutcomeStatus } from "@sigwright/ruleset";
import type { OutputStream } from "./command-io.ts";
import { diagnosticText } from "./diagnostic-report.ts";
import { FORMATS } from "./formats.ts";
import type { GenerationReport } from "./generation-report.ts";
import type { Paint } from "./paint.ts";
import { planLines } from "./plan-text.ts";
import type { SignaturePlan } from "./plan-text.ts";
import { shellWord } from "./shell-word.ts";
import { targetName } from "./target-selection.ts";
import { counted, cut, shownNumber, textTable } from "./text-table.ts";

/** Causes shown for one outcome; the rest is counted. */
const MOST_CAUSES = 6;

const OUTCOMES: readonly { readonly status: Exclude<OutcomeStatus, "emitted">; readonly meaning: string }[] = [
  { status: "filtered", meaning: "left out by the filter" },
  { status: "guarded", meaning: "held back by a guard" },
  { status: "merged", meaning: "the same as another one" },
  { status: "unsupported", meaning: "can't be written in this format" },
  { status: "malformed", meaning: "rows that could not be read, shown below" },
];

/** Causes that are a part of the template, not of the filter. */
const TEMPLATE_CLAUSE = /^(?:lifecycle|observations)\./;

/** What the files are for, in the order they are listed in. */
const ROLES: readonly (readonly [FileRole, string])[] = [
  ["rules", "the rules"],
  ["list", "a list that a rule refers to"],
  ["list-changes", "commands for a running engine"],
  ["sensor-settings", "settings the sensor needs"],
  ["outcomes", "every indicator and what became of it"],
];

/** Characters a line may have: what a terminal shows; a pipe and a file take all of it. */
export function textWidth(stream: OutputStream): number {
  return stream.columns === undefined ? Infinity : Math.min(stream.columns, 140);
}

/** The summary of a generation for people. */
export function generationText(report: GenerationReport, { paint, stream }: { paint: Paint; stream: OutputStream }): string {
  const { result } = report;
  const width = textWidth(stream);
  const { source, filter } = report;
  const about = { source, filter, ...(result.pushedDown === undefined ? {} : { pushedDown: result.pushedDown }) };
  const parts = result.rulesets.map((ruleset) => rulesetText(ruleset, about, paint, width));
  const { problems, problemCount } = result;
  if (problemCount > 0) parts.push(diagnosticText(problems, { paint, stream, most: 5, total: problemCount }).trimEnd());
  parts.push(filesText(report, paint, width));
  return `${parts.join("\n\n")}\n`;
}

/** What a ruleset was made of. */
export interface RulesetOrigin {
  readonly source: string;
  readonly filter: string;
  readonly pushedDown?: PushedDown;
}

/** What was read, emitted and left out for one ruleset, and why, as a table. */
export function rulesetText(ruleset: FormatResult, origin: RulesetOrigin, paint: Paint, width: number): string {
  const { counts, signatures, lists } = ruleset;
  const title = `${paint.bold(targetName(ruleset.target))} ${paint.dim("from")} ${visibleText(origin.source)}`;
  const head = [title, `${paint.dim("filter")} ${visibleText(cut(origin.filter.replaceAll(/\s+/g, " "), width - 8))}`, ""];

  const made = `${counted(signatures, "signature")}${lists === 0 ? "" : `, ${shownNumber(lists)} of them for lists`}`;
  const rows: string[][] = [
    [paint.bold(shownNumber(counts.read)), paint.bold("read"), ""],
    [
      (counts.emitted === 0 ? paint.yellow : paint.green)(shownNumber(counts.emitted)),
      (counts.emitted === 0 ? paint.yellow : paint.green)("emitted"),
      counts.emitted === 0 ? `nothing is left to make rules of` : `became ${made}`,
    ],
  ];
  for (const text of ruleset.approximateLists.slice(0, MOST_CAUSES)) rows.push(["", "", `${paint.yellow("approximate:")} ${visibleText(cut(text, Math.max(60, width - 39)))}`]);
  for (const { status, meaning } of OUTCOMES) {
    const count = counts[status];
    if (count === 0) continue;
    const color = status === "malformed" ? paint.red : paint.yellow;
    const isTemplate = status === "filtered" && ruleset.causes.some(({ cause }) => TEMPLATE_CLAUSE.test(cause));
    rows.push([color(shownNumber(count)), color(status), isTemplate ? `${meaning} or the template` : meaning], ...causeRows(ruleset, status, paint, width));
  }
  const { leftOut = 0 } = origin.pushedDown ?? {};
  if (leftOut > 0) rows.push([paint.yellow(shownNumber(leftOut)), paint.yellow("not read"), "left out by the platform, which was asked for less; not enumerated"]);
  return [...head, ...textTable(rows, ["right"]).map((line) => `  ${line}`)].join("\n");
}

function causeRows(ruleset: FormatResult, status: OutcomeStatus, paint: Paint, width: number): string[][] {
  const causes = ruleset.causes.filter((cause) => cause.status === status);
  const shown = causes.length > MOST_CAUSES ? causes.slice(0, MOST_CAUSES - 1) : causes;
  const size = Math.max(0, ...shown.map(({ count }) => shownNumber(count).length));
  const rows = shown.map(({ cause, count }) => {
    const amount = shownNumber(count).padStart(size);
    return ["", "", `${paint.dim(`${amount} ×`)} ${visibleText(cut(cause, Math.max(30, width - 26 - size)))}`];
  });
  const rest = causes.slice(shown.length).reduce((sum, { count }) => sum + count, 0);
  if (rest > 0) rows.push(["", "", paint.dim(`${shownNumber(rest)} × for other causes; see the manifest`)]);
  return rows;
}

function filesText(report: GenerationReport, paint: Paint, width: number): string {
  const { result, isPlan, out, removed, ledgerPath } = report;
  const lines: string[] = [];
  if (out !== undefined) {
    lines.push(isPlan ? paint.yellow("Nothing was written. Without --plan these files would be:") : paint.green("Written:"));
    const rows = result.rulesets.flatMap((ruleset) => [
      ...ROLES.flatMap(([role, meaning]) =>
        ruleset.files
          .filter((file) => file.role === role)
          .map(({ path }) => [shownPath(out, path), paint.dim(`${meaning}${role === "rules" ? retiredNote(ruleset) : ""}`)]),
      ),
      [shownPath(out, ruleset.manifest), paint.dim("what was made from what, with all sids")],
    ]);
    if (ledgerPath !== undefined) rows.push([visibleText(ledgerPath), paint.dim(ledgerSummary(result.changes))]);
    lines.push(...textTable(rows).map((line) => `  ${line}`));
    if (removed.length > 0) {
      lines.push("", isPlan ? "Of earlier runs, these would be removed:" : "Removed, of earlier runs:", ...removed.map((path) => `  ${shownPath(out, path)}`));
    }
  } else {
    lines.push(paint.yellow("Nothing was written: this is a plan."));
  }
  for (const ruleset of result.rulesets) if (out !== undefined) lines.push(...listChangesLines(ruleset, out, isPlan, paint));
  if (isPlan) lines.push("", ...planLines(planOf(result), paint, width));
  if (ledgerPath === undefined && result.rulesets.some(({ format }) => FORMATS.find(({ id }) => id === format)?.sidFamily !== undefined)) {
    lines.push("", paint.dim("No --sid-ledger was given, so a signature may get another sid when the set of indicators changes."));
  }
  return lines.join("\n");
}

/** What came and went in lists, and what a running engine has to be told. */
function listChangesLines({ format, listChanges, manifest }: FormatResult, out: string, isPlan: boolean, paint: Paint): readonly string[] {
  if (listChanges === undefined) return [];
  const { since, file, added, removed, changed, reload, reasons } = listChanges;
  const counts = ([["added", added], ["removed", removed], ["changed", changed]] as const).flatMap(([word, count]) => (count === 0 ? [] : `${shownNumber(count)} ${word}`));
  const told = since === null ? "" : ` since the output of ${visibleText(since)}: ${counts.join(", ") || (reload ? "no entry to add or remove by a command" : "nothing came or went")}`;
  const path = shownPath(out, posix.join(posix.dirname(manifest), file));
  const feed = FORMATS.find(({ id }) => id === format)?.listCommands?.feed(shellWord(path)) ?? path;
  return [
    "",
    `${paint.bold("Entries of lists")}${told}`,
    reload ? `  ${paint.yellow("The rules have to be loaded anew")}, which the commands ask for as well:` : `  ${paint.green("No reload of the rules is needed")}: the commands are enough.`,
    ...reasons.slice(0, MOST_CAUSES).map((reason) => `    ${visibleText(reason)}`),
    ...(reasons.length > MOST_CAUSES ? [paint.dim(`    and ${reasons.length - MOST_CAUSES} more; see the manifest`)] : []),
    ...(isPlan ? [] : [`  ${paint.dim("$")} ${feed}`]),
  ];
}

function retiredNote({ retired }: FormatResult): string {
  return retired === 0 ? "" : `, and ${counted(retired, "retired one")} as comments`;
}

function planOf({ rulesets, changes }: GenerationReport["result"]): SignaturePlan {
  const sum = (of: (ruleset: FormatResult) => number): number => rulesets.reduce((total, ruleset) => total + of(ruleset), 0);
  return { changes, unchanged: sum(({ unchanged }) => unchanged), signatures: sum(({ signatures }) => signatures) };
}

function shownPath(folder: string, path: string): string {
  return visibleText(posix.join(folder.replaceAll("\\", "/"), path));
}

function ledgerSummary(changes: readonly LedgerChange[]): string {
  const counts = new Map<string, number>();
  for (const { change } of changes) counts.set(change, (counts.get(change) ?? 0) + 1);
  const words = [...counts].map(([change, count]) => `${shownNumber(count)} ${change}`);
  return `the sid ledger: ${words.join(", ") || "no changes"}`;
}

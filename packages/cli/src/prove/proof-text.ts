import { visibleText } from "@sigwright/core";
import type { Proof, ProofStatus } from "@sigwright/engines";
import type { OutputStream } from "../command-io.ts";
import type { Paint } from "../paint.ts";
import { counted, cut, shownNumber, textTable } from "../text-table.ts";
import { countProofs, FAILED, isUnproven, type ProofOfFolder } from "./proof-record.ts";
import type { SignatureSubject } from "./proof-subjects.ts";
import { WITHOUT_SID } from "./rule-inventory.ts";

/** Signatures that are named one by one; the rest is counted. */
const MOST_NAMED = 20;
const MOST_REASONS = 8;

const MEANINGS: Readonly<Record<ProofStatus, string>> = {
  "proven": "fired on what it is for, once, and on nothing beside it",
  "not-fired": "silent on what it is for",
  "near-miss-fired": "fired on what it is not for",
  "noisy": "fired more than once on one flow",
  "not-provable": "nothing to show to the engine",
};

/** The outcome of a proof for people. */
export function proofText(results: readonly ProofOfFolder[], elapsedMs: number, { paint, stream }: { readonly paint: Paint; readonly stream: OutputStream }): string {
  const width = Math.min(stream.columns ?? 140, 160);
  const parts = results.map((result) => folderText(result, paint, width));
  const cases = results.reduce((sum, { run }) => sum + run.proofs.reduce((part, proof) => part + proof.cases, 0), 0);
  return `${parts.join("\n\n")}\n\n${paint.dim(`${counted(cases, "case")} in ${(elapsedMs / 1000).toFixed(1)} s`)}\n`;
}

function folderText(result: ProofOfFolder, paint: Paint, width: number): string {
  const { folder, subjects, run } = result;
  const counts = countProofs([result]);
  const title = `${paint.bold(run.engine)} ${paint.dim("on")} ${visibleText(folder.rules)}`;
  const rows = (["proven", "not-fired", "near-miss-fired", "noisy", "not-provable"] as const)
    .filter((status) => counts[status] > 0 || status === "proven")
    .map((status) => {
      const color = colorOf(status, counts[status], paint);
      return [color(shownNumber(counts[status])), color(status), paint.dim(MEANINGS[status])];
    });
  const failed = run.proofs.flatMap((proof, index) => (FAILED.has(proof.status) ? [failureLines(subjects[index]!, proof, paint)] : []));
  const more = failed.length > MOST_NAMED ? [paint.dim(`… and ${counted(failed.length - MOST_NAMED, "more", "more")}; --reporter json lists them`)] : [];
  const blocks = [
    [title, ...run.remarks.map((remark) => `${paint.yellow("note:")} ${visibleText(remark)}`), "", ...textTable(rows, ["right"]).map((line) => `  ${line}`)].join("\n"),
    ...failed.slice(0, MOST_NAMED),
    ...more,
    unknownLines(result, paint),
    reasonLines("Not provable:", run.proofs.flatMap(({ status, why }) => (status === "not-provable" && why !== undefined ? [why] : [])), paint, width),
    reasonLines("Worth knowing:", run.proofs.flatMap(({ remarks }) => remarks), paint, width),
    isUnproven(result) ? `${paint.red("nothing is proven:")} no signature was seen to fire as it should, so the exit code is 1` : "",
  ];
  return blocks.filter((block) => block !== "").join("\n\n");
}

function colorOf(status: ProofStatus, count: number, paint: Paint): (text: string) => string {
  if (status === "proven") return count === 0 ? paint.yellow : paint.green;
  return FAILED.has(status) ? paint.red : paint.yellow;
}

function failureLines({ signature }: SignatureSubject, { status, why = "" }: Proof, paint: Paint): string {
  const { sid, name, rule, value, kind } = signature;
  const what = value ?? `a ${kind}`;
  return `${paint.red(status)} ${paint.bold(sid === null ? visibleText(name ?? rule) : `sid ${sid}`)} ${paint.dim(`(${visibleText(rule)})`)} ${visibleText(cut(what, 80))}\n    ${visibleText(why)}`;
}

/** Rules that nothing is known of. */
function unknownLines({ unknownRules }: ProofOfFolder, paint: Paint): string {
  if (unknownRules.length === 0) return "";
  const names = unknownRules.slice(0, MOST_NAMED).map((id) => (id === WITHOUT_SID ? "without sid" : visibleText(cut(id.replace(/^1:(?=\d)/, "sid "), 80))));
  const rest = unknownRules.length - names.length;
  const title = `${paint.yellow("Not in the manifest")}, so nothing says what ${unknownRules.length === 1 ? "it is" : "they are"} for, and nothing was shown:`;
  return `${title}\n  ${counted(unknownRules.length, "rule")}: ${names.join(", ")}${rest > 0 ? `, … and ${counted(rest, "more", "more")}` : ""}`;
}

/** Reasons by how many signatures have them. */
function reasonLines(title: string, reasons: readonly string[], paint: Paint, width: number): string {
  if (reasons.length === 0) return "";
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const sorted = [...counts].toSorted(([, a], [, b]) => b - a);
  const rows = sorted.slice(0, MOST_REASONS).map(([reason, count]) => [paint.dim(`${shownNumber(count)} ×`), visibleText(cut(reason, width - 14))]);
  const rest = sorted.length - rows.length;
  return [title, ...textTable(rows, ["right"]).map((line) => `  ${line}`), ...(rest > 0 ? [paint.dim(`  … and ${counted(rest, "other reason")}`)] : [])].join("\n");
}

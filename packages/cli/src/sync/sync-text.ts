import { visibleText } from "@sigwright/core";
import type { MemberChange } from "@sigwright/core";
import type { LedgerChange, SyncedSignature, SyncStatus } from "@sigwright/ruleset";
import type { OutputStream } from "../command-io.ts";
import { diagnosticText } from "../diagnostic-report.ts";
import { rulesetText, textWidth } from "../generation-text.ts";
import type { Paint } from "../paint.ts";
import { planLines } from "../plan-text.ts";
import { cut, shownNumber, textTable } from "../text-table.ts";
import type { SyncReport } from "./sync-report.ts";

/** The summary of a sync for people. */
export function syncText(report: SyncReport, { paint, stream }: { paint: Paint; stream: OutputStream }): string {
  const { signatures, spec, group, filter, pushedDown, problems, problemCount } = report;
  const width = textWidth(stream);
  const source = group.name === "" ? spec : `${spec}, ${group.name}`;
  const origin = { source: cut(source, width - 20), filter, ...(pushedDown === undefined ? {} : { pushedDown }) };
  const parts = signatures.flatMap((signature) => [rulesetText(signature.ruleset, origin, paint, width), signatureText(signature, report, paint, width)]);
  if (problemCount > 0) parts.push(diagnosticText(problems, { paint, stream, most: 5, total: problemCount }).trimEnd());
  return `${parts.join("\n\n")}\n`;
}

function signatureText(signature: SyncedSignature, { isPlan, group }: SyncReport, paint: Paint, width: number): string {
  const { status, id, name, link, change, changes, indicators, sideFiles, xid, ruleset } = signature;
  const title = titleOf(status, isPlan, paint);
  if (status === "absent") return title;
  const rows: string[][] = [
    ["name", visibleText(name ?? "")],
    ["id", id === undefined ? paint.dim("given when it is made") : visibleText(id)],
    ["xid", paint.dim(visibleText(xid))],
    ["rules", rulesLine(signature, paint)],
    ["group", visibleText(`${group.type} ${group.id}`)],
    ["indicators", `${shownNumber(indicators)} ${status === "created" ? "" : membersLine(change?.indicators, paint)}`.trimEnd()],
    ...(sideFiles.length === 0 ? [] : [["side files", sideFiles.map(visibleText).join(", ")]]),
    ...(link === undefined ? [] : [["page", paint.cyan(visibleText(link))]]),
  ];
  const lines = [title, ...textTable(rows.map(([label = "", value = ""]) => [`  ${paint.dim(label)}`, value]))];
  if (isPlan) lines.push("", ...planLines({ changes, unchanged: ruleset.unchanged, signatures: ruleset.signatures }, paint, width));
  return lines.join("\n");
}

function titleOf(status: SyncStatus, isPlan: boolean, paint: Paint): string {
  switch (status) {
    case "created":
      return isPlan ? paint.yellow("Nothing was written. This signature would be made:") : paint.green("Signature made:");
    case "updated":
      return isPlan ? paint.yellow("Nothing was written. This signature would be updated:") : paint.green("Signature updated:");
    case "unchanged":
      return paint.green("The signature is as it should be; nothing was written:");
    case "edited":
      return paint.red(
        "Somebody has edited the rules of this signature, so nothing was written. `sigwright signature download` keeps a " +
          "copy of what they did; --overwrite-edited puts ours in its place:",
      );
    case "kept":
      return paint.red("The group has no indicators any more. That may be a mistake, so nothing was withdrawn; --allow-empty does it:");
    case "absent":
      return paint.yellow("There is nothing to make rules of, and no signature to update; nothing was written.");
  }
}

function rulesLine({ status, change, changes, ruleset, fileName, type }: SyncedSignature, paint: Paint): string {
  const about = paint.dim(`${visibleText(type)}, ${visibleText(fileName)}`);
  const amount = shownNumber(ruleset.signatures);
  const isSame = status !== "created" && change?.content === undefined;
  const counts = new Map<LedgerChange["change"], number>();
  for (const each of changes) counts.set(each.change, (counts.get(each.change) ?? 0) + 1);
  const words = [...counts].map(([what, count]) => `${shownNumber(count)} ${what}`).join(", ");
  return isSame ? `${amount}, as they were  ${about}` : `${amount}${words === "" ? "" : `: ${words}`}  ${about}`;
}

function membersLine(change: MemberChange<unknown> | undefined, paint: Paint): string {
  const added = change?.add?.length ?? 0;
  const removed = change?.remove?.length ?? 0;
  if (added + removed === 0) return paint.dim("as before");
  return [added > 0 ? paint.green(`+${shownNumber(added)}`) : "", removed > 0 ? paint.red(`-${shownNumber(removed)}`) : ""].filter((part) => part !== "").join(" ");
}

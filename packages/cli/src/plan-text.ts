import { visibleText } from "@sigwright/core";
import { parseSignatureKey } from "@sigwright/ruleset";
import type { LedgerChange } from "@sigwright/ruleset";
import type { Paint } from "./paint.ts";
import { cut, shownNumber, textTable } from "./text-table.ts";

/** Lines shown for one sort of change; the rest is counted. */
const MOST_LINES = 20;
const MOST_SIDS = 4;

/** What would be different in the signatures with sids. */
export interface SignaturePlan {
  readonly changes: readonly LedgerChange[];
  /** Signatures that would stay as they are. */
  readonly unchanged: number;
  /** Signatures there would be, those without sids too. */
  readonly signatures: number;
}

type Sort = "added" | "changed" | "retired";

const SORT_OF: Readonly<Record<LedgerChange["change"], Sort>> = {
  added: "added",
  returned: "added",
  revised: "changed",
  renumbered: "changed",
  retired: "retired",
};

const SIGNS: Readonly<Record<LedgerChange["change"], (paint: Paint) => string>> = {
  added: (paint) => paint.green("+ added"),
  returned: (paint) => paint.green("+ returned"),
  revised: (paint) => paint.yellow("~ revised"),
  renumbered: (paint) => paint.yellow("~ renumbered"),
  retired: (paint) => paint.red("- retired"),
};

/** Changes of one sort to all signatures of one observation or list. */
interface ChangeGroup {
  readonly change: LedgerChange["change"];
  readonly what: string;
  readonly note: string;
  readonly sids: number[];
}

/** What would be added, changed and retired, and why, one line for each observation. */
export function planLines({ changes, unchanged, signatures }: SignaturePlan, paint: Paint, width: number): string[] {
  if (changes.length === 0 && unchanged === 0 && signatures > 0) return ["Signatures of this format have no sids, so what would change is not known."];
  const stay = unchanged === 0 ? [] : [`${shownNumber(unchanged)} unchanged`];
  if (changes.length === 0) return [`${["No signature would change", ...stay].join(": ")}.`];
  const lines: string[] = [`Signatures: ${[...totals(changes), ...stay].join(", ")}.`];
  const groups = grouped(changes);
  const rows: string[][] = [];
  const rest: string[] = [];
  for (const sort of ["added", "changed", "retired"] as const) {
    const own = groups.filter(({ change }) => SORT_OF[change] === sort);
    const shown = own.slice(0, MOST_LINES);
    const left = own.slice(MOST_LINES).reduce((sum, { sids }) => sum + sids.length, 0);
    rows.push(...shown.map((group) => rowOf(group, paint, width)));
    if (left > 0) rest.push(`${shownNumber(left)} more ${sort}`);
  }
  lines.push(...textTable(rows).map((line) => `  ${line}`));
  if (rest.length > 0) lines.push(paint.dim(`  … and ${rest.join(", ")}; --reporter json lists them`));
  return lines;
}

function totals(changes: readonly LedgerChange[]): readonly string[] {
  const counts = new Map<Sort, number>();
  for (const { change } of changes) counts.set(SORT_OF[change], (counts.get(SORT_OF[change]) ?? 0) + 1);
  return (["added", "changed", "retired"] as const).flatMap((sort) => {
    const count = counts.get(sort);
    return count === undefined ? [] : [`${shownNumber(count)} ${sort}`];
  });
}

function grouped(changes: readonly LedgerChange[]): readonly ChangeGroup[] {
  const groups = new Map<string, ChangeGroup>();
  for (const change of changes) {
    const { kind, subject } = parseSignatureKey(change.key);
    const what = `${kind} ${subject}`;
    const note = noteOf(change);
    const id = JSON.stringify([change.change, what, note]);
    const group = groups.get(id);
    if (group === undefined) groups.set(id, { change: change.change, what, note, sids: [change.sid] });
    else group.sids.push(change.sid);
  }
  return [...groups.values()];
}

function noteOf(change: LedgerChange): string {
  switch (change.change) {
    case "revised":
      return `its rule means something else: rev ${change.rev}, was ${change.oldRev}`;
    case "renumbered":
      return `a rule of somebody else has its sid ${change.oldSid}`;
    case "returned":
      return `was retired; rev ${change.rev} now`;
    case "retired":
      return change.why?.text ?? "";
    case "added":
      return "";
  }
}

function rowOf({ change, what, note, sids }: ChangeGroup, paint: Paint, width: number): string[] {
  const shown = sids.toSorted((a, b) => a - b).slice(0, MOST_SIDS).join(", ");
  const amount = sids.length > MOST_SIDS ? `${shown}, …` : shown;
  return [
    SIGNS[change](paint),
    visibleText(cut(what, Math.max(30, Math.floor(width * 0.4)))),
    paint.dim(`${sids.length === 1 ? "sid" : "sids"} ${amount}`),
    visibleText(cut(note, Math.max(40, Math.floor(width * 0.6)))),
  ];
}

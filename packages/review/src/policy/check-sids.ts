import type { Diagnostic, Range, SourceText } from "@sigwright/core";
import type { CheckedDiagnostic, CheckedFile, CheckedRule } from "../checked-file.ts";
import { sidAllocation } from "./sid-allocations.ts";

/** Sids that a team gives to its rules, both ends included. */
export interface TeamRange {
  readonly team: string;
  readonly start: number;
  readonly end: number;
}

/** Whose the sids in one file should be. */
export interface SidPolicy {
  /** Ranges of the teams whose file it is; empty when it is no team's. */
  readonly own: readonly TeamRange[];
  /** Those of all others. */
  readonly others: readonly TeamRange[];
}

/**
 * Files with what is wrong with the sids of their rules: those of a team's file that are in none of its ranges, and those
 * of a team that stand in a file of somebody else. Rules of other generators than 1 have sids of their own.
 */
export function checkSids(files: readonly CheckedFile[], policyOf: (file: CheckedFile) => SidPolicy): readonly CheckedFile[] {
  const used = new Set(files.flatMap(({ rules }) => rules.flatMap(({ sid }) => sid ?? [])));
  return files.map((file) => {
    const policy = policyOf(file);
    if (policy.own.length === 0 && policy.others.length === 0) return file;
    const added = file.rules.flatMap((rule): readonly CheckedDiagnostic[] => {
      const { sid, gid = 1 } = rule;
      const diagnostic = sid === undefined || gid !== 1 ? undefined : judge(sid, placeOfSid(file.source, rule, sid), policy, used);
      return diagnostic === undefined ? [] : [{ diagnostic, sid: sid! }];
    });
    if (added.length === 0) return file;
    const diagnostics = [...file.diagnostics, ...added].toSorted((a, b) => a.diagnostic.range.start - b.diagnostic.range.start);
    return { ...file, diagnostics };
  });
}

function judge(sid: number, range: Range, { own, others }: SidPolicy, used: ReadonlySet<number>): Diagnostic | undefined {
  if (own.some((team) => isIn(sid, team))) return undefined;
  const other = others.find((team) => isIn(sid, team));
  if (own.length === 0) {
    if (other === undefined) return undefined;
    const message = `sid ${sid} belongs to the team \`${other.team}\` (${shown(other)}), and this file is none of its own`;
    return fault("review/sid-outside-range", message, range, "move the rule to a file of that team, or give it a sid of its own");
  }
  const ranges = own.map(shown).join(", ");
  const help = nextFree(own, used);
  if (other !== undefined) return fault("review/sid-outside-range", `sid ${sid} belongs to the team \`${other.team}\`, not to \`${teams(own)}\` (${ranges})`, range, help);
  const allocation = sidAllocation(sid);
  return allocation === undefined
    ? fault("review/sid-outside-range", `sid ${sid} is outside of the range of \`${teams(own)}\` (${ranges})`, range, help)
    : fault("review/sid-allocated", `sid ${sid} is in a range that is publicly allocated to ${allocation.holder}`, range, help);
}

function isIn(sid: number, { start, end }: TeamRange): boolean {
  return sid >= start && sid <= end;
}

function shown({ start, end }: TeamRange): string {
  return `${start}–${end}`;
}

function teams(ranges: readonly TeamRange[]): string {
  return [...new Set(ranges.map(({ team }) => team))].join("`, `");
}

/** Advice that names a sid no rule that was checked has: the one behind the highest, else the lowest that is free. */
function nextFree(own: readonly TeamRange[], used: ReadonlySet<number>): string | undefined {
  for (const range of own) {
    let highest = range.start - 1;
    let count = 0;
    for (const sid of used) {
      if (!isIn(sid, range)) continue;
      count++;
      if (sid > highest) highest = sid;
    }
    if (highest < range.end) return `the next free one is ${highest + 1}`;
    // One more candidate than there are sids in use finds a gap where there is one.
    for (let sid = range.start; sid <= Math.min(range.end, range.start + count); sid++) {
      if (!used.has(sid)) return `a free one is ${sid}`;
    }
  }
  return "the range is full: widen it";
}

const SID = /\bsid\s{0,8}:\s{0,8}(\d{1,10})/g;

/** Where the sid stands in its rule; the rule's start where that can't be told. */
function placeOfSid({ text }: SourceText, { range }: CheckedRule, sid: number): Range {
  let place: Range = { start: range.start, end: range.start };
  for (const match of text.slice(range.start, range.end).matchAll(SID)) {
    if (Number(match[1]) !== sid) continue;
    const end = range.start + match.index + match[0].length;
    // The last one: what is in a message or a content comes before it.
    place = { start: end - match[1]!.length, end };
  }
  return place;
}

function fault(code: string, message: string, range: Range, help: string | undefined): Diagnostic {
  return { code, severity: "warning", rejects: false, message, range, ...(help === undefined ? {} : { help }) };
}

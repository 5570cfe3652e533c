import type { Diagnostic, SourceText } from "@sigwright/core";
import { hash32 } from "../digest.ts";
import type { SidRange } from "./sid-allocator.ts";
import type { SidEntry, SidLedger } from "./sid-ledger.ts";
import { isConflictMarker, ledgerLines, parseLedgerLine } from "./sid-ledger.ts";
import { SidSet } from "./sid-set.ts";

/** A signature that has another sid after {@link resolveLedger}. */
export interface Renumbered {
  readonly key: string;
  readonly oldSid: number;
  readonly sid: number;
  /** Why it could not keep the old one, for people. */
  readonly reason: string;
}

/** What {@link resolveLedger} makes of a ledger; `ledger` is absent when a diagnostic is an error. */
export interface ResolvedLedger {
  readonly ledger?: SidLedger;
  readonly renumbered: readonly Renumbered[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What {@link resolveLedger} is told. */
export interface ResolveOptions {
  /** The ledger before the branches parted; what stands there keeps its sid. Also taken from diff3 conflict sections. */
  readonly base?: SidLedger;
  /** Where new sids are taken from. */
  readonly range: SidRange;
}

type Side = "both" | "ours" | "base" | "theirs";

interface Claim extends SidEntry {
  readonly side: Side;
}

/**
 * Mends a ledger that two branches changed: takes conflict markers away, and where one sid has two signatures or one
 * signature two sids, keeps what the base had, else what stands on our side, else what comes first in the order of
 * keys. Resolving twice is the same as resolving once. Never throws on input.
 */
export function resolveLedger(source: SourceText, options: ResolveOptions): ResolvedLedger {
  const { claims, diagnostics } = readClaims(source);
  if (diagnostics.length > 0) return { renumbered: [], diagnostics };

  const settled = new Set((options.base?.entries ?? []).map((entry) => settledName(entry)));
  for (const claim of claims) if (claim.side === "base") settled.add(settledName(claim));
  const rank = (claim: Claim): number => {
    if (settled.has(settledName(claim))) return 0;
    return claim.side === "theirs" ? 2 : 1;
  };

  const used = new SidSet();
  for (const claim of claims) used.add(claim.sid);
  for (const entry of options.base?.entries ?? []) used.add(entry.sid);

  const present = claims.filter((claim) => claim.side !== "base");
  const { kept, replaced, renumbered } = oneSidEach(present, rank);
  const owners = oneOwnerEach(kept, rank);

  const entries: SidEntry[] = [];
  for (const claim of kept.toSorted(byKey)) {
    const owner = owners.get(claim.sid)!;
    if (owner.key === claim.key) {
      entries.push(toEntry(claim));
      continue;
    }
    const sid = nextSid(used, claim.key, options.range);
    if (sid === undefined) return { renumbered: [], diagnostics: [rangeFull(options.range)] };
    used.add(sid);
    entries.push({ ...toEntry(claim), sid, rev: 1 });
    renumbered.push({ key: claim.key, oldSid: claim.sid, sid, reason: `\`${owner.key}\` keeps ${claim.sid}` });
  }
  const active = new Set(entries.map((entry) => entry.sid));
  const seen = new Set<number>();
  for (const claim of replaced) {
    if (active.has(claim.sid) || seen.has(claim.sid)) continue;
    seen.add(claim.sid);
    entries.push({ ...toEntry(claim), state: "replaced" });
  }
  return { ledger: { entries }, renumbered, diagnostics: [] };
}

function readClaims(source: SourceText): { claims: Claim[]; diagnostics: Diagnostic[] } {
  const claims: Claim[] = [];
  const diagnostics: Diagnostic[] = [];
  let side: Side = "both";
  for (const line of ledgerLines(source)) {
    if (isConflictMarker(line.text)) {
      side = sideAfter(line.text, side);
      continue;
    }
    const entry = parseLedgerLine(line.text);
    if (entry === undefined) {
      diagnostics.push({
        code: "ledger/syntax",
        severity: "error",
        rejects: false,
        message: "this line is neither an entry of the sid ledger nor a conflict marker",
        range: { start: line.start, end: line.end },
        help: "take the line back from version control; entries are never written by hand",
        expected: ["sid key rev fingerprint state"],
      });
      if (diagnostics.length === MOST_DIAGNOSTICS) break;
    } else claims.push({ ...entry, side });
  }
  return { claims, diagnostics };
}

const MOST_DIAGNOSTICS = 20;

function sideAfter(marker: string, side: Side): Side {
  if (marker.startsWith("<")) return "ours";
  if (marker.startsWith("|")) return "base";
  if (marker.startsWith("=") && side !== "both") return "theirs";
  return "both";
}

/** One claim for each key: the best one, with the revisions and states of all that agree on its sid. */
function oneSidEach(
  claims: readonly Claim[],
  rank: (claim: Claim) => number,
): { kept: Claim[]; replaced: Claim[]; renumbered: Renumbered[] } {
  const groups = new Map<string, Claim[]>();
  const replaced: Claim[] = [];
  for (const claim of claims) {
    if (claim.state === "replaced") {
      replaced.push(claim);
      continue;
    }
    const group = groups.get(claim.key);
    if (group === undefined) groups.set(claim.key, [claim]);
    else group.push(claim);
  }
  const kept: Claim[] = [];
  const renumbered: Renumbered[] = [];
  for (const group of groups.values()) {
    const [first, ...rest] = group.toSorted((a, b) => rank(a) - rank(b) || a.sid - b.sid);
    let best = first!;
    const told = new Set<number>();
    for (const other of rest) {
      if (other.sid === best.sid) {
        best = merged(best, other);
        continue;
      }
      replaced.push(other);
      if (told.has(other.sid)) continue;
      told.add(other.sid);
      renumbered.push({ key: other.key, oldSid: other.sid, sid: best.sid, reason: "both branches gave it a sid" });
    }
    kept.push(best);
  }
  return { kept, replaced, renumbered };
}

/** Two lines of one signature: the higher revision; one higher still when one revision came to mean two things. */
function merged(a: Claim, b: Claim): Claim {
  const state = a.state === "active" || b.state === "active" ? "active" : "retired";
  if (a.rev !== b.rev) return { ...(a.rev > b.rev ? a : b), side: a.side, state };
  return { ...a, state, rev: a.fingerprint === b.fingerprint ? a.rev : a.rev + 1 };
}

function oneOwnerEach(claims: readonly Claim[], rank: (claim: Claim) => number): Map<number, Claim> {
  const owners = new Map<number, Claim>();
  for (const claim of claims) {
    const owner = owners.get(claim.sid);
    if (owner === undefined || rank(claim) < rank(owner) || (rank(claim) === rank(owner) && byKey(claim, owner) < 0)) {
      owners.set(claim.sid, claim);
    }
  }
  return owners;
}

function nextSid(used: SidSet, key: string, range: SidRange): number | undefined {
  const home = range.start + (hash32(key) % (range.end - range.start + 1));
  return used.firstAbsent(home, range.end) ?? used.firstAbsent(range.start, home - 1);
}

function rangeFull(range: SidRange): Diagnostic {
  return {
    code: "ledger/range-full",
    severity: "error",
    rejects: false,
    message: `no sid from ${range.start} to ${range.end} is free`,
    range: { start: 0, end: 0 },
    help: "give the template a larger `sids` range",
  };
}

function settledName(entry: SidEntry): string {
  return `${entry.sid} ${entry.key}`;
}

function byKey(a: SidEntry, b: SidEntry): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  return a.sid - b.sid;
}

function toEntry(claim: Claim): SidEntry {
  const { sid, key, rev, fingerprint, state } = claim;
  return { sid, key, rev, fingerprint, state };
}
